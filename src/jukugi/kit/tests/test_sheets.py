import pytest
from hypothesis import given
from hypothesis import strategies as st

from jukugi.kit.sheets import FaultySheet, open_sheet, read_sheet, safe_cell


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp932"])
@pytest.mark.parametrize("separator", [",", "\t"])
def test_a_table_is_read_in_the_encodings_of_offices(encoding, separator):
    content = f'番号{separator}意見\r\n1{separator}"二行の\r\n意見"\r\n\r\n2{separator}公園\r\n'.encode(encoding)

    sheet = read_sheet(content, wanted=["番号", "意見"], key="番号")

    assert sheet.header == ("番号", "意見")
    assert sheet.rows == ((2, {"番号": "1", "意見": "二行の\r\n意見"}), (5, {"番号": "2", "意見": "公園"}))


def test_all_faulty_rows_are_told_at_once():
    content = b"id,text\n1,a\n,b\n1,c\n2,d,e\n"

    with pytest.raises(FaultySheet) as refused:
        read_sheet(content, wanted=["id", "text"], key="id")

    assert [(fault.code, fault.row, fault.column) for fault in refused.value.faults] == [
        ("empty", 3, "id"),
        ("repeated", 4, "id"),
        ("wrong_width", 5, None),
    ]


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused_with_a_fault(content):
    faults = ()
    try:
        read_sheet(content, wanted=["id"], key="id")
    except FaultySheet as refused:
        faults = refused.faults or ("refused without a fault",)

    assert "refused without a fault" not in faults


def test_blank_cells_beyond_the_heading_do_not_count():
    sheet = open_sheet("番号,意見,,\n1,公園,,\n2,道\n3,川,,x\n4\n".encode())

    assert sheet.header == ("番号", "意見")
    assert [line for line, _values in sheet.rows] == [2, 3]
    assert [(fault.code, fault.row) for fault in sheet.faults] == [("wrong_width", 4), ("wrong_width", 5)]


def test_a_heading_without_a_name_is_called_by_its_place():
    assert open_sheet("番号,,意見\n1,2,3\n".encode()).header == ("番号", "2列目", "意見")


def test_a_table_with_too_many_rows_is_refused_as_a_whole():
    content = b"id\n" + b"1\n" * 4

    assert len(open_sheet(content, rows_at_most=4).rows) == 4
    assert whole_fault(content, rows_at_most=3) == "too_many_rows"


@pytest.mark.parametrize("words", ["=1+1", "+81", "-1", "@SUM", "\t=1", "\r=1", "＝1"])
def test_words_that_look_like_a_formula_are_given_out_as_text(words):
    assert safe_cell(words) == f"'{words}"
    assert safe_cell("公園=緑") == "公園=緑"


def whole_fault(content, **options):
    with pytest.raises(FaultySheet) as refused:
        open_sheet(content, **options)
    return refused.value.faults[0].code
