"""The staff desk is open to staff with a second step only; every other page stands open as before."""

from datetime import date

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver

from jukugi.apps.accounts.actions import add_staff, reset_second_step
from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.models import User
from jukugi.apps.accounts.tests.authenticator import PASSWORD, set_up_second_step
from jukugi.apps.accounts.tests.factories import BEFORE, RoleFactory, UserFactory
from jukugi.apps.opinion_map.models import Topic
from jukugi.apps.opinion_map.tests.factories import open_topic

pytestmark = pytest.mark.django_db

SET_UP = "/accounts/2fa/totp/activate/"
WHY = "職員の机を開くには、二段階の確認を設定してください。"


@pytest.fixture(autouse=True)
def asked_for(settings):
    settings.REQUIRE_SECOND_STEP = True


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


@pytest.fixture
def browser(client, officer) -> Client:
    client.post("/accounts/login/", {"login": "okada", "password": PASSWORD})
    return client


def words(response) -> str:
    return response.content.decode().replace("<wbr>", "")


def where(response) -> tuple[int, str]:
    return response.status_code, response.headers.get("Location", "")


def test_who_has_no_authenticator_is_led_to_set_one_up_and_told_why(browser):
    responses = [browser.get(path) for path in ("/desk/", "/desk/topics/", "/desk/nothing-here/")]

    last = browser.get(SET_UP, follow=True)
    browser.post("/accounts/reauthenticate/", {"password": PASSWORD})
    page = browser.get(SET_UP)

    assert [where(response) for response in responses] == [(302, SET_UP)] * 3
    assert (last.status_code, WHY in words(last)) == (200, True)
    assert (page.status_code, WHY in words(page)) == (200, True)


def test_with_an_authenticator_the_desk_opens(browser):
    set_up_second_step(browser)

    assert browser.get("/desk/").status_code == 200


def test_after_setting_up_one_comes_to_the_page_that_was_wanted(browser):
    browser.get("/desk/topics/?from=mail&x=1")
    set_up_second_step(browser)

    codes = browser.get("/accounts/2fa/recovery-codes/")
    arrived = browser.get("/desk/topics/?from=mail&x=1")
    later = browser.get("/accounts/2fa/recovery-codes/")

    assert 'href="/desk/topics/?from=mail&amp;x=1"' in codes.content.decode()
    assert arrived.status_code == 200
    assert "職員の机へ進む" not in words(later)


@pytest.mark.parametrize("address", ["/desk/?next=//evil.example/", "/desk//evil.example/", f"/desk/?{'x' * 3000}"])
def test_the_way_back_never_leaves_the_desk(browser, address):
    browser.get(address)

    wanted = browser.session["page_wanted_at_the_desk"]

    assert wanted in (address, "/desk/")
    assert len(wanted) <= 2000


def test_what_a_form_sends_is_not_done_and_that_is_said(browser, officer):
    topic = open_topic()

    response = browser.post(f"/desk/topics/{topic.pk}/close/")

    assert where(response) == (302, SET_UP)
    assert Topic.objects.get().closed_at is None
    assert "まだ記録していません" in words(browser.get(SET_UP, follow=True))
    assert browser.session["page_wanted_at_the_desk"] == "/desk/"


def test_a_part_that_htmx_asks_for_leads_the_whole_page_away(browser):
    response = browser.get("/desk/topics/", headers={"HX-Request": "true"})

    assert (response.status_code, response.headers["HX-Redirect"]) == (200, SET_UP)


def test_pages_for_everybody_and_of_the_account_stay_open(browser):
    paths = ["/", "/issues/", "/topics/", "/about/", "/accounts/2fa/", "/accounts/password/change/"]

    assert {path: browser.get(path).status_code for path in paths} == dict.fromkeys(paths, 200)
    assert where(browser.post("/accounts/logout/")) == (302, "/")


def test_a_stranger_is_asked_to_sign_in_as_before(client):
    assert where(client.get("/desk/topics/")) == (302, "/accounts/login/?next=/desk/topics/")


def test_somebody_without_a_role_is_refused_as_before(client):
    client.force_login(UserFactory())

    assert client.get("/desk/").status_code == 403


def test_codes_in_reserve_alone_do_not_open_the_desk(browser, officer):
    Authenticator.objects.create(user=officer, type="recovery_codes", data={})

    assert where(browser.get("/desk/")) == (302, SET_UP)


def test_the_authenticator_of_somebody_else_opens_nothing(browser):
    Authenticator.objects.create(user=UserFactory(), type="totp", data={})

    assert where(browser.get("/desk/")) == (302, SET_UP)


def test_the_desk_shuts_at_once_when_an_operator_takes_the_second_step_away(browser, officer):
    set_up_second_step(browser)
    before = browser.get("/desk/").status_code

    reset_second_step(user=officer, now=BEFORE)

    assert (before, where(browser.get("/desk/"))) == (200, (302, SET_UP))


def test_switched_off_nothing_is_asked(browser, settings):
    settings.REQUIRE_SECOND_STEP = False

    assert browser.get("/desk/").status_code == 200


def test_a_page_of_the_desk_takes_one_query_more(client, settings):
    officer = RoleFactory().user
    Authenticator.objects.create(user=officer, type="totp", data={})
    client.force_login(officer)
    counted = []
    for is_asked in (False, True):
        settings.REQUIRE_SECOND_STEP = is_asked
        client.get("/desk/topics/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/desk/topics/")
        counted.append(len(queries))

    assert counted[1] - counted[0] == 1


def test_every_page_behind_a_sign_in_stands_at_the_desk_or_belongs_to_the_account(client):
    paths = [path for path in _paths(get_resolver().url_patterns, "/") if not path.startswith("/accounts/")]

    asked = [path for path in paths if where(client.get(path))[1].startswith("/accounts/login/")]

    assert "/desk/" in asked
    assert [path for path in asked if not path.startswith("/desk/")] == []


def _paths(patterns: list[URLPattern | URLResolver], before: str) -> list[str]:
    """An address for every route; every number in it is 1."""
    found = []
    for pattern in patterns:
        path = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            found += _paths(pattern.url_patterns, path)
        else:
            for part in [part for part in path.split("/") if part.startswith("<")]:
                path = path.replace(part, "1")
            found.append(path)
    return found
