"""How far the groups of a survey are apart who answered the same question: from its published result alone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from jukugi.apps.areas.queries import wards
from jukugi.apps.evaluations.queries.gaps import GapPage, GapRow, Pair, ranked
from jukugi.apps.surveys.enums import AudienceKind, Kind, Selection
from jukugi.apps.surveys.models import Survey
from jukugi.apps.surveys.queries.counting import AnswersOf, Counted, published_result
from jukugi.core.representation import Gap, Interval, Lack, ShareSide, share_gap

SURVEYS_SHOWN = 20
COMPARABLE = (Kind.SINGLE, Kind.MULTIPLE, Kind.SCALE, Kind.MATRIX)
WARD = "ward-"


@dataclass(frozen=True)
class SurveyGaps:
    """The gaps of one pair of groups, and how those who answered were chosen."""

    page: GapPage
    chosen: list[tuple[str, str, int]]
    is_self_selected: bool


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
    for first, second in _both(counted, one, other):
        found = _comparisons(first, second)
        made += [("", claim, "", gap) for claim, gap in found]
        topics += [f"{first.source.question}/{first.source.row}"] * len(found)
    rows = [_answered(row, topics[row.compared.place]) for row in ranked(made, pair)]
    entries = {entry["code"]: entry for entry in counted.audiences}
    own = [entries[key.removeprefix(WARD).split("/")[0]] for key in (one, other)]
    return SurveyGaps(
        GapPage(pair, pairs, rows),
        [(entry["name"], str(Selection(entry["selection"]).label), entry["sheets"]) for entry in own],
        any(entry["selection"] == Selection.SELF for entry in own),
    )


def _pairs(counted: Counted) -> list[Pair]:
    """Citizens beside every other group; then each ward beside the rest of the citizens."""
    citizens = next((one for one in counted.audiences if one["kind"] == AudienceKind.CITIZENS), None)
    if citizens is None:
        return []
    code, name = citizens["code"], citizens["name"]
    pairs = [
        Pair(one["code"], name, one["name"], frozenset({code}), frozenset({one["code"]}))
        for one in counted.audiences
        if one["code"] != code
    ]
    told = {ward for answers in counted.all_answers() if answers.audience == code for ward in answers.by_ward if ward}
    for ward in wards():
        if ward.code in told:
            here, rest = f"{WARD}{code}/{ward.code}", f"{WARD}{code}/{ward.code}/rest"
            title = _("そのほかの市民")
            pairs.append(Pair(f"{WARD}{ward.code}", ward.name, title, frozenset({here}), frozenset({rest})))
    return pairs


@dataclass(frozen=True)
class _Answers:
    """What one group answered: counts by option (None: not told), of how many."""

    source: AnswersOf
    counts: Mapping[str, int | None]
    answered: int | None


def _both(counted: Counted, one: str, other: str) -> Iterable[tuple[_Answers, _Answers]]:
    """Every question that both answered."""
    for source in counted.all_answers():
        if source.kind not in COMPARABLE:
            continue
        first = _of(counted, source, one)
        second = _of(counted, source, other)
        if first is not None and second is not None and source.audience == _audience(one):
            yield first, second


def _audience(key: str) -> str:
    return key.removeprefix(WARD).split("/")[0]


def _of(counted: Counted, source: AnswersOf, key: str) -> _Answers | None:
    if not key.startswith(WARD):
        found = counted.answers(audience=key, question=source.question, row=source.row)
        return _Answers(found, found.counts, found.answered) if found is not None else None
    _code, ward, *rest = key.removeprefix(WARD).split("/")
    if source.kind == Kind.MULTIPLE or ward not in source.by_ward:
        return None
    own = source.by_ward[ward]
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


def _comparisons(one: _Answers, other: _Answers) -> list[tuple[str, Gap]]:
    """Of a scale the half that begins it, together; of two options the first, the other being its mirror; else each
    option by itself."""
    source = one.source
    if source.kind == Kind.SCALE:
        half = source.on_scale[: len(source.on_scale) // 2]
        chosen = "・".join(source.options[code] for code in half)
        return [(_claim(source, chosen), _gap(one, other, half))]
    codes = list(source.options)
    if source.kind == Kind.SINGLE and len(codes) == 2:
        codes = codes[:1]
    return [(_claim(source, source.options[code]), _gap(one, other, [code])) for code in codes]


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


def _answered(row: GapRow, topic: str) -> GapRow:
    """The same row, said of an answer instead of a sentence."""
    return GapRow(row.subject, row.claim, row.one, row.other, row.compared, row.url, is_answer=True, topic=topic)
