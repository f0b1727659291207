"""One number a day, which people note down elsewhere: a history written anew does not fit it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from jukugi.kit.audit.days import (
    FIGURES,
    Compared,
    close_days,
    compare,
    find_contradictions,
    heads_before,
    noted_from,
    spoken,
)
from jukugi.kit.audit.models import AuditEntry, DayDigest, Seal
from jukugi.kit.audit.sealing import seal_all, verify_all
from jukugi.kit.audit.streams import START

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 1, 3, tzinfo=UTC)  # 12 o'clock in Tokyo
MIDNIGHT = datetime(2026, 11, 1, 15, tzinfo=UTC)
DAY = timedelta(days=1)


def record(count: int = 1) -> None:
    """So many entries, whose keys leave room for others between them, as transactions that were undone do."""
    last = AuditEntry.objects.order_by("pk").last()
    first = last.pk + 10 if last else 10
    for number in range(count):
        fields = {"pk": first + 10 * number, "subject_type": "x", "subject_key": str(number), "at": NOON}
        AuditEntry.objects.create(action="tests.done", **fields)


def three_days() -> list[DayDigest]:
    """Two entries a day on the first of November and the two days after it, sealed at noon; all three closed."""
    for day in range(3):
        record(2)
        seal_all(now=NOON + day * DAY)
    assert close_days(now=NOON + 3 * DAY) == 3
    return list(DayDigest.objects.all())


def noted(row: DayDigest) -> str:
    return f"{row.day}:{spoken(row.digest)}"


def everything_anew() -> None:
    """As an insider does who holds the database: seals and days computed over whatever the rows say now."""
    moments = list(Seal.objects.filter(stream="audit").values_list("sealed_at", "last_pk"))
    closed = DayDigest.objects.order_by("-day").first().closed_at
    kept = list(AuditEntry.objects.order_by("pk"))
    Seal.objects.all().delete()
    DayDigest.objects.all().delete()
    for sealed_at, last in moments:
        AuditEntry.objects.filter(pk__gt=last).delete()
        seal_all(now=sealed_at)
        AuditEntry.objects.bulk_create([entry for entry in kept if entry.pk > last])
    close_days(now=closed)


def test_a_day_is_closed_ten_minutes_after_its_end_and_once():
    record(2)
    seal_all(now=NOON)

    closed = [close_days(now=MIDNIGHT + timedelta(minutes=minutes)) for minutes in (0, 9, 10, 11)]

    assert closed == [0, 0, 1, 0]
    assert [row.day for row in DayDigest.objects.all()] == [date(2026, 11, 1)]


def test_nothing_is_closed_before_the_first_seal():
    record()

    assert close_days(now=NOON + 30 * DAY) == 0


def test_a_day_fixes_what_was_sealed_before_it_ended_and_the_day_before_it():
    rows = three_days()

    assert [[(name, rows) for name, _number, rows, _head in row.heads] for row in rows] == [
        [("audit", 2)], [("audit", 4)], [("audit", 6)],
    ]  # fmt: skip
    assert [row.previous for row in rows] == [START, rows[0].digest, rows[1].digest]
    assert [rows[2].heads[0][3]] == [head.digest for head in heads_before(NOON + 3 * DAY)]


def test_a_clock_that_was_set_back_a_day_and_right_again_leaves_days_that_hold():
    for day in (1, 0, 1):
        record(2)
        seal_all(now=NOON + day * DAY)

    assert close_days(now=NOON + 2 * DAY) == 2

    assert next(row.heads for row in DayDigest.objects.all())[0][1:3] == [2, 4]
    assert find_contradictions().count == 0


def test_days_on_which_nobody_worked_are_closed_later_one_by_one():
    record()
    seal_all(now=NOON)

    assert close_days(now=NOON + 4 * DAY) == 4
    assert len({row.digest for row in DayDigest.objects.all()}) == 4
    assert find_contradictions().count == 0


def test_the_same_records_have_another_number_elsewhere_because_of_the_salt():
    record()
    seal_all(now=NOON)
    close_days(now=NOON + DAY)
    first = DayDigest.objects.get().digest

    DayDigest.objects.all().delete()
    close_days(now=NOON + DAY)

    assert DayDigest.objects.get().digest != first


def test_a_number_is_twelve_groups_of_four_figures():
    groups = spoken("f" * 64).split(" ")

    assert [len(group) for group in groups] == [4] * 12
    assert int("".join(groups)) == int("f" * 64, 16) % 10**FIGURES
    assert spoken("0" * 64) == " ".join(["0000"] * 12)


def test_an_untouched_database_agrees_with_every_number_noted():
    rows = three_days()

    assert [compare(noted_from(noted(row))) for row in rows] == [Compared.SAME] * 3
    assert find_contradictions().count == 0


@pytest.mark.parametrize("change", ["removed", "changed", "inserted"])
@pytest.mark.parametrize("place", [0, 3])
def test_a_history_written_anew_whole_is_found_by_a_number_kept_elsewhere(change, place):
    numbers = [noted(row) for row in three_days()]
    entry = AuditEntry.objects.order_by("pk")[place]
    if change == "removed":
        entry.delete()
    elif change == "changed":
        AuditEntry.objects.filter(pk=entry.pk).update(action="tests.undone")
    else:
        AuditEntry.objects.create(pk=entry.pk - 5, action="tests.forged", subject_type="x", subject_key="1", at=NOON)

    everything_anew()

    assert [verdict.is_whole for verdict in verify_all()] == [True] * len(verify_all())
    assert find_contradictions().count == 0
    assert compare(noted_from(numbers[-1])) == Compared.DIFFERENT


def test_a_seal_computed_anew_no_longer_fits_the_day_that_was_closed():
    three_days()
    Seal.objects.filter(number=2).update(digest="0" * 64)

    assert (find_contradictions().count, find_contradictions().first) == (1, "2026-11-02")


@pytest.mark.parametrize(
    "change", [{"salt": "x" * 43}, {"heads": []}, {"previous": "1" * 64}, {"digest": "2" * 64}], ids=str
)
def test_a_changed_day_is_found(change):
    rows = three_days()
    DayDigest.objects.filter(pk=rows[1].pk).update(**change)

    assert find_contradictions().first == "2026-11-02"


def test_a_day_taken_out_is_found_by_the_day_after_it_and_by_whoever_noted_it():
    rows = three_days()
    number = noted(rows[1])
    rows[1].delete()

    assert find_contradictions().first == "2026-11-03"
    assert compare(noted_from(number)) == Compared.MISSING


def test_days_cut_off_at_the_end_are_missed_by_whoever_noted_them():
    rows = three_days()
    number = noted(rows[2])
    rows[2].delete()
    Seal.objects.filter(number=3).delete()
    AuditEntry.objects.order_by("-pk")[0].delete()

    assert compare(noted_from(number)) == Compared.MISSING


@pytest.mark.parametrize(
    "written", ["{day}:{figures}", "{day}：{wide}", " {day}  {hyphens} ", "2026-11-1:{figures}"], ids=range(4)
)
def test_a_number_is_read_however_a_person_writes_it(written):
    row = three_days()[0]
    figures = spoken(row.digest)
    wide = figures.translate({ord("0") + n: ord("０") + n for n in range(10)}).replace(" ", "\u3000")

    words = written.format(day=row.day, figures=figures, wide=wide, hyphens=figures.replace(" ", "-"))

    assert compare(noted_from(words)) == Compared.SAME


@pytest.mark.parametrize("written", ["", "2026-11-01", "2026-11-01:123", "2026-13-01:" + "1" * 48, "昨日:" + "1" * 48])
def test_what_is_no_number_is_said_to_be_none(written):
    three_days()

    assert compare(noted_from(written)) == Compared.UNREADABLE


def test_the_database_refuses_a_second_number_for_a_day():
    row = three_days()[0]

    with pytest.raises(IntegrityError), transaction.atomic():
        DayDigest.objects.create(day=row.day, salt="s", previous=START, digest=START, closed_at=NOON)
