from fractions import Fraction

import pytest

from jukugi.core.planning import AssociationSize, Basis, RowFault, read_association_rows, read_request_rows

WHOLE = {"id": "R1", "times_per_year": "2", "months": "4;10", "people_per_time": "3", "hours_per_person": "1.5"}


def read(**cells):
    return read_request_rows([(2, WHOLE | cells)])


@pytest.mark.parametrize("months", ["4;10", "４；１０", "4、10", "10・4", "4月;10月", " 4 , 10 "])
def test_months_are_read_as_people_write_them(months):
    (row,), faults = read(months=months)

    assert (row.load.months, faults) == ((4, 10), [])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("0.33", Fraction(33, 100)), ("1/3", Fraction(1, 3)), ("２２", Fraction(22)), ("1", Fraction(1))],
)
def test_times_a_year_may_be_less_than_one_and_a_fraction(typed, meant):
    (row,), _faults = read(times_per_year=typed)

    assert row.load.times_per_year == meant


def test_times_that_nobody_wrote_are_once_in_each_month_and_told():
    (row,), _faults = read(times_per_year="")

    assert (row.load.times_per_year, row.assumed) == (2, ("times_per_year",))


def test_months_that_nobody_wrote_are_told():
    (row,), _faults = read(months="")

    assert (row.load.months, row.assumed) == ((), ("months",))


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("times_per_year", "0", "not_above_zero"),
        ("times_per_year", "毎月", "not_a_number"),
        ("times_per_year", "nan", "not_a_number"),
        ("times_per_year", "1/0", "not_a_number"),
        ("people_per_time", "-1", "not_a_number"),
        ("people_per_time", "", "empty"),
        ("hours_per_person", "1e9", "not_a_number"),
        ("months", "0", "not_a_month"),
        ("months", "4;13", "not_a_month"),
        ("months", "4;4", "repeated_month"),
        ("legal_basis", "なんとなく", "unknown_basis"),
        ("allowed", "減らす", "unknown_kind"),
        ("per_households", "2.5", "not_whole"),
        ("hours_low", "1", "half_a_range"),
    ],
)
def test_a_wrong_cell_is_told_with_its_row_column_and_value(column, value, code):
    rows, faults = read(**{column: value})

    assert rows == []
    assert [(fault.code, fault.row, fault.value) for fault in faults] == [
        (code, 2, value if code != "half_a_range" else "")
    ]


def test_all_faults_of_a_row_and_of_all_rows_are_told_at_once():
    rows, faults = read_request_rows(
        [(2, WHOLE), (3, WHOLE), (5, WHOLE | {"id": "", "months": "x", "people_per_time": "many"})]
    )

    assert [row.load.key for row in rows] == ["R1"]
    assert faults == [
        RowFault("repeated", 3, "id", "R1"),
        RowFault("empty", 5, "id", ""),
        RowFault("not_a_month", 5, "months", "x"),
        RowFault("not_a_number", 5, "people_per_time", "many"),
    ]


def test_a_range_of_hours_stands_around_the_one_figure():
    (row,), _faults = read(hours_low="1", hours_high="3")
    _rows, faults = read(hours_low="2", hours_high="3")

    assert row.load.hours_range == (1, 3)
    assert [fault.code for fault in faults] == ["outside_its_range"]


def test_basis_and_what_is_allowed_are_read_in_both_languages():
    (row,), _faults = read(legal_basis="慣例", allowed="移す;drop")

    assert (row.load.basis, row.load.allowed) == (Basis.CUSTOM, frozenset({"move", "drop"}))


def test_other_bodies_of_the_table_are_no_associations():
    rows, faults = read_association_rows(
        [
            (2, {"id": "O1", "kind": "中間支援組織"}),
            (3, {"id": "N1", "kind": "町内会・自治会", "member_households": "270"}),
        ]
    )

    assert [(row.size, row.is_association) for row in rows] == [
        (AssociationSize("O1"), False),
        (AssociationSize("N1", 270), True),
    ]
    assert faults == []


def test_without_a_kind_every_row_is_an_association():
    (row,), _faults = read_association_rows([(2, {"id": "A"})])

    assert row.is_association
