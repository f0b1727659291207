import hashlib
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from jukugi.kit import audit
from jukugi.kit.audit.models import AuditEntry, Seal
from jukugi.kit.audit.sealing import Broken, Verdict, seal_all, seal_stream, verify_all, verify_stream
from jukugi.kit.audit.streams import START, digest_of, streams

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 1, 3, tzinfo=UTC)


@dataclass(frozen=True)
class Actor:
    actor_key: str


def record(number: int = 0) -> AuditEntry:
    subject = Seal(pk=number)
    audit.record("tests.done", actor=Actor(f"key-{number}"), subject=subject, at=AT, details={"count": number})
    return AuditEntry.objects.latest("pk")


def seal(now: datetime = AT) -> int:
    return seal_stream("audit", streams["audit"], now=now)


def verdict() -> Verdict:
    return verify_stream("audit", streams["audit"])


def three_seals() -> list[AuditEntry]:
    """Six entries, sealed two by two."""
    entries = []
    for number in range(6):
        entries.append(record(number))
        if number % 2:
            seal()
    return entries


def test_an_entry_keeps_keys_and_numbers_and_no_person():
    audit.record("tests.done", actor=Actor("a1b2"), subject=Seal(pk=7), at=AT, details={"count": 3})

    entry = AuditEntry.objects.get()

    assert (entry.action, entry.actor_key, entry.subject_type, entry.subject_key, entry.details, entry.at) == (
        "tests.done", "a1b2", "audit.seal", "7", {"count": 3}, AT,
    )  # fmt: skip


def test_the_machine_itself_has_no_key():
    audit.record("tests.done", actor=None, subject=Seal(pk=7), at=AT)

    entry = AuditEntry.objects.get()

    assert (entry.actor_key, entry.details) == ("", {})


def test_an_entry_falls_with_the_transaction_that_it_tells_of():
    with transaction.atomic():
        record()
        transaction.set_rollback(True)

    assert list(AuditEntry.objects.all()) == []


def test_each_seal_holds_the_digest_before_it():
    entries = three_seals()

    seals = list(Seal.objects.filter(stream="audit"))

    assert [(s.number, s.after_pk, s.last_pk, s.rows) for s in seals] == [
        (1, 0, entries[1].pk, 2),
        (2, entries[1].pk, entries[3].pk, 2),
        (3, entries[3].pk, entries[5].pk, 2),
    ]
    previous = START
    for found in seals:
        rows = streams["audit"].rows(after=found.after_pk, through=found.last_pk)
        previous, count = digest_of(rows, previous=previous)
        assert (found.digest, found.rows) == (previous, count)


def test_an_untouched_log_is_found_whole_and_its_tail_is_counted():
    three_seals()
    record()

    found = verdict()

    assert found == Verdict("audit", 3, 6, 1, Seal.objects.get(number=3).digest, None)


def test_an_empty_log_needs_no_seal():
    assert seal() == 0

    assert verdict() == Verdict("audit", 0, 0, 0, START, None)


def test_sealing_again_without_new_entries_changes_nothing():
    record()

    assert (seal(), seal()) == (1, 0)
    assert Seal.objects.count() == 1


@pytest.mark.parametrize("place", range(6))
@pytest.mark.parametrize(
    "change",
    [
        {"action": "tests.undone"},
        {"actor_key": "key-9"},
        {"subject_type": "audit.auditentry"},
        {"subject_key": "99"},
        {"details": {"count": 99}},
        {"at": AT + timedelta(microseconds=1)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_changed_entry_breaks_the_seal_it_stands_under(place, change):
    entries = three_seals()

    AuditEntry.objects.filter(pk=entries[place].pk).update(**change)

    broken = verdict().broken
    assert broken is not None
    assert (broken.number, broken.expected_rows, broken.found_rows) == (place // 2 + 1, 2, 2)


@pytest.mark.parametrize("place", range(6))
def test_a_deleted_entry_breaks_the_seal_it_stood_under(place):
    entries = three_seals()

    AuditEntry.objects.filter(pk=entries[place].pk).delete()

    first = place // 2 * 2
    before = entries[first - 1].pk if first else 0
    assert verdict().broken == Broken("audit", place // 2 + 1, before + 1, entries[first + 1].pk, 2, 1)


def test_an_entry_slipped_in_later_breaks_the_seal_it_slipped_under():
    first, gap, last = record(1), record(2), record(3)
    AuditEntry.objects.filter(pk=gap.pk).delete()  # as a transaction that was rolled back leaves it
    seal()
    assert verdict().broken is None

    AuditEntry.objects.create(pk=gap.pk, action="tests.forged", subject_type="x", subject_key="1", at=AT)

    assert first.pk < gap.pk < last.pk
    assert verdict().broken == Broken("audit", 1, 1, last.pk, 2, 3)


def test_two_entries_that_change_places_break_their_seal():
    entries = three_seals()
    one, two = entries[0], entries[1]
    one.pk, two.pk = two.pk, one.pk

    one.save()
    two.save()

    assert verdict().broken.number == 1


@pytest.mark.parametrize("number", [1, 2])
def test_a_seal_taken_out_of_the_chain_is_noticed(number):
    three_seals()

    Seal.objects.filter(number=number).delete()

    assert verdict().broken.number == number + 1


def test_a_seal_made_anew_over_changed_entries_breaks_the_seal_behind_it():
    entries = three_seals()
    AuditEntry.objects.filter(pk=entries[2].pk).update(action="tests.undone")
    forged = Seal.objects.get(number=2)
    rows = streams["audit"].rows(after=forged.after_pk, through=forged.last_pk)
    forged.digest, _ = digest_of(rows, previous=Seal.objects.get(number=1).digest)
    forged.save()

    assert verdict().broken.number == 3


def test_a_log_cut_off_with_its_seals_has_another_head():
    three_seals()
    head = verdict().head

    last = Seal.objects.get(number=3)
    AuditEntry.objects.filter(pk__gt=last.after_pk).delete()
    last.delete()

    assert verdict().broken is None
    assert verdict().head != head


def test_every_registered_stream_is_sealed_and_verified():
    record()

    assert seal_all(now=AT) == 1
    assert [found.stream for found in verify_all()] == streams.names()


def test_the_database_refuses_a_seal_that_covers_nothing():
    with pytest.raises(IntegrityError), transaction.atomic():
        Seal.objects.create(stream="x", number=1, after_pk=5, last_pk=5, rows=0, digest=START, sealed_at=AT)


@settings(max_examples=20, deadline=None)
@given(batches=st.lists(st.integers(0, 4), max_size=6))
def test_however_the_log_grows_it_is_sealed_once_and_whole(batches):
    with transaction.atomic():
        sealed = []
        for size in batches:
            for number in range(size):
                record(number)
            sealed.append(seal())

        found = verdict()

        assert sealed == batches
        assert (found.sealed_rows, found.unsealed_rows, found.broken) == (sum(batches), 0, None)
        transaction.set_rollback(True)


def _in_a_thread(work):
    def run():
        try:
            return work()
        finally:
            connection.close()

    return run


@pytest.mark.django_db(transaction=True)
def test_an_entry_whose_transaction_is_still_open_does_not_slip_behind_the_seal():
    is_written, may_commit = threading.Event(), threading.Event()

    def slow_writer():
        with transaction.atomic():
            record(1)
            is_written.set()
            may_commit.wait(10)

    with ThreadPoolExecutor(3) as people:
        slow = people.submit(_in_a_thread(slow_writer))
        is_written.wait(10)
        quick = people.submit(_in_a_thread(lambda: record(2)))
        if connection.vendor == "postgresql":
            quick.result(10)  # a later key is visible, the earlier one is not yet; on SQLite the writer waits
        sealer = people.submit(_in_a_thread(seal))
        threading.Event().wait(0.3)
        is_early = sealer.done()
        may_commit.set()
        slow.result(10)
        sealer.result(10)
        quick.result(10)

    seal()
    found = verdict()
    assert is_early is False
    assert (found.sealed_rows, found.unsealed_rows, found.broken) == (2, 0, None)


@pytest.mark.django_db(transaction=True)
def test_several_sealers_at_once_make_one_chain():
    for number in range(30):
        record(number)

    with ThreadPoolExecutor(4) as sealers:
        sealed = [hand.result(20) for hand in [sealers.submit(_in_a_thread(seal)) for _ in range(4)]]

    found = verdict()
    assert sorted(sealed) == [0, 0, 0, 30]
    assert (found.seals, found.sealed_rows, found.unsealed_rows, found.broken) == (1, 30, 0, None)


def test_days_and_figures_are_sealed_as_they_stand_in_their_columns():
    day, figure = date(2026, 11, 28), Decimal("62.50")
    sealed, count = digest_of([(1, day, figure)], previous=START)
    line = b'[1,"2026-11-28","62.50"]\n'

    assert count == 1
    assert sealed == hashlib.sha256(START.encode() + line).hexdigest()
