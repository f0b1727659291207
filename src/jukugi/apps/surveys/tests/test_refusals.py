"""Who comes by the wrong door, publishes what is not theirs to publish, or counts what nobody answered yet."""

import pytest

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import ParticipantFactory, RoleFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.processes.tests.factories import DURING, ProcessFactory
from jukugi.apps.surveys import actions, errors
from jukugi.apps.surveys.actions import counting
from jukugi.apps.surveys.models import AnswerDraft
from jukugi.apps.surveys.tests.factories import notice, officers, opened, prepared
from jukugi.kit.errors import NotAllowed

pytestmark = pytest.mark.django_db


def test_answers_of_officers_are_kept_for_officers_alone():
    WardFactory(), WardFactory()
    draft = {"answers": {}, "page": 1, "form_key": "k" * 22, "now": DURING}

    with pytest.raises(errors.AnotherDoor):
        actions.keep_draft(audience=officers(opened()), author=ParticipantFactory(), **draft)

    assert not AnswerDraft.objects.exists()


def test_a_ward_runs_its_survey_and_does_not_publish_the_result():
    ward = WardFactory()
    officer = RoleFactory(kind=RoleKind.WARD_OFFICER, area=ward).user
    survey = actions.prepare_survey(process=ProcessFactory(), notice=notice(), ward=ward, actor=officer, now=DURING)

    with pytest.raises(NotAllowed):
        counting.publish_result(survey=survey, reason="", actor=officer, now=DURING)


def test_a_survey_that_asks_nobody_yet_is_not_counted():
    officer = RoleFactory().user

    with pytest.raises(errors.SurveyNotInState):
        counting.want_count(survey=prepared(officer), actor=officer, now=DURING)
