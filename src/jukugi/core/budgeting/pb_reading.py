"""Read a .pb file: tolerant of how it was saved, strict in what it says; all faults at once."""

from collections.abc import Mapping
from fractions import Fraction

from jukugi.core.budgeting.errors import FaultyPb, PbFault
from jukugi.core.budgeting.numbers import plain, read_number
from jukugi.core.budgeting.pb import Columns, PbFile, PbNote, VoteType
from jukugi.core.budgeting.pb_ballots import read_ballots
from jukugi.core.budgeting.pb_checks import notes_on
from jukugi.core.budgeting.pb_sections import SECTIONS, Section, Table, read_sections

VOTE_TYPES = {kind.value: kind for kind in VoteType} | {
    "choose1": VoteType.CHOOSE_1,
    "choose_1": VoteType.CHOOSE_1,
    "approvals": VoteType.APPROVAL,
    "points": VoteType.SCORING,
    "score": VoteType.SCORING,
    "ranking": VoteType.ORDINAL,
}


def read_pb(text: str) -> PbFile:
    """Read the text of a .pb file.

    Taken as it comes: sections in any order and any letter case, blank lines, semicolons, tabs or commas between cells,
    quoted cells, further keys and columns, cells missing at the end of a row, full-width digits, thousands with commas.

    Raises
    ------
    FaultyPb : what is wrong, with the line and column of each fault: open_quote, missing_section, missing_column,
        missing_key, not_a_number, below_zero, repeated, unknown_vote_type, unknown_project, wrong_points …
        (``errors.PbCode``). A ballot is never left out.
    """
    faults: list[PbFault] = []
    tables = read_sections(text, faults)
    for section in SECTIONS:
        if tables and section not in tables:
            faults.append(PbFault("missing_section", None, section))
    for name, table in tables.items():
        if not table.header:
            faults.append(PbFault("no_header", table.begins, name))
        elif not table.rows and name != "VOTES":
            faults.append(PbFault("no_rows", table.begins, name))
    if any(fault.code not in ("wrong_width", "repeated_section") for fault in faults):
        raise FaultyPb(faults)
    meta, lines = _meta(tables["META"], faults)
    vote_type = _vote_type(meta, lines, faults)
    budget = _money(meta.get("budget"), lines.get("budget"), "META", "budget", faults)
    projects = _columns("PROJECTS", tables["PROJECTS"], "project_id", faults)
    costs = [
        _money(cell, line, "PROJECTS", "cost", faults)
        for line, cell in zip(tables["PROJECTS"].lines, projects["cost"], strict=True)
    ]
    votes = _columns("VOTES", tables["VOTES"], "voter_id", faults)
    ballots = read_ballots(votes, tables["VOTES"].lines, projects["project_id"], vote_type, faults)
    if faults:
        raise FaultyPb(faults)
    file = PbFile(
        meta=meta,
        projects=projects,
        votes=votes,
        vote_type=vote_type,
        budget=budget,
        costs=tuple(costs),
        lengths=ballots.lengths,
        choices=ballots.choices,
        points=ballots.points,
    )
    notes = (*ballots.notes, *notes_on(file))
    return PbFile(**{**vars(file), "notes": notes})


def _meta(table: Table, faults: list[PbFault]) -> tuple[dict[str, str], dict[str, int]]:
    """Values and lines by key."""
    meta: dict[str, str] = {}
    lines: dict[str, int] = {}
    for line, key, value in zip(table.lines, table.column("key"), table.column("value"), strict=True):
        key = plain(key).lower()
        if not key:
            faults.append(PbFault("empty", line, "META", "key", value))
        elif key in meta:
            faults.append(PbFault("repeated_key", line, "META", key, value))
        else:
            meta[key], lines[key] = value, line
    for key in ("budget", "vote_type"):
        if key not in meta:
            faults.append(PbFault("missing_key", table.begins, "META", key))
    return meta, lines


def _vote_type(meta: Mapping[str, str], lines: Mapping[str, int], faults: list[PbFault]) -> VoteType:
    if "vote_type" not in meta:
        return VoteType.APPROVAL
    kind = VOTE_TYPES.get(plain(meta["vote_type"]).lower())
    if kind is None:
        faults.append(PbFault("unknown_vote_type", lines["vote_type"], "META", "vote_type", meta["vote_type"]))
    return kind or VoteType.APPROVAL


def _money(cell: str | None, line: int | None, section: Section, column: str, faults: list[PbFault]) -> Fraction:
    """An exact amount of at least 0; 0, with a fault, for what is none."""
    number = read_number(cell) if cell else None
    if cell is not None and not cell:
        faults.append(PbFault("empty", line, section, column))
    elif cell is not None and number is None:
        faults.append(PbFault("not_a_number", line, section, column, cell))
    elif number is not None and number < 0:
        faults.append(PbFault("below_zero", line, section, column, cell or ""))
    return number or Fraction(0)


def _columns(section: Section, table: Table, key: str, faults: list[PbFault]) -> Columns:
    """The columns; the values of the key must be there, each once. Voters without a key are numbered as they come."""
    cells = list(zip(*table.rows, strict=True)) or [()] * len(table.header)
    columns = {name: tuple([cell.strip() for cell in column]) for name, column in zip(table.header, cells, strict=True)}
    if key not in columns:
        return {key: tuple(str(number) for number in range(1, len(table.rows) + 1)), **columns}
    values = columns[key]
    if len(set(values)) == len(values) and "" not in values:
        return columns
    first: dict[str, int] = {}
    for line, value in zip(table.lines, values, strict=True):
        if not value:
            faults.append(PbFault("empty", line, section, key))
        elif first.setdefault(value, line) != line:
            faults.append(PbFault("repeated", line, section, key, value))
    return columns


__all__ = ["PbFile", "PbNote", "read_pb"]
