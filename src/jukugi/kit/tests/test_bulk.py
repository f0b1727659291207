from datetime import UTC, datetime, timedelta, timezone

import pytest
from django.db import IntegrityError, transaction

from jukugi.kit.bulk import BATCH, insert_rows
from jukugi.kit.jobs.models import Tick

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 1, 3, 4, 5, 678901, tzinfo=UTC)


def stored() -> list[tuple[str, datetime]]:
    return list(Tick.objects.order_by("pk").values_list("job", "due_at"))


def test_rows_are_stored_as_the_orm_would_store_them_and_in_their_order():
    rows = [(f"見本 {number} '\"%s", AT + timedelta(microseconds=number)) for number in range(3)]

    count = insert_rows(Tick, ["job", "due_at"], rows)

    assert (count, stored()) == (3, rows)


def test_a_moment_of_another_place_is_the_same_moment():
    insert_rows(Tick, ["due_at", "job"], [(AT.astimezone(timezone(timedelta(hours=9))), "a")])

    assert stored() == [("a", AT)]


def test_the_callers_rows_are_left_as_they_are():
    rows = [["a", AT]]

    insert_rows(Tick, ["job", "due_at"], rows)

    assert rows == [["a", AT]]


def test_more_rows_than_one_batch_are_all_stored():
    rows = ((f"job-{number}", AT) for number in range(BATCH + 1))

    assert insert_rows(Tick, ["job", "due_at"], rows) == BATCH + 1
    assert Tick.objects.count() == BATCH + 1


def test_no_rows_are_no_rows():
    assert (insert_rows(Tick, ["job", "due_at"], []), stored()) == (0, [])


def test_the_databases_constraints_hold_and_all_fall_with_one():
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_rows(Tick, ["job", "due_at"], [("a", AT), ("b", AT), ("a", AT)])

    assert stored() == []
