import pytest
from hypothesis import given
from hypothesis import strategies as st

from jukugi.core.questionnaire import (
    AnswerFault,
    Condition,
    Question,
    QuestionKind,
    Questionnaire,
    asked,
    check_answers,
    faults_of,
    is_asked,
    reached,
)
from jukugi.core.questionnaire.tests.builders import AUDIENCES, answers_to, options, questionnaires, usual


class TestAsking:
    def test_a_question_waits_for_the_answer_it_depends_on(self):
        codes = [one.code for one in asked(usual(), "citizens", {})]

        assert codes == ["q1", "q3", "q4", "q5", "q6"]

    def test_an_answer_opens_what_depends_on_it_and_that_opens_further(self):
        codes = [one.code for one in asked(usual(), "citizens", {"q1": "yes", "q2": ["sdc"]})]

        assert codes == ["q1", "q2", "q3", "q4", "q5", "q6", "q7"]

    def test_what_is_closed_opens_nothing_even_where_an_old_answer_stands(self):
        assert not is_asked(usual(), "citizens", {"q1": "no", "q2": ["sdc"]}, "q7")

    def test_some_questions_are_for_some_people(self):
        assert is_asked(usual(), "officers", {}, "q8")
        assert not is_asked(usual(), "citizens", {}, "q8")

    def test_the_way_to_a_question_holds_the_ways_to_what_it_depends_on(self):
        ways = reached(usual(), "citizens")

        assert ways["q1"] == ()
        assert ways["q7"] == (Condition("q1", frozenset({"yes"})), Condition("q2", frozenset({"ward", "sdc"})))

    @given(data=st.data(), questionnaire=questionnaires(), audience=st.sampled_from(AUDIENCES))
    def test_exactly_that_is_asked_whose_whole_way_holds(self, data, questionnaire, audience):
        kept = check_answers(questionnaire, audience, data.draw(answers_to(questionnaire))).answers

        codes = {one.code for one in asked(questionnaire, audience, kept)}

        ways = reached(questionnaire, audience)
        assert codes == {code for code, way in ways.items() if all(_holds(one, kept) for one in way)}


class TestChecking:
    def test_answers_come_into_one_form(self):
        typed = {
            "q1": "yes",
            "q2": ["other", "ward"],
            "q2.words": " 民生委員さん ",
            "q3": ["3"],
            "q4": {"b": "bad", "a": ""},
            "q5": ["z", "x"],
            "q6": " １，２０.0 ".replace("，", ""),
            "q7": "はい\r\nいいえ\n",
        }

        checked = check_answers(usual(), "citizens", typed)

        assert checked.faults == ()
        assert checked.answers == {
            "q1": "yes",
            "q2": ["ward", "other"],
            "q2.words": "民生委員さん",
            "q3": "3",
            "q4": {"b": "bad"},
            "q5": ["z", "x"],
            "q6": "120",
            "q7": "はい\nいいえ",
        }

    @pytest.mark.parametrize(
        ("given", "fault"),
        [
            ({"q1": "maybe"}, AnswerFault("q1", "unknown_option", {"option": "maybe"})),
            ({"q1": ["yes", "no"]}, AnswerFault("q1", "one_only")),
            ({"q1": {"yes": "no"}}, AnswerFault("q1", "unknown_option", {"option": "{'yes': 'no'}"})),
            ({"q1": "yes", "q2": ["none", "ward"]}, AnswerFault("q2", "not_with_others", {"option": "none"})),
            ({"q1": "yes", "q2": ["ward", "sdc", "other"]}, AnswerFault("q2", "too_many", {"at_most": 2})),
            ({"q1": "yes", "q2": ["ward"], "q2.words": "と"}, AnswerFault("q2", "words_alone")),
            ({"q2": ["ward"]}, AnswerFault("q2", "not_asked")),
            ({"q4": {"c": "good"}}, AnswerFault("q4", "unknown_row", {"row": "c"})),
            ({"q4": {"a": "x"}}, AnswerFault("q4", "unknown_option", {"option": "x"})),
            ({"q4": "good"}, AnswerFault("q4", "unknown_row", {"row": "good"})),
            ({"q5": ["x", "x"]}, AnswerFault("q5", "twice", {"option": "x"})),
            ({"q5": ["x", "y", "z"]}, AnswerFault("q5", "too_many", {"at_most": 2})),
            ({"q6": "三年"}, AnswerFault("q6", "not_a_number", {"text": "三年"})),
            ({"q6": "NaN"}, AnswerFault("q6", "not_a_number", {"text": "NaN"})),
            ({"q6": "1e999999"}, AnswerFault("q6", "not_a_number", {"text": "1e999999"})),
            ({"q6": "-1"}, AnswerFault("q6", "too_small", {"least": 0})),
            ({"q6": "121"}, AnswerFault("q6", "too_large", {"most": 120})),
            ({"q8": "ku"}, AnswerFault("q8", "not_asked")),
            ({"q9": "x"}, AnswerFault("q9", "unknown_question")),
        ],
    )
    def test_what_does_not_fit_is_told_and_left_out(self, given, fault):
        checked = check_answers(usual(), "citizens", given)

        assert checked.faults == (fault,)
        assert fault.question not in checked.answers or fault.code == "words_alone"

    def test_long_words_are_refused_not_cut(self):
        checked = check_answers(usual(), "citizens", {"q1": "yes", "q2": ["ward"], "q7": "あ" * 11}, text_limit=10)

        assert checked.faults == (AnswerFault("q7", "too_long", {"limit": 10}),)
        assert "q7" not in checked.answers

    @given(data=st.data(), questionnaire=questionnaires(), audience=st.sampled_from(AUDIENCES))
    def test_checking_what_was_checked_changes_nothing(self, data, questionnaire, audience):
        once = check_answers(questionnaire, audience, data.draw(answers_to(questionnaire)))

        again = check_answers(questionnaire, audience, once.answers)

        assert again.answers == once.answers
        assert again.faults == ()

    @given(
        answers=st.dictionaries(
            st.sampled_from([f"q{n}" for n in range(10)]),
            st.recursive(
                st.none() | st.text(max_size=5) | st.integers() | st.floats(),
                lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=2), inner, max_size=3),
                max_leaves=5,
            ),
        )
    )
    def test_whatever_is_sent_is_taken_or_told(self, answers):
        checked = check_answers(usual(), "citizens", answers)

        told = {fault.question for fault in checked.faults}
        for code, value in answers.items():
            empty = value is None or (isinstance(value, str) and not value.strip()) or value in ([], {})
            assert empty or code in checked.answers or code in told or value == {"a": ""}


class TestFaults:
    def test_a_sound_questionnaire_has_none(self):
        assert faults_of(usual()) == ()

    @given(questionnaires())
    def test_drawn_ones_have_none(self, questionnaire):
        assert faults_of(questionnaire) == ()

    @pytest.mark.parametrize(
        ("question", "code"),
        [
            (Question("q", QuestionKind.SINGLE, " ", options("a", "b")), "no_words"),
            (Question("q", QuestionKind.SINGLE, "問", options("a")), "too_few_options"),
            (Question("q", QuestionKind.SINGLE, "問", options("a", "b") * 2), "option_twice"),
            (Question("q", QuestionKind.MATRIX, "問", options("a", "b")), "no_rows"),
            (Question("q", QuestionKind.SCALE, "問", options("a", "b", outside="b")), "scale_too_short"),
            (Question("q", QuestionKind.NUMBER, "問", least=2, most=1), "limits_backwards"),
            (Question("q", QuestionKind.MULTIPLE, "問", options("a", "b"), at_most=0), "at_most_too_small"),
            (Question("q", QuestionKind.TEXT, "問", only_if=(Condition("x", frozenset("a")),)), "condition_on_nothing"),
            (Question("q", QuestionKind.TEXT, "問", only_if=(Condition("q", frozenset("a")),)), "condition_on_later"),
        ],
    )
    def test_what_nobody_could_answer_is_found(self, question, code):
        assert code in {fault.code for fault in faults_of(Questionnaire((question,)))}

    @pytest.mark.parametrize(
        ("first", "second", "code"),
        [
            (
                Question("p", QuestionKind.TEXT, "問"),
                Question("q", QuestionKind.TEXT, "問", only_if=(Condition("p", frozenset("a")),)),
                "condition_on_kind",
            ),
            (
                Question("p", QuestionKind.SINGLE, "問", options("a", "b")),
                Question("q", QuestionKind.TEXT, "問", only_if=(Condition("p", frozenset("c")),)),
                "condition_on_option",
            ),
            (
                Question("p", QuestionKind.SINGLE, "問", options("a", "b"), only_for=frozenset({"officers"})),
                Question("q", QuestionKind.TEXT, "問", only_if=(Condition("p", frozenset("a")),)),
                "never_asked",
            ),
        ],
    )
    def test_conditions_look_back_at_what_was_asked(self, first, second, code):
        assert [fault.code for fault in faults_of(Questionnaire((first, second)))] == [code]


def _holds(condition, answers):
    value = answers.get(condition.question, ())
    return bool(condition.options & ({value} if isinstance(value, str) else set(value)))
