"""All open tables in one folder that can be checked without us: data, what it means, figures, hashes.

``tables/NAME.csv``      every cell just as it is kept, UTF-8 without a mark, lines end in CR LF
``dictionary.json``      what every table and column means
``figures.json``         figures that pages show, and how each follows from a table
``files/``               what was published as a file, such as the data of reports
``files.json``           the digest of each of them that a page shows
``SHA256SUMS``           of every other file, as ``sha256sum --check`` reads it
"""

import csv
import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from jukugi.kit.open_tables import as_csv, dictionary, open_figures, open_files, open_tables
from jukugi.kit.verifying import Verdict

TABLES, DICTIONARY, FIGURES, SUMS = "tables", "dictionary.json", "figures.json", "SHA256SUMS"
FILES, DIGESTS = "files", "files.json"


def write_export(folder: Path, *, city: str, version: str, now: datetime) -> Iterator[tuple[str, int]]:
    """Write everything open; yields the name of each table with its rows. What stands in the way is written over.

    Raises OSError.
    """
    tables = folder / TABLES
    tables.mkdir(parents=True, exist_ok=True)
    sums: dict[str, str] = {}
    for name, table in open_tables.items():
        digest, rows = hashlib.sha256(), -1
        with (tables / f"{name}.csv").open("wb") as out:
            for piece in as_csv(table, bom=False, safe=False):
                out.write(piece.encode())
                digest.update(piece.encode())
        with (tables / f"{name}.csv").open(encoding="utf-8", newline="") as written:
            rows += sum(1 for _row in csv.reader(written))
        sums[f"{TABLES}/{name}.csv"] = digest.hexdigest()
        yield name, rows
    digests = _write_files(folder, sums)
    told: dict[str, Any] = {
        DIGESTS: digests,
        DICTIONARY: {
            "city": city,
            "version": version,
            "written_at": now.astimezone(UTC).isoformat(timespec="seconds"),
            "licence": "CC-BY-4.0",
            "tables": [dictionary(name, table) for name, table in open_tables.items()],
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
        text = (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()
        (folder / name).write_bytes(text)
        sums[name] = hashlib.sha256(text).hexdigest()
    lines = "".join(f"{digest}  {name}\n" for name, digest in sorted(sums.items()))
    (folder / SUMS).write_text(lines, encoding="ascii")


def _write_files(folder: Path, sums: dict[str, str]) -> dict[str, str]:
    """Files as they were published, one after the other; gives by name the digest that a page shows."""
    told: dict[str, str] = {}
    for files in open_files:
        for name, content, digest in files():
            (folder / FILES).mkdir(exist_ok=True)
            (folder / FILES / name).write_bytes(content)
            sums[f"{FILES}/{name}"] = hashlib.sha256(content).hexdigest()
            told[name] = digest
    return told


def check_export(folder: Path) -> Iterator[Verdict]:
    """Hash every file again and count every figure again, from the files alone. Raises OSError, ValueError."""
    for line in (folder / SUMS).read_text(encoding="ascii").splitlines():
        digest, _, name = line.partition("  ")
        yield Verdict(name, _fault_of(folder, name, digest))
    digests = folder / DIGESTS
    for name, digest in json.loads(digests.read_text(encoding="utf-8")).items() if digests.is_file() else ():
        yield Verdict(f"公開したファイル {name} の指紋", _fault_of(folder, f"{FILES}/{name}", digest))
    for figure in json.loads((folder / FIGURES).read_text(encoding="utf-8")):
        counted = _counted(folder, figure)
        fault = (
            "" if counted == figure["value"] else f"表から数えると{counted:,}、書いてある数は{figure['value']:,}です。"
        )
        yield Verdict(figure["title"], fault)


def _fault_of(folder: Path, name: str, digest: str) -> str:
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()):
        return "フォルダーの外を指しています。"
    if not path.is_file():
        return "ファイルがありません。"
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    return "" if found == digest else "中身が、書き出したときと違います。"


def _counted(folder: Path, figure: dict[str, Any]) -> int:
    with (folder / TABLES / f"{Path(figure['table']).name}.csv").open(encoding="utf-8", newline="") as file:
        rows = (row for row in csv.DictReader(file) if all(row[name] == cell for name, cell in figure["where"].items()))
        return sum(int(row[figure["total"]]) for row in rows) if figure["total"] else sum(1 for _row in rows)
