"""The switch ふりがな: what it remembers, where it leads, and that nothing of it is mixed up."""

import re
import subprocess
import sys

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.issues.tests.factories import IssueFactory
from jukugi.apps.opinion_map.models import Topic
from jukugi.kit.pages.furigana import FURIGANA_COOKIE
from tests.sample_city import load_sample_city

pytestmark = pytest.mark.django_db
RUBY = "<rt "


def page(client, path="/", **headers):
    response = client.get(path, headers=headers)
    assert response.status_code == 200
    return response.content.decode()


def switch(client, on, next_page="/issues/?level=chiiki"):
    return client.post("/furigana/", {"on": on, "next": next_page})


def test_the_switch_is_remembered_without_saying_who_it_was(client):
    response = switch(client, "1")

    cookie = response.cookies[FURIGANA_COOKIE]
    assert (response.status_code, response.headers["Location"]) == (302, "/issues/?level=chiiki")
    assert (cookie.value, cookie["samesite"], cookie["httponly"], cookie["secure"]) == ("1", "Lax", True, "")


def test_over_https_the_cookie_is_secure(client):
    response = client.post("/furigana/", {"on": "1"}, secure=True)

    assert response.cookies[FURIGANA_COOKIE]["secure"] is True


def test_switching_off_takes_the_cookie_away(client):
    switch(client, "1")

    switch(client, "0")

    assert client.cookies[FURIGANA_COOKIE].value == ""
    assert RUBY not in page(client)


@pytest.mark.parametrize(
    "elsewhere", ["https://example.com/", "//example.com/", "/\\example.com", "javascript:alert(1)", ""]
)
def test_the_switch_leads_to_no_other_site(client, elsewhere):
    assert switch(client, "1", elsewhere).headers["Location"] == "/"


def test_only_a_form_switches(client):
    assert client.get("/furigana/").status_code == 405


def test_readings_stand_on_pages_of_those_who_asked_and_of_nobody_else(client):
    other = type(client)()
    before = page(other)
    switch(client, "1")

    with_readings, without = page(client), page(other)

    assert (RUBY in before, RUBY in with_readings, RUBY in without) == (False, True, False)
    assert "ふりがなをけす" in with_readings
    assert "ふりがなをつける" in without
    assert RUBY not in page(other), "the frame that is kept holds no readings"


def test_a_made_up_value_of_the_cookie_is_no_choice(client):
    client.cookies[FURIGANA_COOKIE] = "<script>"

    assert RUBY not in page(client)


def test_caches_between_here_and_the_reader_are_told(client):
    assert "Cookie" in client.get("/").headers["Vary"]


def test_the_way_back_of_a_page_that_answers_a_form_is_the_page_of_the_form(client):
    answer = client.post(
        "/accounts/login/", {"login": "x", "password": "y"}, headers={"referer": "http://testserver/about/?a=1"}
    )

    assert 'name="next" value="/about/?a=1"' in answer.content.decode()


def test_a_part_that_htmx_swaps_has_readings_too(client):
    load_sample_city()
    topic = Topic.objects.get(title="地域の居場所")
    switch(client, "1")

    part = page(client, f"/topics/{topic.pk}/vote/", **{"hx-request": "true"})

    assert "<html" not in part
    assert RUBY in part


def test_no_letter_of_a_page_is_changed_but_by_the_readings(client):
    load_sample_city()
    paths = ["/", "/issues/", "/opinions/", "/topics/", "/about/method/"]
    # The switch itself says something else on either side.
    plain = {path: page(client, path) for path in paths}
    switch(client, "1")
    read = {path: page(client, path) for path in paths}

    def words(text):
        text = re.sub(r"<rt[^>]*>[^<]*</rt>|ふりがなを(?:けす|つける)", "", text)
        return "".join(re.sub(r"<[^>]*>", "", text).split())

    assert {path: words(text) for path, text in read.items()} == {path: words(text) for path, text in plain.items()}


def test_a_page_read_before_asks_no_more_than_one_query_for_its_readings(client):
    page(client)
    caches["frame"].clear()
    with CaptureQueriesContext(connection) as before:
        page(client)
    switch(client, "1")
    page(client)
    caches["frame"].clear()

    with CaptureQueriesContext(connection) as after:
        page(client)

    assert len(after) <= len(before) + 1


def test_a_reading_that_staff_set_shows_on_the_next_page(client):
    IssueFactory(title="溝口のこれから", process__is_main=True)
    switch(client, "1")
    before = page(client, "/issues/")
    officer = type(client)()
    officer.force_login(RoleFactory(kind=RoleKind.POLICY_OFFICER).user)

    officer.post("/desk/plain/readings/", {"word": "溝口", "reading": "みぞのくち", "reason": "駅の案内で確かめた"})

    assert ("みぞのくち" in before, "みぞのくち" in page(client, "/issues/")) == (False, True)


def test_the_dictionary_is_loaded_only_when_somebody_asks_for_readings():
    code = (
        "import sys, django; django.setup()\n"
        "from jukugi.kit.pages.furigana import FuriganaMiddleware\n"
        "print('sudachipy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "False"
