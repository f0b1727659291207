import pytest
from hypothesis import given
from hypothesis import strategies as st

from jukugi.kit.sheets import FaultySheet, read_sheet


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
