import os
import signal
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from django_tasks_db.models import DBTaskResult

from jukugi.kit import jobs
from jukugi.kit.jobs.models import Tick
from jukugi.kit.jobs.ticking import tick
from jukugi.kit.jobs.worker import do_waiting_jobs, work

pytestmark = pytest.mark.django_db(transaction=True)

AT = datetime(2026, 11, 1, 3, tzinfo=UTC)


@pytest.fixture
def register(monkeypatch):
    """Registers a job for one test."""

    def for_this_test(name, job):
        monkeypatch.setitem(jobs.works._entries, name, (100, job))

    return for_this_test


@pytest.fixture
def signals():
    """Puts the handlers back that a worker replaces."""
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def queue() -> list[list]:
    """(name, arguments) of what waits or was done, in the order in which it came."""
    return [result.args_kwargs["args"] for result in DBTaskResult.objects.order_by("enqueued_at")]


def rhythms() -> list[str]:
    return [rhythm.job for rhythm in jobs.rhythms]


def test_a_job_is_in_the_queue_after_the_commit_and_not_before(register):
    register("tests.note", print)

    with transaction.atomic():
        jobs.defer("tests.note", key=7)
        before = queue()

    assert before == []
    assert queue() == [["tests.note", {"key": 7}]]


def test_a_job_falls_with_the_transaction_that_asked_for_it(register):
    register("tests.note", print)

    with transaction.atomic():
        jobs.defer("tests.note", key=7)
        transaction.set_rollback(True)

    assert queue() == []


def test_a_job_that_nobody_registered_is_refused_at_once_by_its_name():
    with pytest.raises(LookupError, match=r"tests\.unknown"):
        jobs.defer("tests.unknown")

    assert queue() == []


def test_the_worker_does_what_waits_with_its_arguments(register):
    done = []
    register("tests.note", lambda **arguments: done.append(arguments))
    jobs.defer("tests.note", key=7, words=["a"])
    jobs.defer("tests.note")

    do_waiting_jobs()

    assert done == [{"key": 7, "words": ["a"]}, {}]
    assert set(DBTaskResult.objects.values_list("status", flat=True)) == {"SUCCESSFUL"}


def test_a_failing_job_is_kept_as_failed_and_stops_nothing(register):
    done = []

    def fail():
        raise RuntimeError("the disk is full")

    register("tests.fail", fail)
    register("tests.note", lambda: done.append("after"))
    jobs.defer("tests.fail")
    jobs.defer("tests.note")

    do_waiting_jobs()

    states = {r.args_kwargs["args"][0]: r.status for r in DBTaskResult.objects.all()}
    assert done == ["after"]
    assert (states["tests.fail"], states["tests.note"]) == ("FAILED", "SUCCESSFUL")


def test_a_failed_job_is_not_done_again_and_again(register):
    tries = []

    def fail():
        tries.append(1)
        raise RuntimeError

    register("tests.fail", fail)
    jobs.defer("tests.fail")

    do_waiting_jobs()
    do_waiting_jobs()

    assert tries == [1]


def test_a_job_is_done_once_by_two_workers_at_once(register):
    done = []
    register("tests.note", lambda number: done.append(number))
    for number in range(8):
        jobs.defer("tests.note", number=number)

    def worker():
        try:
            do_waiting_jobs()
        finally:
            connection.close()

    threads = [threading.Thread(target=worker) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert sorted(done) == list(range(8))


def test_a_clock_that_ran_ahead_stops_no_recurring_job():
    tick(now=AT + timedelta(days=1))  # the clock is a day ahead

    deferred, again = tick(now=AT), tick(now=AT)

    assert deferred == rhythms()
    assert again == []


def test_a_worker_told_to_stop_finishes_the_job_at_hand_and_leaves_the_rest(register, signals, monkeypatch):
    done = []

    def stop_in_the_middle():
        os.kill(os.getpid(), signal.SIGTERM)
        done.append("finished")

    monkeypatch.setattr(jobs.rhythms, "_entries", {})  # nothing recurs
    register("tests.stop", stop_in_the_middle)
    register("tests.note", lambda: done.append("never"))
    jobs.defer("tests.stop")
    jobs.defer("tests.note")

    work(interval_seconds=0)

    assert done == ["finished"]
    assert sorted(DBTaskResult.objects.values_list("status", flat=True)) == ["READY", "SUCCESSFUL"]


def test_a_worker_works_until_its_parent_is_gone(register, signals):
    rounds = iter([False, False, True])
    done = []
    register("tests.note", lambda: done.append(1))
    jobs.defer("tests.note")

    work(until=lambda: next(rounds), interval_seconds=0)

    assert done == [1]
    assert list(rounds) == []


def test_every_recurring_job_is_due_at_the_first_tick_and_then_in_its_rhythm():
    first = tick(now=AT)
    at_once = tick(now=AT)
    quickest = min(jobs.rhythms, key=lambda rhythm: rhythm.seconds)

    just_before = tick(now=AT + timedelta(seconds=quickest.seconds - 1))
    in_time = tick(now=AT + timedelta(seconds=quickest.seconds))

    assert first == rhythms()
    assert (at_once, just_before, in_time) == ([], [], [quickest.job])
    assert queue() == [[name, {}] for name in [*rhythms(), quickest.job]]


def test_what_was_missed_while_no_worker_ran_is_done_once():
    tick(now=AT)

    later = AT + timedelta(days=30)

    assert tick(now=later) == rhythms()
    assert tick(now=later) == []


def test_of_several_ticks_at_once_one_gets_each_job():
    tick(now=AT)
    DBTaskResult.objects.all().delete()

    def one_tick(_: int) -> list[str]:
        try:
            return tick(now=AT + timedelta(days=1))
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as workers:
        got = [name for names in workers.map(one_tick, range(6)) for name in names]

    assert sorted(got) == sorted(rhythms())
    assert sorted(name for name, _ in queue()) == sorted(rhythms())


def test_of_several_first_ticks_at_once_one_gets_each_job():
    def one_tick(_: int) -> list[str]:
        try:
            return tick(now=AT)
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as workers:
        got = [name for names in workers.map(one_tick, range(6)) for name in names]

    assert sorted(got) == sorted(rhythms())
    assert sorted(Tick.objects.values_list("job", flat=True)) == sorted(rhythms())


def test_every_recurring_job_is_registered_and_takes_no_arguments():
    assert [name for name in rhythms() if name not in jobs.works] == []

    do_waiting_jobs()

    assert sorted(DBTaskResult.objects.values_list("status", flat=True)) == ["SUCCESSFUL"] * len(rhythms())
