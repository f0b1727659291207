"""Residents are asked and answered; one person proposes a decision, another decides; each year is looked back on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jukugi.apps.accounts.models import User
from jukugi.apps.opinions.actions import open_call
from jukugi.apps.opinions.enums import CallKind
from jukugi.apps.opinions.models import Call, Opinion
from jukugi.apps.support import errors, permissions
from jukugi.apps.support.actions.planning import keep_change, locked
from jukugi.apps.support.enums import ROWS_AT_MOST, WORDS_LIMIT, HeardAnswer, ScenarioPart, SecondHand
from jukugi.apps.support.models import (
    Alternative,
    DecisionSettling,
    HeardPoint,
    Scenario,
    ScenarioDecision,
    ScenarioLookBack,
)
from jukugi.apps.support.queries.scenario_words import heard_words
from jukugi.apps.support.queries.weighing import kept_table, score_table
from jukugi.apps.support.queries.years import years_due
from jukugi.kit import audit
from jukugi.kit.pages.wording import jdate
from jukugi.kit.worded import checked, checked_line

QUESTION_LIMIT = 120


@dataclass(frozen=True)
class HeardDraft:
    """What residents said, what becomes of it, why; and the opinions on which that rests."""

    gist: str
    answer: HeardAnswer
    reason: str
    voices: Sequence[Opinion]


@dataclass(frozen=True)
class DecisionDraft:
    """A decision as it is proposed."""

    alternative: Alternative
    reason: str
    taken_up: str
    not_taken_up: str


@dataclass(frozen=True)
class YearDraft:
    """What a fiscal year brought."""

    year: int
    stood: str
    came: str
    figures: str
    ahead: str


@transaction.atomic
def ask_residents(
    *, scenario: Scenario, question: str, opens_on: date, closes_on: date, actor: User, now: datetime
) -> Call:
    """Ask residents what they say to it, on the web, on paper, at meetings, until the end of ``closes_on``.

    Raises what ``locked`` raises, ScenarioNotPublic, CallThere, CallBackwards and what the words can raise.
    """
    current = locked(scenario, actor)
    _check_public(current)
    if current.call is not None:
        raise errors.CallThere
    if closes_on < opens_on:
        raise errors.CallBackwards(opens=jdate(opens_on), closes=jdate(closes_on))
    opens_at = _midnight(opens_on)
    current.call = open_call(
        process=current.process,
        kind=CallKind.SCENARIO,
        title=current.title,
        question=checked_line(question, field=_("問い"), limit=QUESTION_LIMIT, is_needed=True),
        ward=current.area,
        place="",
        about=None,
        opens_at=opens_at,
        closes_at=_midnight(closes_on + timedelta(days=1)),
        actor=actor,
        now=now,
        needs_hearing=False,
    )
    current.save(update_fields=["call"])
    audit.record("support.residents_asked", actor=actor, subject=current, at=now)
    return current.call


@transaction.atomic
def set_heard(*, scenario: Scenario, drafts: Sequence[HeardDraft], reason: str, actor: User, now: datetime) -> None:
    """Say what was heard and what was changed, with the voices it rests on. Everybody reads it.

    Raises what ``locked`` and ``keep_change`` raise, ScenarioNotPublic, TooManyRowsOfScenario.
    """
    current = locked(scenario, actor)
    _check_public(current)
    if len(drafts) > ROWS_AT_MOST:
        raise errors.TooManyRowsOfScenario(field=_("聞いたこと"), limit=ROWS_AT_MOST)
    current.heard.all().delete()
    for position, draft in enumerate(drafts, 1):
        point = HeardPoint.objects.create(
            scenario=current,
            gist=checked(draft.gist, field=_("聞いたこと"), limit=WORDS_LIMIT, is_needed=True),
            answer=draft.answer,
            reason=checked(draft.reason, field=_("変えたことと、その理由"), limit=WORDS_LIMIT, is_needed=True),
            position=position,
            written_at=now,
        )
        point.voices.set(draft.voices)
    told = heard_words(list(current.heard.prefetch_related("voices__submission")))
    keep_change(current, ScenarioPart.HEARD, told, reason, actor, now)


@transaction.atomic
def propose_decision(*, scenario: Scenario, draft: DecisionDraft, actor: User, now: datetime) -> ScenarioDecision:
    """Propose which alternative is taken. Another person decides.

    Raises what ``locked`` raises, ScenarioNotPublic, AlternativeDropped, CommentsNotAnswered and what the words can
    raise.
    """
    current = locked(scenario, actor)
    _check_public(current)
    chosen = Alternative.objects.get(pk=draft.alternative.pk, scenario=current)
    if chosen.dropped_reason:
        raise errors.AlternativeDropped(name=chosen.name)
    taken_up = checked(draft.taken_up, field=_("取り入れたこと"), limit=WORDS_LIMIT)
    not_taken_up = checked(draft.not_taken_up, field=_("取り入れなかったこと"), limit=WORDS_LIMIT)
    voices = 0
    if current.call_id is not None:
        voices = Opinion.objects.standing().filter(submission__call=current.call_id).count()
    if voices and not (taken_up or not_taken_up):
        raise errors.CommentsNotAnswered(count=voices)
    last = ScenarioDecision.objects.filter(scenario=current).first()
    decision = ScenarioDecision.objects.create(
        scenario=current,
        alternative=chosen,
        number=last.number + 1 if last is not None else 1,
        reason=checked(draft.reason, field=_("選んだ理由"), limit=WORDS_LIMIT, is_needed=True),
        taken_up=taken_up,
        not_taken_up=not_taken_up,
        table=kept_table(score_table(current)),
        voices=voices,
        actor_key=actor.actor_key,
        proposed_at=now,
    )
    audit.record("support.decision_proposed", actor=actor, subject=decision, at=now)
    return decision


@transaction.atomic
def settle_decision(
    *, decision: ScenarioDecision, act: SecondHand, note: str, actor: User, now: datetime
) -> DecisionSettling:
    """Decide what another person proposed, or give it back with a note. What is decided is public at once.

    Raises NotAllowed, SameHand, NothingToDecide and what the words can raise.
    """
    permissions.check_can_decide(actor, decision.scenario.area)
    Scenario.objects.select_for_update(of=("self",)).get(pk=decision.scenario_id)
    if decision.actor_key == actor.actor_key:
        raise errors.SameHand
    if DecisionSettling.objects.filter(decision=decision).exists():
        raise errors.NothingToDecide
    settling = DecisionSettling.objects.create(
        decision=decision,
        act=act,
        note=checked(note, field=_("差し戻す理由"), limit=WORDS_LIMIT, is_needed=act == SecondHand.RETURNED),
        actor_key=actor.actor_key,
        done_at=now,
    )
    audit.record("support.decision_settled", actor=actor, subject=settling, at=now, details={"act": str(act)})
    return settling


@transaction.atomic
def look_back_on_year(*, scenario: Scenario, draft: YearDraft, actor: User, now: datetime) -> ScenarioLookBack:
    """Say what stood in the plan for a fiscal year, what came, in which figures, and what is next. Once a year.

    Raises NotAllowed, LookBackNotDue, LookBackThere and what the words can raise.
    """
    permissions.check_can_keep(actor, scenario.area)
    current = Scenario.objects.select_for_update(of=("self",)).get(pk=scenario.pk)
    if current.look_backs.filter(year=draft.year).exists():
        raise errors.LookBackThere(year=draft.year)
    if draft.year not in years_due(current, timezone.localdate(now)):
        raise errors.LookBackNotDue(year=draft.year)
    row = ScenarioLookBack.objects.create(
        scenario=current,
        year=draft.year,
        stood=checked(draft.stood, field=_("計画にあったこと"), limit=WORDS_LIMIT, is_needed=True),
        came=checked(draft.came, field=_("実際にあったこと"), limit=WORDS_LIMIT, is_needed=True),
        figures=checked(draft.figures, field=_("数字"), limit=WORDS_LIMIT),
        ahead=checked(draft.ahead, field=_("次にすること"), limit=WORDS_LIMIT, is_needed=True),
        actor_key=actor.actor_key,
        written_at=now,
    )
    audit.record("support.year_looked_back", actor=actor, subject=row, at=now, details={"year": draft.year})
    return row


def follow(opinion_pk: int, successors: Sequence[int], now: datetime) -> None:
    """What rests on a voice rests on those in its place, in the transaction of the revision. A query for each point."""
    for point in HeardPoint.objects.filter(voices=opinion_pk):
        point.voices.remove(opinion_pk)
        point.voices.add(*successors)


def _check_public(scenario: Scenario) -> None:
    if scenario.published_at is None:
        raise errors.ScenarioNotPublic


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
