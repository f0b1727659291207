import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jukugi.core.questionnaire import Question, QuestionKind, Questionnaire, Row, answered, asked, check_answers
from jukugi.core.questionnaire.counting import columns_of, cross_table, median_option, tally
from jukugi.core.questionnaire.marking import MarkSettings, mark
from jukugi.core.questionnaire.tests.builders import AUDIENCES, answers_to, options, questionnaires, usual


@st.composite
def surveys(draw):
    """A questionnaire and sheets in the form in which they are kept."""
    questionnaire = draw(questionnaires())
    sheets = []
    for _ in range(draw(st.integers(0, 8))):
        audience = draw(st.sampled_from(AUDIENCES))
        sheets.append((audience, check_answers(questionnaire, audience, draw(answers_to(questionnaire))).answers))
    return questionnaire, sheets


def _slowly(questionnaire, sheets, audience, question):
    """Sheet by sheet, with the functions that pages use."""
    own = [answers for code, answers in sheets if code == audience]
    those = [a for a in own if question.code in [one.code for one in asked(questionnaire, audience, a)]]
    given = [a[question.code] for a in those if answered(a, question)]
    counts = [
        sum(o.code == g or (not isinstance(g, str | dict) and o.code in g) for g in given) for o in question.options
    ]
    return len(those), len(given), tuple(counts)


@given(surveys())
def test_counts_are_those_of_one_sheet_after_the_other(survey):
    questionnaire, sheets = survey
    columns = columns_of(questionnaire, AUDIENCES, sheets)

    for audience in AUDIENCES:
        for question in questionnaire.of(audience):
            found = tally(columns, question, columns.of(audience))
            who, given_by, counts = _slowly(questionnaire, sheets, audience, question)
            assert (found.asked, found.answered) == (who, given_by)
            if question.kind in (QuestionKind.SINGLE, QuestionKind.SCALE, QuestionKind.MULTIPLE, QuestionKind.RANKING):
                assert found.counts == counts


@given(surveys())
def test_rows_of_a_matrix_and_ranks_are_counted_one_by_one(survey):
    questionnaire, sheets = survey
    columns = columns_of(questionnaire, AUDIENCES, sheets)

    for question in questionnaire.of("citizens"):
        given_by = [a[question.code] for code, a in sheets if code == "citizens" and question.code in a]
        if question.kind is QuestionKind.MATRIX:
            for place, row in enumerate(question.rows):
                found = tally(columns, question, columns.of("citizens"), row=place)
                slow = [sum(g.get(row.code) == option.code for g in given_by) for option in question.options]
                assert found.counts == tuple(slow)
                assert found.answered == sum(slow)
        if question.kind is QuestionKind.RANKING:
            found = tally(columns, question, columns.of("citizens"))
            size = len(question.options)
            assert found.first == tuple(sum(g[:1] == [o.code] for g in given_by) for o in question.options)
            assert found.points == tuple(
                sum(size - g.index(o.code) for g in given_by if o.code in g) for o in question.options
            )


@given(surveys(), st.randoms())
def test_the_order_of_sheets_and_the_portions_do_not_matter(survey, random):
    questionnaire, sheets = survey
    mixed = random.sample(sheets, len(sheets))

    one, two = (columns_of(questionnaire, AUDIENCES, each) for each in (sheets, mixed))

    for question in questionnaire.questions:
        assert tally(one, question, one.of("officers")) == tally(two, question, two.of("officers"))


@given(surveys())
def test_a_cross_table_has_the_counts_and_the_groups_as_its_sums(survey):
    questionnaire, sheets = survey
    columns = columns_of(questionnaire, AUDIENCES, sheets)
    people = np.ones(len(columns), dtype=np.bool_)

    for question in questionnaire.questions:
        if question.kind in (QuestionKind.SINGLE, QuestionKind.SCALE):
            table = cross_table(columns, question, people, columns.audience, len(AUDIENCES))
            assert tuple(table.sum(axis=1)[:-1]) == tally(columns, question, people).counts
            assert table.sum(axis=0).tolist() == [int(columns.of(code).sum()) for code in AUDIENCES]


def test_who_is_not_asked_is_not_in_the_denominator():
    sheets = [("citizens", {"q1": "yes", "q2": ["ward"]}), ("citizens", {"q1": "no"}), ("citizens", {"q3": "1"})]
    columns = columns_of(usual(), AUDIENCES, sheets)

    found = tally(columns, usual().by_code["q2"], columns.of("citizens"))

    assert (found.asked, found.answered, found.counts) == (1, 1, (1, 0, 0, 0))


def test_points_of_a_ranking_go_down_from_the_places_there_are():
    sheets = [("citizens", {"q5": ["x", "z"]}), ("citizens", {"q5": ["z"]})]
    columns = columns_of(usual(), AUDIENCES, sheets)

    found = tally(columns, usual().by_code["q5"], columns.of("citizens"))

    assert (found.places, found.first, found.counts, found.points) == (2, (1, 0, 1), (1, 0, 2), (2, 0, 3))


def test_numbers_are_told_by_their_middle():
    sheets = [("citizens", {"q6": text}) for text in ("1", "2", "3", "4", "100")]
    columns = columns_of(usual(), AUDIENCES, sheets)

    found = tally(columns, usual().by_code["q6"], columns.of("citizens")).number

    assert (found.lower_quartile, found.median, found.upper_quartile) == (2, 3, 4)
    assert (found.lowest, found.lowest_people, found.highest) == (1, 1, 100)


def test_weights_count_people_more_or_less():
    sheets = [("citizens", {"q1": "yes"}), ("citizens", {"q1": "no"}), ("citizens", {"q1": "no"})]
    columns = columns_of(usual(), AUDIENCES, sheets)

    found = tally(columns, usual().by_code["q1"], columns.of("citizens"), np.array([2.0, 0.5, 0.5]))

    assert (found.sizes, found.weight) == ((2.0, 1.0), 3.0)
    assert found.effective == pytest.approx(9 / 4.5)


@pytest.mark.parametrize(("counts", "middle"), [((1, 1, 1, 0, 9), "2"), ((2, 0, 2, 0, 0), "1"), ((0, 0, 0, 0, 3), "")])
def test_the_middle_of_a_scale_leaves_out_what_stands_beside_it(counts, middle):
    assert median_option(usual().by_code["q3"], counts) == middle


class TestMarks:
    def _marked(self, sheets, settings=None, **told):
        questionnaire = Questionnaire(
            (
                Question("m", QuestionKind.MATRIX, "満足", options("a", "b"), rows=tuple(Row(r, r) for r in "wxyz")),
                *(Question(f"q{n}", QuestionKind.SINGLE, f"問い{n}", options("a", "b")) for n in range(8)),
            )
        )
        columns = columns_of(questionnaire, ("c",), [("c", sheet) for sheet in sheets])
        known = {"digests": [str(sheet) for sheet in sheets], "devices": [None] * len(sheets)}
        return mark(columns, **(known | {"seconds": [None] * len(sheets)} | told), settings=settings)

    def test_equal_sheets_are_marked_where_much_was_answered(self):
        long, short = {f"q{n}": "a" for n in range(8)}, {"q1": "a"}

        assert self._marked([long, long, short, short]).equal.tolist() == [True, True, False, False]

    def test_one_device_is_told_but_paper_has_none(self):
        sheets = [{"q1": "a"}, {"q1": "b"}, {"q2": "a"}, {"q2": "b"}]

        assert self._marked(sheets, devices=[7, 7, None, None]).device.tolist() == [True, True, False, False]

    def test_who_is_much_faster_than_others_is_told(self):
        sheets = [{"q1": "a"}] * 20

        found = self._marked(sheets, seconds=[10] * 18 + [4, 3])

        assert found.fast.tolist() == [False] * 19 + [True]

    def test_few_times_make_no_median(self):
        assert not self._marked([{"q1": "a"}] * 3, seconds=[100, 100, 1]).fast.any()

    def test_one_answer_down_a_long_matrix_is_told(self):
        straight, mixed = dict.fromkeys("wxyz", "a"), dict(zip("wxyz", "aaab", strict=True))

        found = self._marked([{"m": straight}, {"m": mixed}, {"m": {"w": "a", "x": "a"}}, {"q1": "a"}])

        assert found.straight.tolist() == [True, False, False, False]
        assert found.any.tolist() == [True, False, False, False]
        assert not self._marked([{"m": straight}], MarkSettings(rows_from=5)).straight.any()
