"""An edition as a paper for a meeting: made of its frozen content alone, so that it is the same whenever it is made."""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from itertools import count

from django.utils.translation import gettext as _

from jukugi.apps.reports.enums import FileForm
from jukugi.apps.reports.freezing import Frozen, Section, thaw
from jukugi.apps.reports.models import ReportEdition
from jukugi.apps.reports.pictures import WIDE, chart_alt, chart_svg
from jukugi.apps.reports.reading import caption_of, of_words, table_of, table_of_chart
from jukugi.kit.pages.wording import jdate, jtime, thousands
from jukugi.kit.papers import (
    Block,
    Figure,
    Heading,
    NoJapaneseFont,
    Notice,
    Paper,
    PrintingUnavailable,
    Table,
    Text,
    paper_docx,
    paper_pdf,
)

_MARKS = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~&])")
NUMBER_WIDTHS = (4.6, 2.4, 7.6, 5)


def report_paper(frozen: Frozen, digest: str) -> Paper:
    """The whole report. No query."""
    blocks: list[Block] = [Notice(_("この報告の数字"), _about(frozen))]
    if frozen.reason:
        blocks.append(Notice(_("この版をつくった理由"), frozen.reason))
    for place, section in enumerate(frozen.sections, start=1):
        blocks += _section(section, place)
    blocks = [*_numbered(blocks), *_checking(frozen, digest)]
    kind = str(frozen.kind.label)
    if frozen.fiscal_year is not None:
        kind = _("%(year)d年度の%(kind)s") % {"year": frozen.fiscal_year, "kind": kind}
    return Paper(
        title=frozen.title,
        subtitle=frozen.process,
        issuer=frozen.issuer,
        dated=frozen.day,
        edition=_("%(kind)s　第%(number)d版") % {"kind": kind, "number": frozen.number},
        is_sample=frozen.is_sample,
        blocks=tuple(blocks),
    )


def edition_files(edition: ReportEdition) -> Mapping[FileForm, bytes]:
    """The files of an edition. In jobs only. Where the machine cannot print, Word alone: the PDF is made later."""
    paper = report_paper(thaw(edition.content), edition.digest)
    files = {FileForm.WORD: paper_docx(paper)}
    with suppress(PrintingUnavailable, NoJapaneseFont):
        files[FileForm.PDF] = paper_pdf(paper)
    return files


def _numbered(blocks: Iterable[Block]) -> Iterator[Block]:
    """Figures and tables with their numbers, so that a meeting can speak of them."""
    figures, tables = count(1), count(1)
    for block in blocks:
        if isinstance(block, Figure):
            told = {"number": next(figures), "caption": block.caption}
            yield replace(block, caption=_("図%(number)d　%(caption)s") % told)
        elif isinstance(block, Table):
            told = {"number": next(tables), "caption": block.caption}
            yield replace(block, caption=_("表%(number)d　%(caption)s") % told)
        else:
            yield block


def _about(frozen: Frozen) -> str:
    return _(
        "%(day)s %(time)sに数えたものです。どの数にも、何のうちの数かを書いています。"
        "自分から参加した人の数は、市民全体の割合ではありません。"
    ) % {"day": jdate(frozen.day), "time": jtime(frozen.as_of)}


def _section(section: Section, place: int) -> Iterator[Block]:
    yield Heading(section.title, level=1, anchor=section.anchor, number=str(place))
    if section.before:
        yield Text(section.before)
    if not section.is_told:
        yield Text(_("この日の時点で、載せるものはありませんでした。"))
    content = section.content
    if content.paragraphs:
        yield Text("\n\n".join(_plain(one) for one in content.paragraphs))
    if content.numbers:
        rows = tuple(
            (one.title, f"{thousands(one.value)}{one.unit}", of_words(one), one.source) for one in content.numbers
        )
        heads = (_("何の数か"), _("数"), _("何のうちの数か"), _("出どころ"))
        yield Table(
            _("%(title)s：数のまとめ") % {"title": section.title}, heads, rows, "", frozenset({1}), NUMBER_WIDTHS
        )
    for number, chart in enumerate(content.charts):
        key = f"{section.anchor}-{number}"
        yield Figure(chart_svg(chart, width=WIDE, key=key), chart_alt(chart), caption_of(chart))
        if chart.parts:
            yield table_of_chart(chart)
    for one in content.tables:
        yield table_of(one, is_set=True)
    if section.after:
        yield Text(section.after)


def _checking(frozen: Frozen, digest: str) -> Iterator[Block]:
    """How anybody finds out that these are the figures that were published."""
    yield Heading(_("この報告の確かめ方"), level=1, anchor="checking")
    yield Text(
        _plain(
            _(
                "出どころに書いた「/」で始まるアドレスは、%(site)s に続けて開きます。"
                "いまの数は、この報告の日より後に変わっていることがあります。"
            )
            % {"site": frozen.site}
        )
        + "\n\n"
        + _plain(
            _(
                "この報告の中身はデータ（JSON）としても公開しています。そのファイルの指紋（SHA-256）が次の文字と同じなら、公開したときのままです。"
            )
        )
        + f"\n\n`{digest}`"
    )


def _plain(text: str) -> str:
    """A sentence in which no sign means anything to Markdown."""
    return _MARKS.sub(r"\\\1", text)
