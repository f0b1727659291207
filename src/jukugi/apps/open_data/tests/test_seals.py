"""What everybody may note down of the records of a day, and what they cannot read from it."""

from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest

from jukugi.kit.audit.days import close_days, spoken
from jukugi.kit.audit.models import AuditEntry, DayDigest
from jukugi.kit.audit.sealing import seal_all

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 1, 3, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def days() -> list[DayDigest]:
    """Two closed days, newest first."""
    for day in range(2):
        AuditEntry.objects.create(action="tests.done", actor_key="somebodys-key", subject_type="x", at=NOON)
        seal_all(now=NOON + day * DAY)
    close_days(now=NOON + 2 * DAY)
    return list(DayDigest.objects.order_by("-day"))


def test_the_page_shows_the_newest_number_and_those_before_it(client, days):
    page = client.get("/data/seals/").content.decode().replace("<wbr>", "")

    for group in spoken(days[0].digest).split():
        assert f"<li>{group}</li>" in page
    assert page.count('class="seal-row"') == 2
    assert f'--digest "2026-11-02:{spoken(days[0].digest)}"' in page


def test_before_the_first_day_it_says_when_one_comes(client):
    assert "まだ印はありません" in client.get("/data/seals/").content.decode().replace("<wbr>", "")


def test_neither_salt_nor_head_of_a_stream_is_shown_anywhere(client, days):
    secret = [days[0].salt, days[0].heads[0][3], days[0].digest, "somebodys-key"]
    addresses = ["", "feed.xml"]

    told = [client.get(f"/data/seals/{path}").content.decode() for path in addresses]
    told += [b"".join(client.get(f"/data/record_seals.{form}").streaming_content).decode() for form in ("csv", "json")]
    told.append(client.get("/api/v1/tables/record_seals/rows").content.decode())

    assert [word for word in secret if any(word in text for text in told)] == []
    assert [spoken(days[0].digest) in text for text in told[1:]] == [True] * 4


def test_readers_of_the_feed_keep_one_entry_a_day(client, days):
    channel = ElementTree.fromstring(client.get("/data/seals/feed.xml").content).find("channel")

    told = [(item.findtext("guid"), item.findtext("description")) for item in channel.findall("item")]

    assert told == [
        ("jukugi:seal-2026-11-02", f"{spoken(days[0].digest)}（2件）"),
        ("jukugi:seal-2026-11-01", f"{spoken(days[1].digest)}（1件）"),
    ]
