"""A counted result as its pages show it. Plain arithmetic on one document; no query."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.surveys.enums import Selection
from jukugi.core.representation import Interval, wilson_interval

Entry = dict[str, Any]
NAMES = {
    "ward": gettext_lazy("区"),
    "age": gettext_lazy("年代"),
    "sex": gettext_lazy("性別"),
    "join": gettext_lazy("町内会・自治会への加入"),
    "channel": gettext_lazy("届き方"),
}
SCALES = ("single", "scale", "matrix")


@dataclass(frozen=True)
class Asked:
    """One audience: who was asked, how many answered, by which ways; and what is to be known before reading."""

    code: str
    name: str
    place: int
    selection: str
    asked: int | None
    sheets: int | None
    channels: list[tuple[str, int | None]]
    limits: str
    weights: Entry
    marks: Entry
    excluded: list[tuple[str, int | None]]

    @property
    def returned(self) -> float | None:
        """Share of those asked who answered."""
        return self.sheets / self.asked if self.asked and self.sheets is not None else None

    @property
    def not_returned(self) -> int | None:
        return max(0, self.asked - self.sheets) if self.asked and self.sheets is not None else None

    @property
    def is_weighted(self) -> bool:
        return "why" not in self.weights and bool(self.weights)


@dataclass(frozen=True)
class Cell:
    """How many of an audience chose an option, of those who answered. ``share`` None: not told."""

    asked: Asked
    count: int | None
    share: float | None
    interval: Interval | None
    weighted: float | None = None
    weighted_interval: Interval | None = None
    chosen: int | None = None
    points: int | None = None


@dataclass(frozen=True)
class Line:
    """An option with a cell of each audience."""

    place: int
    label: str
    is_outside: bool
    cells: list[Cell]


@dataclass(frozen=True)
class Base:
    """Out of how many: who was asked, and who of them answered."""

    asked_by: Asked
    asked: int | None
    answered: int | None
    since: int | None
    median: str = ""
    number: Entry | None = None

    @property
    def is_few(self) -> bool:
        return self.answered is None

    @property
    def not_answered(self) -> int | None:
        return None if self.asked is None or self.answered is None else self.asked - self.answered


@dataclass(frozen=True)
class Part:
    """A question, or a row of a matrix: what is drawn as one picture."""

    label: str
    bases: list[Base]
    lines: list[Line]


@dataclass(frozen=True)
class Asking:
    """One question with its parts."""

    code: str
    number: int
    label: str
    kind: str
    unit: str
    at_most: int | None
    only_of: str
    only_if: list[str]
    takes_opinions: bool
    bases: list[Base]
    parts: list[Part]
    by: list[tuple[str, str]]
    attribute: str = ""
    places: int = 0

    @property
    def is_stacked(self) -> bool:
        """Whether each answer is one of several in an order: drawn as one bar cut in pieces."""
        return self.kind in ("scale", "matrix")


@dataclass(frozen=True)
class ResultView:
    """A whole result."""

    audiences: list[Asked]
    questions: list[Asking]
    inputs: Entry
    is_weighted: bool
    k: int
    edition: int | None = None
    document: Entry = field(default_factory=dict, repr=False)

    @property
    def asking(self) -> list[Asking]:
        """What was asked of the matter."""
        return [one for one in self.questions if not one.attribute]

    @property
    def describing(self) -> list[Asking]:
        """What was asked of those who answer: ward, age, sex."""
        return [one for one in self.questions if one.attribute]

    @property
    def total(self) -> int:
        return sum(one.sheets or 0 for one in self.audiences)


def result_view(document: Entry) -> ResultView:
    """Of a published document, or of the count that staff see."""
    audiences = [_asked(place, one) for place, one in enumerate(document["audiences"], start=1)]
    by_code = {one.code: one for one in audiences}
    numbers = {one["code"]: (place, one) for place, one in enumerate(document["questions"], start=1)}
    questions = [_asking(number, one, by_code, numbers) for number, one in numbers.values()]
    return ResultView(
        audiences=audiences,
        questions=questions,
        inputs=document["inputs"],
        is_weighted=any(one.is_weighted for one in audiences),
        k=document.get("k", 0),
        edition=document.get("edition"),
        document=document,
    )


def _asked(place: int, one: Entry) -> Asked:
    ways = {code: people for code, _label, people in one.get("groups", {}).get("channel", []) if code}
    return Asked(
        code=one["code"],
        name=one["name"],
        place=place,
        selection=str(Selection(one["selection"]).label),
        asked=one["asked"],
        sheets=one["sheets"],
        channels=[(str(Channel(code).value), people) for code, people in ways.items()],
        limits=_limits(one),
        weights=one.get("weights", {}),
        marks=one.get("marks", {}),
        excluded=[(why, people) for why, people in one.get("excluded", [])],
    )


def _limits(one: Entry) -> str:
    match one["selection"]:
        case Selection.SELF:
            return _("答えたい人が答えたアンケートです。%(name)s全体の割合ではありません。") % {"name": one["name"]}
        case Selection.RANDOM:
            return _("無作為に選んだ人にお願いしました。答えなかった人の考えは、この数に入っていません。")
        case _:
            return _("全員にお願いしました。答えなかった人の考えは、この数に入っていません。")


def _asking(number: int, one: Entry, audiences: dict[str, Asked], numbers: dict[str, tuple[int, Entry]]) -> Asking:
    of = [(audiences[code], entry) for code, entry in one["of"].items() if code in audiences]
    there = {name for _who, entry in of for name in entry.get("cross", {})}
    return Asking(
        code=one["code"],
        number=number,
        label=one["label"],
        kind=one["kind"],
        unit=one["unit"],
        at_most=one["at_most"],
        only_of="・".join(audiences[code].name for code in one["only_for"] if code in audiences),
        only_if=list(_conditions(one, numbers)),
        takes_opinions=one["opinions"],
        bases=[_base(who, entry, one) for who, entry in of],
        parts=list(_parts(one, of)),
        by=[(name, str(label)) for name, label in NAMES.items() if name in there],
        attribute=one["attribute"],
        places=next((entry["places"] for _who, entry in of if entry.get("places")), 0),
    )


def _conditions(one: Entry, numbers: dict[str, tuple[int, Entry]]) -> Iterator[str]:
    for code, options in one["only_if"]:
        number, other = numbers[code]
        labels = "」「".join(label for option, label, _outside in other["options"] if option in options)
        yield _("問%(number)sで「%(labels)s」と答えた人に聞きました。") % {"number": number, "labels": labels}


def _base(who: Asked, entry: Entry, question: Entry) -> Base:
    labels = {code: label for code, label, _outside in question["options"]}
    return Base(
        asked_by=who,
        asked=entry.get("asked"),
        answered=entry.get("answered"),
        since=entry.get("since"),
        median=labels.get(entry.get("median", ""), ""),
        number=entry.get("number"),
    )


def _parts(one: Entry, of: list[tuple[Asked, Entry]]) -> Iterator[Part]:
    if not one["options"]:
        return
    if one["kind"] == "matrix":
        for place, (_code, label) in enumerate(one["rows"]):
            rows = [(who, entry["rows"][place]) for who, entry in of if not entry.get("few")]
            rows = [(who, row) for who, row in rows if row["answered"]]
            yield Part(label, [_base(who, row, one) for who, row in rows], list(_lines(one, rows)))
        return
    told = [(who, entry) for who, entry in of if entry.get("answered")]
    yield Part("", [_base(who, entry, one) for who, entry in told], list(_lines(one, told)))


def _lines(one: Entry, of: list[tuple[Asked, Entry]]) -> Iterator[Line]:
    for place, (_code, label, is_outside) in enumerate(one["options"]):
        yield Line(place, label, is_outside, [_cell(who, entry, place) for who, entry in of])


def _cell(who: Asked, entry: Entry, place: int) -> Cell:
    chosen = entry["counts"][place]
    count = entry["first"][place] if "first" in entry else chosen
    share = count / entry["answered"] if count is not None else None
    weighted = entry["weighted"][place] if "weighted" in entry and "first" not in entry else None
    return Cell(
        asked=who,
        count=count,
        share=share,
        interval=wilson_interval(share, entry["answered"]) if share is not None else None,
        weighted=weighted,
        weighted_interval=wilson_interval(weighted, entry["effective"]) if weighted is not None else None,
        chosen=chosen if "first" in entry else None,
        points=entry["points"][place] if "points" in entry else None,
    )


MARKS = {
    "equal": (gettext_lazy("全部同じ回答"), gettext_lazy("8問以上の答えが、ほかの一通とすべて同じ")),
    "device": (gettext_lazy("同じ端末からの回答"), gettext_lazy("家族で一台を使うこともあります")),
    "fast": (
        gettext_lazy("とても速い回答"),
        gettext_lazy("一問あたりの時間が、真ん中の人の40%に満たない（ウェブだけ）"),
    ),
    "straight": (gettext_lazy("表で同じ答えが並ぶ回答"), gettext_lazy("4行以上の表のすべてで、全行に同じ答え")),
}


def marks_of(view: ResultView) -> list[tuple[str, str, list[tuple[str, int | None]]]]:
    """Each mark with its rule, and how many sheets of each audience have it."""
    told = [one for one in view.audiences if one.marks]
    return [
        (str(label), str(rule), [(one.name, _marked(one.marks[name])) for one in told])
        for name, (label, rule) in MARKS.items()
    ]


def _marked(mark: Any) -> int | None:
    found: int | None = mark["count"] if isinstance(mark, dict) else mark
    return found
