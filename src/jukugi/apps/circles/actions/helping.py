"""A circle asks for a place or advice; an issue calls for projects, and a project becomes a proposal of an issue."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.models import Participant, User
from jukugi.apps.accounts.permissions import has_role
from jukugi.apps.circles import errors, permissions, policies
from jukugi.apps.circles.enums import LINE_LIMIT, WORDS_LIMIT, CircleProposalState, HelpKind, HelpState
from jukugi.apps.circles.models import Circle, CircleProposal, HelpAsk, ProjectCall
from jukugi.apps.issues.models import Issue
from jukugi.apps.places.models import Place
from jukugi.apps.support.models import SupportOffer
from jukugi.kit import audit
from jukugi.kit.errors import NotAllowed
from jukugi.kit.worded import checked, checked_line

DAYS_TO_ANSWER = 14


@transaction.atomic
def ask_place(*, circle: Circle, place: Place, text: str, author: Participant, now: datetime) -> HelpAsk:
    """Those in a circle would like to use a place of the register. Raises NotInCircle, SourceHidden."""
    permissions.check_is_in(author, circle)
    policies.check_sources(place, None)
    return _asked(circle, HelpKind.PLACE, text, author, now, place=place)


@transaction.atomic
def ask_advice(*, circle: Circle, offer: SupportOffer | None, text: str, author: Participant, now: datetime) -> HelpAsk:
    """They would like advice, maybe by one offer of support. Raises NotInCircle."""
    permissions.check_is_in(author, circle)
    return _asked(circle, HelpKind.ADVICE, text, author, now, offer=offer)


@transaction.atomic
def answer_help(*, ask: HelpAsk, is_given: bool, answer: str, actor: User, now: datetime) -> HelpAsk:
    """The ward says what it arranged, or why not now. Raises NotAllowed, AlreadyAnswered and what words can raise."""
    locked = HelpAsk.objects.select_for_update(of=("self",)).select_related("circle__ward").get(pk=ask.pk)
    permissions.check_can_keep(actor, locked.circle.ward)
    if locked.state != HelpState.ASKED:
        raise errors.AlreadyAnswered(state=locked.get_state_display())
    locked.state = HelpState.GIVEN if is_given else HelpState.NOT_NOW
    locked.answer = checked(answer, field=_("答え"), limit=WORDS_LIMIT, is_needed=True)
    locked.answered_by, locked.answered_at = actor.actor_key, now
    locked.save()
    audit.record("circles.help_answered", actor=actor, subject=locked, at=now)
    return locked


@transaction.atomic
def open_call(
    *,
    issue: Issue,
    title: str,
    text: str,
    closes_on: date | None,
    actor: User,
    now: datetime,
    is_sample: bool = False,
) -> ProjectCall:
    """An officer says that citizens' projects are wanted on an issue. Raises NotAllowed and what words can raise."""
    _check_keeps(actor, issue)
    call = ProjectCall.objects.create(
        issue=issue,
        title=checked_line(title, field=_("呼びかけ"), limit=LINE_LIMIT, is_needed=True),
        text=checked(text, field=_("どんな活動を求めるか"), limit=WORDS_LIMIT, is_needed=True),
        opened_at=now,
        opened_by=actor.actor_key,
        closes_on=closes_on,
        is_sample=is_sample,
    )
    audit.record("circles.call_opened", actor=actor, subject=call, at=now)
    return call


@transaction.atomic
def end_call(*, call: ProjectCall, actor: User, now: datetime) -> ProjectCall:
    """The call is over; what began from it goes on. Raises NotAllowed, AlreadySo."""
    locked = ProjectCall.objects.select_for_update(of=("self",)).select_related("issue__area").get(pk=call.pk)
    _check_keeps(actor, locked.issue)
    if not locked.is_open_on(timezone.localdate(now)):
        raise errors.AlreadySo
    locked.ended_at = now
    locked.save(update_fields=["ended_at"])
    audit.record("circles.call_ended", actor=actor, subject=locked, at=now)
    return locked


@transaction.atomic
def propose_to_issue(*, circle: Circle, issue: Issue, text: str, author: Participant, now: datetime) -> CircleProposal:
    """What a circle learned becomes a proposal of an issue. Raises NotInCircle, NotWelcoming, AlreadySo."""
    permissions.check_is_in(author, circle)
    if circle.is_hidden:
        raise errors.NotWelcoming
    if circle.proposals.filter(issue=issue, state=CircleProposalState.SENT).exists():
        raise errors.AlreadySo
    proposal = CircleProposal.objects.create(
        circle=circle,
        issue=issue,
        text=checked(text, field=_("提案"), limit=WORDS_LIMIT, is_needed=True),
        actor_key=author.actor_key,
        sent_at=now,
    )
    audit.record("circles.proposed", actor=author, subject=proposal, at=now)
    return proposal


@transaction.atomic
def answer_proposal(
    *, proposal: CircleProposal, is_taken: bool, answer: str, actor: User, now: datetime
) -> CircleProposal:
    """Say in words whether the issue takes it up. Raises NotAllowed, AlreadyAnswered."""
    locked = CircleProposal.objects.select_for_update(of=("self",)).select_related("issue__area").get(pk=proposal.pk)
    _check_keeps(actor, locked.issue)
    if locked.state != CircleProposalState.SENT:
        raise errors.AlreadyAnswered(state=locked.get_state_display())
    locked.state = CircleProposalState.TAKEN if is_taken else CircleProposalState.NOT_TAKEN
    locked.answer = checked(answer, field=_("答え"), limit=WORDS_LIMIT, is_needed=True)
    locked.answered_by, locked.answered_at = actor.actor_key, now
    locked.save()
    audit.record("circles.proposal_answered", actor=actor, subject=locked, at=now)
    return locked


def _asked(
    circle: Circle,
    kind: HelpKind,
    text: str,
    author: Participant,
    now: datetime,
    *,
    place: Place | None = None,
    offer: SupportOffer | None = None,
) -> HelpAsk:
    ask = HelpAsk.objects.create(
        circle=circle,
        kind=kind,
        place=place,
        offer=offer,
        text=checked(text, field=_("頼みたいこと"), limit=WORDS_LIMIT, is_needed=True),
        actor_key=author.actor_key,
        asked_at=now,
        due_on=timezone.localdate(now) + timedelta(days=DAYS_TO_ANSWER),
    )
    audit.record("circles.help_asked", actor=author, subject=ask, at=now, details={"kind": str(kind)})
    return ask


def _check_keeps(actor: User, issue: Issue) -> None:
    """A policy officer keeps the issues of the city, a ward officer those of the ward."""
    if not has_role(actor, RoleKind.POLICY_OFFICER, RoleKind.WARD_OFFICER, area=issue.area):
        raise NotAllowed
