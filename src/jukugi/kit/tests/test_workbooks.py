"""Tables that come as workbooks."""

import io
import zipfile
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from jukugi.kit import workbooks
from jukugi.kit.sheets import FaultySheet, open_sheet


def saved(book):
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def workbook(*rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    return saved(book)


def whole_fault(content):
    with pytest.raises(FaultySheet) as refused:
        open_sheet(content)
    return refused.value.faults[0].code


def test_values_are_read_as_a_person_would_type_them():
    content = workbook(
        ["番号", "日付", "時刻", "割合", "意見"],
        [1.0, date(2026, 11, 3), datetime.fromisoformat("2026-11-03T09:30"), 0.5, "二行の\n意見"],
        [],
        [2, None, None, 3],
    )

    sheet = open_sheet(content)

    assert sheet.header == ("番号", "日付", "時刻", "割合", "意見")
    assert [(line, list(values.values())) for line, values in sheet.rows] == [
        (2, ["1", "2026-11-03", "2026-11-03 09:30:00", "0.5", "二行の\n意見"]),
        (4, ["2", "", "", "3", ""]),
    ]


def test_the_first_visible_sheet_is_read():
    book = Workbook()
    book.active.append(["隠し"])
    book.active.sheet_state = "hidden"
    book.create_sheet("意見").append(["意見"])

    assert open_sheet(saved(book)).header == ("意見",)


def test_a_formula_that_failed_and_a_value_beyond_the_heading_are_faults_of_their_rows():
    book = Workbook()
    for row in (["番号", "意見"], [1, "公園"], [2, "#N/A"], [3, "道", "はみ出し"]):
        book.active.append(row)
    book.active["B3"].data_type = "e"

    sheet = open_sheet(saved(book))

    assert [line for line, _values in sheet.rows] == [2]
    assert [(fault.code, fault.row, fault.column) for fault in sheet.faults] == [
        ("cell_error", 3, "意見"),
        ("wrong_width", 4, None),
    ]


def test_a_workbook_that_cannot_be_read_is_told_by_its_kind():
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 512
    good = workbook(["意見"], ["公園"])

    assert whole_fault(ole) == "old_workbook"
    assert whole_fault(ole + "EncryptedPackage".encode("utf-16-le")) == "locked_workbook"
    assert whole_fault(b"PK\x03\x04 and nothing more") == "broken_workbook"
    assert whole_fault(good[: len(good) // 2]) == "broken_workbook"
    assert whole_fault(workbook()) == "empty_file"
    assert whole_fault(workbook(["列"] * 1 + [None] * 199 + ["はみ出し"])) == "too_wide"


def test_another_kind_of_archive_is_a_broken_workbook():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("word/document.xml", "<document/>")

    assert whole_fault(out.getvalue()) == "broken_workbook"


def test_a_small_file_that_unpacks_to_a_huge_one_is_refused_before_it_is_unpacked():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package, package.open("xl/sheet.xml", "w") as part:
        for _ in range(201):
            part.write(b"0" * 1024 * 1024)
    many = io.BytesIO()
    with zipfile.ZipFile(many, "w") as package:
        for number in range(workbooks.PARTS_AT_MOST + 1):
            package.writestr(str(number), "")

    assert len(out.getvalue()) < 1024 * 1024
    assert whole_fault(out.getvalue()) == "huge_workbook"
    assert whole_fault(many.getvalue()) == "huge_workbook"


def test_what_is_odd_in_a_cell_is_told_to_whoever_brought_it_and_not_to_the_log(recwarn):
    book = Workbook()
    book.active.append(["番号", "日付"])
    book.active.append([1, date(2026, 11, 3)])
    day = saved(book)
    with zipfile.ZipFile(io.BytesIO(day)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, content in (parts | {"xl/worksheets/sheet1.xml": sheet.replace(b"46329", b"99999999")}).items():
            package.writestr(name, content)

    read = open_sheet(out.getvalue())

    assert sheet != sheet.replace(b"46329", b"99999999")
    assert [(fault.code, fault.row, fault.column) for fault in read.faults] == [("cell_error", 2, "日付")]
    assert [str(warning.message) for warning in recwarn] == []
