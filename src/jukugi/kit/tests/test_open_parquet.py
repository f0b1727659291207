"""A Parquet file grows while its rows are read: nobody holds all of them."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

from pyarrow import parquet

from jukugi.kit.open_parquet import ROWS_AT_ONCE, written_along
from jukugi.kit.open_tables import Cell, Column, Kind, OpenTable, as_csv

COLUMNS = (
    Column("id", "番号", kind=Kind.WHOLE),
    Column("words", "言葉", unit="字"),
    Column("share", "割合", kind=Kind.DECIMAL),
    Column("is_sample", "見本か", kind=Kind.FLAG),
    Column("on", "日", kind=Kind.DAY),
    Column("at", "時", kind=Kind.MOMENT),
)
ROW = ("=1+1", Decimal("0.250"), True, date(2026, 4, 1), datetime(2026, 4, 1, 9, 30, 5, 123, tzinfo=UTC))


def table_of(rows: int) -> OpenTable:
    def told() -> Iterator[tuple[Cell, ...]]:
        for number in range(rows):
            yield (number, *ROW) if number % 2 else (number, None, None, None, None, None)

    return OpenTable("表", "ためし", COLUMNS, told, key=("id",))


def test_cells_keep_their_types_and_the_file_says_what_they_mean(tmp_path):
    table, path = table_of(2), tmp_path / "some.parquet"

    assert list(written_along("some", table, table.rows(), path)) == list(table.rows())
    read = parquet.read_table(path)

    assert [str(field.type) for field in read.schema] == [
        "int64", "string", "double", "bool", "date32[day]", "timestamp[ms, tz=UTC]"
    ]  # fmt: skip
    assert read.to_pylist()[1] == {
        "id": 1,
        "words": "=1+1",
        "share": 0.25,
        "is_sample": True,
        "on": date(2026, 4, 1),
        "at": datetime(2026, 4, 1, 9, 30, 5, tzinfo=UTC),
    }
    assert json.loads(read.schema.metadata[b"jukugi:dictionary"])["columns"][2]["kind"] == "decimal"
    assert read.schema.field("words").metadata == {b"title": "言葉".encode(), b"unit": "字".encode()}


def test_rows_are_written_in_groups_while_they_are_read(tmp_path):
    table, path = table_of(3 * ROWS_AT_ONCE + 1), tmp_path / "many.parquet"
    asked, taken, ahead = 0, 0, 0

    def watched() -> Iterator[tuple[Cell, ...]]:
        nonlocal asked, ahead
        for row in table.rows():
            asked += 1
            ahead = max(ahead, asked - taken)
            yield row

    for _row in written_along("many", table, watched(), path):
        taken += 1

    assert ahead == 1
    assert parquet.ParquetFile(path).metadata.num_row_groups == 4


def test_a_csv_file_is_given_piece_by_piece_while_it_is_read():
    asked = 0

    def watched() -> Iterator[tuple[Cell, ...]]:
        nonlocal asked
        for row in table_of(20_000).rows():
            asked += 1
            yield row

    pieces = as_csv(table_of(0), rows=watched())
    next(pieces)

    assert asked < 2_000
