"""The published result as everybody reads it: totals, the table by page, one line with its proof."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from jukugi.apps.drafts.models import Edition
from jukugi.apps.public_comments.models import CommentGroup, Consultation, PublicComment, ResultFile
from jukugi.apps.public_comments.queries.changing import ClauseChange, change_shown
from jukugi.apps.public_comments.queries.chapters import Chapters, chapters_of
from jukugi.apps.public_comments.queries.result import change_told, totals_of, withheld_lines
from jukugi.core.consultation import Category, ConsultationResult
from jukugi.kit.pages.asked import whole

LINES_A_PAGE = 100
HEATS = 4
"""Steps of colour in the picture of the totals, above none."""
WHOLE_DRAFT = "0"


@dataclass(frozen=True)
class Cell:
    """件 of one category in one chapter. ``heat`` is its step of colour, 0 for none."""

    code: str
    count: int
    heat: int


@dataclass(frozen=True)
class MatrixRow:
    """A chapter in the picture of the totals. ``key`` stands for it in an address."""

    key: str
    name: str
    cells: tuple[Cell, ...]
    total: int


@dataclass(frozen=True)
class CategoryRow:
    """A category with its 件. ``width`` of 1,000 units is the length of its bar."""

    category: Category
    count: int
    width: int


@dataclass(frozen=True)
class ResultLine:
    """One line of the table: the comments (件) that say the same, and what the city says to them."""

    group: CommentGroup
    size: int
    chapter: str
    is_withheld: bool
    change: str

    @property
    def number(self) -> int | None:
        return self.group.result_number

    @property
    def answer(self) -> Any:
        return self.group.answer


@dataclass(frozen=True)
class Wish:
    """Which lines are wanted: of the chapter with this key ("0" the whole, "" every one), of this category."""

    chapter: str = ""
    category: str = ""

    @property
    def is_any(self) -> bool:
        return bool(self.chapter or self.category)


@dataclass(frozen=True)
class ResultPage:
    """The result with one page of its table."""

    totals: ConsultationResult
    chapters: Chapters
    wish: Wish
    page: "Page[CommentGroup]"
    lines: Sequence[ResultLine]
    files: Sequence[ResultFile]

    @cached_property
    def matrix(self) -> list[MatrixRow]:
        """Chapters of which somebody spoke; those without a comment are left out of the picture."""
        largest = max(self.totals.count(code, name) for code in self.totals.by_category for name in self._names)
        rows = []
        for key, name in self.chapters.names.items():
            cells = tuple(
                Cell(code, count, -(-HEATS * count // largest) if largest else 0)
                for code in self.totals.by_category
                for count in [self.totals.count(code, name)]
            )
            if any(cell.count for cell in cells):
                rows.append(MatrixRow(_key(key), name, cells, self.totals.by_chapter[name]))
        return rows

    @cached_property
    def categories(self) -> list[CategoryRow]:
        counts = self.totals.by_category
        most = max(counts.values(), default=0) or 1
        return [CategoryRow(one, counts[one.code], 1000 * counts[one.code] // most) for one in self.totals.categories]

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Chapters to choose from: those of which somebody spoke."""
        return [(row.key, row.name) for row in self.matrix]

    @property
    def _names(self) -> tuple[str, ...]:
        return self.totals.chapters


def wish_of(given: Mapping[str, str], consultation: Consultation) -> Wish:
    """What an address asks for; what is none of ours is left out. One query."""
    codes = set(consultation.categories.values_list("code", flat=True))
    chapter = given.get("chapter", "")
    is_chapter = chapter == WHOLE_DRAFT or whole(chapter) > 0
    category = given.get("category", "")
    return Wish(chapter if is_chapter else "", category if category in codes else "")


def result_page(consultation: Consultation, wish: Wish, page: str | None) -> ResultPage:
    """The result with the lines that are wished for. Twelve queries at most, whatever the number of lines."""
    chapters = chapters_of(consultation.edition)
    shown = Paginator(_lines(consultation, wish, chapters), LINES_A_PAGE).get_page(page)
    return ResultPage(
        totals=totals_of(consultation, chapters),
        chapters=chapters,
        wish=wish,
        page=shown,
        lines=_told(consultation, list(shown), chapters),
        files=list(consultation.files.defer("content")),
    )


@dataclass(frozen=True)
class LinePage:
    """One line of the table, with the proof where it says that the draft was changed."""

    line: ResultLine
    change: ClauseChange | None
    previous: int | None
    following: int | None


def line_page(consultation: Consultation, number: int) -> LinePage | None:
    """At most nine queries."""
    chapters = chapters_of(consultation.edition)
    rows = _lines(consultation, Wish(), chapters)
    group = rows.filter(result_number=number).first()
    if group is None or group.answer is None:
        return None
    near = set(rows.filter(result_number__in=(number - 1, number + 1)).values_list("result_number", flat=True))
    group.answer.consultation = consultation
    return LinePage(
        line=_told(consultation, [group], chapters)[0],
        change=change_shown(group.answer),
        previous=number - 1 if number - 1 in near else None,
        following=number + 1 if number + 1 in near else None,
    )


def _lines(consultation: Consultation, wish: Wish, chapters: Chapters) -> Any:
    rows = CommentGroup.objects.standing().filter(consultation=consultation, result_number__isnull=False)
    if wish.category:
        rows = rows.filter(answer__category__code=wish.category)
    if wish.chapter == WHOLE_DRAFT:
        rows = rows.filter(Q(clause__isnull=True) | ~Q(clause__in=list(chapters.by_clause)))
    elif wish.chapter:
        rows = rows.filter(clause__in=chapters.inside(whole(wish.chapter)))
    related = ("answer__category", "answer__changed_clause", "answer__changed_in", "answer__department")
    return rows.select_related(*related).defer("answer__changed_in__frozen").order_by("result_number")


def _told(consultation: Consultation, groups: Sequence[CommentGroup], chapters: Chapters) -> list[ResultLine]:
    """Four queries at most."""
    keys = [group.pk for group in groups]
    standing = PublicComment.objects.standing().filter(group__in=keys).order_by()
    sizes = dict(standing.values_list("group").annotate(Count("pk")))
    withheld = withheld_lines(consultation, keys)
    places = _places(groups, chapters)
    return [
        ResultLine(
            group,
            sizes.get(group.pk, 0),
            chapters.name(group.clause_id),
            group.pk in withheld,
            _change(group, places),
        )
        for group in groups
    ]


def _places(groups: Sequence[CommentGroup], chapters: Chapters) -> dict[int, str]:
    """Where the changed clauses stand in the edition with which the result came out, or stood before. One query."""
    places = {pk: item.place for pk, item in chapters.by_clause.items()}
    edition: Edition | None = next(
        (group.answer.changed_in for group in groups if group.answer and group.answer.changed_in), None
    )
    if edition is not None:
        places |= {pk: item.place for pk, item in chapters_of(edition).by_clause.items()}
    return places


def _change(group: CommentGroup, places: Mapping[int, str]) -> str:
    answer = group.answer
    if answer is None or answer.changed_clause_id is None:
        return ""
    return change_told(places.get(answer.changed_clause_id, _("案")), answer.change_note)


def _key(chapter: int | None) -> str:
    return WHOLE_DRAFT if chapter is None else str(chapter)
