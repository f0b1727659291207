"""The list of honorariums leaves the desk only after another officer has agreed."""

import csv
import io

import pytest
from django.utils import timezone

from jukugi.apps.accounts.errors import ExportNotAgreed
from jukugi.apps.accounts.models import User
from jukugi.apps.accounts.tests.factories import AgreedExportFactory, RoleFactory
from jukugi.apps.meetings.tests.factories import BodyFactory, MeetingFactory
from jukugi.apps.sortition.actions.seating import honorarium_rows, note_attendance, settle_seat
from jukugi.apps.sortition.enums import SeatAct, VolunteerAct
from jukugi.apps.sortition.models import CivicLottery, VolunteerStep
from jukugi.apps.sortition.models.sealing import Sealing
from jukugi.apps.sortition.tests.test_drawing import AFTER, THROWN, closed, drawn
from jukugi.kit.audit.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client) -> User:
    user = RoleFactory().user
    client.force_login(user)
    return user


@pytest.fixture
def panel(officer: User) -> CivicLottery:
    """A panel of which two members came to its only meeting."""
    made = closed(officer)
    CivicLottery.objects.filter(pk=made.pk).update(body=BodyFactory(), honorarium=5_000)
    seats = drawn(CivicLottery.objects.get(pk=made.pk), officer)[:2]
    for seat in seats:
        settle_seat(seat=seat, act=SeatAct.CONFIRMED, note="", actor=officer, now=THROWN)
    made = CivicLottery.objects.get(pk=made.pk)
    meeting = MeetingFactory(process=made.process, body=made.body)
    present = {seat.pk for seat in seats}
    note_attendance(lottery=made, meeting=meeting, present=present, actor=officer, now=THROWN)
    return made


def words(response) -> str:
    return response.content.decode().replace("<wbr>", "")


def test_without_an_agreement_no_name_is_opened(client, panel):
    answer = client.post(f"/desk/lots/{panel.pk}/honorariums/")

    assert answer.status_code == 409
    assert "ほかの担当者がよいと答えてから受け取れます" in words(answer)
    assert "見本 " not in words(answer)
    assert not VolunteerStep.objects.filter(act=VolunteerAct.READ).exists()


def test_the_page_of_attendance_leads_to_the_ask(client, panel):
    page = words(client.get(f"/desk/lots/{panel.pk}/attendance/"))

    assert f'href="/desk/exports/new/honorariums/{panel.pk}/"' in page
    assert "名簿をCSVで取り出す" not in page


def test_with_an_agreement_the_list_is_given_without_formulas_and_each_taking_is_on_record(client, panel, officer):
    AgreedExportFactory(kind="honorariums", key=str(panel.pk), asked_by=officer.actor_key)
    first = panel.drawn_seats.order_by("position").first().volunteer
    first.particulars = Sealing(panel).seal({"name": "=1+1", "address": "@見本町"})
    first.save()

    page = words(client.get(f"/desk/lots/{panel.pk}/attendance/"))
    answer = client.post(f"/desk/lots/{panel.pk}/honorariums/")

    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))[1:]
    entry = AuditEntry.objects.get(action="accounts.export_taken")
    assert "ファイルを受け取る（3月31日まで）" in page
    assert answer["Cache-Control"] == "no-store"
    assert [row[1:] for row in rows if row[0] == first.key] == [["'=1+1", "'@見本町", "1", "5000"]]
    assert (len(rows), entry.details) == (2, {"kind": "honorariums", "key": str(panel.pk), "count": 2})
    assert VolunteerStep.objects.filter(act=VolunteerAct.READ).count() == 2


def test_who_agreed_takes_nothing(panel, officer):
    another = RoleFactory().user
    AgreedExportFactory(
        kind="honorariums", key=str(panel.pk), asked_by=officer.actor_key, answered_by=another.actor_key
    )

    with pytest.raises(ExportNotAgreed):
        honorarium_rows(lottery=panel, actor=another, now=timezone.now())


def test_an_agreement_is_over_after_its_last_day(panel, officer):
    ask = AgreedExportFactory(kind="honorariums", key=str(panel.pk), asked_by=officer.actor_key)
    ask.last_on = timezone.localdate(AFTER)
    ask.save()

    with pytest.raises(ExportNotAgreed):
        honorarium_rows(lottery=panel, actor=officer, now=timezone.now())
