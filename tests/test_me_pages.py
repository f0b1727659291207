"""The person's own pages, without JavaScript."""

import re
import zipfile
from datetime import timedelta
from io import BytesIO

import pytest
from django.core import mail as outbox
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from jukugi.apps.accounts.actions import make_resident_codes, send_code, send_way, stop_batch
from jukugi.apps.accounts.actions.mailing import digest_of
from jukugi.apps.accounts.enums import PARTICIPANT_COOKIE, CodeWay, StepKind
from jukugi.apps.accounts.models import MailAddress, Participant, ParticipantMerge, ResidentCode, StepReached
from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.opinion_map.models import CurrentVote, Vote
from jukugi.apps.opinion_map.tests.factories import StatementFactory, open_topic

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_tries_yet():
    cache.clear()


def words(response) -> str:
    return response.content.decode().replace("<wbr>", "")


def vote(client: Client, statement, choice: str = "agree"):
    return client.post(f"/topics/{statement.topic_id}/statements/{statement.pk}/vote/", {"choice": choice})


def code_on(response) -> str:
    return re.search(r"\d{4}-\d{4}-\d{4}-\d{4}", words(response))[0]


def test_a_device_that_sent_nothing_is_told_so(client):
    page = client.get("/me/")

    assert page.status_code == 200
    assert "この機械からの参加は、まだありません" in words(page)
    assert Participant.objects.count() == 0


def test_the_code_of_one_device_joins_the_other_and_votes_go_on():
    phone, desk = Client(), Client()
    statement = StatementFactory(topic=open_topic())
    vote(phone, statement)

    entered = desk.post("/me/carry/", {"code": code_on(phone.post("/me/code/"))})

    assert (entered.status_code, entered.url) == (302, "/me/")
    assert ParticipantMerge.objects.count() == 1
    assert "賛否（いまの答え）" in words(desk.get("/me/"))
    vote(desk, statement, "disagree")
    assert list(CurrentVote.objects.values_list("choice", flat=True)) == [-1]
    assert Vote.objects.values("participant").distinct().count() == 1


@pytest.mark.parametrize("typed", ["1234", "0000-0000-0000-0001", ""])
def test_what_is_no_code_is_refused_and_leaves_nobody_behind(client, typed):
    page = client.post("/me/carry/", {"code": typed})

    assert page.status_code == 400
    assert Participant.objects.count() == 0


def test_a_used_code_is_of_no_use_again():
    phone, desk, third = Client(), Client(), Client()
    code = code_on(phone.post("/me/code/"))
    desk.post("/me/carry/", {"code": code})

    again = third.post("/me/carry/", {"code": code})

    assert again.status_code == 400
    assert "このコードは使えません" in words(again)


def test_many_wrong_codes_are_refused_for_a_while(client):
    for _n in range(10):
        client.post("/me/carry/", {"code": "0000-0000-0000-0000"})

    assert client.post("/me/carry/", {"code": "0000-0000-0000-0000"}).status_code == 429


def test_everything_held_is_a_page_and_a_file(client):
    statement = StatementFactory(topic=open_topic(), text="=公園に木を植える")
    vote(client, statement)

    page = client.get("/me/held/")
    archive = zipfile.ZipFile(BytesIO(client.get("/me/held.zip").content))

    assert "=公園に木を植える" in words(page)
    assert "held.json" in archive.namelist()
    tables = [archive.read(name).decode("utf-8-sig") for name in archive.namelist() if name.endswith(".csv")]
    assert any("'=公園に木を植える" in table for table in tables)


def test_erasing_needs_a_mark_and_then_forgets_the_device(client):
    vote(client, StatementFactory(topic=open_topic()))

    unsure = client.post("/me/erase/", {})
    done = client.post("/me/erase/", {"is_sure": "on"})

    assert unsure.status_code == 400
    assert "消しました" in words(done)
    assert done.cookies[PARTICIPANT_COOKIE].value == ""
    assert (Participant.objects.get().token_hash, Vote.objects.count()) == (None, 1)


def test_a_forgotten_device_is_nobody_and_what_it_sent_stays(client):
    vote(client, StatementFactory(topic=open_topic()))

    client.post("/me/forget/")

    assert "まだありません" in words(client.get("/me/"))
    assert Vote.objects.count() == 1


class TestMail:
    @pytest.fixture(autouse=True)
    def mailbox(self, settings):
        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    def test_an_address_is_confirmed_by_the_code_of_the_mail_and_finds_the_person_again(self, client):
        vote(client, StatementFactory(topic=open_topic()))
        client.post("/me/mail/", {"email": "Hana@example.jp"})
        send_code(address=MailAddress.objects.get(), now=timezone.now())

        confirmed = client.post("/me/mail/code/", {"code": re.search(r"\d{4}(-\d{4}){3}", outbox.outbox[0].body)[0]})
        send_way(digest=digest_of("hana@example.jp"), now=timezone.now())
        other = Client()
        other.post("/me/carry/", {"code": re.search(r"\d{4}(-\d{4}){3}", outbox.outbox[1].body)[0]})

        assert confirmed.status_code == 302
        assert StepReached.objects.get().kind == StepKind.MAIL
        assert "賛否（いまの答え）" in words(other.get("/me/"))
        assert "hana@example.jp" not in MailAddress.objects.get().sealed.lower()

    def test_known_or_not_the_answer_is_the_same(self, client):
        vote(client, StatementFactory(topic=open_topic()))
        client.post("/me/mail/", {"email": "hana@example.jp"})
        MailAddress.objects.update(confirmed_at=timezone.now())

        known = Client().post("/me/find/", {"email": "hana@example.jp"}, follow=True)
        unknown = Client().post("/me/find/", {"email": "taro@example.jp"}, follow=True)

        token = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')
        assert token.sub("", words(known)) == token.sub("", words(unknown))

    def test_an_address_is_taken_back_at_once(self, client):
        client.post("/me/mail/", {"email": "hana@example.jp"})

        client.post("/me/mail/back/")

        assert MailAddress.objects.count() == 0

    def test_where_no_mail_leaves_it_is_said(self, client, settings):
        settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"

        page = client.post("/me/mail/", {"email": "hana@example.jp"})

        assert page.status_code == 409
        assert "いまメールを送れません" in words(page)


class TestResidents:
    @pytest.fixture
    def codes(self) -> list[str]:
        officer = RoleFactory().user
        last_on = timezone.localdate() + timedelta(days=30)
        made = make_resident_codes(
            way=CodeWay.LETTER, count=2, ward=None, valid_until=last_on, actor=officer, now=timezone.now()
        )
        self.officer, self.batch = officer, made.batch
        return made.codes

    def test_a_code_shows_once_that_somebody_lives_here(self, client, codes):
        first = client.post("/me/resident/", {"code": codes[0]})
        second = Client().post("/me/resident/", {"code": codes[0]})

        assert (first.status_code, second.status_code) == (302, 400)
        assert StepReached.objects.get().kind == StepKind.RESIDENT
        assert ResidentCode.objects.filter(used_at__isnull=False).count() == 1

    def test_a_used_an_unknown_and_a_stopped_code_get_one_answer(self, client, codes):
        client.post("/me/resident/", {"code": codes[0]})
        stop_batch(batch=self.batch, reason="手紙をなくした", actor=self.officer, now=timezone.now())

        answers = {
            re.sub(r"(value|name)=\"[^\"]*\"", "", words(Client().post("/me/resident/", {"code": code})))
            for code in (codes[0], codes[1], "0000-0000-0000-0000")
        }

        assert len(answers) == 1
        assert StepReached.objects.count() == 1
