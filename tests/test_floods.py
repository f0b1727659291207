"""A library is not shut out, a flood is; who took part before goes on behind its address; codes are not guessed."""

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.utils import timezone

from jukugi.apps.accounts.models import Participant
from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.opinions.enums import HEARING
from jukugi.apps.opinions.models import Submission
from jukugi.apps.opinions.tests.factories import OpinionFactory
from jukugi.apps.processes.tests.factories import OpeningFactory, PhaseFactory, ProcessFactory
from jukugi.kit.limits import counting
from jukugi.kit.limits.models import Counter, DaySalt
from jukugi.project import floods
from tests.test_permission_matrix import routes

pytestmark = pytest.mark.django_db

LIBRARY, ELSEWHERE = "198.51.100.7", "203.0.113.9"
WRITE = "/opinions/new/"


@pytest.fixture
def hearing():
    now = timezone.now()
    process = ProcessFactory(is_main=True)
    phase = PhaseFactory(process=process, opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=1))
    OpeningFactory(phase=phase, kind=HEARING)
    return process


@pytest.fixture
def at_ten(monkeypatch):
    """A clock that a test moves; never at the edge of a window."""
    window = timedelta(seconds=counting.WINDOW_SECONDS)
    clock = {"now": datetime.fromtimestamp(timezone.now().timestamp() // window.seconds * window.seconds + 60, tz=UTC)}
    monkeypatch.setattr(floods.timezone, "now", lambda: clock["now"])
    return lambda **passed: clock.update(now=clock["now"] + timedelta(**passed))


FORM = "application/x-www-form-urlencoded"


def send(client: Client, address: str = LIBRARY, **more: str):
    fields = {"text": "近所に集まれる場所がほしい。"} | more
    return client.post(WRITE, urlencode(fields), content_type=FORM, REMOTE_ADDR=address)


def _text(response) -> str:
    return response.content.decode().replace("<wbr>", "")


def test_sixty_people_of_a_library_in_ten_minutes_notice_nothing(hearing):
    answers = [send(Client()).status_code for _person in range(60)]

    assert set(answers) == {302}
    assert Submission.objects.count() == 60


def test_many_from_one_place_wait_ten_seconds_and_what_they_wrote_is_kept(hearing, settings, at_ten):
    settings.SENT_BEFORE_WAITING = 3
    assert [send(Client()).status_code for _n in range(3)] == [302] * 3
    late = Client()

    asked = send(late, text="わたしの声です。<b>太字</b>")

    page = asked.content.decode()
    assert (asked.status_code, asked.headers["Retry-After"]) == (429, "10")
    assert 'name="text" value="わたしの声です。&lt;b&gt;太字&lt;/b&gt;"' in page
    ticket = re.search(r'name="waited" value="([^"]+)"', page)[1]
    at_ten(seconds=9)
    assert send(late, text="わたしの声です。", waited=ticket).status_code == 429
    at_ten(seconds=1)
    assert send(late, text="わたしの声です。", waited=ticket).status_code == 302
    assert send(Client(), ELSEWHERE).status_code == 302


def test_a_ticket_of_another_place_or_page_and_a_forged_one_are_none(hearing, settings, at_ten):
    settings.SENT_BEFORE_WAITING = 1
    send(Client())
    ticket = re.search(r'name="waited" value="([^"]+)"', send(Client()).content.decode())[1]
    send(Client(), ELSEWHERE)
    at_ten(seconds=20)

    assert send(Client(), ELSEWHERE, waited=ticket).status_code == 429
    assert send(Client(), waited=ticket[:-2] + "xx").status_code == 429
    at_ten(minutes=-1)
    assert send(Client(), waited=ticket).status_code == 429


def test_a_flood_is_refused_and_who_took_part_before_goes_on_behind_its_address(hearing, settings, at_ten):
    settings.SENT_BEFORE_WAITING = 2
    person = Client()
    send(person)
    answers = [send(Client()) for _n in range(12)]

    refused = [answer for answer in answers if "ここからは受け付けられません" in _text(answer)]
    assert [answer.status_code for answer in refused] == [429] * len(refused)
    assert len(refused) == 12 - (2 * floods.REFUSED_AT - 1)
    assert Submission.objects.count() == 2
    assert send(person, text="もう一つの声です。").status_code == 302
    assert send(Client(), ELSEWHERE).status_code == 302
    at_ten(minutes=10)
    assert send(Client()).status_code == 302


def test_the_flood_leaves_nobody_behind_in_the_table_of_people(hearing, settings):
    settings.SENT_BEFORE_WAITING = 1
    for _n in range(8):
        send(Client())

    assert Participant.objects.count() == 1


def test_what_people_send_who_are_known_is_not_counted_by_place(hearing):
    person = Client()

    answers = [send(person, text=f"{number}つ目の声です。").status_code for number in range(4)]

    assert answers == [302] * 4
    assert Counter.objects.get().count == 1


def test_htmx_shows_the_wait_in_place_of_the_page(hearing, settings):
    settings.SENT_BEFORE_WAITING = 1
    send(Client())

    asked = Client().post(WRITE, "text=x", content_type=FORM, REMOTE_ADDR=LIBRARY, headers={"hx-request": "true"})

    assert (asked.status_code, asked.headers["HX-Retarget"], asked.headers["HX-Reselect"]) == (409, "#main", "#wait")


def test_staff_are_not_counted(hearing, settings):
    settings.SENT_BEFORE_WAITING = 1
    officer = Client()
    officer.force_login(RoleFactory().user)

    assert [send(officer).status_code for _n in range(3)] == [302] * 3
    assert Counter.objects.count() == 0


def test_the_address_is_that_which_the_trusted_proxy_tells(hearing, settings):
    settings.SENT_BEFORE_WAITING = 1
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    def through_proxy(forwarded: str) -> int:
        client = Client()
        headers = {"x-forwarded-for": forwarded}
        return client.post(WRITE, "text=x", content_type=FORM, REMOTE_ADDR="127.0.0.1", headers=headers).status_code

    assert [through_proxy("198.51.100.1"), through_proxy("203.0.113.1")] == [302, 302]
    # What a client writes itself stands before what the proxy adds, and is not believed.
    assert through_proxy("192.0.2.55, 198.51.100.2") == 429


def test_numbers_are_not_guessed_one_after_the_other(at_ten):
    known = OpinionFactory().submission.receipt
    person, guesser = Client(), Client()
    person.get(WRITE)

    answers = [guesser.get(f"/threads/{n:09}/", REMOTE_ADDR=LIBRARY).status_code for n in range(62)]

    assert set(answers[:60]) <= {400, 404}
    assert answers[60:] == [429, 429]
    assert guesser.get(f"/threads/{known}/", REMOTE_ADDR=LIBRARY).status_code == 429  # right or wrong: the same
    assert Client().get(f"/threads/{known}/", REMOTE_ADDR=ELSEWHERE).status_code == 200
    at_ten(minutes=10)
    assert guesser.get(f"/threads/{known}/", REMOTE_ADDR=LIBRARY).status_code == 200


def test_who_took_part_before_still_opens_their_number_while_others_guess(hearing):
    person = Client()
    send(person)
    receipt = Submission.objects.get().receipt
    for n in range(61):
        Client().get(f"/threads/{n:09}/", REMOTE_ADDR=LIBRARY)

    assert Client().get(f"/threads/{receipt}/", REMOTE_ADDR=LIBRARY).status_code == 429
    assert person.get(f"/threads/{receipt}/", REMOTE_ADDR=LIBRARY).status_code == 200


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("198.51.100.7", "198.51.100.200", True),
        ("198.51.100.7", "198.51.101.7", False),
        ("2001:db8:0:100::1", "2001:db8:0:1ff:ffff::1", True),
        ("2001:db8:0:100::1", "2001:db8:0:200::1", False),
        ("::ffff:198.51.100.7", "198.51.100.8", True),
        ("nonsense", "other", True),
    ],
)
def test_a_place_is_what_one_provider_gives_to_one_house(one, other, same):
    assert (counting.place_of(one) == counting.place_of(other)) is same


def test_no_address_is_kept_and_the_same_place_has_another_hash_tomorrow():
    today = datetime(2026, 11, 2, 1, tzinfo=UTC)

    for day in (today, today + timedelta(days=1)):
        counting.count("sent", counting.place_of(LIBRARY), now=day)

    kept = " ".join(map(str, [*Counter.objects.values_list(), *DaySalt.objects.values_list()]))
    assert "198.51" not in kept
    assert len(set(Counter.objects.values_list("place", flat=True))) == 2


def test_counters_and_salts_go_after_a_day():
    today = datetime(2026, 11, 2, 1, tzinfo=UTC)
    counting.count("sent", "x", now=today)

    gone = [counting.forget(now=today + timedelta(hours=hours), kept=timedelta(days=1)) for hours in (24, 25)]

    assert gone == [0, 1]
    assert counting.forget(now=today + timedelta(days=3), kept=timedelta(days=1)) == 0
    assert DaySalt.objects.count() == 0


def test_every_route_that_is_watched_is_there():
    watched = floods.CODES_IN_ADDRESSES | floods.CODES_IN_FORMS | floods.FREE_ROUTES

    assert watched - set(routes()) == set()
    assert {route.partition(":")[0] for route in routes() if ":" in route} >= floods.FREE_SPACES


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/me/carry/", {"code": "0000 0000 0000"}),
        ("/associations/code/", {"code": "271828182"}),
        ("/lots/join/", {"code": "271828182"}),
    ],
)
def test_codes_are_not_guessed_one_after_the_other(path, fields, monkeypatch):
    monkeypatch.setattr(floods, "WRONG_AT_MOST", 3)

    answers = [Client().post(path, fields, REMOTE_ADDR=LIBRARY) for _n in range(5)]

    assert [answer.status_code for answer in answers[3:]] == [429, 429], [a.status_code for a in answers]
    assert "ここからは受け付けられません" in _text(answers[4])
    assert Client().post(path, fields, REMOTE_ADDR=ELSEWHERE).status_code != 429
