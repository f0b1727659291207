"""What a result document is made from, and the one place where its totals are computed."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any


@dataclass(frozen=True)
class Category:
    """A 対応区分: its letter, its words, and whether it says that the draft was changed."""

    code: str
    name: str
    is_reflected: bool = False


USUAL_CATEGORIES = (
    Category("A", "御意見を踏まえ、案に反映したもの", is_reflected=True),
    Category("B", "御意見の趣旨が案に沿っており、取組を進めるもの"),
    Category("C", "今後の取組の参考とするもの"),
    Category("D", "案への質問や要望で、案の内容を説明するもの"),
    Category("E", "そのほかのもの"),
)
"""The letters that Japanese cities commonly use. A consultation may have its own."""


@dataclass(frozen=True)
class ResultRow:
    """One line of the table 番号／意見の要旨／市の考え方／区分.

    ``count`` opinions (件) that say the same stand in it. ``change`` says what was changed and where. ``is_withheld``:
    the words are not published (they are about a person, or nothing but abuse); the row counts all the same, and
    ``opinion`` may be empty.
    """

    number: int
    chapter: str
    opinion: str
    answer: str
    category: str
    count: int = 1
    change: str = ""
    is_withheld: bool = False


@dataclass(frozen=True)
class Outline:
    """Sections 1 and 2 of the usual layout. What is empty is left out of the document.

    ``summary`` what the draft is about; ``basis`` the ordinance or law; ``ways`` of sending, ``notices`` how people
    were told, ``places`` where paper copies lay; ``published_how`` how the result is made public; ``changed_summary``
    what was changed in the draft. ``closed_on`` is the last day on which opinions were taken.
    """

    title: str
    subject: str = ""
    summary: str = ""
    basis: str = ""
    opened_on: date | None = None
    closed_on: date | None = None
    ways: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    published_how: str = ""
    changed_summary: str = ""
    issuer: str = ""
    contact: str = ""
    dated: date | None = None
    is_sample: bool = False


@dataclass(frozen=True)
class ConsultationResult:
    """``letters``: 通 by the label of each channel, in order. ``chapters`` and ``categories`` in order, none twice.

    Raises ValueError where a row speaks of a chapter or category that is not listed, or counts less than one.
    """

    outline: Outline
    letters: tuple[tuple[str, int], ...]
    chapters: tuple[str, ...]
    categories: tuple[Category, ...]
    rows: tuple[ResultRow, ...]

    def __post_init__(self) -> None:
        chapters, codes = set(self.chapters), {category.code for category in self.categories}
        for row in self.rows:
            if row.chapter not in chapters or row.category not in codes or row.count < 1:
                raise ValueError(f"Row {row.number}: chapter {row.chapter!r}, category {row.category!r}, {row.count}")

    @property
    def total_letters(self) -> int:
        """通: how many letters came."""
        return sum(count for _label, count in self.letters)

    @property
    def total_comments(self) -> int:
        """件: how many opinions stand in them."""
        return sum(self._counts.values())

    @property
    def withheld(self) -> int:
        """件 whose words are not published."""
        return sum(row.count for row in self.rows if row.is_withheld)

    @property
    def reflected(self) -> int:
        """件 whose category says that the draft was changed."""
        return sum(count for code, count in self.by_category.items() if self.category(code).is_reflected)

    @property
    def by_category(self) -> dict[str, int]:
        """件 by category; every category is there."""
        return {
            category.code: sum(self.count(category.code, chapter) for chapter in self.chapters)
            for category in self.categories
        }

    @property
    def by_chapter(self) -> dict[str, int]:
        """件 by chapter; every chapter is there."""
        return {
            chapter: sum(self.count(category.code, chapter) for category in self.categories)
            for chapter in self.chapters
        }

    @property
    def by_category_and_chapter(self) -> dict[str, dict[str, int]]:
        """件 by category and, in it, by chapter; every pair is there."""
        return {
            category.code: {chapter: self.count(category.code, chapter) for chapter in self.chapters}
            for category in self.categories
        }

    def count(self, code: str, chapter: str) -> int:
        """件 of one category in one chapter."""
        return self._counts[code, chapter]

    def category(self, code: str) -> Category:
        return self._by_code[code]

    def rows_of(self, chapter: str) -> tuple[ResultRow, ...]:
        return self._by_chapter.get(chapter, ())

    @cached_property
    def _counts(self) -> Counter[tuple[str, str]]:
        counted: Counter[tuple[str, str]] = Counter()
        for row in self.rows:
            counted[row.category, row.chapter] += row.count
        return counted

    @cached_property
    def _by_code(self) -> Mapping[str, Category]:
        return {category.code: category for category in self.categories}

    @cached_property
    def _by_chapter(self) -> Mapping[str, tuple[ResultRow, ...]]:
        found: dict[str, list[ResultRow]] = {}
        for row in self.rows:
            found.setdefault(row.chapter, []).append(row)
        return {chapter: tuple(rows) for chapter, rows in found.items()}


def totals(result: ConsultationResult) -> dict[str, Any]:
    """The content of totals.json: 通 by channel, 件 by category, by chapter, and by both. Nothing is left out as 0."""
    return {
        "letters": {"total": result.total_letters, "by_channel": dict(result.letters)},
        "comments": {
            "total": result.total_comments,
            "by_category": result.by_category,
            "by_chapter": result.by_chapter,
            "by_category_and_chapter": result.by_category_and_chapter,
        },
    }
