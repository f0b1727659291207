"""An open table as a Parquet file, written row group by row group while its rows are read. For the command alone:
the library takes 40 MB and must not stand in a web process.

References
----------
Apache Parquet format, https://parquet.apache.org/docs/file-format/ ; key-value metadata of the file and of columns.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from jukugi.kit.open_tables import Cell, Kind, OpenTable, dictionary

ROWS_AT_ONCE = 2_000
LICENCE = "CC-BY-4.0"

TYPES = {
    Kind.TEXT: pa.string(),
    Kind.WHOLE: pa.int64(),
    Kind.DECIMAL: pa.float64(),
    Kind.FLAG: pa.bool_(),
    Kind.DAY: pa.date32(),
    Kind.MOMENT: pa.timestamp("s", tz="UTC"),
}


def schema_of(name: str, table: OpenTable) -> pa.Schema:
    """Typed columns, each with its heading; the licence and what everything means stand with the file."""
    fields = [
        pa.field(column.name, TYPES[column.kind], metadata={"title": str(column.title), "unit": str(column.unit)})
        for column in table.columns
    ]
    told = json.dumps(dictionary(name, table), ensure_ascii=False)
    return pa.schema(fields, metadata={"jukugi:dictionary": told, "licence": LICENCE})


def written_along(
    name: str, table: OpenTable, rows: Iterable[tuple[Cell, ...]], path: Path
) -> Iterator[tuple[Cell, ...]]:
    """The same rows, one after the other, while they are written to ``path``; at most ``ROWS_AT_ONCE`` are held.

    Raises OSError.
    """
    schema = schema_of(name, table)
    kinds = [column.kind for column in table.columns]
    held: list[tuple[Any, ...]] = []
    with pq.ParquetWriter(path, schema, compression="snappy", memory_pool=pa.system_memory_pool()) as out:
        for row in rows:
            held.append(tuple(map(_typed, row, kinds)))
            if len(held) == ROWS_AT_ONCE:
                out.write_table(_group(held, schema))
                held.clear()
            yield row
        if held:
            out.write_table(_group(held, schema))


def _group(rows: list[tuple[Any, ...]], schema: pa.Schema) -> pa.Table:
    columns = [pa.array(cells, type=field.type) for cells, field in zip(zip(*rows, strict=True), schema, strict=True)]
    return pa.Table.from_arrays(columns, schema=schema)


def _typed(cell: Cell, kind: Kind) -> Any:
    if cell is None:
        return None
    match kind:
        case Kind.TEXT:
            return str(cell)
        case Kind.DECIMAL:
            return float(cell)  # type: ignore[arg-type]
        case Kind.MOMENT:
            assert isinstance(cell, datetime)
            return cell.astimezone(UTC).replace(microsecond=0)
        case _:
            return cell
