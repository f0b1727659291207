"""Counted once each, however many processes count at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from django.db import connection

from jukugi.kit.limits import counting
from jukugi.kit.limits.models import Counter

NOW = datetime(2026, 11, 2, 1, tzinfo=UTC)


@pytest.mark.django_db(transaction=True)
def test_nobody_is_counted_twice_or_lost_when_many_come_at_once():
    counting.count("sent", "place", now=NOW)

    def once(_number: int) -> int:
        try:
            return counting.count("sent", "place", now=NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as people:
        counts = list(people.map(once, range(40)))

    assert sorted(counts) == list(range(2, 42))
    assert Counter.objects.get().count == counting.seen("sent", "place", now=NOW) == 41


@pytest.mark.django_db
def test_kinds_and_places_and_windows_are_counted_apart():
    moments = [NOW, NOW.replace(minute=9, second=59), NOW.replace(minute=10)]

    counts = [counting.count("sent", "a", now=moment) for moment in moments]

    assert counts == [1, 2, 1]
    assert counting.seen("wrong", "a", now=NOW) == counting.seen("sent", "b", now=NOW) == 0
    assert counting.seconds_left(moments[1]) == 1
