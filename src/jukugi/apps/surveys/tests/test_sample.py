"""The sample's builder leaves the rows that one answer after another would leave."""

import pytest
from django.forms.models import model_to_dict

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.opinions.models import Opinion
from jukugi.apps.processes.tests.factories import DURING
from jukugi.apps.surveys import actions
from jukugi.apps.surveys.actions import Keyed
from jukugi.apps.surveys.models import AnswerSheet, Keying
from jukugi.apps.surveys.queries.asking import question_rows
from jukugi.apps.surveys.sample_sheets import Given, put_sheets
from jukugi.apps.surveys.tests.factories import citizens, opened, paper, send

pytestmark = pytest.mark.django_db
ANSWERS = {"q1": "999991", "q2": "30", "q3": "female", "q4": "a1", "q5": ["a1"], "q10": "場所がほしい。"}
OWN = ("id", "receipt", "author", "submission", "paper", "sent_key", "entered_at", "seconds")


@pytest.fixture
def people():
    return RoleFactory().user, RoleFactory().user


@pytest.fixture
def survey(people):
    WardFactory(name="見本区", code="999991")
    WardFactory(name="例示区", code="999992")
    return opened(people[0])


def fields(row, *own):
    return {name: value for name, value in model_to_dict(row).items() if name not in (*OWN, *own)} | {
        "digest": getattr(row, "digest", "")
    }


def test_a_sheet_from_the_web_is_as_one_that_was_sent(survey, people):
    sent = send(survey, ANSWERS)
    given = Given(citizens(survey), ANSWERS, Channel.WEB, DURING, 200)

    [built] = put_sheets(question_rows(survey), [given], keyed_by=people, now=DURING)

    assert fields(built) == fields(sent)
    assert [one.text for one in Opinion.objects.all()] == ["場所がほしい。"] * 2


def test_a_sheet_on_paper_is_as_one_that_was_typed_in_twice(survey, people):
    sheet = paper(survey, people[0])
    for turn, person in enumerate(people):
        keyed = Keyed(ANSWERS, Channel.POST, DURING.date(), str(turn) * 22)
        actions.key_sheet(paper=sheet, keyed=keyed, actor=person, now=DURING)
    given = Given(citizens(survey), ANSWERS, Channel.POST, DURING)

    [built] = put_sheets(question_rows(survey), [given], keyed_by=people, now=DURING)

    assert fields(built) == fields(AnswerSheet.objects.get(receipt=sheet.receipt))
    own = ("form_key", "paper", "keyed_at")
    typed, put = (list(Keying.objects.filter(paper=one)) for one in (sheet, built.paper))
    assert [fields(one, *own) for one in put] == [fields(one, *own) for one in typed]


def test_what_does_not_fit_is_refused(survey, people):
    given = Given(citizens(survey), {"q4": "a9"}, Channel.WEB, DURING, 200)

    with pytest.raises(ValueError, match="unknown_option"):
        put_sheets(question_rows(survey), [given], keyed_by=people, now=DURING)
