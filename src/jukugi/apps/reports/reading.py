"""A frozen report as its page shows it: words, figures with their bases, charts with their tables, decided here."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from jukugi.apps.reports.freezing import Frozen, Section
from jukugi.apps.reports.pictures import NARROW, chart_alt, chart_svg
from jukugi.kit.pages.wording import share, thousands
from jukugi.kit.papers import Figure, Paper, Table, paper_html
from jukugi.kit.report_sections import Chart, Number, Rows
from jukugi.kit.writing import markdown_html

ROWS_SHOWN = 8
"""Rows of a table that a page shows without being asked."""
ACROSS, BESIDE = 48, 1.3
"""Letters of a table across a sheet, and what a cell keeps free beside them."""
SHORT, WIDEST, NARROWEST = 9, 28, 2


@dataclass(frozen=True)
class ShownNumber:
    """A figure in words. ``of`` says out of what, with how many that is and the share where there is a base."""

    title: str
    value: int
    unit: str
    of: str
    source: str


@dataclass(frozen=True)
class ShownChart:
    """``picture``: the figure with its text for those who do not see it; ``table`` the same figures."""

    title: str
    picture: SafeString
    table: SafeString
    source: str


@dataclass(frozen=True)
class ShownTable:
    """``is_long``: it opens when a reader asks for it."""

    title: str
    table: SafeString
    source: str
    rows: int

    @property
    def is_long(self) -> bool:
        return self.rows > ROWS_SHOWN


@dataclass(frozen=True)
class ShownSection:
    """A section as the page shows it."""

    section: Section
    number: int
    before: SafeString
    after: SafeString
    numbers: tuple[ShownNumber, ...]
    charts: tuple[ShownChart, ...]
    tables: tuple[ShownTable, ...]

    @property
    def source(self) -> str:
        """The page of all that the section shows, where it is one."""
        shown: list[ShownNumber | ShownChart | ShownTable] = [*self.numbers, *self.charts, *self.tables]
        return _only({one.source for one in shown})

    @property
    def numbers_source(self) -> str:
        """The page of every figure, where it is one and others come from elsewhere."""
        return "" if self.source else _only({one.source for one in self.numbers})


def _only(sources: set[str]) -> str:
    return sources.pop() if len(sources) == 1 else ""


def shown_sections(frozen: Frozen) -> list[ShownSection]:
    """Every section in its order. No query."""
    return [shown_section(section, number) for number, section in enumerate(frozen.sections, start=1)]


def shown_section(section: Section, number: int) -> ShownSection:
    """No query."""
    content = section.content
    return ShownSection(
        section=section,
        number=number,
        before=markdown_html(section.before, below=2),
        after=markdown_html(section.after, below=2),
        numbers=tuple(_number(one) for one in content.numbers),
        charts=tuple(_chart(one, f"{section.anchor}-{place}") for place, one in enumerate(content.charts)),
        tables=tuple(ShownTable(one.title, _html(table_of(one)), one.source, len(one.rows)) for one in content.tables),
    )


def of_words(number: Number) -> str:
    """Out of what a figure is: 届いた意見のうち（587件の88%）."""
    if number.base is None:
        return number.of
    told = {"of": number.of, "base": thousands(number.base), "unit": number.unit}
    if not number.base:
        return _("%(of)s（%(base)s%(unit)s）") % told
    return _("%(of)s（%(base)s%(unit)sの%(share)s）") % (told | {"share": share(number.value / number.base)})


def table_of(rows: Rows, *, is_set: bool = False) -> Table:
    """A table of a section. ``is_set``: for paper, short columns as wide as their words, long ones share the rest."""
    widths = _widths([_longest(cells) for cells in zip(rows.heads, *rows.rows, strict=True)]) if is_set else ()
    return Table(rows.title, rows.heads, rows.rows, rows.of, frozenset(rows.numeric), widths)


def _longest(cells: Sequence[str]) -> float:
    """In letters, of which Latin ones and figures take about half."""
    return max(max(sum(0.6 if letter.isascii() else 1 for letter in cell) for cell in cells), NARROWEST)


def _widths(longest: Sequence[float]) -> tuple[float, ...]:
    """In letters of a sheet's breadth, with the room beside them."""
    short = [one for one in longest if one <= SHORT]
    long = sum(min(one, WIDEST) for one in longest if one > SHORT)
    rest = max(ACROSS - sum(short) - len(longest) * BESIDE, ACROSS / 3)
    return tuple((one if one <= SHORT else rest * min(one, WIDEST) / long) + BESIDE for one in longest)


def table_of_chart(chart: Chart) -> Table:
    """The figures of a chart as a table."""
    parts = chart.parts or (_("数（%(unit)s）") % {"unit": chart.unit},)
    rows = tuple((bar.label, *(thousands(value) for value in bar.values)) for bar in chart.bars)
    caption = _("%(title)s（単位：%(unit)s）") % {"title": chart.title, "unit": chart.unit}
    return Table(caption, (_("項目"), *parts), rows, chart.of, frozenset(range(1, len(parts) + 1)))


def caption_of(chart: Chart) -> str:
    """Below a picture: what it shows, in which unit, out of what."""
    told = {"title": chart.title, "unit": chart.unit, "of": chart.of}
    return _("%(title)s（単位：%(unit)s）。%(of)s。") % told


def _number(one: Number) -> ShownNumber:
    return ShownNumber(one.title, one.value, one.unit, of_words(one), one.source)


def _chart(one: Chart, key: str) -> ShownChart:
    below = _("単位：%(unit)s。%(of)s。") % {"unit": one.unit, "of": one.of}
    figure = Figure(chart_svg(one, width=NARROW, key=key), chart_alt(one), below)
    return ShownChart(one.title, _html(figure), _html(table_of_chart(one)), one.source)


def _html(block: Figure | Table) -> SafeString:
    return paper_html(Paper(title="", blocks=(block,)))
