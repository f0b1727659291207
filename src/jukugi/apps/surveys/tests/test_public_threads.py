"""What the number of a sheet tells, what home offers, what gates wait for."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.processes.tests.factories import DURING
from jukugi.apps.surveys import actions
from jukugi.apps.surveys.enums import SurveyAct, SurveyState
from jukugi.apps.surveys.models import Survey, SurveyStep
from jukugi.apps.surveys.offers.gates import all_over, all_published
from jukugi.apps.surveys.offers.home import ways_to_answer
from jukugi.apps.surveys.offers.reaching import fates_of_sheets, unpublished_gap
from jukugi.apps.surveys.queries import threads as queries
from jukugi.apps.surveys.tests.factories import LATER, on_paper, opened, paper, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return RoleFactory().user


@pytest.fixture
def survey(officer):
    WardFactory(name="見本区", code="999991")
    WardFactory(name="例示区", code="999992")
    return opened(officer)


def story(client, sheet):
    """What stands on the page of a number, without the marks at which lines may break."""
    return client.get(sheet.get_absolute_url()).content.decode().replace("<wbr>", "")


def publish(survey):
    Survey.objects.filter(pk=survey.pk).update(state=SurveyState.PUBLISHED, published_at=LATER)
    SurveyStep.objects.create(survey=survey, act=SurveyAct.PUBLISHED, done_at=LATER)
    survey.refresh_from_db()


class TestThreads:
    def test_a_number_tells_that_the_sheet_came_but_not_what_was_answered(self, client, survey):
        sheet = send(survey, {"q4": "a1", "q10": "場所がほしい。"})

        page = story(client, sheet)

        assert "この回答は、届いています" in page
        assert "書いたことばは、意見として受け付けました" in page
        assert sheet.submission.get_absolute_url() in page
        assert "場所がほしい。" not in page

    def test_paper_that_is_not_back_is_known(self, client, survey, officer):
        sheet = paper(survey, officer)

        page = client.get(reverse("receipt", args=[sheet.receipt]))

        assert page.status_code == 200
        assert "まだ打ち込まれていません" in page.content.decode().replace("<wbr>", "")

    def test_what_staff_did_with_it_is_told_with_reasons(self, client, survey, officer):
        sheet = on_paper(survey, {"q4": "a1"}, officer)
        corrected = actions.correct_sheet(
            sheet=sheet, answers={"q4": "a2"}, reason="読みちがえた", actor=officer, now=LATER
        )
        actions.exclude_sheet(sheet=corrected, reason="白紙と取りちがえた", actor=officer, now=LATER)

        page = story(client, sheet)

        for told in ("紙に書かれたものを、職員が入力しました", "読みちがえた", "この回答は、集計から外しています"):
            assert told in page
        actions.include_sheet(sheet=corrected, reason="白紙ではなかった", actor=officer, now=LATER)
        assert "集計に戻しました" in story(client, sheet)

    def test_the_result_is_the_last_step(self, client, survey):
        sheet = send(survey)
        publish(survey)

        assert "アンケートの結果が出ました" in story(client, sheet)

    def test_of_many_each_is_told_where_its_survey_stands(self, survey):
        sheet = send(survey)

        assert [one.code for one in fates_of_sheets([sheet.receipt], LATER)[sheet.receipt]] == ["surveys.waiting"]
        publish(survey)
        assert [one.code for one in fates_of_sheets([sheet.receipt], LATER)[sheet.receipt]] == ["surveys.published"]
        Survey.objects.update(state=SurveyState.WITHDRAWN, withdrawn_reason="台風", published_at=None)
        [line] = fates_of_sheets([sheet.receipt], LATER)[sheet.receipt]
        assert "台風" in line.sentence

    def test_reach_and_gap_are_counted(self, survey):
        send(survey, {"q1": "999991", "q4": "a1"})
        send(survey, {"q4": "a1"}, form_key="b" * 22)
        ward = WardFactory._meta.model.objects.get(code="999991")

        assert queries.came(survey.process).count() == 2
        assert queries.unpublished(survey.process, now=LATER) == 1
        assert queries.unpublished(survey.process, now=DURING) == 0
        assert unpublished_gap(survey.process, ward.pk, "") is None


class TestHome:
    def test_one_is_asked_while_the_period_lasts(self, rf, survey):
        today = timezone.localdate()
        Survey.objects.update(opens_on=today, closes_on=today + timedelta(days=4))

        [action] = ways_to_answer(rf.get("/"), timezone.now())

        assert (action.effort, action.url) == ("3", survey.get_absolute_url())
        assert "あと5日" in action.foot
        assert ways_to_answer(rf.get("/"), timezone.now() + timedelta(days=5)) == []


class TestGates:
    def test_they_wait_for_the_end_and_for_the_result(self, survey):
        assert not all_over(survey.process, DURING).is_met
        assert all_over(survey.process, LATER).is_met
        assert not all_published(survey.process, LATER).is_met
        publish(survey)
        assert all_published(survey.process, LATER).is_met

    def test_where_nothing_was_asked_nothing_is_met(self, officer):
        from jukugi.apps.processes.tests.factories import ProcessFactory

        process = ProcessFactory()

        assert not all_over(process, LATER).is_met
        assert not all_published(process, LATER).is_met
