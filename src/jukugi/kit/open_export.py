"""All open tables and files in one folder that can be checked without us: data, what it means, figures, hashes.

``tables/NAME.csv``      every cell just as it is kept, UTF-8 without a mark, lines end in CR LF
``tables/NAME.parquet``  where asked for: the same rows with typed columns
``files/KIND/NAME``      what is no table: ballots, calendars, the data of reports
``dictionary.json``      what every table, column and file means
``figures.json``         figures that pages show, and how each follows from a table
``SHA256SUMS``           of every other file, as ``sha256sum --check`` reads it
"""

import csv
import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from jukugi.kit.archive.folders import fault_of
from jukugi.kit.files import document_in
from jukugi.kit.open_files import open_files
from jukugi.kit.open_tables import Cell, OpenTable, as_csv, dictionary, open_figures, open_tables
from jukugi.kit.verifying import Verdict

TABLES, FILES, DICTIONARY, FIGURES, SUMS = "tables", "files", "dictionary.json", "figures.json", "SHA256SUMS"


def write_export(
    folder: Path, *, city: str, version: str, now: datetime, parquet: bool = False
) -> Iterator[tuple[str, int]]:
    """Write everything open; yields the name of each table with its rows. What stands in the way is written over.

    Rows are read once, for all forms of a table. Raises OSError.
    """
    (folder / TABLES).mkdir(parents=True, exist_ok=True)
    sums: dict[str, str] = {}
    for name, table in open_tables.items():
        yield name, _write_table(folder, name, table, sums, parquet=parquet)
    told: dict[str, Any] = {
        DICTIONARY: {
            "city": city,
            "version": version,
            "written_at": now.astimezone(UTC).isoformat(timespec="seconds"),
            "licence": "CC-BY-4.0",
            "tables": [dictionary(name, table) for name, table in open_tables.items()],
            "files": _write_files(folder, sums),
        },
        FIGURES: [
            {
                "name": name,
                "title": str(figure.title),
                "table": figure.table,
                "where": dict(figure.where),
                "total": figure.total,
                "value": figure.ask(),
            }
            for name, figure in open_figures.items()
        ],
    }
    for name, content in told.items():
        text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
        sums[name] = _write(folder / name, [text.encode()])
    lines = "".join(f"{digest}  {name}\n" for name, digest in sorted(sums.items()))
    (folder / SUMS).write_text(lines, encoding="utf-8")


def _write_table(folder: Path, name: str, table: OpenTable, sums: dict[str, str], *, parquet: bool) -> int:
    """One table in each form, with the hashes; gives the number of rows."""
    path, count = folder / TABLES / f"{name}.csv", 0

    def counted(rows: Iterable[tuple[Cell, ...]]) -> Iterator[tuple[Cell, ...]]:
        nonlocal count
        for row in rows:
            count += 1
            yield row

    rows, typed = counted(table.rows()), path.with_suffix(".parquet")
    typed.unlink(missing_ok=True)
    if parquet:
        from jukugi.kit.open_parquet import written_along  # 40 MB: only for whoever asks for it

        rows = written_along(name, table, rows, typed)
    pieces = as_csv(table, bom=False, safe=False, rows=rows)
    sums[f"{TABLES}/{name}.csv"] = _write(path, (piece.encode() for piece in pieces))
    if parquet:
        sums[f"{TABLES}/{typed.name}"] = _digest_of(typed)
    return count


def _write_files(folder: Path, sums: dict[str, str]) -> list[dict[str, Any]]:
    """Every open file that can stand alone, with the hashes; gives what they mean."""
    told = []
    for kind, group in open_files.items():
        files = []
        for file in group.files():
            if file.content is None:
                continue
            name = f"{FILES}/{kind}/{file.name}"
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            sums[name] = _write(folder / name, file.content())
            files.append({"name": name, "title": str(file.title), "shown_digest": file.shown_digest})
        words = {"name": kind, "title": str(group.title), "about": str(group.about), "rule": str(group.rule)}
        told.append({**words, "form": group.form, "media_type": group.media_type, "files": files})
    return told


def _write(path: Path, pieces: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    with path.open("wb") as out:
        for piece in pieces:
            out.write(piece)
            digest.update(piece)
    return digest.hexdigest()


def _digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def check_export(folder: Path) -> Iterator[Verdict]:
    """Hash every file again and count every figure again, from the files alone.

    Raises OSError, and what broken documents bring about: ValueError, LookupError, TypeError.
    """
    for line in (folder / SUMS).read_text(encoding="utf-8").splitlines():
        digest, _, name = line.partition("  ")
        yield Verdict(name, fault_of(folder, name, digest))
    for group in document_in((folder / DICTIONARY).read_bytes())["files"]:
        for file in group["files"]:
            if file["shown_digest"]:
                words = f"{file['title']}：ページに示した指紋"
                yield Verdict(words, fault_of(folder, file["name"], file["shown_digest"]))
    for figure in document_in((folder / FIGURES).read_bytes()):
        counted = _counted(folder, figure)
        fault = (
            "" if counted == figure["value"] else f"表から数えると{counted:,}、書いてある数は{figure['value']:,}です。"
        )
        yield Verdict(figure["title"], fault)


def _counted(folder: Path, figure: dict[str, Any]) -> int:
    with (folder / TABLES / f"{Path(figure['table']).name}.csv").open(encoding="utf-8", newline="") as file:
        rows = (row for row in csv.DictReader(file) if all(row[name] == cell for name, cell in figure["where"].items()))
        return sum(int(row[figure["total"]]) for row in rows) if figure["total"] else sum(1 for _row in rows)
