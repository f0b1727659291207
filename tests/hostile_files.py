"""What people bring by mistake, and others on purpose: files that begin as good ones and are spoiled."""

import csv
import io
import json
from typing import Any

from hypothesis import strategies as st

from tests.hostile_workbooks import WAYS, Rows, workbook

# Cells that have broken somebody's import: numbers no column holds, days that are none, words that are no words.
CELLS = [
    "",
    " ",
    "　",
    "-1",
    "0",
    "1.5",
    "1e309",
    "nan",
    "inf",
    "1e5",
    "9" * 12,
    "9" * 30,
    "9" * 5000,
    "-" + "9" * 30,
    "２０２６",
    "٣",
    "²",
    "1,000",
    "+1",
    "0x10",
    "1_000",
    "0001-01-01",
    "9999-12-31",
    "10000-01-01",
    "2026-02-30",
    "令和99年1月1日",
    "令和八年",
    "46000",
    "2958466",
    "=1+1",
    "+cmd|' /C calc'!A0",
    "@SUM(A1)",
    '=HYPERLINK("http://x","y")',
    "\u202eかくす\u202c\u200b",
    "\ufeff",
    "e\u0301" * 50,
    "𠮷👨‍👩‍👧‍👦",
    "あ" * 300,
    "あ" * 6000,
    "A" * 140_000,
    'a"b',
    "a,b",
    "a\tb",
    "一行目\n二行目\r\n三行目",
    "a;b；c",
    "\x00",
    "a\x00b",
    "\x01\x1b[31m",
    "\x85\u2028\x0b",
    "<script>hit()</script>",
    "' OR 1=1 --",
    "../../etc/passwd",
    "{}",
    "[]",
    "null",
    "True",
    "%s%(x)s{0}{x}",
    "#REF!",
    "_x0000_",
    "_xD800_",
]
ENCODINGS = ["utf-8", "utf-8", "utf-8", "utf-8-sig", "cp932", "utf-16", "utf-16-le", "utf-16-be", "euc_jp", "utf-7"]
# In place of a value of a document: of other kinds than it is, and too much of each.
VALUES: list[Any] = [
    None,
    True,
    0,
    -1,
    1.5,
    10**30,
    float("nan"),
    float("inf"),
    "",
    "\x00",
    "\ud800",
    "9" * 5000,
    "あ" * 6000,
    [],
    {},
    [[]],
    [None],
    {"": None},
    {"type": "Polygon"},
    [[[[139, 35]]]],
    "139.7",
    "2026-02-30",
]
DEEP = b"[" * 100_000


def spoiled(name: str, content: bytes) -> st.SearchStrategy[bytes]:
    """A good file of this name with something wrong: inside, in its form, or in its bytes; now and then nothing."""
    inside = {"csv": tables, "pb": lines, "json": documents, "geojson": documents}.get(name.rpartition(".")[2], lines)
    return st.one_of(inside(content), inside(content), inside(content), broken_bytes(content))


def broken_bytes(content: bytes) -> st.SearchStrategy[bytes]:
    """Cut off, filled up, or something else altogether."""
    cut = st.integers(0, max(0, len(content) - 1)).map(lambda end: content[:end])
    put = st.tuples(
        st.integers(0, len(content)), st.sampled_from([b"\x00", b"\xff\xfe", b"\xed\xa0\x80", b'"', b"\x82"])
    )
    kinds = [
        content,
        b"",
        b"\xef\xbb\xbf",
        b"\n\n",
        b"\xff\xfe",
        b"%PDF-1.7",
        b"PK\x03\x04",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        DEEP,
    ]
    return st.one_of(
        cut,
        put.map(lambda at: content[: at[0]] + at[1] + content[at[0] :]),
        st.sampled_from(kinds),
        st.binary(max_size=60),
    )


def rows_of(content: bytes) -> Rows:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@st.composite
def tables(draw: st.DrawFn, content: bytes) -> bytes:
    """The table with some of its cells, rows and columns spoiled, in any encoding, as text or as a workbook."""
    rows = rows_of(content)
    for _time in range(draw(st.integers(0, 3))):
        rows = draw(st.sampled_from([_cell, _cell, _cell, *OTHERWISE]))(draw, rows)
    if draw(st.integers(0, 3)) == 0:
        return workbook(rows, draw(st.sampled_from(WAYS)))
    text = io.StringIO(newline="")
    ways = {
        "delimiter": draw(st.sampled_from(",,,,\t;")),
        "lineterminator": draw(st.sampled_from(["\n", "\r\n", "\r"])),
    }
    csv.writer(text, **ways, quotechar='"').writerows(rows)
    words = text.getvalue() + draw(st.sampled_from(["", "", "", "", '"', 'x,"y', "\n\n", "\x1a"]))
    return words.encode(draw(st.sampled_from(ENCODINGS)), errors="replace")


def _cell(draw: st.DrawFn, rows: Rows) -> Rows:
    """One cell of any row holds what nobody expects; or anything."""
    spoiled_rows = [list(row) for row in rows]
    row = spoiled_rows[draw(st.integers(0, len(rows) - 1))] if rows else []
    if row:
        row[draw(st.integers(0, len(row) - 1))] = draw(
            st.one_of(st.sampled_from(CELLS), st.text(st.characters(exclude_categories=["Cs"]), max_size=12))
        )
    return spoiled_rows


def _rename(draw: st.DrawFn, rows: Rows) -> Rows:
    head = list(rows[0]) if rows else []
    if head:
        place = draw(st.integers(0, len(head) - 1))
        head[place] = draw(
            st.sampled_from(["", "別の列", head[0], head[place].upper(), f" {head[place]} ", "\ufeff" + head[place]])
        )
    return [head, *rows[1:]]


def _drop_column(draw: st.DrawFn, rows: Rows) -> Rows:
    place = draw(st.integers(0, max(0, len(rows[0]) - 1 if rows else 0)))
    return [row[:place] + row[place + 1 :] for row in rows]


def _double_column(draw: st.DrawFn, rows: Rows) -> Rows:
    place = draw(st.integers(0, max(0, len(rows[0]) - 1 if rows else 0)))
    return [[*row, *row[place : place + 1]] for row in rows]


def _ragged(draw: st.DrawFn, rows: Rows) -> Rows:
    place = draw(st.integers(0, max(0, len(rows) - 1)))
    row = rows[place] if rows else []
    return [
        *rows[:place],
        draw(st.sampled_from([row[:-1], [*row, "多い"], [*row, ""], [], row[:1]])),
        *rows[place + 1 :],
    ]


def _repeat_row(draw: st.DrawFn, rows: Rows) -> Rows:
    return [*rows, *[rows[draw(st.integers(0, len(rows) - 1))]] * draw(st.sampled_from([1, 2]))] if rows else rows


def _header_only(_draw: st.DrawFn, rows: Rows) -> Rows:
    return rows[:1]


def _no_header(_draw: st.DrawFn, rows: Rows) -> Rows:
    return rows[1:]


def _wide(_draw: st.DrawFn, rows: Rows) -> Rows:
    return [[*row, *[f"{n}" for n in range(260)]] for row in rows]


OTHERWISE = [_rename, _drop_column, _double_column, _ragged, _repeat_row, _header_only, _no_header, _wide]


@st.composite
def lines(draw: st.DrawFn, content: bytes) -> bytes:
    """A text of lines (a ballot file, a list of numbers) with some of them spoiled."""
    those = content.decode().split("\n")
    for _time in range(draw(st.integers(0, 3))):
        place = draw(st.integers(0, len(those) - 1))
        parts = those[place].split(";")
        parts[draw(st.integers(0, len(parts) - 1))] = draw(st.sampled_from(CELLS))
        whole = ";".join(parts)
        those[place : place + 1] = draw(st.sampled_from([[whole], [whole], [], [those[place]] * 2]))
        those = those or [""]
    return "\n".join(those).encode(draw(st.sampled_from(ENCODINGS)), errors="replace")


@st.composite
def documents(draw: st.DrawFn, content: bytes) -> bytes:
    """A document (JSON) in which one thing is of another kind, missing, or far too deep."""
    document = json.loads(content)
    place: Any = document
    for _step in range(draw(st.integers(0, 6))):
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        if not keys:
            break
        key = draw(st.sampled_from(keys))
        if isinstance(place[key], dict | list) and draw(st.integers(0, 3)):
            place = place[key]
            continue
        if draw(st.integers(0, 4)) == 0:
            del place[key]
        else:
            place[key] = draw(st.sampled_from(VALUES))
        break
    text = json.dumps(document)
    if draw(st.integers(0, 9)) == 0:
        text = text.replace("[", "[" * 3000, 1)
    return text.encode(draw(st.sampled_from(["utf-8", "utf-8", "utf-8", "utf-8-sig", "utf-16", "cp932"])))
