"""Small money of a ward: rules, requests, a proposal and a decision by two people, payment, and the report back."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.accounts.models import Participant, User
from jukugi.apps.areas.models import Area
from jukugi.apps.circles import errors, permissions, policies
from jukugi.apps.circles.actions.circles import check_paper
from jukugi.apps.circles.actions.reviewing import checked_reason
from jukugi.apps.circles.enums import (
    FUND_RECEIPT,
    LINE_LIMIT,
    STORY_LIMIT,
    WORDS_LIMIT,
    FundAct,
    FundState,
)
from jukugi.apps.circles.models import Circle, FundReport, FundRequest, FundStep, WardFund
from jukugi.apps.circles.models.circles import words_digest
from jukugi.apps.circles.queries.funding import granted_yen, left_yen
from jukugi.kit import audit, receipts
from jukugi.kit.worded import checked, checked_line

DAYS_TO_DECIDE = 21
DAYS_TO_REPORT = 30
"""After the day by which it is to be done."""
UNDER_WAY = (FundState.ASKED, FundState.PROPOSED, FundState.GRANTED, FundState.PAID)


@dataclass(frozen=True)
class FundRules:
    """What a ward publishes of its fund."""

    ward: Area
    fiscal_year: int
    sum_yen: int
    most_yen: int
    pays_for: str
    closes_on: date
    pays_not_for: str = ""


@dataclass(frozen=True)
class FundDraft:
    """One page by which a circle asks."""

    what: str
    spends_on: str
    ask_yen: int
    done_by: date


@dataclass(frozen=True)
class ReportDraft:
    """What a circle tells of the money."""

    done: str
    spent_on: str
    used_yen: int
    people: str = ""


@transaction.atomic
def publish_fund(*, rules: FundRules, actor: User, now: datetime, is_sample: bool = False) -> WardFund:
    """Publish the rules of a ward's fund for one year. Raises NotAllowed, FundExists, TooMuch."""
    permissions.check_can_keep(actor, rules.ward)
    if WardFund.objects.filter(ward=rules.ward, fiscal_year=rules.fiscal_year).exists():
        raise errors.FundExists(ward=rules.ward.name, year=rules.fiscal_year)
    fund = WardFund(ward=rules.ward, fiscal_year=rules.fiscal_year, published_by=actor.actor_key, is_sample=is_sample)
    return _ruled(fund, rules, actor, now, "circles.fund_published")


@transaction.atomic
def change_fund(*, fund: WardFund, rules: FundRules, actor: User, now: datetime) -> WardFund:
    """Change the rules; what was granted stands. Raises NotAllowed, RulesInUse, TooMuch."""
    locked = _locked_fund(fund.pk)
    permissions.check_can_keep(actor, locked.ward)
    granted = granted_yen(locked)
    if rules.sum_yen < granted:
        raise errors.RulesInUse(granted=granted)
    return _ruled(locked, rules, actor, now, "circles.fund_changed")


@transaction.atomic
def ask_fund(
    *, fund: WardFund, circle: Circle, draft: FundDraft, author: Participant, now: datetime, is_sample: bool = False
) -> FundRequest:
    """Those in a circle ask for money, on one page.

    Raises NotInCircle, AnotherWard, FundClosed, TooMuch, FundEmpty, AlreadyAsking and what words can raise.
    """
    permissions.check_is_in(author, circle)
    found = _asked(fund, circle, draft, Channel.WEB, author.actor_key, asked_at=now, now=now, is_sample=is_sample)
    audit.record("circles.fund_asked", actor=author, subject=found, at=now, details={"channel": str(Channel.WEB)})
    return found


@transaction.atomic
def enter_fund_request(
    *,
    fund: WardFund,
    circle: Circle,
    draft: FundDraft,
    channel: Channel,
    received_at: datetime,
    actor: User,
    now: datetime,
) -> FundRequest:
    """Type in the page as it came on paper. Raises NotAllowed, WrongChannel, DayInTheFuture and as above."""
    permissions.check_can_keep(actor, fund.ward)
    check_paper(channel, received_at, now)
    found = _asked(fund, circle, draft, channel, actor.actor_key, asked_at=received_at, now=now)
    audit.record("circles.fund_asked", actor=actor, subject=found, at=now, details={"channel": str(channel)})
    return found


@transaction.atomic
def propose_grant(*, request: FundRequest, grant_yen: int, reason: str, actor: User, now: datetime) -> FundRequest:
    """An officer proposes a sum, 0 for none, with the reason; another person decides.

    Raises NotAllowed, AlreadyAnswered, ReasonMissing, TooMuch, FundEmpty.
    """
    locked = _locked(request, actor, FundState.ASKED)
    words = checked_reason(reason)
    most = min(locked.ask_yen, locked.fund.most_yen)
    if grant_yen > most:
        raise errors.TooMuch(most=most)
    _check_left(locked.fund, grant_yen)
    locked.state, locked.grant_yen = FundState.PROPOSED, grant_yen
    locked.reason, locked.proposed_by = words, actor.actor_key
    return _moved(locked, FundAct.PROPOSED, grant_yen, words, actor, now)


@transaction.atomic
def decide_grant(*, request: FundRequest, agrees: bool, reason: str, actor: User, now: datetime) -> FundRequest:
    """A second officer decides as proposed, or sends the proposal back with the reason.

    Raises NotAllowed, AlreadyAnswered, TwoHands, FundEmpty, ReasonMissing.
    """
    locked = _locked(request, actor, FundState.PROPOSED)
    if locked.proposed_by == actor.actor_key:
        raise errors.TwoHands
    if not agrees:
        words = checked_reason(reason)
        locked.state, locked.grant_yen, locked.reason, locked.proposed_by = FundState.ASKED, None, "", ""
        return _moved(locked, FundAct.SENT_BACK, None, words, actor, now)
    grant = locked.grant_yen or 0
    _check_left(locked.fund, grant)
    locked.state = FundState.GRANTED if grant else FundState.DECLINED
    locked.decided_by, locked.decided_at = actor.actor_key, now
    act = FundAct.GRANTED if grant else FundAct.DECLINED
    return _moved(locked, act, grant, locked.reason, actor, now)


@transaction.atomic
def mark_paid(*, request: FundRequest, paid_on: date, actor: User, now: datetime) -> FundRequest:
    """Money was handed over; from now on a report is due. Raises NotAllowed, AlreadyAnswered, DayInTheFuture."""
    locked = _locked(request, actor, FundState.GRANTED)
    policies.check_day(paid_on, timezone.localdate(now))
    locked.state, locked.paid_on = FundState.PAID, paid_on
    locked.report_due_on = max(locked.done_by, paid_on) + timedelta(days=DAYS_TO_REPORT)
    return _moved(locked, FundAct.PAID, locked.grant_yen, "", actor, now)


@transaction.atomic
def report_back(*, request: FundRequest, draft: ReportDraft, author: Participant, now: datetime) -> FundReport:
    """Those in the circle tell what they did and used. Raises NotInCircle, AlreadyAnswered, UsedTooMuch."""
    locked = _held(request)
    permissions.check_is_in(author, locked.circle)
    return _reported(locked, draft, Channel.WEB, author, now)


@transaction.atomic
def enter_report(
    *, request: FundRequest, draft: ReportDraft, channel: Channel, actor: User, now: datetime
) -> FundReport:
    """Type in a report that came on paper. Raises NotAllowed, WrongChannel and as above."""
    locked = _held(request)
    permissions.check_can_keep(actor, locked.fund.ward)
    check_paper(channel, now, now)
    return _reported(locked, draft, channel, actor, now)


@transaction.atomic
def withdraw_request(*, request: FundRequest, author: Participant, now: datetime) -> FundRequest:
    """Those in the circle take a request back before anything was decided. Raises NotInCircle, AlreadyAnswered."""
    locked = _held(request)
    permissions.check_is_in(author, locked.circle)
    _check_state(locked, FundState.ASKED)
    locked.state = FundState.WITHDRAWN
    return _moved(locked, FundAct.WITHDRAWN, None, "", author, now)


def _ruled(fund: WardFund, rules: FundRules, actor: User, now: datetime, act: str) -> WardFund:
    if not 0 < rules.most_yen <= rules.sum_yen:
        raise errors.TooMuch(most=rules.sum_yen)
    fund.sum_yen, fund.most_yen, fund.closes_on = rules.sum_yen, rules.most_yen, rules.closes_on
    fund.pays_for = checked(rules.pays_for, field=_("何に出すか"), limit=WORDS_LIMIT, is_needed=True)
    fund.pays_not_for = checked(rules.pays_not_for, field=_("何には出さないか"), limit=WORDS_LIMIT)
    fund.published_at = now
    fund.save()
    audit.record(act, actor=actor, subject=fund, at=now, details={"sum_yen": fund.sum_yen, "most_yen": fund.most_yen})
    return fund


def _asked(
    fund: WardFund,
    circle: Circle,
    draft: FundDraft,
    channel: Channel,
    actor_key: str,
    *,
    asked_at: datetime,
    now: datetime,
    is_sample: bool = False,
) -> FundRequest:
    locked = _locked_fund(fund.pk)
    _check_may_ask(locked, circle, draft.ask_yen, timezone.localdate(asked_at))
    found = FundRequest.objects.create(
        fund=locked,
        circle=circle,
        what=checked(draft.what, field=_("何をするか"), limit=WORDS_LIMIT, is_needed=True),
        spends_on=checked(draft.spends_on, field=_("何に使うか"), limit=WORDS_LIMIT, is_needed=True),
        ask_yen=draft.ask_yen,
        done_by=draft.done_by,
        receipt=receipts.issue(FUND_RECEIPT, now=now),
        channel=channel,
        actor_key=actor_key,
        asked_at=asked_at,
        due_on=timezone.localdate(asked_at) + timedelta(days=DAYS_TO_DECIDE),
        is_sample=is_sample,
    )
    _step(found, FundAct.ASKED, draft.ask_yen, "", actor_key, asked_at)
    return found


def _check_may_ask(fund: WardFund, circle: Circle, ask_yen: int, today: date) -> None:
    if circle.is_hidden:
        raise errors.NotWelcoming
    if circle.ward_id != fund.ward_id:
        raise errors.AnotherWard(ward=fund.ward.name)
    if today > fund.closes_on:
        raise errors.FundClosed(day=f"{fund.closes_on.month}月{fund.closes_on.day}日")
    under_way = FundRequest.objects.filter(circle=circle, state__in=UNDER_WAY).first()
    if under_way is not None:
        raise errors.AlreadyAsking(number=receipts.shown(under_way.receipt))
    if ask_yen > fund.most_yen:
        raise errors.TooMuch(most=fund.most_yen)
    _check_left(fund, ask_yen)


def _check_left(fund: WardFund, yen: int) -> None:
    left = left_yen(fund)
    if yen > left:
        raise errors.FundEmpty(left=left)


def _reported(
    request: FundRequest, draft: ReportDraft, channel: Channel, actor: Participant | User, now: datetime
) -> FundReport:
    _check_state(request, FundState.PAID)
    grant = request.grant_yen or 0
    if draft.used_yen > grant:
        raise errors.UsedTooMuch(grant=grant)
    report = FundReport.objects.create(
        request=request,
        done=checked(draft.done, field=_("何をしたか"), limit=STORY_LIMIT, is_needed=True),
        spent_on=checked(draft.spent_on, field=_("何に使ったか"), limit=WORDS_LIMIT, is_needed=True),
        used_yen=draft.used_yen,
        left_yen=grant - draft.used_yen,
        people=checked_line(draft.people, field=_("どんな人が来たか"), limit=LINE_LIMIT),
        channel=channel,
        actor_key=actor.actor_key,
        sent_at=now,
    )
    request.state = FundState.REPORTED
    _moved(request, FundAct.REPORTED, draft.used_yen, "", actor, now)
    return report


def _moved(
    request: FundRequest, act: FundAct, yen: int | None, text: str, actor: Participant | User, now: datetime
) -> FundRequest:
    request.save()
    _step(request, act, yen, text, actor.actor_key, now)
    audit.record(f"circles.fund_{act}", actor=actor, subject=request, at=now, details={"yen": yen})
    return request


def _step(request: FundRequest, act: FundAct, yen: int | None, text: str, actor_key: str, now: datetime) -> None:
    FundStep.objects.create(
        request=request, act=act, yen=yen, text=text, digest=words_digest(text), actor_key=actor_key, done_at=now
    )


def _locked(request: FundRequest, actor: User, state: FundState) -> FundRequest:
    locked = _held(request)
    permissions.check_can_keep(actor, locked.fund.ward)
    _check_state(locked, state)
    return locked


def _held(request: FundRequest) -> FundRequest:
    """The fund first, then the request: two decisions do not spend the same money, and never wait for each other."""
    fund = _locked_fund(request.fund_id)
    locked = FundRequest.objects.select_for_update(of=("self",)).select_related("circle__ward").get(pk=request.pk)
    locked.fund = fund
    return locked


def _locked_fund(fund_pk: int) -> WardFund:
    return WardFund.objects.select_for_update(of=("self",)).select_related("ward").get(pk=fund_pk)


def _check_state(request: FundRequest, state: FundState) -> None:
    if request.state != state:
        raise errors.AlreadyAnswered(state=request.get_state_display())
