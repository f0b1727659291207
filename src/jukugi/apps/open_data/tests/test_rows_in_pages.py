"""Every open table in pages: the same rows as in its file, each once, at any size of page; and by what is asked."""

from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jukugi.kit.open_rows import QueryRows, behind
from jukugi.kit.open_tables import OpenTable, open_tables
from tests.sample_city import load_sample_city

pytestmark = [pytest.mark.django_db, pytest.mark.long]


def key_of(table: OpenTable, row: tuple) -> tuple:
    return tuple(row[table.names.index(name)] for name in table.key)


def in_pages(table: OpenTable, limit: int) -> list[tuple]:
    """All rows, page by page; at most ten pages."""
    assert isinstance(table.rows, QueryRows)
    found, last = [], ()
    for _page in range(10):
        rows = table.rows.after(table.names, table.key, last=last, limit=limit)
        found += rows
        if len(rows) < limit:
            break
        last = key_of(table, rows[-1])
    return found


def test_every_table_is_read_in_pages_as_in_its_file():
    load_sample_city()
    paged = {name: table for name, table in open_tables.items() if isinstance(table.rows, QueryRows)}

    for name, table in paged.items():
        rows = list(table.rows())
        keys = [key_of(table, row) for row in rows]
        assert len(set(keys)) == len(keys), f"{name}: a key names two rows"
        assert all(part is not None for key in keys for part in key), f"{name}: a key is empty"
        size = max(1, len(rows) // 3)
        pages = in_pages(table, size)
        assert sorted(map(repr, pages)) == sorted(map(repr, rows)), name
    assert {"opinions", "statements", "clauses", "population", "opinion_counts"} <= set(paged)


def test_a_page_asks_once_or_twice_however_many_rows_stand_before_it():
    load_sample_city()

    for name, table in open_tables.items():
        if not isinstance(table.rows, QueryRows) or not (rows := list(table.rows())):
            continue
        last = key_of(table, sorted(rows, key=lambda row: repr(key_of(table, row)))[len(rows) // 2])
        with CaptureQueriesContext(connection) as queries:
            table.rows.after(table.names, table.key, last=last, limit=5)
        assert len(queries) == (1 if table.rows.more is None else 2), name
        assert "OFFSET" not in " ".join(query["sql"] for query in queries), name


def test_what_is_asked_by_a_column_are_the_rows_with_that_cell():
    load_sample_city()

    for name, table in open_tables.items():
        if not isinstance(table.rows, QueryRows) or not (rows := list(table.rows())):
            continue
        coded = {column.name for column in table.columns if column.codes}
        assert set(table.rows.by) <= set(table.names[: len(table.rows.fields)]), name
        for column in {*table.rows.by, *coded, *table.key}:
            place = table.names.index(column)
            wanted = next((row[place] for row in rows if row[place] not in (None, "")), None)
            if wanted is None:
                continue
            found = table.rows.after(table.names, table.key, where={column: wanted}, limit=len(rows))
            expected = [row for row in rows if row[place] == wanted]
            assert sorted(map(repr, found)) == sorted(map(repr, expected)), (name, column)


def test_behind_two_columns_is_the_order_of_pairs():
    from jukugi.apps.drafts.models import ClauseText

    load_sample_city()
    pairs = list(ClauseText.objects.order_by("edition", "clause").values_list("edition", "clause"))

    assert len({edition for edition, _clause in pairs}) > 1
    assert all(one < other for one, other in pairwise(pairs))
    for place in (0, len(pairs) // 2, len(pairs) - 1):
        found = ClauseText.objects.filter(behind(["edition", "clause"], pairs[place])).order_by("edition", "clause")
        assert list(found.values_list("edition", "clause")) == pairs[place + 1 :]
