"""What reviews know of sheets: where each stands, on which findings it came to stand."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from jukugi.apps.evaluations.enums import FindingState, ReviewState
from jukugi.apps.evaluations.models import EvaluationSheet, Finding, FindingBasis, SheetQuerySet

CHUNK = 500


def sheet_of(number: str) -> EvaluationSheet | None:
    """The sheet that counts behind a receipt number. One query."""
    related = ("measure__review__process", "measure__policy", "organization", "ward")
    return EvaluationSheet.objects.standing().filter(receipt=number).select_related(*related).first()


def findings_resting_on(receipt: str) -> list[Finding]:
    """Public findings that rest on the sheets of this number, in any version. One query."""
    found = Finding.objects.public().filter(bases__sheet__receipt=receipt).select_related("review")
    return list(found.distinct())


def fates(numbers: Collection[str]) -> Mapping[str, tuple[str, str, list[str]]]:
    """By receipt number: the measure, the state of the review, titles of findings on it. Two queries a chunk."""
    found: dict[str, tuple[str, str, list[str]]] = {}
    wanted = list(numbers)
    for start in range(0, len(wanted), CHUNK):
        part = wanted[start : start + CHUNK]
        rows = EvaluationSheet.objects.standing().filter(receipt__in=part)
        for number, name, state in rows.values_list("receipt", "measure__policy__name", "measure__review__state"):
            found[number] = (name, state, [])
        bases = FindingBasis.objects.filter(
            sheet__receipt__in=part,
            finding__state=FindingState.APPROVED,
            finding__review__state=ReviewState.PUBLISHED,
        )
        for number, title in bases.order_by("finding__number").values_list("sheet__receipt", "finding__title"):
            if number in found and title not in found[number][2]:
                found[number][2].append(title)
    return found


def came(process: Any) -> SheetQuerySet:
    """Sheets that came to reviews of a process and count."""
    return EvaluationSheet.objects.standing().filter(measure__review__process=process)


def told_publicly(process: Any) -> SheetQuerySet:
    """Those of a review whose result is public."""
    return came(process).filter(measure__review__state=ReviewState.PUBLISHED)


def unanswered(process: Any, today: date) -> int:
    """Sheets whose period is over, and that no published result tells of. One query."""
    over = came(process).filter(measure__review__closes_on__lt=today)
    return over.exclude(measure__review__state=ReviewState.PUBLISHED).count()


def moment_published(sheet: EvaluationSheet) -> datetime | None:
    """When everybody could read what became of it."""
    return sheet.measure.review.published_at
