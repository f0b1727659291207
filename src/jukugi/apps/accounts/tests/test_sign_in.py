from datetime import date

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client

from jukugi.apps.accounts.actions import add_staff
from jukugi.apps.accounts.adapter import EncryptingMfaAdapter
from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.models import User
from jukugi.apps.accounts.tests.authenticator import PASSWORD, code_for, code_of_time, set_up_second_step
from jukugi.apps.accounts.tests.factories import BEFORE

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> User:
    return add_staff(
        username="okada",
        display_name="岡田",
        password=PASSWORD,
        kind=RoleKind.POLICY_OFFICER,
        area=None,
        now=BEFORE,
        until=date(2999, 3, 31),
    )


def sign_in(client, **fields):
    return client.post("/accounts/login/", {"login": "okada", "password": PASSWORD} | fields)


def test_a_member_of_staff_signs_in_and_comes_to_the_desk(client, officer):
    response = sign_in(client)

    assert (response.status_code, response.url) == (302, "/desk/")
    assert client.get("/desk/").status_code == 200


@pytest.mark.parametrize(
    "fields", [{"password": "wrong"}, {"password": ""}, {"login": "nobody"}, {"login": "okada\x00"}]
)
def test_a_wrong_sign_in_is_refused_and_says_the_same_for_a_wrong_name(client, officer, fields):
    response = sign_in(client, **fields)

    assert response.status_code == 200
    assert client.get("/desk/").status_code == 302


def test_a_wrong_name_and_a_wrong_password_cannot_be_told_apart(client, officer):
    errors = [
        str(sign_in(client, **fields).context["form"].errors) for fields in ({"password": "wrong"}, {"login": "nobody"})
    ]

    assert errors[0] == errors[1] != ""


def test_somebody_who_is_switched_off_cannot_sign_in(client, officer):
    officer.is_active = False
    officer.save()

    response = sign_in(client)

    assert response.status_code == 403
    assert "このサインインは、いま使えません。" in response.content.decode().replace("<wbr>", "")
    assert client.get("/desk/").status_code == 302


def test_after_five_wrong_passwords_the_right_one_has_to_wait(client, officer):
    for _ in range(5):
        sign_in(client, password="wrong")

    response = sign_in(client)

    assert response.status_code == 200
    assert client.get("/desk/").status_code == 302


def test_many_tries_from_one_place_are_answered_in_plain_words(client, officer):
    for number in range(30):
        sign_in(client, login=f"nobody-{number}")

    response = sign_in(client)

    assert response.status_code == 429
    assert "しばらく" in response.content.decode()


def test_nobody_signs_up_alone(client):
    assert [client.get(f"/accounts/{name}/").status_code for name in ("signup", "password/reset", "email")] == [404] * 3


def test_signing_in_leads_to_no_other_site(client, officer):
    response = client.post("/accounts/login/?next=//evil.example/", {"login": "okada", "password": PASSWORD})

    assert response.url == "/desk/"


def test_the_second_step_is_asked_for_once_it_is_set_up(client, officer):
    sign_in(client)
    set_up_second_step(client)
    again = Client()

    response = sign_in(again)

    assert (response.status_code, response.url) == (302, "/accounts/2fa/authenticate/")
    assert again.get("/desk/").status_code == 302


def test_the_second_step_is_asked_for_inside_our_frame_and_leads_to_the_desk(client, officer):
    sign_in(client)
    secret = set_up_second_step(client)
    cache.clear()  # a code is taken once; setting up has used this one
    again = Client()
    sign_in(again)

    page = again.get("/accounts/2fa/authenticate/")
    wrong = again.post("/accounts/2fa/authenticate/", {"code": "00000000"})
    right = again.post("/accounts/2fa/authenticate/", {"code": code_for(secret)})

    assert (page.status_code, wrong.status_code, right.url) == (200, 200, "/desk/")
    assert "<footer" in page.content.decode()
    assert again.get("/desk/").status_code == 200


def test_the_secret_of_the_second_step_is_stored_encrypted(client, officer):
    sign_in(client)

    secret = set_up_second_step(client)

    stored = str(list(Authenticator.objects.values()))
    assert Authenticator.objects.filter(type="totp").count() == 1
    assert len(secret) >= 16
    assert secret not in stored


def test_who_has_another_secret_of_the_settings_reads_nothing(settings):
    adapter = EncryptingMfaAdapter()
    stored = adapter.encrypt("JBSWY3DPEHPK3PXP")

    read_here = adapter.decrypt(stored)
    settings.SECRET_KEY = "another secret"

    assert (read_here, "JBSWY3DPEHPK3PXP" in stored) == ("JBSWY3DPEHPK3PXP", False)
    with pytest.raises(ValidationError):
        adapter.decrypt(stored)


@pytest.mark.parametrize(("periods", "comes_in"), [(-3, False), (1, True), (3, False)])
def test_a_code_of_a_clock_that_is_a_little_off_fits_and_an_old_one_does_not(client, officer, periods, comes_in):
    sign_in(client)
    secret = set_up_second_step(client)
    again = Client()
    sign_in(again)

    response = again.post("/accounts/2fa/authenticate/", {"code": code_of_time(secret, periods)})

    assert (response.status_code == 302) is comes_in


def test_after_a_change_of_the_secret_the_second_step_refuses_in_words(client, officer, settings):
    sign_in(client)
    secret = set_up_second_step(client)
    settings.SECRET_KEY = "another secret of the settings, long enough: 0123456789"
    again = Client()
    sign_in(again)

    responses = [again.post("/accounts/2fa/authenticate/", {"code": code}) for code in (code_for(secret), "00000000")]

    for response in responses:
        assert response.status_code == 200
        assert "このサイトの鍵が変わったため" in response.content.decode().replace("<wbr>", "")
    assert again.get("/desk/").status_code == 302
