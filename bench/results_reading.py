"""Σ件 in each file of a result document, by readers that know nothing of how it was made."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable
from html.parser import HTMLParser
from pathlib import Path

SAME = re.compile(r"【同じ内容の御意見：([\d,]+)件】")
HEADS = ["番号", "意見の要旨", "市の考え方", "区分"]


def sums(folder: Path) -> dict[str, int]:
    readers: dict[str, Callable[[Path], int]] = {
        "csv": _of_csv,
        "xlsx": _of_xlsx,
        "html": _of_html,
        "docx": _of_docx,
        "pdf": _of_pdf,
    }
    return {form: read(folder / f"result.{form}") for form, read in readers.items()}


def _counted(opinions: Iterable[str]) -> int:
    """A row is one opinion, or as many as it says."""
    return sum(int(found[1].replace(",", "")) if (found := SAME.search(words)) else 1 for words in opinions)


def _of_csv(path: Path) -> int:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return sum(int(row["count"]) for row in csv.DictReader(file))


def _of_xlsx(path: Path) -> int:
    from openpyxl import load_workbook

    rows = load_workbook(path, read_only=True).worksheets[0].iter_rows(values_only=True)
    place = list(next(rows)).index("件数")
    return sum(row[place] for row in rows)


class _Tables(HTMLParser):
    """Every table as rows of cells."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[list[list[str]]] = []
        self._is_in_cell = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self.tables[-1][-1].append("")
            self._is_in_cell = True

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._is_in_cell = False

    def handle_data(self, data: str) -> None:
        if self._is_in_cell:
            self.tables[-1][-1][-1] += data


def _of_html(path: Path) -> int:
    found = _Tables()
    found.feed(path.read_text(encoding="utf-8"))
    return _counted(row[1] for table in found.tables if table[0] == HEADS for row in table[1:])


def _of_docx(path: Path) -> int:
    import docx
    from docx.oxml.ns import qn

    opinions = []
    for table in docx.Document(str(path)).element.body.iter(qn("w:tbl")):
        rows = [
            ["".join(text.text or "" for text in cell.iter(qn("w:t"))) for cell in row.iter(qn("w:tc"))]
            for row in table.iter(qn("w:tr"))
        ]
        opinions += [row[1] for row in rows[1:] if rows[0] == HEADS]
    return _counted(opinions)


def _of_pdf(path: Path) -> int:
    """By the tags: what a reading machine would find."""
    from jukugi.kit.papers.tests.pdf_reading import Read

    opinions = []
    for table in (tag for tag in Read(path.read_bytes()).tree.all() if tag.kind == "Table"):
        rows = [[cell.whole for cell in tag.kids] for tag in table.all() if tag.kind == "TR"]
        if rows and rows[0] == HEADS:
            opinions += [row[1] for row in rows[1:] if row != HEADS]
    return _counted(opinions)
