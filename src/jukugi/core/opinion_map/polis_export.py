"""Read a Polis export: the files as bytes in, one frozen object or all faults out.

Layouts of comments.csv: up to 2022 with ``datetime``, and of 2024 with ``is-meta`` and ``is-seed``. The sign of votes
is that of exports, agree = 1, unless told that it is that of Polis' interface and database, agree = -1. ``datetime``
and ``agrees`` columns are ignored (a server's local time; counts that include superseded votes), and ``xid`` is
personal data and never read.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from jukugi.core.opinion_map.arrays import ChoiceArray, IntArray, frozen
from jukugi.core.opinion_map.polis_faults import EXCERPT_LENGTH, Fault, FaultCode, FaultList, PolisExportError
from jukugi.core.opinion_map.polis_table import (
    CsvTable,
    id_in_heading,
    ids,
    integers,
    moments,
    one_of,
    read_rows,
    read_table,
    texts,
)

__all__ = ["FILE_NAMES", "Fault", "PolisExport", "PolisExportError", "PolisStatement", "RawVotes", "parse_polis_export"]

COMMENTS, VOTES, PARTICIPANTS, SUMMARY = "comments.csv", "votes.csv", "participants-votes.csv", "summary.csv"
FILE_NAMES = (COMMENTS, VOTES, PARTICIPANTS, SUMMARY)

CHOICES = {"-1": -1, "0": 0, "1": 1}
FLAGS = {"true": 1, "false": 0, "": 0}


@dataclass(frozen=True)
class PolisStatement:
    """One statement.

    Attributes
    ----------
    moderated : -1 out, 0 not moderated, 1 in. created_ms : milliseconds since 1970 (UTC).
    """

    id: int
    author_id: int
    moderated: int
    is_meta: bool
    is_seed: bool
    text: str
    created_ms: int


@dataclass(frozen=True, eq=False)
class RawVotes:
    """The log of votes, superseded ones included, in the order of the file; each of shape (rows,), read-only.

    Attributes
    ----------
    has_moments : False where the votes come from participants-votes.csv; ``timestamp_ms`` is then 0 throughout.
    """

    timestamp_ms: IntArray
    statement: IntArray
    participant: IntArray
    choice: ChoiceArray
    has_moments: bool


@dataclass(frozen=True, eq=False)
class PolisExport:
    """One conversation.

    Attributes
    ----------
    statements : sorted by id.
    published_groups : group id, or ``None`` for somebody in no group, by participant; ``None`` without
        participants-votes.csv.
    """

    topic: str
    description: str
    url: str
    statements: tuple[PolisStatement, ...]
    votes: RawVotes
    published_groups: dict[int, int | None] | None

    @property
    def moderated_out_ids(self) -> tuple[int, ...]:
        return tuple(statement.id for statement in self.statements if statement.moderated == -1)

    @property
    def meta_ids(self) -> tuple[int, ...]:
        return tuple(statement.id for statement in self.statements if statement.is_meta)


def parse_polis_export(
    files: Mapping[str, bytes], *, latest_ms: int | None = None, has_api_sign: bool = False
) -> PolisExport:
    """Read the files of one export.

    Parameters
    ----------
    files : content by file name. comments.csv and one of votes.csv and participants-votes.csv must be there;
        summary.csv may be; other files are ignored.
    latest_ms : the last moment that can be true, in milliseconds since 1970; ``None`` to take any.
    has_api_sign : the votes are as Polis' interface and database write them, agree = -1 and disagree = 1.

    Raises
    ------
    PolisExportError : with every fault of every file, up to 200.
    """
    faults = FaultList()
    _check_files(files, faults)
    statements = _statements(files[COMMENTS], latest_ms, faults)
    # With faults in comments.csv it is not known which statements exist: no vote is blamed for that.
    known = None if statements is None or faults.count else {statement.id for statement in statements}
    votes = _votes(files[VOTES], known, latest_ms, faults) if VOTES in files else None
    published_groups = None
    if PARTICIPANTS in files:
        read = _participants(files[PARTICIPANTS], known, faults)
        if read is not None:
            published_groups, cells = read
            votes = cells if VOTES not in files else votes
    summary = _summary(files.get(SUMMARY), faults)
    faults.check()
    if statements is None or votes is None:
        raise AssertionError("a file that could not be read has left a fault")
    return PolisExport(
        topic=summary.get("topic", ""),
        description=summary.get("conversation-description", ""),
        url=summary.get("url", ""),
        statements=statements,
        votes=replace(votes, choice=frozen(-votes.choice)) if has_api_sign else votes,
        published_groups=published_groups,
    )


def _check_files(files: Mapping[str, bytes], faults: FaultList) -> None:
    if not set(files) & set(FILE_NAMES):
        faults.add("", None, None, "empty_folder")
        faults.check()
    if COMMENTS not in files:
        faults.add(COMMENTS, None, None, "missing_file")
    if VOTES not in files and PARTICIPANTS not in files:
        faults.add(VOTES, None, None, "missing_file")
    faults.check()


def _statements(content: bytes, latest_ms: int | None, faults: FaultList) -> tuple[PolisStatement, ...] | None:
    required = ("timestamp", "comment-id", "author-id", "moderated", "comment-body")
    table = read_table(COMMENTS, content, required, faults)
    if table is None:
        return None
    numbers = ids(table, "comment-id", faults).tolist()
    _note_repeated(table, "comment-id", numbers, faults)
    columns = zip(
        numbers,
        integers(table, "author-id", faults).tolist(),
        one_of(table, "moderated", CHOICES, "not_a_moderation", faults),
        _flags(table, "is-meta", faults),
        _flags(table, "is-seed", faults),
        texts(table, "comment-body", faults),
        moments(table, "timestamp", latest_ms, faults).tolist(),
        strict=True,
    )
    return tuple(sorted((PolisStatement(*values) for values in columns), key=lambda statement: statement.id))


def _flags(table: CsvTable, name: str, faults: FaultList) -> list[bool]:
    if name not in table.header:
        return [False] * len(table.rows)
    return [flag == 1 for flag in one_of(table, name, FLAGS, "not_a_flag", faults)]


def _note_repeated(table: CsvTable, name: str, numbers: list[int], faults: FaultList) -> None:
    seen: set[int] = set()
    values = table.column(name)
    for number, value, line in zip(numbers, values, table.lines, strict=True):
        # A value that is no integer was noted already and stands as 0.
        if number in seen and (number or value.strip("+-0 ") == ""):
            code: FaultCode = "repeated_statement" if table.file == COMMENTS else "repeated_participant"
            faults.add(table.file, line, name, code, value)
        seen.add(number)


def _votes(content: bytes, known: set[int] | None, latest_ms: int | None, faults: FaultList) -> RawVotes | None:
    table = read_table(VOTES, content, ("timestamp", "comment-id", "voter-id", "vote"), faults)
    if table is None:
        return None
    count = faults.count
    statement = ids(table, "comment-id", faults)
    if known is not None and faults.count == count:
        is_unknown = ~np.isin(statement, np.fromiter(known, dtype=np.int64, count=len(known)))
        for row in np.flatnonzero(is_unknown).tolist():
            faults.add(VOTES, table.lines[row], "comment-id", "unknown_statement", str(statement[row]))
    return RawVotes(
        timestamp_ms=frozen(moments(table, "timestamp", latest_ms, faults)),
        statement=frozen(statement),
        participant=frozen(ids(table, "voter-id", faults)),
        choice=frozen(np.array(one_of(table, "vote", CHOICES, "not_a_choice", faults), dtype=np.int8)),
        has_moments=True,
    )


def _participants(
    content: bytes, known: set[int] | None, faults: FaultList
) -> tuple[dict[int, int | None], RawVotes] | None:
    table = read_table(PARTICIPANTS, content, ("participant", "group-id"), faults)
    if table is None:
        return None
    participants = ids(table, "participant", faults)
    _note_repeated(table, "participant", participants.tolist(), faults)
    is_empty = [value == "" for value in table.column("group-id")]
    filled = CsvTable(
        table.file,
        table.header,
        [row for row, empty in zip(table.rows, is_empty, strict=True) if not empty],
        [line for line, empty in zip(table.lines, is_empty, strict=True) if not empty],
    )
    given = iter(integers(filled, "group-id", faults).tolist())
    groups = [None if empty else next(given) for empty in is_empty]
    votes = _cells(table, participants, known, faults)
    return dict(zip(participants.tolist(), groups, strict=True)), votes


def _cells(table: CsvTable, participants: IntArray, known: set[int] | None, faults: FaultList) -> RawVotes:
    """Read the columns whose heading is a statement id; an empty cell is a statement not voted on."""
    cells = {**CHOICES, "": 2}
    columns: dict[int, IntArray] = {}
    for name in table.header:
        number = id_in_heading(name)
        if number is None:
            continue
        if isinstance(number, str):
            faults.add(table.file, 1, name[:EXCERPT_LENGTH], number, name)
            continue
        if number in columns:
            faults.add(table.file, 1, name, "repeated_column")
        if known is not None and number not in known:
            faults.add(table.file, 1, name, "unknown_statement", name)
        columns[number] = np.array(one_of(table, name, cells, "not_a_choice", faults), dtype=np.int64)
    voted = [np.flatnonzero(choices != 2) for choices in columns.values()]
    size = sum(rows.size for rows in voted)
    statement = np.repeat(np.array(list(columns), dtype=np.int64), [rows.size for rows in voted])
    choice = [choices[rows] for choices, rows in zip(columns.values(), voted, strict=True)]
    return RawVotes(
        timestamp_ms=frozen(np.zeros(size, dtype=np.int64)),
        statement=frozen(statement),
        participant=frozen(participants[np.concatenate(voted)] if voted else np.zeros(0, dtype=np.int64)),
        choice=frozen(np.concatenate(choice).astype(np.int8) if choice else np.zeros(0, dtype=np.int8)),
        has_moments=False,
    )


def _summary(content: bytes | None, faults: FaultList) -> dict[str, str]:
    read = read_rows(SUMMARY, content, faults) if content is not None else None
    if read is None:
        return {}
    rows, lines = read
    for row, line in zip(rows, lines, strict=True):
        if len(row) != 2:
            faults.add(SUMMARY, line, None, "wrong_width", str(len(row)))
        elif "\0" in "".join(row):
            faults.add(SUMMARY, line, None, "null_character", "：".join(row).replace("\0", "␀"))
    return {row[0].strip(): row[1] for row in rows if len(row) == 2}
