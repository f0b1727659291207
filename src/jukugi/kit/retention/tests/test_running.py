"""What has been kept long enough goes, in batches; it is recorded by count, and one failure stops no other."""

import logging
from datetime import UTC, datetime, timedelta

import pytest

from jukugi.kit.audit.models import AuditEntry
from jukugi.kit.jobs.models import Tick
from jukugi.kit.retention import Retention, retentions, wrong_settings
from jukugi.kit.retention.models import RetentionRun
from jukugi.kit.retention.running import NotAllErased, run_all
from jukugi.kit.retention.standing import last_run, standings

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 1, 3, tzinfo=UTC)


class Killed(BaseException):
    """As when the machine stops: nothing catches it."""


class Heap:
    """Rows of a table, each with a day; erased two at a time."""

    def __init__(self, count: int, *, days: int = 10, name: str = "tests.heap", **more) -> None:
        for number in range(count):
            Tick.objects.create(job=f"{name}.{number}", due_at=NOW - timedelta(days=number))
        self.name, self.stops_after, self.calls = name, None, 0
        fields = {"why": "試すため", "since": "その日", "basis": "試し", "fields": ("Tick.job",)}
        self.rule = Retention(what="試しの山", days=days, erase=self.erase, **fields, **more)

    def erase(self, now, kept):
        if self.calls == self.stops_after:
            raise Killed
        self.calls += 1
        old = Tick.objects.filter(job__startswith=f"{self.name}.", due_at__lt=now - kept).order_by("pk")[:2]
        return Tick.objects.filter(pk__in=list(old.values_list("pk", flat=True))).delete()[0]

    @property
    def left(self) -> int:
        return Tick.objects.filter(job__startswith=f"{self.name}.").count()


@pytest.fixture
def alone(monkeypatch):
    """A registry with what a test puts there, and nothing else."""
    monkeypatch.setattr(retentions, "_entries", {})
    return lambda heap: retentions.register(heap.name, heap.rule)


def test_what_is_old_goes_and_what_is_not_stays(alone):
    heap = Heap(20)
    alone(heap)

    assert run_all(now=NOW) == 9
    assert heap.left == 11


def test_what_was_done_is_recorded_by_count_alone(alone):
    alone(Heap(14))

    run_all(now=NOW)

    entries = AuditEntry.objects.filter(action="retention.erased")
    assert [entry.details for entry in entries] == [{"name": "tests.heap", "count": count} for count in (2, 1)]
    assert {(entry.actor_key, entry.subject_type) for entry in entries} == {("", "retention.retentionrun")}
    kept = RetentionRun.objects.get()
    assert (kept.erased_last, kept.erased_in_all, kept.began_at, kept.ended_at) == (3, 3, NOW, NOW)


def test_a_second_run_finds_nothing_and_keeps_the_sum(alone):
    alone(Heap(14))
    run_all(now=NOW)

    assert run_all(now=NOW) == 0
    kept = RetentionRun.objects.get()
    assert (kept.erased_last, kept.erased_in_all) == (0, 3)


def test_whoever_is_killed_goes_on_the_next_time_and_no_count_is_lost(alone):
    heap = Heap(20)
    heap.stops_after = 2
    alone(heap)

    with pytest.raises(Killed):
        run_all(now=NOW)
    assert (heap.left, RetentionRun.objects.get().erased_in_all, RetentionRun.objects.get().ended_at) == (16, 4, None)

    heap.stops_after = None
    assert run_all(now=NOW) == 5
    assert (heap.left, RetentionRun.objects.get().erased_in_all) == (11, 9)


def test_one_kind_that_fails_stops_no_other_and_says_nothing_of_what_it_stumbled_over(alone, caplog):
    def broken(now, kept):
        raise ValueError("桜町三丁目の山田さん")

    heap = Heap(20, name="tests.second")
    alone(heap)
    retentions.register(
        "tests.broken",
        Retention(what="壊れた", why="", since="", days=1, basis="", fields=(), erase=broken),
    )
    caplog.set_level(logging.DEBUG)

    with pytest.raises(NotAllErased, match=r"^tests\.broken$"):
        run_all(now=NOW)

    assert heap.left == 11
    assert RetentionRun.objects.get(name="tests.broken").fault == "ValueError"
    assert [line for line in caplog.messages if "山田" in line] == []
    assert [line for line in caplog.messages if "tests.broken" in line] != []


def test_a_city_keeps_what_nobody_was_promised_longer_or_shorter(alone, settings):
    heap = Heap(20, is_promised=False)
    alone(heap)
    settings.RETENTION_DAYS = {"tests.heap": 15}

    assert (wrong_settings(), run_all(now=NOW)) == ([], 4)


@pytest.mark.parametrize(
    ("told", "wrong"),
    [
        ({"tests.heap": 10}, 0),
        ({"tests.heap": 3}, 0),
        ({"tests.heap": 11}, 1),  # pages promise ten
        ({"tests.unknown": 3}, 1),
    ],
)
def test_a_promise_may_be_shortened_and_not_made_longer(alone, settings, told, wrong):
    alone(Heap(0))
    settings.RETENTION_DAYS = told

    assert len(wrong_settings()) == wrong


def test_where_each_thing_says_its_own_time_no_setting_does(alone, settings):
    alone(Heap(0, each="一つずつ決める"))
    settings.RETENTION_DAYS = {"tests.heap": 3}

    assert ["一つずつ決める" in sentence for sentence in wrong_settings()] == [True]


def test_every_kind_of_the_house_runs_on_an_empty_city_and_is_told(django_assert_num_queries):
    assert [one.run for one in standings()] == [None] * len(retentions.names())

    assert run_all(now=NOW) == 0

    with django_assert_num_queries(1):
        found = standings()
    assert {one.run.ended_at for one in found} == {NOW}
    assert last_run(found) == NOW
