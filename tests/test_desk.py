"""The desk as a whole: its list of rooms, and the milestone it works towards."""

import re
from datetime import UTC, date, datetime

import pytest

from jukugi.apps.accounts.tests.factories import RoleFactory
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
