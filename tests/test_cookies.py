"""Cookies that no page of ours has set."""

import pytest

from jukugi.apps.accounts.enums import PARTICIPANT_COOKIE
from jukugi.apps.accounts.tests.factories import RoleFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("value", [r'"\000"', r'"a\000b"', r'"\012"', r'"\177"', "\x01"])
@pytest.mark.parametrize("name", ["sessionid", PARTICIPANT_COOKIE, "jukugi_ward", "csrftoken"])
def test_a_cookie_with_a_control_character_is_left_out(client, name, value):
    response = client.get("/topics/", headers={"Cookie": f"{name}={value}; other=1"})

    assert response.status_code == 200
    assert response.wsgi_request.COOKIES == {"other": "1"}


def test_cookies_of_ours_stay(client):
    client.force_login(RoleFactory().user)
    client.cookies["jukugi_ward"] = "141330"

    response = client.get("/desk/")

    assert response.status_code == 200
    assert set(response.wsgi_request.COOKIES) == {"sessionid", "jukugi_ward"}
