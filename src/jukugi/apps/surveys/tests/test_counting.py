from datetime import timedelta

import pytest

from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.areas.models import Area, PopulationCount
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.opinions.enums import AgeBand
from jukugi.apps.surveys import actions, errors
from jukugi.apps.surveys.actions.counting import (
    count_due,
    count_survey,
    publish_result,
    verified_editions,
    want_count,
)
from jukugi.apps.surveys.counted.packing import digest_of, unpacked
from jukugi.apps.surveys.counted.weighing import MOST
from jukugi.apps.surveys.models import AnswerSheet, PreparedResult, ResultEdition
from jukugi.apps.surveys.queries.counting import live_result, published_result
from jukugi.apps.surveys.queries.population import population_margins
from jukugi.apps.surveys.tests.factories import LATER, citizens, officers, opened, send
from jukugi.apps.surveys.tests.factories.results import with_sheets
from jukugi.core.representation.raking import WeightSettings, rake
from jukugi.kit.errors import NotAllowed

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return RoleFactory().user


@pytest.fixture
def survey(officer):
    for number in range(3):
        WardFactory(code=f"99999{number}", population=1000 * (number + 1), population_as_of="2020-10-01")
    made = opened(officer)
    with_sheets(made, citizens(made), 120)
    with_sheets(made, officers(made), 40, seed=2)
    return made


def _figure(survey, question="q4", audience=None):
    audience = audience or citizens(survey)
    return live_result(survey).answers(audience=audience.code, question=question)


class TestTheCount:
    def test_it_agrees_with_the_sheets(self, survey):
        count_survey(survey=survey, now=LATER)

        sheets = AnswerSheet.objects.filter(audience=citizens(survey))
        given = [sheet.answers["q4"] for sheet in sheets if "q4" in sheet.answers]
        found = _figure(survey)
        assert (found.asked, found.answered, found.not_answered) == (120, len(given), 120 - len(given))
        assert found.counts == {"a1": given.count("a1"), "a2": given.count("a2")}
        assert sum(count for by in found.by_ward.values() for count in by.values()) == len(given)
        branch = _figure(survey, "q5")
        assert branch.asked == given.count("a1")

    def test_rows_of_a_matrix_are_told_one_by_one(self, survey):
        count_survey(survey=survey, now=LATER)

        result = live_result(survey)
        rows = [each.row for each in result.all_answers() if each.question == "q7"]
        assert rows == ["r1", "r2", "r1", "r2"]
        assert result.answers(audience=citizens(survey).code, question="q9") is None

    def test_citizens_are_weighted_and_officers_are_not(self, survey):
        count_survey(survey=survey, now=LATER)

        one, two = live_result(survey).audiences
        assert one["weights"]["by"] == ["ward"]
        assert one["weights"]["people"] + one["weights"]["without"] == 120
        assert 1 <= one["weights"]["effect"] < 5
        assert two["weights"] == {"why": "not_citizens"}

    def test_without_populations_it_says_why_nothing_is_weighted(self, officer):
        for _ in range(2):
            WardFactory(population=None, population_as_of=None)
        made = opened(officer)
        with_sheets(made, citizens(made), 60)

        count_survey(survey=made, now=LATER)

        assert live_result(made).audiences[0]["weights"] == {"why": "no_margins"}

    def test_a_sheet_that_was_left_out_or_corrected_is_not_counted(self, survey, officer):
        first, second = AnswerSheet.objects.filter(audience=citizens(survey))[:2]
        actions.exclude_sheet(sheet=first, reason="試しの入力", actor=officer, now=LATER)
        actions.correct_sheet(sheet=second, answers={"q4": "a1"}, reason="読みまちがい", actor=officer, now=LATER)

        count_survey(survey=survey, now=LATER)

        audience = live_result(survey).audiences[0]
        assert (audience["sheets"], audience["excluded"]) == (119, [["試しの入力", 1]])

    def test_it_is_due_when_something_came_or_changed_and_not_otherwise(self, survey, officer):
        assert count_due(now=LATER) == 1
        assert count_due(now=LATER) == 0
        send(survey)
        assert count_due(now=LATER) == 1
        sheet = AnswerSheet.objects.first()
        actions.exclude_sheet(sheet=sheet, reason="試し", actor=officer, now=LATER + timedelta(seconds=1))
        assert count_due(now=LATER + timedelta(seconds=2)) == 1
        want_count(survey=survey, actor=officer, now=LATER)
        assert count_due(now=LATER + timedelta(seconds=3)) == 1
        assert count_due(now=LATER + timedelta(seconds=4)) == 0

    def test_a_count_that_was_killed_leaves_the_one_before(self, survey, monkeypatch):
        count_survey(survey=survey, now=LATER)
        before = bytes(PreparedResult.objects.get().content)
        send(survey)
        monkeypatch.setattr("jukugi.apps.surveys.actions.counting.packed", _killed)

        with pytest.raises(KeyboardInterrupt):
            count_survey(survey=survey, now=LATER)
        assert bytes(PreparedResult.objects.get().content) == before
        monkeypatch.undo()
        assert count_due(now=LATER) == 1


def _killed(document):
    raise KeyboardInterrupt


class TestPublishing:
    def test_an_edition_is_what_was_prepared_and_can_be_counted_again(self, survey, officer):
        count_survey(survey=survey, now=LATER)

        edition = publish_result(survey=survey, reason="", actor=officer, now=LATER)

        survey.refresh_from_db()
        assert (survey.is_published, edition.number, edition.sheets) == (True, 1, 160)
        assert edition.digest == digest_of(unpacked(edition.content))
        assert [verdict.fault for verdict in verified_editions()] == [""]

    def test_what_was_changed_afterwards_is_found(self, survey, officer):
        count_survey(survey=survey, now=LATER)
        publish_result(survey=survey, reason="", actor=officer, now=LATER)

        sheet = AnswerSheet.objects.first()
        AnswerSheet.objects.filter(pk=sheet.pk).update(digest="0" * 64)
        [verdict] = verified_editions()
        assert "数えた回答が、公表したときと違います" in verdict.fault
        ResultEdition.objects.update(digest="0" * 64)
        [verdict] = verified_editions()
        assert "公表したあとに変えられています" in verdict.fault

    def test_not_before_the_period_is_over(self, survey, officer):
        count_survey(survey=survey, now=LATER)

        with pytest.raises(errors.SurveyStillOpen):
            publish_result(survey=survey, reason="", actor=officer, now=survey.opens_at)

    def test_not_while_something_is_not_counted(self, survey, officer):
        with pytest.raises(errors.ResultNotCounted):
            publish_result(survey=survey, reason="", actor=officer, now=LATER)
        count_survey(survey=survey, now=LATER)
        send(survey)
        with pytest.raises(errors.ResultNotCounted):
            publish_result(survey=survey, reason="", actor=officer, now=LATER)

    def test_not_where_hardly_anybody_answered(self, officer):
        WardFactory(), WardFactory()
        made = opened(officer)
        send(made)
        count_survey(survey=made, now=LATER)

        with pytest.raises(errors.NothingToPublish):
            publish_result(survey=made, reason="", actor=officer, now=LATER)

    @pytest.mark.parametrize("kind", ["ward_officer", "operator"])
    def test_others_do_not_publish(self, survey, kind):
        other = RoleFactory(kind=kind, area=WardFactory() if kind == "ward_officer" else None).user
        count_survey(survey=survey, now=LATER)

        with pytest.raises(NotAllowed):
            publish_result(survey=survey, reason="", actor=other, now=LATER)
        assert not ResultEdition.objects.exists()

    def test_one_more_edition_needs_a_reason_and_enough_people(self, survey, officer):
        count_survey(survey=survey, now=LATER)
        publish_result(survey=survey, reason="", actor=officer, now=LATER)
        send(survey)
        count_survey(survey=survey, now=LATER)
        with pytest.raises(errors.ResultUnchanged):
            publish_result(survey=survey, reason="紙が届いた", actor=officer, now=LATER)

        with_sheets(survey, citizens(survey), 200, seed=9)
        count_survey(survey=survey, now=LATER)
        second = publish_result(survey=survey, reason="紙が届いた", actor=officer, now=LATER)

        assert (second.number, published_result(survey).audiences[0]["sheets"]) == (2, 321)
        assert [verdict.fault for verdict in verified_editions()] == ["", ""]


class TestWeights:
    def test_they_are_those_of_raking_to_the_grown_up_population(self, survey):
        _populate()

        count_survey(survey=survey, now=LATER)

        result = live_result(survey)
        told = result.audiences[0]["weights"]
        sheets = [
            sheet
            for sheet in AnswerSheet.objects.filter(audience=citizens(survey)).select_related("ward").order_by("pk")
            if sheet.ward and sheet.age_band and sheet.sex
        ]
        margins = population_margins(survey)
        sample = {
            "ward": [sheet.ward.code for sheet in sheets],
            "age": [sheet.age_band for sheet in sheets],
            "sex": [sheet.sex for sheet in sheets],
        }
        shares = {name: {key: n / sum(of.values()) for key, n in of.items()} for name, of in margins.items()}
        weights = rake(sample, shares, settings=WeightSettings(within=1e-9, most=MOST, rounds=500)).values
        answered = [
            (weight, sheet.answers["q4"])
            for weight, sheet in zip(weights, sheets, strict=True)
            if "q4" in sheet.answers
        ]
        whole = sum(weight for weight, _ in answered)
        expected = [sum(w for w, code in answered if code == option) / whole for option in ("a1", "a2")]
        q4 = next(one for one in result.document["questions"] if one["code"] == "q4")
        assert told["by"] == ["ward", "age", "sex"]
        assert told["people"] == len(sheets)
        assert q4["of"][citizens(survey).code]["weighted"] == pytest.approx(expected, abs=1e-4)

    def test_a_group_that_nobody_answered_for_is_named(self, survey):
        _populate()
        AnswerSheet.objects.filter(age_band=AgeBand.FROM_80).update(age_band="")

        count_survey(survey=survey, now=LATER)

        told = live_result(survey).audiences[0]["weights"]
        assert (told["why"], told["attribute"], told["group"]) == ("empty", "age", "80")


def _populate():
    for number, ward in enumerate(Area.objects.wards()):
        for age, oldest in [(0, 17), (18, 29), (30, 39), (40, 49), (50, 59), (60, 69), (70, 79), (80, None)]:
            for sex in ("male", "female"):
                PopulationCount.objects.create(
                    area=ward, as_of="2020-10-01", age_from=age, age_to=oldest, sex=sex, people=900 + 50 * number + age,
                    source="見本", is_sample=True,
                )  # fmt: skip
