"""What home and the desk say of opinions: from the same counts as the pages behind them."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from jukugi.apps.accounts.enums import Channel, RoleKind
from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.opinions.enums import HEARING, OpinionState
from jukugi.apps.opinions.tests.factories import IssueLinkFactory, OpinionFactory, SubmissionFactory
from jukugi.apps.processes.tests.factories import OpeningFactory, PhaseFactory, ProcessFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def hearing():
    """The main process; opinions are heard now."""
    process = ProcessFactory(is_main=True)
    now = timezone.now()
    phase = PhaseFactory(process=process, opens_at=now - timedelta(days=9), closes_at=now + timedelta(days=9))
    OpeningFactory(phase=phase, kind=HEARING)
    return process


def text_of(client, path: str) -> str:
    """The words of a page as one reads them."""
    response = client.get(path)
    assert response.status_code == 200
    body = response.content.decode().replace("<wbr>", "")
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body))


def test_home_offers_to_write_on_the_web_and_on_paper_while_opinions_are_heard(client, hearing):
    page = client.get("/").content.decode()

    assert f'href="{reverse("opinions:write")}"' in page
    assert f'href="{reverse("opinions:card")}"' in page


def test_home_offers_no_writing_when_no_opinions_are_heard(client):
    ProcessFactory(is_main=True)

    assert "短い意見を書く" not in text_of(client, "/")


def test_home_counts_every_voice_and_how_many_came_on_paper(client, hearing):
    both = SubmissionFactory(process=hearing, channel=Channel.CARD)
    OpinionFactory(submission=both)
    OpinionFactory(submission=both, position=2, state=OpinionState.HIDDEN)
    OpinionFactory(submission=SubmissionFactory(process=hearing), state=OpinionState.SHOWN)
    OpinionFactory(submission=SubmissionFactory(process=ProcessFactory()))

    page = text_of(client, "/")

    assert "2人から3件" in page
    assert "2件が紙から" in page
    assert "自分から答えた人の声です。市民全体の意見の割合ではありません。" in page


def test_home_says_so_where_nothing_came_in_yet(client, hearing):
    assert "まだ届いていません" in text_of(client, "/")


def test_home_without_any_process_has_no_column_of_voices(client):
    assert 'id="received"' not in client.get("/").content.decode()


def test_the_desk_counts_what_waits_to_be_read_and_to_be_linked(client, hearing):
    OpinionFactory.create_batch(2, submission__process=hearing)
    OpinionFactory(submission__process=hearing, state=OpinionState.SHOWN)
    IssueLinkFactory(opinion__submission__process=hearing)
    client.force_login(RoleFactory().user)

    page = text_of(client, "/desk/")

    assert "2 件 公開してよいか確かめる" in page
    assert "1 件 論点につなぐ" in page
    assert "待っていることは2種類です" in page


def test_a_ward_officer_sees_only_what_waits_in_the_own_ward(client, hearing):
    here, elsewhere = WardFactory(), WardFactory()
    OpinionFactory(submission=SubmissionFactory(process=hearing, ward=here))
    OpinionFactory.create_batch(3, submission__process=hearing, submission__ward=elsewhere)
    client.force_login(RoleFactory(kind=RoleKind.WARD_OFFICER, area=here).user)

    assert "1 件 公開してよいか確かめる" in text_of(client, "/desk/")


def test_what_is_done_stands_below_what_waits(client, hearing):
    OpinionFactory(submission__process=hearing)
    client.force_login(RoleFactory().user)

    page = text_of(client, "/desk/")

    assert page.index("公開してよいか確かめる") < page.index("済んでいること") < page.index("論点につなぐ")


def test_an_operator_handles_no_voices_and_is_offered_none(client, hearing):
    OpinionFactory(submission__process=hearing)
    client.force_login(RoleFactory(kind=RoleKind.OPERATOR).user)

    page = text_of(client, "/desk/")

    assert "公開してよいか確かめる" not in page
    assert "紙の声を打ち込む" not in page
