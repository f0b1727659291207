"""Answered comments of a table: 通 by number, 件 by row, and all faults at once."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jukugi.core.consultation import Category, CommentFault, Outline, column_names, read_comments, result_of, totals
from jukugi.core.consultation.tests.builders import line


def read(*lines: dict[str, str]):
    return read_comments(list(enumerate(lines, start=2)))


def result(*lines: dict[str, str]):
    comments, faults = read(*lines)
    assert faults == []
    return result_of(comments, outline=Outline(""), no_chapter="なし")


def test_rows_of_one_number_are_one_letter_with_several_opinions():
    found = result(
        line(number="1", channel="web"),
        line(number="２", channel="ファックス", comment="居場所がほしい"),
        line(number="1", channel="", comment="会費が高い"),
        line(number="2", channel="", comment="居場所がほしい。"),
    )

    assert totals(found)["letters"] == {"total": 2, "by_channel": {"web": 1, "ファックス": 1}}
    assert [(each.opinion, each.count) for each in found.rows] == [
        ("配布物が多い。", 1),
        ("居場所がほしい", 2),
        ("会費が高い", 1),
    ]


lines = st.lists(
    st.builds(
        line,
        number=st.sampled_from("12345"),
        channel=st.just("web"),
        chapter=st.sampled_from(["第1章", "第2章", ""]),
        comment=st.sampled_from(["一", "二", "三"]),
        category=st.sampled_from("ABZ"),
    ),
    max_size=20,
)


@given(lines, st.randoms())
def test_the_order_of_rows_changes_no_total(made, chance):
    mixed = list(made)
    chance.shuffle(mixed)

    found = totals(result(*made))
    assert found == totals(result(*mixed))
    assert found["letters"]["total"] == len({each["number"] for each in made})
    assert found["comments"]["total"] == len(made)


def test_all_faults_are_told_by_row_and_column():
    comments, faults = read(
        line(number="", comment=" "),
        line(number="7", channel=""),
        line(number="8", received_on="2026-02-30", category=""),
        line(number="8", channel="郵送", answer=""),
    )

    assert len(comments) == 4
    assert faults == [
        CommentFault("empty", 2, "number"),
        CommentFault("empty", 2, "comment"),
        CommentFault("no_channel", 3, "channel"),
        CommentFault("not_a_day", 4, "received_on", "2026-02-30"),
        CommentFault("empty", 4, "category"),
        CommentFault("two_channels", 5, "channel", "郵送", 4),
        CommentFault("empty", 5, "answer"),
    ]


def test_a_channel_written_in_another_width_or_case_is_the_same():
    found = result(
        line(number="1", channel="ＦＡＸ"), line(number="1", channel="fax "), line(number="2", channel="Fax")
    )

    assert found.letters == (("ＦＡＸ", 2),)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("A", "A"),
        ("ａ", "A"),
        (" Ａ ", "A"),
        ("御意見を踏まえ、案に反映したもの", "A"),
        ("ア", "ア"),
        ("ｱ", "ア"),
    ],
)
def test_a_category_is_known_by_letter_or_name_and_others_are_kept(typed, code):
    (comment,), faults = read(line(category=typed))

    assert (comment.category, faults) == (code, [])


def test_categories_that_nobody_announced_stand_behind_the_known_ones():
    found = result(line(category="Z"), line(category="B"), line(category="Y"))

    assert [each.code for each in found.categories] == ["A", "B", "C", "D", "E", "Z", "Y"]
    assert found.category("Z") == Category("Z", "")


@pytest.mark.parametrize(
    ("written", "ordered"),
    [
        (["第10章 三", "第2章 二", "第１章 一"], ["第１章 一", "第2章 二", "第10章 三"]),
        (["第十二章", "第二章", "第三章"], ["第二章", "第三章", "第十二章"]),
        (["3 居場所", "1 現状", ""], ["1 現状", "3 居場所", "なし"]),
        (["居場所", "第1章", "現状"], ["居場所", "第1章", "現状"]),
    ],
)
def test_chapters_stand_by_their_numbers_where_each_has_one(written, ordered):
    found = result(*(line(chapter=chapter) for chapter in written))

    assert list(found.chapters) == ordered
    assert [each.chapter for each in found.rows] == ordered


def test_days_are_read_as_people_write_them():
    comments, faults = read(line(received_on="令和8年11月3日"), line(received_on="2026/11/3"), line(received_on=""))

    assert faults == []
    assert [comment.received_on for comment in comments] == [date(2026, 11, 3), date(2026, 11, 3), None]


def test_columns_are_found_in_any_case_and_width_and_by_their_japanese_names():
    assert column_names(
        ["Ｎｕｍｂｅｒ", " CHANNEL ", "Received On", "項目", "御意見", "区分", "市の考え方", "備考"]
    ) == {
        "number": "Ｎｕｍｂｅｒ",
        "channel": " CHANNEL ",
        "received_on": "Received On",
        "chapter": "項目",
        "comment": "御意見",
        "category": "区分",
        "answer": "市の考え方",
    }
