from datetime import UTC, date, datetime

from jukugi.apps.accounts.models import Participant, User
from jukugi.apps.accounts.tests.factories import ParticipantFactory, RoleFactory
from jukugi.apps.areas.models import Area
from jukugi.apps.budgeting.actions.cocreating import (
    AnswerDraft,
    CoDraft,
    ContactDraft,
    answer_proposal,
    propose_together,
    show_proposal,
)
from jukugi.apps.budgeting.enums.cocreation import CoAct, OfferingKind
from jukugi.apps.budgeting.models import CoProposal
from jukugi.apps.organizations.tests.factories import DepartmentFactory

NOW = datetime(2026, 6, 5, 1, tzinfo=UTC)
CONTACT = ContactDraft("見本 花子", email="hanako@example.jp")


def co_draft(ward: Area | None = None, **fields) -> CoDraft:
    """A company brings a van and asks for a place to park."""
    said = {
        "kind": OfferingKind.COMPANY,
        "body_name": "見本運送",
        "title": "走る図書室",
        "words": "本を積んだ車で団地を回ります。",
        "brings": "車一台と運転手。",
        "asks": "停める場所。",
        "serves": "遠くへ行けない人。",
        "interests": "ない",
        "area": ward,
    }
    return CoDraft(**said | fields)


def proposed(ward: Area | None = None, author: Participant | None = None, **fields) -> CoProposal:
    """A proposal at which nobody has looked."""
    author = author or ParticipantFactory()
    return propose_together(draft=co_draft(ward, **fields), contact=CONTACT, author=author, now=NOW)


def shown(ward: Area | None = None, author: Participant | None = None, **fields) -> CoProposal:
    """One that everybody reads."""
    return show_proposal(proposal=proposed(ward, author, **fields), actor=RoleFactory().user, now=NOW)


def answered(act: CoAct = CoAct.AGREED, ward: Area | None = None, officer: User | None = None, **fields) -> CoProposal:
    """One that the city has answered."""
    said = {"reason": "住む人の声に合う。", "department": DepartmentFactory(), "conditions": "月に二回。"}
    said |= {"look_back_on": date(2026, 12, 1)} if act == CoAct.TRIED else {}
    draft = AnswerDraft(act=act, **said | fields)
    return answer_proposal(proposal=shown(ward), draft=draft, actor=officer or RoleFactory().user, now=NOW)
