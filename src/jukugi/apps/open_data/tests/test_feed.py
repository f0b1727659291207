"""What is new, as a feed: every room's, newest first, and nothing that is not public."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from jukugi.apps.issues.enums import IssueStatus
from jukugi.apps.issues.models import StatusChange
from jukugi.apps.issues.tests.factories import IssueFactory
from jukugi.apps.open_data.feeds import LONGEST
from jukugi.apps.outcomes.tests.factories import drafted, promised
from jukugi.kit.news import NewsItem, news

pytestmark = pytest.mark.django_db


def items(client) -> list[dict[str, str]]:
    answer = client.get("/data/feed.xml")
    assert answer.headers["Content-Type"] == "application/rss+xml; charset=utf-8"
    channel = ElementTree.fromstring(answer.content).find("channel")
    return [{part.tag: part.text or "" for part in item} for item in channel.findall("item")]


def stepped(**fields):
    issue = IssueFactory(**fields)
    now = timezone.now() - timedelta(days=1)
    return StatusChange.objects.create(
        issue=issue,
        was=IssueStatus.RAISED,
        became=IssueStatus.DISCUSSED,
        reason="話し始めた",
        actor_key="x",
        made_at=now,
    )


def test_the_newest_of_every_room_come_first(client):
    step = stepped(title="居場所")
    promised(title="窓口をまとめる")

    found = items(client)

    # A promise is made in a document that is public.
    assert [item["category"] for item in found] == ["市の約束", "論点", "文書"]
    assert found[1]["title"] == "「居場所」：話し合っている"
    assert (found[1]["description"], found[1]["link"]) == (
        "話し始めた", f"http://testserver{step.issue.get_absolute_url()}"
    )  # fmt: skip
    assert len({item["guid"] for item in found}) == 3


def test_nothing_stands_there_before_it_is_public(client):
    stepped(title="まだ公開していない", process__is_draft=True)
    drafted(title="下書きの約束")

    words = [item["title"] for item in items(client)]
    assert [title for title in words if "まだ公開していない" in title or "下書きの約束" in title] == []


def test_it_takes_a_query_for_each_room_however_much_is_new(client, django_assert_num_queries):
    for number in range(5):
        promised(title=f"約束{number}")

    with django_assert_num_queries(len(news.names())):
        found = items(client)
    assert len([item for item in found if item["category"] == "市の約束"]) == 5


def test_whoever_has_it_is_told_so_and_gets_no_cookie(client):
    promised()
    first = client.get("/data/feed.xml")

    again = client.get("/data/feed.xml", headers={"if-none-match": first.headers["ETag"]})

    assert (again.status_code, first.cookies.output(), "Cookie" in first.headers.get("Vary", "")) == (304, "", False)
    assert client.post("/data/feed.xml").status_code == 405


def test_long_words_are_cut_and_what_xml_cannot_hold_is_left_out(client, monkeypatch):
    item = NewsItem("x-1", timezone.now(), "論点", "題\x0b", "長" * 1000, "/issues/")
    monkeypatch.setitem(news._entries, "x", (1, lambda count: [item]))

    (found,) = items(client)

    assert found["title"] == "題"
    assert len(found["description"]) == LONGEST
