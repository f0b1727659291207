"""Verdicts side by side: how many of each, by criterion and side; never put together into one figure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Count

from jukugi.apps.evaluations.enums import CRITICAL, FAVOURABLE, SheetState, Side, Verdict
from jukugi.apps.evaluations.models import Criterion, EvaluationSheet, Review, ReviewedMeasure, SheetVerdict

FEW = 5
"""Below so many sheets a side is told to be few."""
REASONS_SHOWN = 3
"""Reasons of each view that stand on the page of a measure; the others are behind a link."""


@dataclass(frozen=True)
class Cell:
    """How one side judged by one criterion: ``counts`` in the order of the scale, わからない last.

    ``sheets`` are all of the side; those that left the criterion out are ``silent``.
    """

    side: Side
    counts: tuple[int, ...]
    sheets: int

    @property
    def judged(self) -> int:
        """Those that gave a verdict or said わからない."""
        return sum(self.counts)

    @property
    def silent(self) -> int:
        return self.sheets - self.judged

    @property
    def unknown(self) -> int:
        return self.counts[-1]

    @property
    def favourable(self) -> int:
        return self.counts[0] + self.counts[1]

    @property
    def critical(self) -> int:
        return self.counts[2] + self.counts[3]

    @property
    def is_few(self) -> bool:
        return 0 < self.sheets < FEW

    @property
    def label(self) -> str:
        return str(self.side.label)

    @property
    def majority(self) -> str:
        """Which view more than half of those who took one share: "favourable", "critical" or "" (even, or nobody)."""
        if self.favourable == self.critical:
            return ""
        return "favourable" if self.favourable > self.critical else "critical"

    @property
    def parts(self) -> list[tuple[Verdict, int]]:
        return list(zip(Verdict, self.counts, strict=True))

    @property
    def bars(self) -> list[tuple[str, float, float]]:
        """Pieces of a bar of 1000: verdict, where it begins, how long it is."""
        pieces, x = [], 0.0
        for verdict, count in self.parts:
            width = 1000 * count / self.judged if self.judged else 0.0
            if count:
                pieces.append((str(verdict), round(x, 2), round(width, 2)))
            x += width
        return pieces


@dataclass(frozen=True)
class Row:
    """One criterion with a cell for each side that sent sheets."""

    criterion: Criterion
    cells: Sequence[Cell]

    @property
    def answered(self) -> list[Cell]:
        """Sides of which somebody answered."""
        return [cell for cell in self.cells if cell.judged]

    @property
    def silent(self) -> list[Cell]:
        """Sides of which nobody did."""
        return [cell for cell in self.cells if not cell.judged]


@dataclass(frozen=True)
class Matrix:
    """All criteria of a measure by side, and the sheets of each side."""

    rows: Sequence[Row]
    sheets: Mapping[str, int]
    total: int

    @property
    def sides(self) -> list[tuple[Side, int]]:
        return [(side, self.sheets.get(side, 0)) for side in Side]


def matrix_of(measure: ReviewedMeasure) -> Matrix:
    """Three queries, whatever the number of sheets."""
    return matrices_of(measure.review, [measure.pk])[measure.pk]


def matrices_of(review: Review, measures: Sequence[int]) -> dict[int, Matrix]:
    """The same of several measures of a review. Three queries."""
    criteria = list(review.criteria.all())
    standing = EvaluationSheet.objects.standing().filter(measure__in=measures).order_by()
    sheets = {(m, s): n for m, s, n in standing.values_list("measure", "side").annotate(Count("pk"))}
    given = SheetVerdict.objects.exclude(sheet__state=SheetState.REPLACED).filter(sheet__measure__in=measures)
    counted = (
        given.order_by().values_list("sheet__measure", "criterion", "sheet__side", "verdict").annotate(Count("pk"))
    )
    counts = {(m, c, s, v): n for m, c, s, v, n in counted}
    return {pk: _matrix(pk, criteria, sheets, counts) for pk in measures}


def _matrix(
    pk: int,
    criteria: Sequence[Criterion],
    sheets: Mapping[tuple[int, str], int],
    counts: Mapping[tuple[int, int, str, str], int],
) -> Matrix:
    of_side = {side: sheets[pk, side] for side in Side if sheets.get((pk, side))}
    rows = [
        Row(
            criterion,
            [
                Cell(side, tuple(counts.get((pk, criterion.pk, side, verdict), 0) for verdict in Verdict), n)
                for side, n in of_side.items()
            ],
        )
        for criterion in criteria
    ]
    return Matrix(rows, {str(side): n for side, n in of_side.items()}, sum(of_side.values()))


@dataclass(frozen=True)
class View:
    """Reasons for one view (many or few) of one side on one criterion: some of them, of how many."""

    rows: list[SheetVerdict] = field(default_factory=list)
    total: int = 0


@dataclass(frozen=True)
class Voices:
    """What one side says on one criterion, where its members disagree: both views with equal room."""

    cell: Cell
    many: View
    few: View

    @property
    def is_divided(self) -> bool:
        """Whether some say yes and some say no."""
        return bool(self.cell.favourable and self.cell.critical)

    @property
    def is_even(self) -> bool:
        """As many say yes as no: then neither is the view of many."""
        return bool(self.cell.favourable) and self.cell.favourable == self.cell.critical


def voices_of(measure: ReviewedMeasure, matrix: Matrix) -> dict[int, list[Voices]]:
    """By criterion: of each side the reasons of most, and beside them of those who disagree. Two queries.

    Only words that are public; how many hold a view is counted over all.
    """
    shown = (
        SheetVerdict.objects.filter(sheet__measure=measure, sheet__state=SheetState.SHOWN)
        .exclude(reason="")
        .exclude(verdict=Verdict.UNKNOWN)
        .select_related("sheet__organization", "sheet__ward")
        .order_by("-sheet__received_at", "pk")
    )
    said: dict[tuple[int, str, str], list[SheetVerdict]] = {}
    for row in shown:
        view = "favourable" if row.verdict in FAVOURABLE else "critical"
        said.setdefault((row.criterion_id, row.sheet.side, view), []).append(row)
    found: dict[int, list[Voices]] = {}
    for line in matrix.rows:
        found[line.criterion.pk] = [
            _voices(line.criterion.pk, cell, said) for cell in line.cells if cell.favourable + cell.critical
        ]
    return found


def _voices(criterion: int, cell: Cell, said: Mapping[tuple[int, str, str], list[SheetVerdict]]) -> Voices:
    many = cell.majority or "favourable"
    few = "critical" if many == "favourable" else "favourable"
    views = [
        View(said.get((criterion, cell.side, view), [])[:REASONS_SHOWN], getattr(cell, view)) for view in (many, few)
    ]
    return Voices(cell, *views)


def view_of(verdict: str) -> str:
    """To which view a verdict belongs; "" for わからない."""
    if verdict in FAVOURABLE:
        return "favourable"
    return "critical" if verdict in CRITICAL else ""
