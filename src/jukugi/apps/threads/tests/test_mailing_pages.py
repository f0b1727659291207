"""Pages on which an address is left, confirmed, changed and taken back."""

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jukugi.apps.accounts.actions import begin_participation, new_token
from jukugi.apps.accounts.enums import PARTICIPANT_COOKIE
from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.opinions.enums import OpinionState
from jukugi.apps.opinions.models import Opinion
from jukugi.apps.opinions.tests.factories import OpinionFactory
from jukugi.apps.threads.actions.sending import send_due
from jukugi.apps.threads.enums import AddressState
from jukugi.apps.threads.models import Address
from jukugi.apps.threads.queries.links import token_of
from jukugi.apps.threads.tests.factories import AddressFactory

pytestmark = pytest.mark.django_db

EMAIL = "hanako@example.jp"


@pytest.fixture
def own(client) -> Opinion:
    """A public voice that was sent from this device."""
    token = new_token()
    client.cookies[PARTICIPANT_COOKIE] = token
    author = begin_participation(token=token, now=timezone.now())
    return OpinionFactory(submission__author=author, state=OpinionState.SHOWN)


def text(response) -> str:
    return response.content.decode().replace("<wbr>", "")


def page_of(opinion: Opinion) -> str:
    return reverse("receipt", args=[opinion.submission.receipt])


def mailing_of(opinion: Opinion) -> str:
    return reverse("threads:mailing", args=[opinion.submission.receipt])


def own_page(address: Address) -> str:
    return reverse("threads:address", args=[token_of(address)])


def test_the_receipt_offers_to_tell_by_mail_on_the_device_that_sent_the_voice_alone(client, own):
    here, elsewhere = client.get(page_of(own)), Client().get(page_of(own))

    assert "その後をメールで知る" in text(here)
    assert "その後をメールで知る" not in text(elsewhere)


def test_an_address_is_left_confirmed_by_the_link_and_stopped(client, own):
    sent = client.post(mailing_of(own), {"email": EMAIL})
    send_due(clock=timezone.now)
    address = Address.objects.get()
    page = client.get(own_page(address))
    assert Address.objects.get().state == AddressState.MAILED

    confirmed = client.post(own_page(address), {"do": "confirm"})
    now_confirmed = Address.objects.get().state
    stopped = client.post(own_page(address), {"do": "stop"})

    assert (sent.status_code, page.status_code, confirmed.status_code) == (302, 200, 302)
    assert now_confirmed == AddressState.CONFIRMED
    assert "知らせを止めました" in text(stopped)
    assert not Address.objects.exists()
    assert own_page(address) in mail.outbox[0].body
    assert client.get(own_page(address)).status_code == 410


def test_no_page_shows_the_address(client, own):
    client.post(mailing_of(own), {"email": EMAIL})
    address = Address.objects.get()
    officer = Client()
    officer.force_login(RoleFactory().user)

    pages = [
        client.get(mailing_of(own)),
        client.get(page_of(own)),
        client.get(own_page(address)),
        officer.get(mailing_of(own)),
        officer.get(reverse("threads:counter"), {"no": own.submission.receipt}),
    ]

    assert [page.status_code for page in pages] == [200] * 5
    assert not any(EMAIL in text(page) for page in pages)


def test_a_mistyped_address_comes_back_in_the_form(client, own):
    page = client.post(mailing_of(own), {"email": "hanako@"})

    assert page.status_code == 400
    assert "メールアドレスの形ではありません" in text(page)
    assert "hanako@" in text(page)


def test_from_another_device_nothing_is_left(client, own):
    stranger = Client()

    answers = [stranger.get(mailing_of(own)), stranger.post(mailing_of(own), {"email": EMAIL})]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert not Address.objects.exists()


def test_the_device_takes_its_address_back(client, own):
    client.post(mailing_of(own), {"email": EMAIL})

    client.post(mailing_of(own), {"do": "withdraw"})

    assert not Address.objects.exists()


def test_the_owner_of_the_mail_changes_the_address(client):
    address = AddressFactory(email="old@example.jp")

    wrong = client.post(own_page(address), {"do": "change", "email": "new"})
    changed = client.post(own_page(address), {"do": "change", "email": "new@example.jp"})

    assert (wrong.status_code, changed.status_code) == (400, 200)
    assert Address.objects.get().state == AddressState.ASKED
    assert client.get(own_page(address)).status_code == 410


def test_one_click_in_a_mail_program_stops_without_cookies_or_forms():
    address = AddressFactory()
    program = Client(enforce_csrf_checks=True)
    stop = reverse("threads:stop-at-once", args=[token_of(address)])

    opened = program.get(stop)
    still_there = Address.objects.exists()
    done = program.post(stop, {"List-Unsubscribe": "One-Click"})
    again = program.post(stop, {"List-Unsubscribe": "One-Click"})

    assert (opened.status_code, still_there) == (405, True)
    assert (done.status_code, again.status_code) == (200, 200)
    assert not Address.objects.exists()


def test_on_a_site_without_a_mail_server_nothing_is_offered(client, own, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"

    assert "その後をメールで知る" not in text(client.get(page_of(own)))
    assert client.post(mailing_of(own), {"email": EMAIL}).status_code == 409
    assert not Address.objects.exists()


def test_a_public_story_says_how_it_is_cited_and_where_it_stands(client):
    shown, waiting = OpinionFactory(state=OpinionState.SHOWN), OpinionFactory()

    public, closed = (text(client.get(page_of(one))) for one in (shown, waiting))

    assert f'<link rel="canonical" href="http://testserver{page_of(shown)}">' in public
    assert "出典の書き方" in public
    assert "canonical" not in closed
    assert "出典の書き方" not in closed
