"""How far citizens and the city are apart in the sample's survey: read from its published result."""

import pytest
from django.urls import reverse
from django.utils import timezone

from jukugi.apps.evaluations.queries.survey_gaps import survey_gaps, surveys_with_gaps
from jukugi.apps.surveys.models import Survey
from jukugi.apps.surveys.queries.counting import published_result
from jukugi.apps.surveys.tests.factories.results import packed, unpacked
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


def test_weighted_figures_stand_beside_the_plain_ones_and_decide_nothing(survey):
    result, found = published_result(survey), survey_gaps(survey, "")
    citizens = result.audiences[0]["code"]

    assert found.has_weights
    for row in found.page.told:
        question, line = row.topic.split("/")
        answers = result.answers(audience=citizens, question=question, row=line)
        beside = row.beside.weighted
        assert row.gap.one_people == beside.one_people == answers.answered
        shares = [*answers.weighted.values(), sum(answers.weighted[c] or 0 for c in answers.on_scale[:2])]
        assert any(share is not None and abs(share - beside.one) < 1e-9 for share in shares)
        assert beside.other == row.gap.other  # officers have no weights
        assert beside.interval.high - beside.interval.low > row.gap.interval.high - row.gap.interval.low
    plain = [abs(row.gap.difference) for row in found.page.told]
    assert plain == sorted(plain, reverse=True)


def test_means_of_a_scale_are_told_beside_with_and_without_weights(survey):
    result, page = published_result(survey), survey_gaps(survey, "").page
    citizens = result.audiences[0]["code"]

    scales = [row for row in page.told if row.beside.mean is not None]

    assert scales
    for row in scales:
        answers = result.answers(audience=citizens, question=row.topic.split("/")[0])
        counts = [answers.counts[code] for code in answers.on_scale]
        assert row.beside.mean.one == pytest.approx(sum(n * s for n, s in enumerate(counts, 1)) / sum(counts))
        shares = [answers.weighted[code] for code in answers.on_scale]
        assert row.beside.weighted_mean.one == pytest.approx(sum(n * s for n, s in enumerate(shares, 1)) / sum(shares))
        assert [words[:2] for words in row.beside.sentences] == ["人口", "「そ", "平均"]


def test_members_of_associations_are_set_beside_others(survey):
    page = survey_gaps(survey, "joined").page
    result = published_result(survey)

    groups = {code: size for code, _label, size in result.audiences[0]["groups"]["join"]}
    assert (page.pair.one, page.pair.other) == ("加入している人", "加入していない人")
    assert any("負担が大きい" in row.claim for row in page.largest)
    for row in page.told:
        assert row.gap.one_people <= groups["yes"]
        assert row.gap.other_people <= groups["no"]
        assert row.beside.weighted is None


def test_where_it_was_not_asked_there_are_no_members(survey):
    survey.questions.filter(attribute="join").update(attribute="")
    edition = survey.editions.first()
    document = unpacked(edition.content)
    for question in document["questions"]:
        for entry in question["of"].values():
            entry.get("cross", {}).pop("join", None)
    type(edition).objects.filter(pk=edition.pk).update(content=packed(document))

    assert "joined" not in [pair.code for pair in survey_gaps(survey, "").page.pairs]
