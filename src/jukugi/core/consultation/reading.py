"""Answered comments as a table brings them, a row for each opinion; all faults at once."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from jukugi.core.consultation.gathering import gather
from jukugi.core.consultation.result import (
    USUAL_CATEGORIES,
    Category,
    ConsultationResult,
    Outline,
    ResultRow,
)
from jukugi.core.fiscal_year import read_day

COLUMNS = ("number", "channel", "received_on", "chapter", "comment", "category", "answer")
"""Columns that must be there; ``change`` (what was changed, and where) may be."""
_ALSO_CALLED = {
    "number": ("番号", "受付番号", "通番号"),
    "channel": ("提出方法", "方法", "手段", "参加の手段"),
    "received_on": ("受付日", "受理日", "提出日", "届いた日"),
    "chapter": ("章", "項目", "章・項目"),
    "comment": ("意見", "御意見", "ご意見", "意見の要旨", "意見の内容"),
    "category": ("区分", "対応区分"),
    "answer": ("市の考え方", "本市の考え方", "考え方", "回答"),
    "change": ("変更", "変更内容", "反映した内容"),
}
_NAMES = {called: name for name, others in _ALSO_CALLED.items() for called in (name, *others)}
_ORDINAL = re.compile(r"第?\s*(\d+|[一二三四五六七八九十]{1,3})")
_DIGITS = "〇一二三四五六七八九"


@dataclass(frozen=True)
class AnsweredComment:
    """One opinion of the letter ``number``, with its answer. ``received_on`` None where nobody wrote it down."""

    number: str
    channel: str
    received_on: date | None
    chapter: str
    comment: str
    category: str
    answer: str
    change: str = ""


@dataclass(frozen=True)
class CommentFault:
    """``code``: empty, not_a_day, no_channel, two_channels; with the row of the file, the column and what stood there.

    ``other`` is the row that ``two_channels`` contradicts.
    """

    code: str
    row: int
    column: str
    value: str = ""
    other: int | None = None


def column_names(header: Iterable[str]) -> dict[str, str]:
    """Our name of each column → its name in the file. Case, width and the usual Japanese names do not matter."""
    found: dict[str, str] = {}
    for written in header:
        name = _NAMES.get(_one_line(written).casefold().replace(" ", "_"))
        if name:
            found.setdefault(name, written)
    return found


def read_comments(
    rows: Sequence[tuple[int, Mapping[str, str]]], categories: Sequence[Category] = USUAL_CATEGORIES
) -> tuple[list[AnsweredComment], list[CommentFault]]:
    """The comments of a table, by our names of the columns, and what is wrong with it, in the order of the file.

    A category may be written by its letter, in any width and case, or by its whole name; others stay as they come. The
    channel of a letter may stand in one of its rows only.
    """
    faults: list[CommentFault] = []
    channels = _channels(rows, faults)
    codes = {_one_line(word).casefold(): category.code for category in categories for word in _words_of(category)}
    comments = [_comment(line, row, channels, codes, faults) for line, row in rows]
    place = {name: at for at, name in enumerate(COLUMNS)}
    return comments, sorted(faults, key=lambda fault: (fault.row, place[fault.column]))


def result_of(
    comments: Sequence[AnsweredComment],
    *,
    outline: Outline,
    categories: Sequence[Category] = USUAL_CATEGORIES,
    no_chapter: str,
) -> ConsultationResult:
    """The result of a consultation. ``no_chapter`` is what comments without a chapter are put under.

    Chapters stand by their numbers where each begins with one, else in the order of the file; so do channels and
    categories that nobody announced.
    """
    chapters = _ordered(dict.fromkeys(comment.chapter for comment in comments))
    known = {category.code for category in categories}
    unknown = dict.fromkeys(comment.category for comment in comments if comment.category not in known)
    by_chapter: dict[str, list[ResultRow]] = {chapter: [] for chapter in chapters}
    for comment in comments:
        by_chapter[comment.chapter].append(
            ResultRow(
                number=0,
                chapter=comment.chapter or no_chapter,
                opinion=comment.comment,
                answer=comment.answer,
                category=comment.category,
                change=comment.change,
            )
        )
    return ConsultationResult(
        outline=outline,
        letters=tuple(_letters(comments).items()),
        chapters=tuple(dict.fromkeys(chapter or no_chapter for chapter in chapters)),
        categories=(*categories, *(Category(code, "") for code in unknown)),
        rows=gather(row for rows in by_chapter.values() for row in rows),
    )


def _comment(
    line: int,
    row: Mapping[str, str],
    channels: Mapping[str, str],
    codes: Mapping[str, str],
    faults: list[CommentFault],
) -> AnsweredComment:
    for name in ("number", "comment", "category", "answer"):
        if not row[name].strip():
            faults.append(CommentFault("empty", line, name))
    received, number, category = row["received_on"].strip(), _one_line(row["number"]), _one_line(row["category"])
    day = read_day(received) if received else None
    if received and day is None:
        faults.append(CommentFault("not_a_day", line, "received_on", received))
    return AnsweredComment(
        number=number,
        channel=channels.get(number, ""),
        received_on=day,
        chapter=_one_line(row["chapter"], is_kept=True),
        comment=_lines(row["comment"]),
        category=codes.get(category.casefold(), category),
        answer=_lines(row["answer"]),
        change=_lines(row.get("change", "")),
    )


def _channels(rows: Sequence[tuple[int, Mapping[str, str]]], faults: list[CommentFault]) -> dict[str, str]:
    """The channel of each letter, as it is written first; faults where there is none, or two."""
    spelled: dict[str, str] = {}
    found: dict[str, tuple[int, str]] = {}
    silent: dict[str, int] = {}
    for line, row in rows:
        number, written = _one_line(row["number"]), _one_line(row["channel"], is_kept=True)
        channel = spelled.setdefault(_one_line(written).casefold(), written)
        if not number:
            continue
        if not channel:
            silent.setdefault(number, line)
        elif (first := found.setdefault(number, (line, channel)))[1] != channel:
            faults.append(CommentFault("two_channels", line, "channel", channel, first[0]))
    faults += [CommentFault("no_channel", line, "channel") for number, line in silent.items() if number not in found]
    return {number: channel for number, (_line, channel) in found.items()}


def _letters(comments: Iterable[AnsweredComment]) -> dict[str, int]:
    """通 by channel: each number once."""
    channels = {comment.number: comment.channel for comment in comments}
    letters: dict[str, int] = {}
    for channel in channels.values():
        letters[channel] = letters.get(channel, 0) + 1
    return letters


def _ordered(chapters: Iterable[str]) -> list[str]:
    """By number where every named chapter begins with one; those without a name come last."""
    given = list(chapters)
    numbers = {chapter: _ORDINAL.match(unicodedata.normalize("NFKC", chapter)) for chapter in given if chapter}
    named = list(numbers)
    if all(numbers.values()):
        named = sorted(numbers, key=lambda chapter: _count(found[1]) if (found := numbers[chapter]) else 0)
    return [*named, *(chapter for chapter in given if not chapter)]


def _count(written: str) -> int:
    """12 or 十二, below a hundred."""
    if written.isascii():
        return int(written)
    tens, ten, ones = written.rpartition("十")
    return (_DIGITS.find(tens or "一") * 10 if ten else 0) + (_DIGITS.find(ones) if ones else 0)


def _words_of(category: Category) -> tuple[str, ...]:
    return (category.code, category.name) if category.name else (category.code,)


def _one_line(text: str, *, is_kept: bool = False) -> str:
    """In one line, without blanks around; ``is_kept`` leaves the width of letters as it was written."""
    return " ".join((text if is_kept else unicodedata.normalize("NFKC", text)).split())


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()
