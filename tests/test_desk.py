"""The desk as a whole: its list of rooms, and the milestone it works towards."""

import re
from datetime import UTC, date, datetime

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.opinions.tests.factories import OpinionFactory
from jukugi.apps.processes.enums import Precision
from jukugi.apps.processes.tests.factories import MilestoneFactory, ProcessFactory
from jukugi.project.desk import lead, next_milestone

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 9, 12, 3, tzinfo=UTC)


def current_rooms(client, path: str) -> list[str]:
    """The rooms that a page marks as the one it is in, of the list that stands open beside the work."""
    page = client.get(path).content.decode()
    rail = page[page.index('class="desk-open"') : page.index('class="desk-main"')]
    return re.findall(r'aria-current="[a-z]+"><span>([^<]+)', rail)


def test_each_page_marks_its_own_room_and_no_other(client):
    client.force_login(RoleFactory().user)

    marked = {path: current_rooms(client, path) for path in ("/desk/", "/desk/topics/", "/desk/topics/new/")}

    assert marked == {
        "/desk/": ["待っていること"],
        "/desk/topics/": ["熟議の運営"],
        "/desk/topics/new/": ["熟議の運営"],
    }


def test_the_list_of_rooms_tells_the_sum_of_what_waits_on_every_page_of_the_desk(client):
    OpinionFactory.create_batch(3)
    client.force_login(RoleFactory().user)

    pages = [client.get(path).content.decode() for path in ("/desk/", "/desk/topics/")]

    assert [re.search(r"待っていること</span> <span[^>]*>(\d+)", page)[1] for page in pages] == ["3", "3"]


def rail_sum(client, path: str = "/desk/topics/") -> str:
    """What waits in sum, as the list of rooms tells it."""
    found = re.search(r"待っていること</span> <span[^>]*>(\d+)", client.get(path).content.decode())
    return found[1] if found else "0"


def test_a_second_page_asks_no_room_what_waits(client, django_assert_max_num_queries):
    client.force_login(RoleFactory().user)
    with CaptureQueriesContext(connection) as first:
        client.get("/desk/topics/")

    with django_assert_max_num_queries(len(first) - 20):
        client.get("/desk/topics/")


def test_what_others_did_shows_some_seconds_later_and_at_the_desk_itself_at_once(client):
    OpinionFactory()
    client.force_login(RoleFactory().user)
    before = rail_sum(client)

    OpinionFactory()

    assert (before, rail_sum(client)) == ("1", "1")
    assert rail_sum(client, "/desk/") == "2"
    assert rail_sum(client) == "2"
    OpinionFactory()
    caches["frame"].clear()  # as after some seconds
    assert rail_sum(client) == "3"


def test_after_a_form_of_the_person_everything_is_asked_anew(client):
    opinion = OpinionFactory()
    client.force_login(RoleFactory().user)
    before = rail_sum(client)
    OpinionFactory()

    client.post(f"/desk/opinions/{opinion.pk}/review/", {"decision": "publish"})

    after = rail_sum(client)
    assert (before, after) == ("1", "2")  # the one that came, and the one that waits for its issue now
    assert after == rail_sum(client, "/desk/")


def test_each_person_and_each_sign_in_has_a_list_of_its_own(client):
    OpinionFactory()
    officer = RoleFactory().user
    client.force_login(officer)
    before = rail_sum(client)
    OpinionFactory()
    elsewhere, other = Client(), Client()
    elsewhere.force_login(officer)
    other.force_login(RoleFactory(kind=RoleKind.WARD_OFFICER, area=WardFactory()).user)

    assert (before, rail_sum(client)) == ("1", "1")
    assert (rail_sum(elsewhere), rail_sum(other)) == ("2", "0")


def test_a_form_of_a_citizen_gives_no_session(client):
    answer = client.post("/furigana/", {"on": "1", "next": "/"})

    assert answer.status_code < 500
    assert "sessionid" not in answer.cookies


def tabs(client, address: str = "/desk/") -> list[tuple[str, str]]:
    """The tabs of the desk: label and count."""
    page = client.get(address).content.decode()
    return re.findall(r'href="/desk/[^"]*"[^>]*>([^<]+) <span class="num tab-count">(\d+)', page)


def rows(client, address: str) -> list[tuple[str, str]]:
    """What the desk lists as waiting: address and count."""
    page = client.get(address).content.decode().replace("&amp;", "&")
    return re.findall(r'class="queue-row" href="([^"]+)"><span class="count num">(\d+)', page)


@pytest.fixture
def wards():
    """Three wards: of the first two voices wait, of the second one, and one that told no ward."""
    first, second, third = WardFactory.create_batch(3)
    for ward in (first, first, second, None):
        OpinionFactory(submission__ward=ward)
    return first, second, third


def test_an_officer_of_the_city_sees_all_that_waits_and_what_waits_in_each_ward(client, wards):
    client.force_login(RoleFactory().user)

    shown = tabs(client)

    assert shown == [("全市", "4"), *zip((ward.name for ward in wards), ("2", "1", "0"), strict=True)]


def test_a_tab_lists_what_waits_in_its_ward_and_leads_to_that_part_of_the_queue(client, wards):
    client.force_login(RoleFactory().user)
    first = wards[0]

    listed = rows(client, f"/desk/?ward={first.code}")

    assert listed == [(f"/desk/opinions/?queue=review&ward={first.code}", "2")]
    page = client.get(listed[0][0], follow=True).content.decode()
    assert f'<span>{first.name}</span> <span class="num"><b>1</b> / 2</span>' in page


def test_a_finished_ward_is_told_apart_from_a_finished_queue(client, wards):
    client.force_login(RoleFactory().user)

    page = client.get(f"/desk/opinions/?queue=review&ward={wards[2].code}").content.decode()

    assert "この区に、確認を待っている声はありません" in page.replace("<wbr>", "")


@pytest.mark.parametrize("ward", ["", "0", "999999", "x" * 3000, "%00", "%F0%9F%8F%A0", "1&ward=2"])
def test_a_ward_that_is_none_means_the_whole_city(client, wards, ward):
    client.force_login(RoleFactory().user)

    listed = rows(client, f"/desk/?ward={ward}")

    assert listed == [("/desk/opinions/?queue=review", "4")]


def test_an_officer_of_one_ward_looks_at_that_ward_whatever_the_address_says(client, wards):
    first, second, _third = wards
    client.force_login(RoleFactory(kind=RoleKind.WARD_OFFICER, area=second).user)

    addresses = ("/desk/", f"/desk/?ward={first.code}")

    assert [tabs(client, address) for address in addresses] == [[], []]
    mine = [(f"/desk/opinions/?queue=review&ward={second.code}", "1")]
    assert [rows(client, address) for address in addresses] == [mine, mine]


def test_an_officer_of_two_wards_chooses_between_them_and_both(client, wards):
    first, second, third = wards
    user = RoleFactory(kind=RoleKind.WARD_OFFICER, area=second).user
    RoleFactory(user=user, kind=RoleKind.WARD_OFFICER, area=third)
    client.force_login(user)

    assert tabs(client) == [("受け持つ区", "1"), (second.name, "1"), (third.name, "0")]
    assert rows(client, f"/desk/?ward={first.code}") == [("/desk/opinions/?queue=review", "1")]


def test_an_operator_has_no_tabs_of_wards(client, wards):
    client.force_login(RoleFactory(kind=RoleKind.OPERATOR).user)

    assert tabs(client) == []


def test_the_desk_takes_the_same_queries_for_one_ward_and_for_six(client, wards, django_assert_num_queries):
    client.force_login(RoleFactory().user)
    client.get("/desk/")
    with CaptureQueriesContext(connection) as before:
        client.get("/desk/")
    for ward in WardFactory.create_batch(3):
        OpinionFactory(submission__ward=ward)

    with django_assert_num_queries(len(before)):
        client.get("/desk/")


def test_the_desk_works_towards_the_next_milestone_whose_day_is_known():
    process = ProcessFactory()
    MilestoneFactory(process=process, title="過ぎた会議", on=date(2026, 9, 11), precision=Precision.DAY)
    MilestoneFactory(process=process, title="いつか", on=date(2026, 10, 1), precision=Precision.LOOSE)
    MilestoneFactory(process=process, title="素案", on=date(2026, 11, 15), precision=Precision.MONTH)

    assert lead(next_milestone(process, NOW)) == "次の節目は、11月の「素案」です。11月まで、あと50日です。"


@pytest.mark.parametrize(
    ("on", "precision", "sentence"),
    [
        (date(2026, 9, 12), Precision.DAY, "今日は「素案」の日です。"),
        (date(2026, 9, 13), Precision.DAY, "次の節目は「素案」です。あと1日です。"),
        (date(2026, 9, 1), Precision.MONTH, "次の節目は、今月の「素案」です。"),
    ],
)
def test_a_milestone_close_by_is_told_as_it_is(on, precision, sentence):
    milestone = MilestoneFactory(on=on, precision=precision)

    assert lead(next_milestone(milestone.process, NOW)) == sentence


def test_nothing_is_said_of_milestones_where_none_is_ahead():
    milestone = MilestoneFactory(on=date(2026, 8, 1))

    assert lead(next_milestone(milestone.process, NOW)) == ""
