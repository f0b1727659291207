"""What a dead worker left is done by another, and what is not dead is left alone."""

import logging
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from jukugi.kit import jobs
from jukugi.kit.jobs.models import Beat
from jukugi.kit.jobs.resuming import LOST, LOST_AFTER, TRIES, beat, resume_lost
from jukugi.kit.jobs.watching import queue_state
from jukugi.kit.jobs.worker import do_waiting_jobs

pytestmark = pytest.mark.django_db(transaction=True)
AT = datetime(2026, 11, 1, 3, tzinfo=UTC)


@pytest.fixture
def job(monkeypatch):
    """A job of these tests, in the queue; how often it was done."""
    done = []
    monkeypatch.setitem(jobs.works._entries, "tests.note", (100, lambda **_: done.append(1)))
    jobs.defer("tests.note")
    return done


def held_by(worker: str, *, at: datetime = AT, before: int = 0) -> None:
    """The job as a worker holds it; so many others held it before."""
    workers = [f"old-{number}" for number in range(before)]
    DBTaskResult.objects.update(status="RUNNING", started_at=at, worker_ids=[*workers, worker])


def status() -> str:
    return DBTaskResult.objects.get(args_kwargs__args__0="tests.note").status


def test_the_job_of_a_worker_without_signs_is_done_by_another(job):
    held_by("dead")
    beat("dead", now=AT)

    moved = resume_lost(now=AT + LOST_AFTER + timedelta(seconds=1))
    do_waiting_jobs()

    assert len(moved) == 1
    assert (status(), job) == ("SUCCESSFUL", [1])


def test_the_job_of_a_worker_that_gives_signs_is_left_to_it_however_long_it_takes(job):
    held_by("slow")
    later = AT + timedelta(hours=5)
    beat("slow", now=later - timedelta(seconds=20))

    assert resume_lost(now=later) == []
    assert status() == "RUNNING"


def test_a_job_just_begun_is_left_alone(job):
    held_by("new")

    assert resume_lost(now=AT + LOST_AFTER) == []


def test_a_job_that_ended_three_workers_is_failed(job):
    held_by("third", before=TRIES - 1)

    resume_lost(now=AT + timedelta(hours=1))

    row = DBTaskResult.objects.get()
    assert (row.status, row.exception_class_path) == ("FAILED", LOST)


def test_one_of_two_moves_the_job(job):
    held_by("dead")
    later = AT + timedelta(hours=1)

    assert [len(resume_lost(now=later)), len(resume_lost(now=later))] == [1, 0]


def test_signs_are_forgotten_after_a_day():
    beat("old", now=AT)
    beat("new", now=AT + timedelta(hours=20))

    resume_lost(now=AT + timedelta(days=1, seconds=1))

    assert [each.worker for each in Beat.objects.all()] == ["new"]


def test_a_worker_gives_a_sign_and_the_queue_tells_how_it_stands(job):
    before = queue_state(now=timezone.now())
    do_waiting_jobs()
    after = queue_state(now=timezone.now())

    assert (before.waiting, before.beat_s) == (1, None)
    assert (after.waiting, after.running, after.failed) == (0, 0, 0)
    assert after.beat_s is not None


def test_a_job_that_fails_stands_in_the_log_with_its_number_and_without_its_words(job, monkeypatch, caplog):
    def fail(**_: object) -> None:
        raise ValueError("わたしの家は桜町三丁目の角です")

    monkeypatch.setitem(jobs.works._entries, "tests.note", (100, fail))
    from jukugi.kit.logs import PlainLines

    lines = []

    class Keep(logging.Handler):
        def emit(self, record):
            lines.append(PlainLines().format(record))

    keeper = Keep()
    logging.getLogger("jukugi.jobs").addHandler(keeper)
    try:
        do_waiting_jobs()
    finally:
        logging.getLogger("jukugi.jobs").removeHandler(keeper)

    row = DBTaskResult.objects.get(args_kwargs__args__0="tests.note")
    (line,) = [each for each in lines if "job failed" in each]
    assert row.status == "FAILED"
    assert f"job={row.pk}" in line
    assert "name=tests.note" in line
    assert "builtins.ValueError" in line
    assert "桜町" not in line
