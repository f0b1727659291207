"""How far citizens and the city, or members and others, are apart in what they say of measures."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from jukugi.apps.evaluations.enums import CITY_SIDE, Side
from jukugi.apps.evaluations.models import Review
from jukugi.apps.evaluations.queries.verdicts import Cell, Matrix, matrices_of
from jukugi.core.representation import Compared, Gap, Lack, ShareSide, compared, share_gap
from jukugi.kit.pages.wording import thousands

IN_WORDS = 3


@dataclass(frozen=True)
class Pair:
    """Two groups that are set side by side: their names, and how cells are put together for each."""

    code: str
    one: str
    other: str
    ones: frozenset[str]
    others: frozenset[str]
    name: str = ""

    @property
    def title(self) -> str:
        return self.name or _("%(one)sと%(other)s") % {"one": self.one, "other": self.other}


@dataclass(frozen=True)
class Beside:
    """What stands beside a comparison: the same with weights (None: the edition has none), and means of a scale, whose
    ``steps`` are numbered from 1."""

    weighted: Gap | None = None
    mean: Gap | None = None
    weighted_mean: Gap | None = None
    steps: Sequence[str] = ()

    @property
    def sentences(self) -> list[str]:
        """In words, one for each."""
        found = []
        if self.weighted is not None:
            words = _(
                "人口に合わせた重みを付けると%(one)s％と%(other)s％で、差は%(points)sポイント（%(low)s〜%(high)s）。"
            )
            found.append(words % _points(self.weighted))
        if self.mean is not None:
            scale = {"first": self.steps[0], "last": self.steps[-1], "count": len(self.steps)}
            words = _(
                "「%(first)s」を1、「%(last)s」を%(count)sとした平均は%(one)s と %(other)s、"
                "差は%(gap)s（%(low)s〜%(high)s）。"
            )
            found.append(words % (scale | _steps(self.mean)))
        if self.weighted_mean is not None:
            words = _("平均に重みを付けると%(one)s と %(other)s、差は%(gap)s（%(low)s〜%(high)s）。")
            found.append(words % _steps(self.weighted_mean))
        return found


def _points(gap: Gap) -> dict[str, int]:
    ends = _ends(gap)
    one, other = percent(gap.one), percent(gap.other)
    return {"one": one, "other": other, "points": abs(one - other), "low": percent(ends[0]), "high": percent(ends[1])}


def _steps(gap: Gap) -> dict[str, str]:
    low, high = _ends(gap)
    told = {"one": gap.one, "other": gap.other, "gap": abs(gap.difference), "low": low, "high": high}
    return {name: f"{number:.2f}" for name, number in told.items()}


def _ends(gap: Gap) -> tuple[float, float]:
    """Of the size of a difference, whichever way it goes."""
    low, high = sorted((abs(gap.interval.low), abs(gap.interval.high)))
    return (0.0 if gap.interval.low < 0 < gap.interval.high else low), high


@dataclass(frozen=True)
class GapRow:
    """One comparison as a page shows it: of what, between whom, with its corrected test.

    ``topic``: comparisons that share one say nearly the same, as the options of one question do.
    """

    subject: str
    claim: str
    one: str
    other: str
    compared: Compared
    url: str = ""
    is_answer: bool = False
    topic: str = ""
    beside: Beside | None = None

    @property
    def gap(self) -> Gap:
        return self.compared.gap

    @property
    def is_told(self) -> bool:
        return self.gap.is_told

    @property
    def shows_figures(self) -> bool:
        """Whether the shares themselves may be seen: of few people they are not."""
        return self.gap.lack in (Lack.NONE, Lack.WIDE)

    @property
    def why(self) -> str:
        """Why there is no answer, in words."""
        return {
            Lack.FEW: _("答えが足りません（どちらかが5人に満たない）"),
            Lack.SMALL: _("少数のため示しません"),
            Lack.WIDE: _("答えが足りません（差の幅が広すぎて、言えない）"),
        }.get(self.gap.lack, "")

    @property
    def points(self) -> int:
        return abs(percent(self.gap.one) - percent(self.gap.other))

    @property
    def low(self) -> int:
        return percent(_ends(self.gap)[0])

    @property
    def high(self) -> int:
        return percent(_ends(self.gap)[1])

    @property
    def verdict(self) -> str:
        """What the corrected test says."""
        if not self.is_told:
            return self.why
        return _("差がある（偶然とは考えにくい）") if self.compared.found else _("差があるとは言えない")

    @property
    def sentence(self) -> str:
        """The gap in a sentence that a newcomer reads."""
        said = (
            _(
                "%(claim)sと答えた人は、%(one)sでは%(first)s％（%(people)s人中）、%(other)sでは%(second)s％"
                "（%(others)s人中）。差は%(points)sポイント（%(low)s〜%(high)s）。"
            )
            if self.is_answer
            else _(
                "「%(claim)s」と思う人は、%(one)sでは%(first)s％（%(people)s人中）、%(other)sでは%(second)s％"
                "（%(others)s人中）。差は%(points)sポイント（%(low)s〜%(high)s）。"
            )
        )
        return said % {
            "claim": self.claim,
            "one": self.one,
            "first": percent(self.gap.one),
            "people": thousands(self.gap.one_people),
            "other": self.other,
            "second": percent(self.gap.other),
            "others": thousands(self.gap.other_people),
            "points": self.points,
            "low": self.low,
            "high": self.high,
        }

    @property
    def x_one(self) -> float:
        return dot(self.gap.one)

    @property
    def x_other(self) -> float:
        return dot(self.gap.other)

    @property
    def x_other_left(self) -> float:
        """Where the square of the other begins, which stands around its point."""
        return round(self.x_other - 10, 1)

    @property
    def line(self) -> tuple[float, float]:
        """From the left dot to the right one."""
        return min(self.x_one, self.x_other), max(self.x_one, self.x_other)

    @property
    def whisker(self) -> tuple[float, float]:
        """Where the first share lies if the second stood fast: the interval of the difference, drawn at its end."""
        low, high = (
            min(1.0, max(0.0, self.gap.other + end)) for end in (self.gap.interval.low, self.gap.interval.high)
        )
        return dot(low), dot(high)


@dataclass(frozen=True)
class GapPage:
    """All comparisons of one pair, the largest first; those without an answer last."""

    pair: Pair
    pairs: Sequence[Pair]
    rows: Sequence[GapRow]

    @property
    def told(self) -> list[GapRow]:
        return [row for row in self.rows if row.is_told]

    @property
    def without_answer(self) -> list[GapRow]:
        """As they came: their order tells nothing."""
        return [row for row in self.rows if not row.is_told]

    @property
    def largest(self) -> list[GapRow]:
        """The largest that are not by chance, in words: of each topic one."""
        found: dict[str, GapRow] = {}
        for number, row in enumerate(self.told):
            if row.compared.found:
                found.setdefault(row.topic or str(number), row)
        return list(found.values())[:IN_WORDS]

    @property
    def lacking(self) -> int:
        return len(self.rows) - len(self.told)


def percent(share: float) -> int:
    """Whole percents, halves up."""
    return int((Decimal(str(round(share, 9))) * 100).quantize(Decimal(1), ROUND_HALF_UP))


def dot(share: float) -> float:
    """Where a share stands on a line of 1000 with a margin of 20."""
    return round(20 + 960 * share, 1)


def review_pairs() -> list[Pair]:
    """Whom the page of a review sets side by side."""
    inside = frozenset({str(Side.MEMBER), str(Side.ASSOCIATION), str(Side.PARTNER)})
    city, citizens = frozenset({str(CITY_SIDE)}), frozenset({str(Side.CITIZEN)})
    return [
        Pair("city", _("市民"), _("担当課"), citizens, city),
        Pair("assoc", _("町内会・自治会"), _("担当課"), frozenset({str(Side.ASSOCIATION)}), city),
        Pair("member", _("委員・団体"), _("そのほかの市民"), inside, citizens),
    ]


def review_gaps(review: Review, code: str) -> GapPage:
    """Gaps of one pair on all measures and criteria of a review. Four queries.

    Of those who gave a verdict, how many agree; わからない is told beside, not counted in the share.
    """
    pairs = review_pairs()
    pair = next((one for one in pairs if one.code == code), pairs[0])
    measures = list(review.measures.filter(listed_only=False).select_related("policy"))
    matrices = matrices_of(review, [measure.pk for measure in measures])
    made: list[tuple[str, str, str, Gap]] = []
    for measure in measures:
        url = reverse("evaluations:measure", args=[review.pk, measure.pk])
        for criterion, one, other in _sides(matrices[measure.pk], pair):
            made.append((measure.policy.name, criterion, url, share_gap(one, other)))
    rows = ranked(made, pair)
    return GapPage(pair, pairs, rows)


def ranked(made: Sequence[tuple[str, str, str, Gap]], pair: Pair) -> list[GapRow]:
    """Rows of a page from comparisons as (subject, claim, address, gap), corrected over all of them."""
    return [
        GapRow(*made[one.place][:2], pair.one, pair.other, one, made[one.place][2])
        for one in compared([gap for *_rest, gap in made])
    ]


def _sides(matrix: Matrix, pair: Pair) -> list[tuple[str, ShareSide, ShareSide]]:
    return [(row.criterion.claim, _side(row.cells, pair.ones), _side(row.cells, pair.others)) for row in matrix.rows]


def _side(cells: Sequence[Cell], sides: frozenset[str]) -> ShareSide:
    """How many of these gave a verdict, and how many of them agree."""
    own = [cell for cell in cells if cell.side in sides]
    return ShareSide(sum(cell.favourable for cell in own), sum(cell.favourable + cell.critical for cell in own))
