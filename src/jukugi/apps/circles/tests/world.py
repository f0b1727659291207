"""A town in which somebody keeps something to themselves, somebody shows it to those that fit, and two have met."""

from datetime import timedelta

from django.utils import timezone

from jukugi.apps.accounts.actions import begin_participation, new_token
from jukugi.apps.accounts.enums import Channel, RoleKind
from jukugi.apps.accounts.models import Participant, User
from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.areas.models import Area
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.circles import actions
from jukugi.apps.circles.actions import FundDraft, FundRules, SeekDraft
from jukugi.apps.circles.enums import Consent, SeekKind, SeekSide
from jukugi.apps.circles.models import Circle, FundRequest, Match, Seek, WardFund
from jukugi.apps.circles.tests.factories import draft
from jukugi.apps.issues.models import Issue
from jukugi.apps.issues.tests.factories import IssueFactory

SECRETS = (
    "ひみつの手話",
    "こっそり竹細工",
    "連絡ないしょ",
    "呼名ないしょ",
    "入りたい訳ないしょ",
    "中だけの連絡",
    "断りの竹細工",
)
"""Words that nobody outside may read anywhere."""


def device(now=None) -> tuple[str, Participant]:
    """The token of a device, and whose it is."""
    token = new_token()
    return token, begin_participation(token=token, now=now or timezone.now())


class World:
    """Everything of the room at once, with what must not get out among it."""

    def __init__(self, ward: Area | None = None, issue: Issue | None = None) -> None:
        self.now = now = timezone.now()
        self.day = timezone.localdate(now)
        self.ward = ward or WardFactory()
        self.issue = issue or IssueFactory(area=self.ward)
        self.officer: User = RoleFactory(kind=RoleKind.WARD_OFFICER, area=self.ward).user
        self.second: User = RoleFactory(kind=RoleKind.WARD_OFFICER, area=self.ward).user
        self.token, self.author = device(now)
        self.call = actions.open_call(
            issue=self.issue, title="坂で休む", text="求めます。", closes_on=None, actor=RoleFactory().user, now=now
        )
        begun = draft(self.ward, call=self.call, name="呼名ないしょ")
        self.circle: Circle = actions.begin_circle(draft=begun, author=self.author, now=now)
        self.asker_token, asker = device(now)
        self.asking = actions.ask_to_join(
            circle=self.circle,
            note="入りたい訳ないしょ",
            name="呼名ないしょ二",
            name_shown=False,
            author=asker,
            now=now,
        )
        actions.send_message(circle=self.circle, text="中だけの連絡", author=self.author, now=now)
        self.story = actions.tell_story(
            circle=self.circle, text="木を切りました。", happened_on=self.day, author=self.author, now=now
        )
        self.ask = actions.ask_advice(circle=self.circle, offer=None, text="教えて。", author=self.author, now=now)
        self.proposal = actions.propose_to_issue(
            circle=self.circle, issue=self.issue, text="坂ごとに。", author=self.author, now=now
        )
        self._seek()
        self._fund()

    def _seek(self) -> None:
        now = self.now
        self.mine_token, self.loner = device(now)
        self.kept = self.seek("ひみつの手話ができます。", self.loner, Consent.MINE)
        self.offer_token, self.offerer = device(now)
        self.offered = self.seek("こっそり竹細工ができます。", self.offerer, Consent.MATCHED)
        self.need_token, self.needer = device(now)
        self.needed = self.seek("竹細工を習いたい。", self.needer, Consent.SHOWN, SeekSide.NEED)
        self.no_token, self.refuser = device(now)
        self.refused = self.seek("断りの竹細工ができます。", self.refuser, Consent.MATCHED)
        card = SeekDraft(
            side=SeekSide.NEED, kind=SeekKind.SKILL, text="紙の竹細工", ward=self.ward, consent=Consent.MATCHED
        )
        self.paper = actions.enter_seek(draft=card, channel=Channel.CARD, received_at=now, actor=self.officer, now=now)
        actions.find_matches(now=now)
        self.match = Match.objects.get(first=self.offered, second=self.needed)
        self.paper_match = Match.objects.get(first=self.offered, second=self.paper)
        self.no_match = Match.objects.get(first=self.needed, second=self.refused)
        actions.answer_match(
            match=self.match,
            seek=self.offered,
            is_yes=True,
            name="呼名ないしょ三",
            contact="連絡ないしょ",
            author=self.offerer,
            now=now,
        )
        actions.answer_match(
            match=self.no_match, seek=self.refused, is_yes=False, name="", contact="", author=self.refuser, now=now
        )
        actions.count_due(now=now)

    def _fund(self) -> None:
        rules = FundRules(
            ward=self.ward,
            fiscal_year=self.day.year,
            sum_yen=100_000,
            most_yen=50_000,
            pays_for="材料",
            closes_on=self.day + timedelta(days=90),
        )
        self.fund: WardFund = actions.publish_fund(rules=rules, actor=self.officer, now=self.now)
        asked = FundDraft(what="ベンチを作る", spends_on="木材", ask_yen=30_000, done_by=self.day + timedelta(days=30))
        self.request: FundRequest = actions.ask_fund(
            fund=self.fund, circle=self.circle, draft=asked, author=self.author, now=self.now
        )

    def seek(self, text: str, author: Participant, consent: Consent, side: SeekSide = SeekSide.OFFER) -> Seek:
        words = SeekDraft(side=side, kind=SeekKind.SKILL, text=text, ward=self.ward, consent=consent)
        return actions.write_seek(draft=words, author=author, now=self.now)

    def values(self) -> dict[str, object]:
        """What stands in the addresses of the room."""
        return {
            "circle_pk": self.circle.pk,
            "seek_pk": self.needed.pk,
            "match_pk": self.match.pk,
            "fund_pk": self.fund.pk,
            "request_pk": self.request.pk,
            "ask_pk": self.ask.pk,
            "proposal_pk": self.proposal.pk,
            "call_pk": self.call.pk,
            "member_pk": self.asking.pk,
        }
