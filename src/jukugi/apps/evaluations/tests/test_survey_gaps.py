"""How far citizens and the city are apart in the sample's survey: read from its published result."""

import pytest
from django.urls import reverse
from django.utils import timezone

from jukugi.apps.evaluations.queries.survey_gaps import survey_gaps, surveys_with_gaps
from jukugi.apps.surveys.models import Survey
from jukugi.apps.surveys.queries.counting import published_result
from jukugi.kit.pages.places import samples

BEFORE = ("areas", "accounts", "organizations", "processes", "processes_record", "issues", "opinions", "surveys")

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey():
    for name in BEFORE:
        samples[name](timezone.now())
    return Survey.objects.get(published_at__isnull=False)


def test_the_three_largest_gaps_are_told_in_words_with_both_sizes_each_of_another_question(survey):
    page = survey_gaps(survey, "").page

    assert len(page.largest) == 3
    assert len({row.topic for row in page.largest}) == 3
    assert [row.points for row in page.largest] == sorted((row.points for row in page.largest), reverse=True)
    for row in page.largest:
        assert row.compared.found
        assert f"{row.gap.one_people:,}人中" in row.sentence
        assert f"{row.gap.other_people:,}人中" in row.sentence
        assert f"差は{row.points}ポイント（{row.low}〜{row.high}）" in row.sentence


def test_shares_are_those_of_the_published_result(survey):
    result, page = published_result(survey), survey_gaps(survey, "").page
    citizens, officers = (one["code"] for one in result.audiences)

    for row in page.told:
        question, line = row.topic.split("/")
        for code, share, people in (
            (citizens, row.gap.one, row.gap.one_people),
            (officers, row.gap.other, row.gap.other_people),
        ):
            answers = result.answers(audience=code, question=question, row=line)
            assert people == answers.answered
            assert any(
                abs(share - sum(chosen) / people) < 1e-9
                for chosen in [*([count] for count in answers.counts.values() if count is not None), _half(answers)]
            )


def test_of_two_options_one_is_compared_and_rows_of_a_matrix_are_named(survey):
    result, page = published_result(survey), survey_gaps(survey, "").page
    two = {
        answers.question for answers in result.all_answers() if answers.kind == "single" and len(answers.options) == 2
    }

    assert two
    for question in two:
        assert sum(row.topic == f"{question}/" for row in page.rows) <= 1
    rows = [row for row in page.rows if not row.topic.endswith("/")]
    assert rows
    assert len({row.claim for row in page.rows}) == len(page.rows)


def test_a_ward_is_set_beside_the_rest_of_the_citizens(survey):
    wards = [pair for pair in survey_gaps(survey, "").page.pairs if pair.code.startswith("ward-")]
    people = max(answers.answered for answers in published_result(survey).all_answers())

    pages = [survey_gaps(survey, ward.code).page for ward in wards]

    assert [page.pair for page in pages] == wards
    assert len(wards) == 7
    told = [row for page in pages for row in page.told]
    assert len(told) > 20
    assert all(0 < row.gap.one_people < row.gap.other_people for row in told)
    assert all(row.gap.one_people + row.gap.other_people <= people for row in told)


def test_the_page_tells_it_to_a_newcomer_and_is_there_for_published_results_alone(client, survey):
    address = reverse("evaluations:survey-gaps", args=[survey.code])

    page = client.get(address).content.decode().replace("<wbr>", "")

    for row in survey_gaps(survey, "").page.largest:
        assert row.sentence in page
    assert client.get(f"{address}?pair=nobody").status_code == 200
    other = Survey.objects.exclude(pk=survey.pk).first()
    assert client.get(reverse("evaluations:survey-gaps", args=[other.code])).status_code == 404
    assert surveys_with_gaps() == [survey]


def _half(answers):
    half = answers.on_scale[: len(answers.on_scale) // 2]
    counts = [answers.counts[code] for code in half]
    return counts if counts and None not in counts else [-1]
