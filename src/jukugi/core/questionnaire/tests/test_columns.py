import pytest
from hypothesis import given
from hypothesis import strategies as st

from jukugi.core.questionnaire import asked, check_answers
from jukugi.core.questionnaire.columns import Column, Meaning, columns_of, guess_columns, read_row
from jukugi.core.questionnaire.tests.builders import answers_to, questionnaires, usual


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("番号", "number"),
        ("受付日", "day"),
        ("問１", "answer:q1"),
        ("Q2 どこに相談しましたか", "answer:q2"),
        ("問2_1", "option:q2:ward"),
        ("問2_ことば", "words:q2"),
        ("問4-2", "row:q4:b"),
        ("相談しやすいですか。", "answer:q3"),
    ],
)
def test_a_heading_tells_its_column(heading, column):
    assert guess_columns([heading], usual(), "citizens") == {heading: Column.read(column)}


@pytest.mark.parametrize("heading", ["", "名前", "問", "問99", "問4", "問4_9", "問1_1", "住所 3"])
def test_a_heading_that_says_nothing_is_left_out(heading):
    assert guess_columns([heading], usual(), "citizens") == {}


def test_the_template_is_understood_as_it_was_given():
    columns = columns_of(usual(), "citizens")

    assert guess_columns(list(columns), usual(), "citizens") == columns
    assert all(Column.read(str(column)) == column for column in columns.values())


def test_numbers_and_words_of_options_are_read():
    header = ["問1", "問2_1", "問2_3", "問2_ことば", "問3", "問4_1", "問4_2", "問5", "問6", "問7"]
    row = dict(
        zip(header, ["ある？", "○", "1", "民生委員", "選択肢2", "２", "", "3，1", "１２", " はい "], strict=True)
    )
    row["問1"] = "1"

    answers, faults = read_row(usual(), "citizens", guess_columns(header, usual(), "citizens"), row)

    assert faults == ()
    assert answers == {
        "q1": "yes",
        "q2": ["ward", "other"],
        "q2.words": "民生委員",
        "q3": "2",
        "q4": {"a": "bad"},
        "q5": ["z", "x"],
        "q6": "12",
        "q7": "はい",
    }


@pytest.mark.parametrize(
    ("heading", "cell", "code"),
    [
        ("問1", "9", "unknown_option"),
        ("問1", "1、2", "one_only"),
        ("問1", "あるかも", "unknown_option"),
        ("問2_1", "たぶん", "not_a_mark"),
        ("問4_1", "1,2", "unknown_option"),
        ("問5", "1 2 3", "too_many"),
        ("問6", "百年", "not_a_number"),
        ("問3", "", "nothing_answered"),
    ],
)
def test_every_cell_that_does_not_fit_is_told_with_its_column(heading, cell, code):
    columns = guess_columns([heading], usual(), "citizens")

    _answers, faults = read_row(usual(), "citizens", columns, {heading: cell})

    assert [fault.code for fault in faults] == [code]
    assert faults[0].column == ("" if code == "nothing_answered" else heading)


def test_what_nobody_asked_is_left_out():
    columns = guess_columns(["問1", "問2"], usual(), "citizens")

    answers, faults = read_row(usual(), "citizens", columns, {"問1": "2", "問2": "1"})

    assert (dict(answers), faults) == ({"q1": "no"}, ())


@given(data=st.data(), questionnaire=questionnaires())
def test_what_is_written_into_the_template_is_read_back(data, questionnaire):
    answers = check_answers(questionnaire, "citizens", data.draw(answers_to(questionnaire))).answers
    columns = columns_of(questionnaire, "citizens")

    read, faults = read_row(
        questionnaire,
        "citizens",
        columns,
        {name: _cell(questionnaire, column, answers) for name, column in columns.items()},
    )

    if answers:
        assert faults == ()
        codes = {one.code for one in asked(questionnaire, "citizens", answers)}
        assert {code: value for code, value in read.items() if code in codes} == answers
    else:
        assert [fault.code for fault in faults] == ["nothing_answered"]


def _cell(questionnaire, column, answers):
    if column.meaning in (Meaning.NUMBER, Meaning.DAY):
        return ""
    value = answers.get(column.question, "")
    question = questionnaire.by_code[column.question]
    places = {option.code: str(place) for place, option in enumerate(question.options, start=1)}
    if column.meaning is Meaning.ROW:
        return places.get(value.get(column.part, ""), "") if value else ""
    if isinstance(value, list):
        return " ".join(places[code] for code in value)
    return places.get(value, value) if question.options else value
