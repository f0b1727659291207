"""How long it takes to answer, by its stated rule."""

from fractions import Fraction

from jukugi.core.questionnaire import (
    Condition,
    Option,
    Question,
    QuestionKind,
    Questionnaire,
    Row,
    minutes_to_answer,
    seconds_to_answer,
)

OPTIONS = (Option("a1", "ある"), Option("a2", "ない"))


def question(code, kind=QuestionKind.SINGLE, **more):
    return Question(code, kind, code, OPTIONS, **more)


def test_the_rule_is_a_sum():
    rows = (Row("r1", "一"), Row("r2", "二"))
    asked = [question("q1"), question("q2", QuestionKind.MATRIX, rows=rows), question("q3", QuestionKind.TEXT)]

    assert seconds_to_answer(asked) == 20 + 9 + 6 * 3 + 45


def test_what_only_some_are_asked_counts_half():
    some = question("q2", only_if=(Condition("q1", frozenset({"a1"})),))

    assert seconds_to_answer([question("q1"), some]) == Fraction(20 + 9) + Fraction(9, 2)


def test_minutes_are_rounded_up_and_of_these_people_alone():
    asked = Questionnaire((question("q1"), question("q2", QuestionKind.TEXT, only_for=frozenset({"2"}))))

    assert minutes_to_answer(Questionnaire(), "1") == 1
    assert minutes_to_answer(asked, "1") == 1
    assert minutes_to_answer(asked, "2") == 2
