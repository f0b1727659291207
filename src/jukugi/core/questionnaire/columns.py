"""Tables of finished sheets: which column is which question, and what stands in its cells.

Questions and options go by the numbers that are printed on paper: 問4, or 問4_2 for the second row of a matrix or the
second option of a question with several.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from unicodedata import normalize

from jukugi.core.questionnaire.answers import AnswerFault, Answers, check_answers, words_key
from jukugi.core.questionnaire.questions import Question, QuestionKind, Questionnaire

HEADING = re.compile(r"(?:問|設問|q)\s*(\d{1,3})(?:\s*[_\-の.]\s*(\d{1,3}|ことば|words))?(?![\d_\-])")
NUMBER_NAMES = frozenset({"番号", "no", "no.", "id", "整理番号", "回答番号", "票番号"})
DAY_NAMES = frozenset({"受付日", "受領日", "日付", "回答日", "date"})
MARKS = frozenset({"1", "○", "◯", "〇", "●", "レ", "✓", "✔", "x", "はい", "true"})
NO_MARKS = frozenset({"", "0", "-", "×", "いいえ", "false"})


class Meaning(StrEnum):
    """What stands in a column."""

    NUMBER = "number"
    DAY = "day"
    ANSWER = "answer"
    ROW = "row"
    OPTION = "option"
    WORDS = "words"


@dataclass(frozen=True)
class Column:
    """``question``: its code. ``part``: the code of a row of a matrix, or of an option that has a column of its own."""

    meaning: Meaning
    question: str = ""
    part: str = ""

    def __str__(self) -> str:
        """As it is kept: ``row:q7:r1``."""
        return ":".join(part for part in (self.meaning.value, self.question, self.part) if part)

    @classmethod
    def read(cls, kept: str) -> Column:
        """The reverse of ``str``. Raises ValueError for what names no meaning."""
        meaning, *rest = kept.split(":", 2)
        return cls(Meaning(meaning), *rest)


@dataclass(frozen=True)
class ColumnFault:
    """What does not fit in a row: in which column ("" for the row), why (``AnswerFault``'s codes; ``not_a_mark``,
    ``nothing_answered``), and what stood there."""

    column: str
    code: str
    params: Mapping[str, object]
    value: str = ""


def columns_of(questionnaire: Questionnaire, audience: str) -> dict[str, Column]:
    """Every column that a table can have, by the heading that the template gives it, in the order of the paper."""
    columns = {"番号": Column(Meaning.NUMBER), "受付日": Column(Meaning.DAY)}
    for number, question in enumerate(questionnaire.of(audience), start=1):
        if question.kind is QuestionKind.MATRIX:
            for place, row in enumerate(question.rows, start=1):
                columns[f"問{number}_{place}"] = Column(Meaning.ROW, question.code, row.code)
        else:
            columns[f"問{number}"] = Column(Meaning.ANSWER, question.code)
        if any(option.asks_words for option in question.options):
            columns[f"問{number}_ことば"] = Column(Meaning.WORDS, question.code)
    return columns


def guess_columns(header: Sequence[str], questionnaire: Questionnaire, audience: str) -> dict[str, Column]:
    """What the columns of a table are, by their headings; what says nothing is left out. A column is named once."""
    questions = questionnaire.of(audience)
    guessed: dict[str, Column] = {}
    for name in header:
        column = _guess(name, questions)
        if column is not None and column not in guessed.values():
            guessed[name] = column
    return guessed


def read_row(
    questionnaire: Questionnaire,
    audience: str,
    columns: Mapping[str, Column],
    row: Mapping[str, str],
    *,
    text_limit: int = 4_000,
) -> tuple[Answers, tuple[ColumnFault, ...]]:
    """The answers of one row in the form of ``check_answers``, and all that does not fit.

    On paper people answer also what they are not asked: that is left out, and no fault.
    """
    given: dict[str, object] = {}
    faults: list[ColumnFault] = []
    where: dict[str, str] = {}
    for name, column in columns.items():
        cell = row.get(name, "")
        question = questionnaire.by_code.get(column.question)
        if question is None:
            continue
        where.setdefault(question.code, name)
        if column.meaning is Meaning.OPTION:
            mark = _plain(cell).lower()
            if mark in MARKS:
                marked = given.setdefault(question.code, [])
                assert isinstance(marked, list)
                marked.append(column.part)
            elif mark not in NO_MARKS:
                faults.append(ColumnFault(name, "not_a_mark", {}, cell[:80]))
        else:
            _give(given, question, column, cell)
    checked = check_answers(questionnaire, audience, given, text_limit=text_limit)
    faults += [_told(fault, where, row) for fault in checked.faults if fault.code != "not_asked"]
    if not faults and not checked.answers:
        faults.append(ColumnFault("", "nothing_answered", {}))
    return checked.answers, tuple(faults)


def _guess(name: str, questions: Sequence[Question]) -> Column | None:
    plain = _plain(name).lower()
    if plain in NUMBER_NAMES:
        return Column(Meaning.NUMBER)
    if plain in DAY_NAMES:
        return Column(Meaning.DAY)
    found = HEADING.match(plain)
    if found is None:
        same = [question for question in questions if _plain(question.label).lower() == plain]
        whole = len(same) == 1 and same[0].kind is not QuestionKind.MATRIX
        return Column(Meaning.ANSWER, same[0].code) if whole else None
    number, part = int(found[1]), found[2]
    if not 1 <= number <= len(questions):
        return None
    question = questions[number - 1]
    if part is None:
        return None if question.kind is QuestionKind.MATRIX else Column(Meaning.ANSWER, question.code)
    if not part.isdigit():
        return Column(Meaning.WORDS, question.code)
    place = int(part) - 1
    if question.kind is QuestionKind.MATRIX and 0 <= place < len(question.rows):
        return Column(Meaning.ROW, question.code, question.rows[place].code)
    if question.kind is QuestionKind.MULTIPLE and 0 <= place < len(question.options):
        return Column(Meaning.OPTION, question.code, question.options[place].code)
    return None


def _give(given: dict[str, object], question: Question, column: Column, cell: str) -> None:
    if column.meaning is Meaning.WORDS:
        given[words_key(question.code)] = cell
    elif column.meaning is Meaning.ROW:
        rows = given.setdefault(question.code, {})
        assert isinstance(rows, dict)
        codes = list(_codes(question, cell))
        rows[column.part] = codes[0] if len(codes) == 1 else "、".join(codes)
    elif question.kind in (QuestionKind.NUMBER, QuestionKind.TEXT):
        given[question.code] = cell
    else:
        given[question.code] = list(_codes(question, cell))


def _codes(question: Question, cell: str) -> Iterator[str]:
    """Codes of what stands in a cell: a number as printed, or the words of an option. What is neither stays as it is,
    so that it is told."""
    by_words = {_plain(option.label): option.code for option in question.options}
    plain = _plain(cell)
    if plain in by_words:
        yield by_words[plain]
        return
    for part in re.split(r"[\s,、，;；/]+", plain):
        written = part.strip()
        if written in ("", "-", "0"):
            continue
        place = int(written) if written.isascii() and written.isdigit() and len(written) < 4 else 0
        if 1 <= place <= len(question.options):
            yield question.options[place - 1].code
        else:
            yield by_words.get(written, written)


def _told(fault: AnswerFault, where: Mapping[str, str], row: Mapping[str, str]) -> ColumnFault:
    column = where.get(fault.question, "")
    return ColumnFault(column, fault.code, fault.params, row.get(column, "")[:80])


def _plain(text: str) -> str:
    return " ".join(normalize("NFKC", text).split())
