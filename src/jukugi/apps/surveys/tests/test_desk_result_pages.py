import csv
import io

import pytest

from jukugi.apps.accounts.tests.factories import AgreedExportFactory, RoleFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.surveys import actions
from jukugi.apps.surveys.actions.counting import count_survey
from jukugi.apps.surveys.models import AnswerSheet, Survey
from jukugi.apps.surveys.tests.factories import LATER, citizens, opened, send
from jukugi.apps.surveys.tests.factories.results import with_sheets
from jukugi.kit.audit.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client):
    user = RoleFactory().user
    client.force_login(user)
    return user


@pytest.fixture
def survey(officer):
    for _ in range(3):
        WardFactory()
    made = opened(officer)
    with_sheets(made, citizens(made), 60)
    count_survey(survey=made, now=LATER)
    return made


def _told(page):
    return page.content.decode().replace("<wbr>", "")


def _over(survey):
    Survey.objects.filter(pk=survey.pk).update(opens_on="2026-01-01", closes_on="2026-01-31")


def test_the_count_is_shown_as_it_is_with_what_came_since(client, survey):
    send(survey)

    told = _told(client.get(f"/desk/surveys/{survey.pk}/result/"))

    assert "そのあと1通" in told
    assert "職員だけの数です" in told


def test_before_the_first_count_it_says_so(client, officer):
    WardFactory(), WardFactory()
    made = opened(officer)

    assert "まだ数えていません" in _told(client.get(f"/desk/surveys/{made.pk}/result/"))
    assert client.get(f"/desk/surveys/{made.pk}/result/cross/").status_code == 404


def test_a_policy_officer_publishes_and_a_second_edition_needs_a_reason(client, survey):
    _over(survey)

    assert client.post(f"/desk/surveys/{survey.pk}/result/").status_code == 302
    survey.refresh_from_db()
    assert survey.is_published
    assert client.get(f"/surveys/{survey.code}/result/").status_code == 200
    refused = client.post(f"/desk/surveys/{survey.pk}/result/", {"reason": ""})
    assert refused.status_code == 400


def test_while_it_runs_it_is_not_published(client, survey):
    answer = client.post(f"/desk/surveys/{survey.pk}/result/")

    survey.refresh_from_db()
    assert (answer.status_code, survey.is_published) == (400, False)


def test_a_sheet_is_left_out_and_counted_again_with_reasons(client, survey):
    sheet = AnswerSheet.objects.first()
    url = f"/desk/surveys/{survey.pk}/result/sheets/{sheet.pk}/"

    assert "集計から外す" in _told(client.get(url))
    assert client.post(url, {"reason": ""}).status_code == 400
    client.post(url, {"reason": "試しの入力"})
    assert sheet.receipt in _told(client.get(f"/desk/surveys/{survey.pk}/result/marks/excluded/"))
    client.post(url, {"reason": "本物だった"})

    assert sheet.exclusions.get().ended_reason == "本物だった"


@pytest.mark.parametrize("mark", ["equal", "device", "fast", "straight"])
def test_marked_sheets_are_listed(client, survey, mark):
    assert client.get(f"/desk/surveys/{survey.pk}/result/marks/{mark}/").status_code == 200
    assert client.get(f"/desk/surveys/{survey.pk}/result/marks/none/").status_code == 404


def test_rows_are_taken_without_words_unless_asked_for_and_written_down(client, survey, officer):
    ask = AgreedExportFactory(kind="sheets", key=str(survey.pk), asked_by=officer.actor_key)
    send(survey, {"q4": "a1", "q10": "秘密のことば"})
    actions.exclude_sheet(sheet=AnswerSheet.objects.first(), reason="試し", actor=RoleFactory().user, now=LATER)
    url = f"/desk/surveys/{survey.pk}/result/rows/"

    plain = client.post(url).content.decode("utf-8-sig")
    whole = client.post(url, {"with_words": "on"}).content.decode("utf-8-sig")

    assert "秘密のことば" not in plain
    assert "秘密のことば" in whole
    assert len(list(csv.DictReader(io.StringIO(plain)))) == 60
    assert AuditEntry.objects.filter(action="surveys.rows_taken").count() == 2
    taken = AuditEntry.objects.filter(action="accounts.export_taken", subject_key=str(ask.pk))
    assert [entry.details["count"] for entry in taken] == [60, 60]


def test_no_rows_are_given_before_another_officer_agreed(client, survey):
    answer = client.post(f"/desk/surveys/{survey.pk}/result/rows/", follow=True)

    assert answer["Content-Type"].startswith("text/html")
    assert "ほかの担当者がよいと答えてから受け取れます" in _told(answer)
    assert "受け取りをお願いする" in _told(answer)
    assert not AuditEntry.objects.filter(action="surveys.rows_taken").exists()


def test_the_choice_of_words_stands_beside_the_file_that_may_be_taken(client, survey, officer):
    AgreedExportFactory(kind="sheets", key=str(survey.pk), asked_by=officer.actor_key)

    told = _told(client.get(f"/desk/surveys/{survey.pk}/result/"))

    assert "ファイルを受け取る（3月31日まで）" in told
    assert 'name="with_words"' in told


@pytest.mark.parametrize("kind", ["ward_officer", "operator"])
def test_others_see_nothing_of_it(client, survey, kind):
    client.force_login(RoleFactory(kind=kind, area=WardFactory() if kind == "ward_officer" else None).user)
    sheet = AnswerSheet.objects.first()

    for path in ("", "cross/", "marks/fast/", f"sheets/{sheet.pk}/"):
        assert client.get(f"/desk/surveys/{survey.pk}/result/{path}").status_code == 403
    assert client.post(f"/desk/surveys/{survey.pk}/result/rows/").status_code == 403
