"""How far the groups of a survey are apart who answered the same question: from its published result alone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from jukugi.apps.areas.queries import wards
from jukugi.apps.evaluations.queries.gaps import Beside, GapPage, GapRow, Pair, ranked
from jukugi.apps.surveys.enums import AudienceKind, Joined, Kind, Selection
from jukugi.apps.surveys.models import Survey
from jukugi.apps.surveys.queries.counting import AnswersOf, Counted, published_result
from jukugi.core.representation import Gap, Interval, Lack, MeanSide, ShareSide, mean_gap, share_gap

SURVEYS_SHOWN = 20
COMPARABLE = (Kind.SINGLE, Kind.MULTIPLE, Kind.SCALE, Kind.MATRIX)
WARD, JOINED = "ward", "joined"


@dataclass(frozen=True)
class SurveyGaps:
    """The gaps of one pair of groups, and how those who answered were chosen."""

    page: GapPage
    chosen: list[tuple[str, str, int]]
    is_self_selected: bool
    has_weights: bool


def surveys_with_gaps() -> list[Survey]:
    """Surveys with a published result that asked several groups. One query."""
    public = Survey.objects.public().filter(published_at__isnull=False, audiences__position__gt=0)
    return list(public.distinct().order_by("-published_at")[:SURVEYS_SHOWN])


def survey_gaps(survey: Survey, code: str) -> SurveyGaps | None:
    """None without a published result, or where there is nobody to compare. Three queries."""
    counted = published_result(survey)
    if counted is None:
        return None
    pairs = _pairs(counted)
    if not pairs:
        return None
    pair = next((one for one in pairs if one.code == code), pairs[0])
    (one,), (other,) = pair.ones, pair.others
    made: list[tuple[str, str, str, Gap]] = []
    topics: list[str] = []
    besides: list[Beside] = []
    for first, second in _both(counted, one, other):
        found = _comparisons(first, second)
        made += [("", claim, "", gap) for claim, gap, _beside in found]
        topics += [f"{first.source.question}/{first.source.row}"] * len(found)
        besides += [beside for _claim, _gap, beside in found]
    rows = [_answered(row, topics[row.compared.place], besides[row.compared.place]) for row in ranked(made, pair)]
    entries = {entry["code"]: entry for entry in counted.audiences}
    own = [entries[_audience(key)] for key in (one, other)]
    return SurveyGaps(
        GapPage(pair, pairs, rows),
        [(entry["name"], str(Selection(entry["selection"]).label), entry["sheets"]) for entry in own],
        any(entry["selection"] == Selection.SELF for entry in own),
        any(row.beside is not None and row.beside.weighted is not None for row in rows),
    )


def _pairs(counted: Counted) -> list[Pair]:
    """Citizens beside every other group; of them members of associations beside others, where that was asked; then each
    ward beside the rest of the citizens."""
    citizens = next((one for one in counted.audiences if one["kind"] == AudienceKind.CITIZENS), None)
    if citizens is None:
        return []
    code, name = citizens["code"], citizens["name"]
    pairs = [
        Pair(one["code"], name, one["name"], frozenset({code}), frozenset({one["code"]}))
        for one in counted.audiences
        if one["code"] != code
    ]
    own = [answers for answers in counted.all_answers() if answers.audience == code]
    if any({Joined.YES, Joined.NO} <= answers.by_joined.keys() for answers in own):
        inside, outside = _("加入している人"), _("加入していない人")
        name = _("町内会・自治会に加入している人といない人")
        yes, no = (frozenset({f"{code}/{JOINED}/{value}"}) for value in (Joined.YES, Joined.NO))
        pairs.append(Pair(JOINED, inside, outside, yes, no, name=name))
    told = {ward for answers in own for ward in answers.by_ward if ward}
    for ward in wards():
        if ward.code in told:
            here, rest = f"{code}/{WARD}/{ward.code}", f"{code}/{WARD}/{ward.code}/rest"
            title = _("そのほかの市民")
            pairs.append(Pair(f"{WARD}-{ward.code}", ward.name, title, frozenset({here}), frozenset({rest})))
    return pairs


@dataclass(frozen=True)
class _Answers:
    """What one group answered: counts by option (None: not told), of how many."""

    source: AnswersOf
    counts: Mapping[str, int | None]
    answered: int | None
    weighted: Mapping[str, float | None] = field(default_factory=dict)
    effective: float | None = None


def _both(counted: Counted, one: str, other: str) -> Iterable[tuple[_Answers, _Answers]]:
    """Every question that both answered; not those that ask who somebody is."""
    for source in counted.all_answers():
        if source.kind not in COMPARABLE or source.attribute:
            continue
        first = _of(counted, source, one)
        second = _of(counted, source, other)
        if first is not None and second is not None and source.audience == _audience(one):
            yield first, second


def _audience(key: str) -> str:
    return key.split("/")[0]


def _of(counted: Counted, source: AnswersOf, key: str) -> _Answers | None:
    if "/" not in key:
        found = counted.answers(audience=key, question=source.question, row=source.row)
        if found is None:
            return None
        return _Answers(found, found.counts, found.answered, found.weighted, found.effective)
    _code, name, group, *rest = key.split("/")
    groups = source.by_ward if name == WARD else source.by_joined
    if source.kind == Kind.MULTIPLE or group not in groups:
        return None
    own = groups[group]
    if name == JOINED:
        # How many of few left it out is kept empty: the share is of everybody who said so of themselves.
        size = source.sizes["join"][group]
        return _Answers(source, own, size) if source.asked == source.sheets else None
    answered = _sum(own.get(code) for code in source.options)
    if not rest:
        return _Answers(source, own, answered)
    counts = {code: _less(source.counts.get(code), own.get(code)) for code in source.options}
    return _Answers(source, counts, _less(source.answered, answered))


def _less(whole: int | None, part: int | None) -> int | None:
    """The rest: of published figures alone, so that it tells nothing more. Who told no ward is in it."""
    return None if whole is None or part is None else whole - part


def _sum(counts: Iterable[int | None]) -> int | None:
    """Not told where any part is not told."""
    total = 0
    for count in counts:
        if count is None:
            return None
        total += count
    return total


def _comparisons(one: _Answers, other: _Answers) -> list[tuple[str, Gap, Beside]]:
    """Of a scale the half that begins it, together; of two options the first, the other being its mirror; else each
    option by itself."""
    source = one.source
    if source.kind == Kind.SCALE:
        half = source.on_scale[: len(source.on_scale) // 2]
        chosen = "・".join(source.options[code] for code in half)
        return [(_claim(source, chosen), _gap(one, other, half), _beside(one, other, half))]
    codes = list(source.options)
    if source.kind == Kind.SINGLE and len(codes) == 2:
        codes = codes[:1]
    return [
        (_claim(source, source.options[code]), _gap(one, other, [code]), _beside(one, other, [code])) for code in codes
    ]


def _claim(source: AnswersOf, chosen: str) -> str:
    told = {"question": source.label, "row": source.row_label, "answer": chosen}
    if source.row_label:
        return _("「%(question)s」の「%(row)s」に「%(answer)s」") % told
    return _("「%(question)s」に「%(answer)s」") % told


def _gap(one: _Answers, other: _Answers, codes: Iterable[str]) -> Gap:
    wanted = list(codes)
    sides = []
    for side in (one, other):
        chosen = _sum(side.counts.get(code) for code in wanted)
        if chosen is None or side.answered is None:
            return Gap(0.0, 0.0, one.answered or 0, other.answered or 0, 0.0, Interval(-1.0, 1.0), 1.0, Lack.SMALL)
        sides.append(ShareSide(min(chosen, side.answered), side.answered))
    return share_gap(*sides, protects_cells=True)


def _mean_gap(one: MeanSide | None, other: MeanSide | None) -> Gap | None:
    """None where either side has no mean."""
    return mean_gap(one, other) if one is not None and other is not None else None


def _beside(one: _Answers, other: _Answers, codes: Sequence[str]) -> Beside:
    """The same comparison with weights, where the edition has them for either side; of a scale also the means."""
    weighted = None
    if one.weighted or other.weighted:
        ours, theirs = _weighted(one, codes), _weighted(other, codes)
        weighted = share_gap(ours, theirs) if ours is not None and theirs is not None else None
    if one.source.kind != Kind.SCALE:
        return Beside(weighted)
    mean, other_mean = (_mean(side, is_weighted=False) for side in (one, other))
    heavy, other_heavy = (_mean(side, is_weighted=True) for side in (one, other))
    return Beside(
        weighted,
        mean=_mean_gap(mean, other_mean),
        weighted_mean=_mean_gap(heavy, other_heavy) if weighted is not None else None,
        steps=tuple(one.source.options[code] for code in one.source.on_scale),
    )


def _weighted(side: _Answers, codes: Sequence[str]) -> ShareSide | None:
    """By weights where there are any; a side that has none stands as it is."""
    chosen = _sum(side.counts.get(code) for code in codes)
    if chosen is None or side.answered is None:
        return None
    shares = [side.weighted.get(code) for code in codes] if side.weighted else []
    told = [share for share in shares if share is not None]
    if len(told) < len(shares):
        return None
    share = min(1.0, sum(told)) if told else None
    return ShareSide(min(chosen, side.answered), side.answered, share, side.effective if told else None)


def _mean(side: _Answers, *, is_weighted: bool) -> MeanSide | None:
    """Of those who chose a step; None where a step is not told."""
    steps = side.source.on_scale
    counts = [count for code in steps if (count := side.counts.get(code)) is not None]
    if len(counts) < len(steps) or not sum(counts):
        return None
    if not is_weighted or not side.weighted:
        return MeanSide(tuple(counts))
    shares = [share for code in steps if (share := side.weighted.get(code)) is not None]
    if len(shares) < len(steps) or not sum(shares) or side.effective is None or not side.answered:
        return None
    return MeanSide(tuple(counts), tuple(shares), side.effective * sum(counts) / side.answered)


def _answered(row: GapRow, topic: str, beside: Beside) -> GapRow:
    """The same row, said of an answer instead of a sentence."""
    return replace(row, is_answer=True, topic=topic, beside=beside if row.is_told else None)
