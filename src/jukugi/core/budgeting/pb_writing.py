"""Write a .pb file in one form: what was read from it and is written again gives the same bytes."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from jukugi.core.budgeting.numbers import write_number
from jukugi.core.budgeting.pb import PbFile


def write_pb(file: PbFile) -> str:
    """The text of a file in strict form.

    Sections META, PROJECTS, VOTES; semicolons; names in lower case; money and points as plain decimals; ids, then what
    is counted, then the further columns as they came; ``num_projects`` and ``num_votes`` as they are.

    ``read_pb(write_pb(file))`` is the same vote, and ``write_pb`` of it the same text.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    _write_section(writer, "META", ("key", "value"), _meta(file))
    _write_section(writer, "PROJECTS", *_projects(file))
    _write_section(writer, "VOTES", *_votes(file))
    return out.getvalue()


Rows = Iterable[Sequence[str]]


def _write_section(writer: Any, section: str, header: Sequence[str], rows: Rows) -> None:
    writer.writerow([section])
    writer.writerow(header)
    writer.writerows(rows)


def _meta(file: PbFile) -> Rows:
    counted = {
        "num_projects": str(len(file.costs)),
        "num_votes": str(file.n_voters),
        "budget": write_number(file.budget),
        "vote_type": file.vote_type.value,
    }
    values = {**dict(file.meta), **counted}
    return list(values.items())


def _projects(file: PbFile) -> tuple[Sequence[str], Rows]:
    costs = tuple(write_number(cost) for cost in file.costs)
    further = {name: cells for name, cells in file.projects.items() if name not in ("project_id", "cost")}
    return ("project_id", "cost", *further), zip(file.project_ids, costs, *further.values(), strict=True)


def _votes(file: PbFile) -> tuple[Sequence[str], Rows]:
    keys = file.project_ids
    columns = {"voter_id": file.votes["voter_id"], "vote": _joined(file, [keys[place] for place in file.choices])}
    if file.points is not None:
        known = {number: write_number(number) for number in set(file.points)}
        columns["points"] = _joined(file, [known[number] for number in file.points])
    columns |= {name: cells for name, cells in file.votes.items() if name not in columns}
    return tuple(columns), zip(*columns.values(), strict=True)


def _joined(file: PbFile, words: Sequence[str]) -> tuple[str, ...]:
    """Cells with the words of each ballot between commas."""
    ends = file.lengths.cumsum().tolist()
    return tuple(",".join(words[end - length : end]) for end, length in zip(ends, file.lengths.tolist(), strict=True))
