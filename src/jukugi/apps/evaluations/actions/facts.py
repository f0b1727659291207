"""What is known of a measure is written down, each figure with its source."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from jukugi.apps.accounts.models import User
from jukugi.apps.evaluations import errors, policies
from jukugi.apps.evaluations.actions.standing import locked_review
from jukugi.apps.evaluations.enums import (
    FACTS_AT_MOST,
    LINE_LIMIT,
    WORDS_LIMIT,
    YEN_AT_MOST,
    FactKind,
    ReviewState,
)
from jukugi.apps.evaluations.models import FindingBasis, MeasureFact, ReviewedMeasure
from jukugi.kit import audit
from jukugi.kit.worded import checked, checked_line


@dataclass(frozen=True)
class FactDraft:
    """A fact as it is typed; ``pk`` of one that is there already. Neither yen nor words: it is not known."""

    kind: FactKind
    source: str
    year: str = ""
    label: str = ""
    yen: int | None = None
    words: str = ""
    pk: int | None = None


@transaction.atomic
def describe_measure(
    *, measure: ReviewedMeasure, aim: str, years: str, facts: Sequence[FactDraft], actor: User, now: datetime
) -> None:
    """Write aim, years and facts, in this order, until the result is public. A fact on which a finding rests stays.

    Raises NotAllowed, ProcessFinished, ReviewNotInState, TooManyRows and what the words can raise.
    """
    current = locked_review(measure.review, actor)
    policies.check_state(current, ReviewState.PREPARED, ReviewState.OPENED, ReviewState.CLOSED)
    if len(facts) > FACTS_AT_MOST:
        raise errors.TooManyRows(field=_("事実の行"), limit=FACTS_AT_MOST)
    ReviewedMeasure.objects.filter(pk=measure.pk).update(
        aim=checked(aim, field=_("ねらい"), limit=WORDS_LIMIT),
        years=checked_line(years, field=_("年度"), limit=LINE_LIMIT),
    )
    there = set(measure.facts.values_list("pk", flat=True))
    kept = {draft.pk for draft in facts if draft.pk in there}
    used = set(FindingBasis.objects.filter(fact__measure=measure).values_list("fact", flat=True))
    measure.facts.filter(pk__in=there - kept - used).delete()
    for position, draft in enumerate(facts, 1):
        row = MeasureFact(pk=draft.pk if draft.pk in there else None, measure=measure, position=position)
        _fill(row, draft)
        row.save()
    audit.record("evaluations.measure_described", actor=actor, subject=measure, at=now)


def _fill(row: MeasureFact, draft: FactDraft) -> None:
    row.kind = draft.kind
    row.year = checked_line(draft.year, field=_("年度"), limit=20)
    row.label = checked_line(draft.label, field=_("何の数字か"), limit=LINE_LIMIT)
    row.words = checked(draft.words, field=_("内容"), limit=WORDS_LIMIT)
    row.source = checked_line(draft.source, field=_("出どころ"), limit=LINE_LIMIT, is_needed=True)
    row.yen = None
    if draft.kind == FactKind.MONEY and draft.yen is not None:
        if not 0 <= draft.yen <= YEN_AT_MOST:
            raise errors.TooManyRows(field=_("金額"), limit=YEN_AT_MOST)
        row.yen = draft.yen
