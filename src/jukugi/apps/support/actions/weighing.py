"""Alternatives are described and scored by the yardstick that policy officers set for all wards."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from jukugi.apps.accounts.models import User
from jukugi.apps.organizations.models import Organization
from jukugi.apps.support import errors, permissions
from jukugi.apps.support.actions.planning import keep_change, locked
from jukugi.apps.support.enums import (
    ALTERNATIVES_AT_MOST,
    CRITERIA_AT_MOST,
    LINE_LIMIT,
    NAME_LIMIT,
    SCORE_AT_MOST,
    WEIGHT_AT_MOST,
    WORDS_LIMIT,
    OperatorForm,
    ScenarioKind,
    ScenarioPart,
    SchemeSource,
)
from jukugi.apps.support.models import (
    Alternative,
    AlternativeScore,
    MoneyLine,
    Scenario,
    StaffLine,
    YardstickChange,
    YardstickCriterion,
)
from jukugi.apps.support.queries import scenario_words as words
from jukugi.kit import audit
from jukugi.kit.worded import checked, checked_line


@dataclass(frozen=True)
class AlternativeDraft:
    """One way to do it as it is typed: ``money`` by year and source, ``staff`` by year."""

    name: str
    form: OperatorForm
    operator: Organization | None
    operator_words: str
    why: str
    money: Mapping[tuple[int, SchemeSource], int]
    staff: Mapping[int, Decimal]


@dataclass(frozen=True)
class CriterionDraft:
    """A criterion as it is typed; ``scale`` says what 0 to 4 mean."""

    name: str
    meaning: str
    scale: Sequence[str]
    weight: int
    pk: int | None = None


@dataclass(frozen=True)
class ScoreDraft:
    """A score and why."""

    alternative: Alternative
    criterion: YardstickCriterion
    score: int
    reason: str


@transaction.atomic
def write_alternative(
    *,
    scenario: Scenario,
    alternative: Alternative | None,
    draft: AlternativeDraft,
    reason: str,
    actor: User,
    now: datetime,
) -> Alternative:
    """Add an alternative (None), or write one anew. Raises what ``locked`` and ``keep_change`` raise,
    TooManyRowsOfScenario, AlternativeDropped and what the words can raise.
    """
    current = locked(scenario, actor)
    there = list(current.alternatives.all())
    if alternative is None:
        if sum(not one.dropped_reason for one in there) >= ALTERNATIVES_AT_MOST:
            raise errors.TooManyRowsOfScenario(field=_("選択肢"), limit=ALTERNATIVES_AT_MOST)
        row = Alternative(scenario=current, number=max((one.number for one in there), default=0) + 1)
    else:
        row = _standing(current, alternative)
    row.name = checked_line(draft.name, field=_("選択肢の名前"), limit=NAME_LIMIT, is_needed=True)
    row.form, row.operator = draft.form, draft.operator
    is_needed = draft.operator is None
    row.operator_words = checked_line(draft.operator_words, field=_("だれが"), limit=LINE_LIMIT, is_needed=is_needed)
    row.why = checked(draft.why, field=_("なぜこの形か"), limit=WORDS_LIMIT, is_needed=True)
    row.save()
    row.money.all().delete()
    row.staff.all().delete()
    MoneyLine.objects.bulk_create(
        MoneyLine(alternative=row, year=year, source=source, yen=yen)
        for (year, source), yen in sorted(draft.money.items())
    )
    StaffLine.objects.bulk_create(
        StaffLine(alternative=row, year=year, people=people) for year, people in sorted(draft.staff.items())
    )
    keep_change(current, ScenarioPart.ALTERNATIVE, words.alternative_words(row), reason, actor, now, row)
    return row


@transaction.atomic
def drop_alternative(*, alternative: Alternative, reason: str, actor: User, now: datetime) -> Alternative:
    """Take an alternative back, and say why; it stays to be read. Raises as ``write_alternative`` does."""
    current = locked(alternative.scenario, actor)
    row = _standing(current, alternative)
    row.dropped_reason = checked(reason, field=_("取り下げる理由"), limit=WORDS_LIMIT, is_needed=True)
    row.save(update_fields=["dropped_reason"])
    told = words.alternative_words(row)
    keep_change(current, ScenarioPart.ALTERNATIVE, told, row.dropped_reason, actor, now, row)
    return row


@transaction.atomic
def set_scores(*, scenario: Scenario, drafts: Sequence[ScoreDraft], reason: str, actor: User, now: datetime) -> None:
    """Score alternatives by the yardstick, each score with its reason. What is not told anew goes.

    Raises what ``locked`` and ``keep_change`` raise, AlternativeDropped, ScoreOutOfRange and what the words can raise.
    """
    current = locked(scenario, actor)
    for draft in drafts:
        _standing(current, draft.alternative)
        if not 0 <= draft.score <= SCORE_AT_MOST or draft.criterion.kind != current.kind:
            raise errors.ScoreOutOfRange(limit=SCORE_AT_MOST)
    standing = AlternativeScore.objects.filter(alternative__scenario=current, alternative__dropped_reason="")
    standing.filter(criterion__is_in_use=True).delete()
    AlternativeScore.objects.bulk_create(
        AlternativeScore(
            alternative=draft.alternative,
            criterion=draft.criterion,
            score=draft.score,
            reason=checked(draft.reason, field=_("点の理由"), limit=WORDS_LIMIT, is_needed=True),
        )
        for draft in drafts
    )
    kept = standing.select_related("alternative", "criterion").order_by("alternative__number", "criterion__position")
    keep_change(current, ScenarioPart.SCORES, words.score_words(kept), reason, actor, now)


@transaction.atomic
def set_yardstick(
    *, kind: ScenarioKind, drafts: Sequence[CriterionDraft], reason: str, actor: User, now: datetime
) -> list[YardstickCriterion]:
    """Set the criteria of a kind, for all wards, in this order. One that is left out stays for what rests on it.

    Raises NotAllowed, TooManyRowsOfScenario, CriterionThere, YardstickEmpty, ScenarioUnchanged and what the words can
    raise.
    """
    permissions.check_can_name(actor)
    if len(drafts) > CRITERIA_AT_MOST:
        raise errors.TooManyRowsOfScenario(field=_("観点"), limit=CRITERIA_AT_MOST)
    if drafts and not any(draft.weight for draft in drafts):
        raise errors.YardstickEmpty
    known = {row.pk: row for row in YardstickCriterion.objects.select_for_update().filter(kind=kind)}
    by_name = {row.name: row for row in known.values()}
    rows = [_criterion(kind, draft, known, by_name, at) for at, draft in enumerate(drafts, 1)]
    names = [row.name for row in rows]
    for row in rows:
        if names.count(row.name) > 1 or by_name.get(row.name, row) is not row:
            raise errors.CriterionThere(name=row.name)
    YardstickCriterion.objects.filter(kind=kind).update(is_in_use=False)
    for row in rows:
        row.save()
    last = YardstickChange.objects.filter(kind=kind).first()
    told = words.yardstick_words(rows)
    if last is not None and last.words == told:
        raise errors.ScenarioUnchanged
    why = checked(reason, field=_("変えた理由"), limit=WORDS_LIMIT, is_needed=last is not None)
    change = YardstickChange.objects.create(
        kind=kind, words=told, reason=why, actor_key=actor.actor_key, changed_at=now
    )
    audit.record("support.yardstick_set", actor=actor, subject=change, at=now, details={"kind": str(kind)})
    return rows


def _criterion(
    kind: ScenarioKind,
    draft: CriterionDraft,
    known: Mapping[int, YardstickCriterion],
    by_name: Mapping[str, YardstickCriterion],
    position: int,
) -> YardstickCriterion:
    name = checked_line(draft.name, field=_("観点の名前"), limit=NAME_LIMIT, is_needed=True)
    row = known.get(draft.pk or 0) or by_name.get(name) or YardstickCriterion(kind=kind)
    if not 0 <= draft.weight <= WEIGHT_AT_MOST:
        raise errors.ScoreOutOfRange(limit=WEIGHT_AT_MOST)
    row.name, row.weight, row.position, row.is_in_use = name, draft.weight, position, True
    row.meaning = checked(draft.meaning, field=_("観点の意味"), limit=WORDS_LIMIT, is_needed=True)
    steps = [checked_line(one, field=_("点の意味"), limit=LINE_LIMIT, is_needed=True) for one in draft.scale]
    if len(steps) != SCORE_AT_MOST + 1:
        raise errors.ScoreOutOfRange(limit=SCORE_AT_MOST)
    row.scale = "\n".join(steps)
    return row


def _standing(scenario: Scenario, alternative: Alternative) -> Alternative:
    row = Alternative.objects.get(pk=alternative.pk, scenario=scenario)
    if row.dropped_reason:
        raise errors.AlternativeDropped(name=row.name)
    return row
