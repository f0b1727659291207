import random
import secrets
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from jukugi.kit.receipts import issue, issue_many, kind_of, read_number, taken
from jukugi.kit.receipts.models import Receipt

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 1, 3, tzinfo=UTC)


def test_a_number_that_was_given_out_is_known_with_its_kind():
    number = issue("opinion", now=NOW)

    assert read_number(number) == number
    assert kind_of(number) == "opinion"
    assert list(Receipt.objects.values_list("number", "kind", "issued_at")) == [(number, "opinion", NOW)]


@pytest.mark.parametrize("number", ["000000000", "", "x" * 100, "３１４１"])
def test_a_number_that_was_never_given_out_has_no_kind(number):
    issue("opinion", now=NOW)

    assert kind_of(number) is None


def test_many_numbers_are_all_different_and_all_given_out():
    numbers = issue_many("opinion", 100, now=NOW)

    assert len(set(numbers)) == 100
    assert taken(numbers) == set(numbers)


def test_many_numbers_do_not_come_in_rising_order():
    numbers = issue_many("opinion", 100, now=NOW)

    assert numbers != sorted(numbers)


@pytest.mark.parametrize("count", [0, -1])
def test_no_number_wanted_is_none_given(count):
    assert issue_many("opinion", count, now=NOW) == []
    assert Receipt.objects.count() == 0


def test_one_number_costs_as_many_queries_as_a_hundred():
    def statements(count: int) -> int:
        with CaptureQueriesContext(connection) as asked:
            issue_many("opinion", count, now=NOW)
        return len([query for query in asked if "SAVEPOINT" not in query["sql"]])

    assert (statements(1), statements(100)) == (2, 2)


def test_a_number_drawn_twice_is_given_out_once(monkeypatch):
    monkeypatch.setattr(secrets, "choice", random.Random(1).choice)
    first = issue("opinion", now=NOW)
    monkeypatch.setattr(secrets, "choice", random.Random(1).choice)

    second = issue("statement", now=NOW)

    assert first != second
    assert (kind_of(first), kind_of(second)) == ("opinion", "statement")


def test_what_was_only_looked_up_is_not_taken():
    number = issue("opinion", now=NOW)

    assert taken([number, "000000000"]) == {number}


def test_a_number_goes_back_with_the_deed_that_failed():
    with transaction.atomic():
        number = issue("opinion", now=NOW)
        transaction.set_rollback(True)

    assert kind_of(number) is None


def test_a_fault_that_is_no_double_number_is_not_hidden():
    with pytest.raises(IntegrityError), transaction.atomic():
        issue(None, now=NOW)  # type: ignore[arg-type]


@pytest.mark.django_db(transaction=True)
def test_two_counters_at_once_never_give_out_the_same_number():
    def counter(_: int) -> list[str]:
        try:
            return issue_many("opinion", 25, now=NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as counters:
        given = [number for numbers in counters.map(counter, range(4)) for number in numbers]

    assert len(set(given)) == 100
    assert Receipt.objects.count() == 100
