"""The whole export, read by a reader of our own with the standard library alone, and checked by the command."""

import csv
import hashlib
import json
import shutil
from collections import Counter
from datetime import date, datetime
from pathlib import Path

import pytest
from django.db import transaction
from pyarrow import parquet

from jukugi.apps.opinions.queries.counting import received
from jukugi.apps.processes.queries import main_process
from jukugi.project.cli import main
from tests.sample_city import load_sample_city

pytestmark = pytest.mark.django_db


# The files of the sample city, written once.
_written: dict[str, bytes] = {}


@pytest.fixture
def exported(tmp_path, db) -> Path:
    """The export of the sample city, in a folder that a test may break; the city itself is not in the database."""
    folder = tmp_path / "open"
    if not _written:
        with transaction.atomic():
            load_sample_city()
            assert main(["export", str(folder), "--parquet"]) == 0
            transaction.set_rollback(True)
        _written.update({str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*.*")})
        _written["SHA256SUMS"] = (folder / "SHA256SUMS").read_bytes()
        shutil.rmtree(folder)
    for name, content in _written.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


class Reader:
    """Reads an export as somebody would who knows nothing but its files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        told = json.loads((folder / "dictionary.json").read_text(encoding="utf-8"))
        self.told = {table["name"]: table for table in told["tables"]}
        self.files = told["files"]
        self.keys = {table["name"]: table["key"] for table in told["tables"]}
        self.columns = {table["name"]: [one["name"] for one in table["columns"]] for table in told["tables"]}
        self.codes = {
            (table["name"], column["name"]): column["codes"] for table in told["tables"] for column in table["columns"]
        }

    def rows(self, name: str) -> list[dict[str, str]]:
        with (self.folder / "tables" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def one(self, name: str, **where: str) -> dict[str, str]:
        return next(row for row in self.rows(name) if all(row[column] == cell for column, cell in where.items()))


def test_every_table_has_its_columns_its_key_and_only_codes_that_are_told(exported):
    reader = Reader(exported)

    for name, columns in reader.columns.items():
        rows = reader.rows(name)
        assert all(list(row) == columns for row in rows)
        keys = [tuple(row[column] for column in reader.keys[name]) for row in rows]
        assert len(set(keys)) == len(keys), name
        for column in columns:
            codes = reader.codes[name, column]
            if codes:
                assert {row[column] for row in rows} <= {*codes, ""}, (name, column)


def test_a_thread_can_be_followed_from_a_receipt_to_a_promise(exported):
    reader = Reader(exported)
    by_clause = {row["clause"]: row["promise"] for row in reader.rows("promise_sources") if row["clause"]}
    origins = {row["id"]: row for row in reader.rows("origins") if row["clause"] in by_clause}
    behind = [row for row in reader.rows("origin_voices") if row["origin"] in origins]
    opinions = {row["id"]: row for row in reader.rows("opinions")}

    told = [
        (opinions[row["opinion"]]["receipt"], by_clause[origins[row["origin"]]["clause"]])
        for row in behind
        if row["opinion"] in opinions
    ]
    assert told
    receipt, promise = told[0]
    assert len(receipt) == 9
    found = reader.one("promises", id=promise)
    assert found["title"].startswith("見本：")
    assert reader.one("promise_steps", promise=promise, act="made")["happened_on"] == found["promised_on"]


def test_figures_of_pages_are_counted_again_from_the_tables(exported, client):
    load_sample_city()
    reader = Reader(exported)
    process = main_process()
    assert process is not None
    figures = {row["name"]: row for row in json.loads((exported / "figures.json").read_text(encoding="utf-8"))}

    received_here = sum(int(row["opinions"]) for row in reader.rows("opinion_counts") if row["process"] == process.slug)
    assert received_here == received(process).total
    late = [row for row in reader.rows("promises") if row["is_late"] == "1"]
    assert len(late) == figures["promises_late"]["value"]
    page = client.get("/promises/").content.decode().replace("<wbr>", "")
    assert f"{len(late)}件が期日を過ぎています" in page
    assert len(reader.rows("opinions")) == figures["opinions_shown"]["value"]


def test_figures_of_a_report_are_counted_again_from_the_tables(exported):
    reader = Reader(exported)
    figures = [row for row in reader.rows("report_figures") if row["kind"] == "interim"]
    told = {(row["section"], row["figure"]): int(row["value"]) for row in figures}
    process = figures[0]["process"]

    def own(table: str) -> list[dict[str, str]]:
        return [row for row in reader.rows(table) if row["process"] == process]

    issues = [row for row in own("issues") if not row["ended_at"]]

    assert told["issues", "issues"] == len(issues) > 0
    assert {level: told["issues", f"issues_{level}"] for level in ("chiiki", "kuiki", "shiiki", "kobetsu")} == Counter(
        row["level"] for row in issues
    )
    assert told["opinions", "shown"] == len(own("opinions")) > 0
    assert told["meetings", "cancelled"] == sum(bool(row["cancelled_at"]) for row in own("meetings")) > 0


def test_a_vote_is_counted_again_from_its_ballots(exported):
    reader = Reader(exported)
    files = [one for kind in reader.files if kind["name"] == "ballots" for one in kind["files"]]

    assert files
    for file in files:
        number = Path(file["name"]).stem.removeprefix("round-")
        sections = (exported / file["name"]).read_text(encoding="utf-8").split("VOTES\n")
        ballots = list(csv.DictReader(sections[1].splitlines(), delimiter=";"))
        chosen = Counter(project for ballot in ballots for project in ballot["vote"].split(",") if project)
        told = [row for row in reader.rows("budget_results") if row["round"] == number]
        assert {row["number"]: int(row["supporters"]) for row in told if int(row["supporters"])} == dict(chosen)
        assert int(reader.one("budget_voters", round=number, by="all")["voters"]) == len(ballots)


def test_who_answered_a_survey_is_told_alike_wherever_it_is_told(exported):
    """As far as both tell it: the newest edition of 参加の広がり, and the newest results of the surveys before it."""
    reader = Reader(exported)
    rows = [row for row in reader.rows("reach_figures") if row["source"] == "surveys"]
    newest: dict[str, int] = {}
    for row in rows:
        newest[row["process"]] = max(newest.get(row["process"], 0), int(row["edition"]))
    told = {row["group"]: row["count"] for row in rows if int(row["edition"]) == newest[row["process"]]}
    groups = [row for row in reader.rows("survey_groups") if row["kind"] == "citizens"]
    last = {row["survey"]: row["edition"] for row in groups}
    kinds = {"ward": "w", "age": "b", "sex": "s"}

    for by, kind in kinds.items():
        sums: dict[str, list[str]] = {}
        for row in groups:
            if row["by"] == by and row["edition"] == last[row["survey"]]:
                sums.setdefault(f"{kind}|{row['group'] or '-'}", []).append(row["sheets"])
        for name, sheets in sums.items():
            whole = "" if "" in sheets else str(sum(map(int, sheets)))
            assert told.get(name, "0") == whole, name


def test_parquet_holds_the_same_rows_with_types(exported):
    reader = Reader(exported)

    for name in reader.columns:
        table = parquet.read_table(exported / "tables" / f"{name}.parquet")
        assert table.schema.names == reader.columns[name]
        assert table.schema.metadata[b"licence"] == b"CC-BY-4.0"
        assert json.loads(table.schema.metadata[b"jukugi:dictionary"])["name"] == name
        kinds = {one["name"]: one["kind"] for one in reader.told[name]["columns"]}
        for row, typed in zip(reader.rows(name), table.to_pylist(), strict=True):
            assert {column: as_typed(cell, kinds[column]) for column, cell in row.items()} == {
                column: cell or None if kinds[column] == "text" else cell for column, cell in typed.items()
            }


def as_typed(cell: str, kind: str) -> object:
    """A cell of CSV as the dictionary says what it is."""
    if not cell:
        return None
    read = {
        "whole": int,
        "decimal": float,
        "flag": {"1": True, "0": False}.__getitem__,
        "day": date.fromisoformat,
        "moment": datetime.fromisoformat,
    }
    return read.get(kind, str)(cell)


def test_hashes_hold_and_the_command_finds_nothing(exported, capsys):
    for line in (exported / "SHA256SUMS").read_text().splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256((exported / name).read_bytes()).hexdigest() == digest

    assert main(["verify", str(exported)]) == 0
    assert "× " not in capsys.readouterr().err


def test_a_changed_export_is_found_with_the_file_and_the_figure(exported, capsys):
    table = exported / "tables" / "promises.csv"
    table.write_text(table.read_text(encoding="utf-8").replace(",done,", ",open,", 1), encoding="utf-8")

    assert main(["verify", str(exported)]) == 1
    said = capsys.readouterr().err
    assert "× tables/promises.csv：中身が、書き出したときと違います。" in said
    assert "× 行った約束：表から数えると" in said


@pytest.mark.parametrize(
    ("break_it", "said"),
    [
        (lambda folder: (folder / "SHA256SUMS").unlink(), "SHA256SUMS がありません"),
        (lambda folder: (folder / "figures.json").write_text("{", encoding="utf-8"), "数え直せません"),
        (lambda folder: (folder / "tables" / "promises.csv").unlink(), "promises.csv"),
        (
            lambda folder: (folder / "SHA256SUMS").write_text(f"{'0' * 64}  ../outside\n", encoding="ascii"),
            "フォルダーの外を指しています",
        ),
    ],
)
def test_a_broken_export_is_told_in_words(exported, capsys, break_it, said):
    break_it(exported)

    assert main(["verify", str(exported)]) == 1
    assert said in capsys.readouterr().err


def test_a_folder_with_other_files_is_left_alone(tmp_path, capsys):
    (tmp_path / "mine.txt").write_text("わたしのもの", encoding="utf-8")

    assert main(["export", str(tmp_path)]) == 1
    assert "空のフォルダーを選んでください" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
