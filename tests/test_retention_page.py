"""What is kept how long: on the desk for those who answer for it, and on the page on privacy for everybody."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.models import Participant
from jukugi.apps.accounts.tests.factories import ParticipantFactory, RoleFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.opinion_map.tests.factories import StatementFactory
from jukugi.kit import jobs
from jukugi.kit.retention import retentions
from jukugi.kit.retention.models import RetentionRun

pytestmark = pytest.mark.django_db


def signed_in(kind: RoleKind) -> Client:
    client = Client()
    area = WardFactory() if kind == RoleKind.WARD_OFFICER else None
    client.force_login(RoleFactory(kind=kind, area=area).user)
    return client


def text_of(response) -> str:
    return response.content.decode().replace("<wbr>", "")


@pytest.mark.parametrize("kind", [RoleKind.OPERATOR, RoleKind.POLICY_OFFICER])
def test_the_desk_tells_what_is_kept_how_long_and_how_many_went(kind):
    long_ago = timezone.now() - timedelta(days=500)
    StatementFactory(author=ParticipantFactory(created_at=long_ago))  # leaves a trace
    ParticipantFactory(created_at=long_ago)
    jobs.works["retention.run"]()

    page = text_of(signed_in(kind).get("/desk/retention/"))

    assert [str(rule.what) for rule in retentions if str(rule.what) not in page] == []
    assert page.count("前回1、あわせて1") == 1
    assert Participant.objects.count() == 1


def test_a_failure_stands_above_the_list():
    RetentionRun.objects.create(name="meetings.emails", began_at=timezone.now(), fault="ValueError")

    page = text_of(signed_in(RoleKind.OPERATOR).get("/desk/retention/"))

    assert "消せなかったものがあります" in page


def test_a_ward_officer_is_refused_and_sees_no_way_there():
    client = signed_in(RoleKind.WARD_OFFICER)

    assert client.get("/desk/retention/").status_code == 403
    assert "/desk/retention/" not in text_of(client.get("/desk/"))


def test_everybody_reads_the_times_as_the_city_set_them(client, settings):
    settings.RETENTION_DAYS = {"meetings.emails": 14}

    page = text_of(client.get("/about/privacy/"))

    assert [str(rule.what) for rule in retentions if str(rule.what) not in page] == []
    assert ">14日<" in page
