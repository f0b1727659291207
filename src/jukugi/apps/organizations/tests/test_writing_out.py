"""The officers of a ward leave the desk as a file only after another officer has agreed."""

import csv
import io
from datetime import date

import pytest
from django.utils import timezone

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.errors import ExportNotAgreed
from jukugi.apps.accounts.tests.factories import AgreedExportFactory, ExportAskFactory, RoleFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.organizations.actions import write_out_officers
from jukugi.apps.organizations.tests.factories import AssociationFactory, OfficerFactory
from jukugi.kit.audit.models import AuditEntry
from jukugi.kit.errors import NotAllowed

pytestmark = pytest.mark.django_db


@pytest.fixture
def ward():
    return WardFactory(name="見本区")


@pytest.fixture
def officer(client, ward):
    user = RoleFactory(kind=RoleKind.WARD_OFFICER, area=ward).user
    client.force_login(user)
    return user


def address(ward) -> str:
    return f"/desk/associations/april/officers-{ward.code}.csv"


def words(response) -> str:
    return response.content.decode().replace("<wbr>", "")


def test_without_an_agreement_there_is_no_file_and_the_page_says_what_to_do(client, ward, officer):
    OfficerFactory(organization=AssociationFactory(area=ward), name="見本 花")

    answer = client.post(address(ward))

    assert answer.status_code == 409
    assert "ほかの担当者がよいと答えてから受け取れます" in words(answer)
    assert "見本 花" not in words(answer)
    assert "受け取りをお願いする" in words(client.get("/desk/associations/april/"))


def test_a_file_is_no_page_that_a_link_opens(client, ward, officer):
    AgreedExportFactory(key=ward.code, asked_by=officer.actor_key)

    assert client.get(address(ward)).status_code == 405


def test_with_an_agreement_the_file_is_given_and_the_record_holds_no_name(client, ward, officer):
    OfficerFactory(organization=AssociationFactory(area=ward), name="=見本 花", phone="-044")
    OfficerFactory(organization=AssociationFactory(), name="ほかの区の人")
    ask = AgreedExportFactory(key=ward.code, asked_by=officer.actor_key)

    page = words(client.get("/desk/associations/april/"))
    answer = client.post(address(ward))

    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))
    entry = AuditEntry.objects.get(action="accounts.export_taken")
    assert "ファイルを受け取る（3月31日まで）" in page
    assert answer["Content-Disposition"] == f'attachment; filename="officers-{ward.code}.csv"'
    assert len(rows) == 2
    assert {"'=見本 花", "'-044"} <= set(rows[1])
    assert (entry.subject_key, entry.details["count"]) == (str(ask.pk), 1)
    assert "見本" not in str(entry.details)


def test_an_agreement_for_one_ward_gives_no_other(client, ward):
    officer, other = RoleFactory().user, WardFactory()
    AgreedExportFactory(key=ward.code, asked_by=officer.actor_key)

    with pytest.raises(ExportNotAgreed):
        write_out_officers(ward=other, actor=officer, now=timezone.now())


def test_an_agreement_does_not_make_an_officer_of_a_stranger(ward):
    stranger = RoleFactory(kind=RoleKind.WARD_OFFICER, area=WardFactory()).user
    AgreedExportFactory(key=ward.code, asked_by=stranger.actor_key)

    with pytest.raises(NotAllowed):
        write_out_officers(ward=ward, actor=stranger, now=timezone.now())


def test_who_lost_the_role_since_takes_nothing(ward, officer):
    AgreedExportFactory(key=ward.code, asked_by=officer.actor_key)
    officer.roles.update(ends_on=date(2001, 1, 1))

    with pytest.raises(NotAllowed):
        write_out_officers(ward=ward, actor=officer, now=timezone.now())


def test_each_ward_of_the_page_tells_where_it_stands(client):
    officer = RoleFactory().user
    client.force_login(officer)
    states = [{"state": "waiting"}, {"state": "refused", "answer": "画面で足ります"}, {"state": "lapsed"}]
    for fields in states:
        answered = {"answered_by": "x", "answered_at": timezone.now()} if fields["state"] == "refused" else {}
        ExportAskFactory(key=WardFactory().code, asked_by=officer.actor_key, **fields, **answered)
    WardFactory()

    page = words(client.get("/desk/associations/april/"))

    told = ("ほかの担当者の確認待ち", "前のお願いは断られました", "もう一度お願いする", "受け取りをお願いする")
    assert [page.count(each) for each in told] == [1, 1, 2, 1]
