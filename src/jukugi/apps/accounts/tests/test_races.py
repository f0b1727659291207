"""A hundred at one moment: one code is used once, whatever the database."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from jukugi.apps.accounts.actions import (
    ask_for_export,
    carry_over,
    decide_export,
    make_carry_code,
    make_resident_codes,
    redeem_code,
)
from jukugi.apps.accounts.enums import CodeWay
from jukugi.apps.accounts.errors import CodeUnknown, ExportAnswered, ExportAskedAlready
from jukugi.apps.accounts.models import (
    CarryCode,
    ExportAsk,
    Participant,
    ParticipantMerge,
    ResidentCode,
    StepReached,
)
from jukugi.apps.accounts.tests.factories import ExportAskFactory, ParticipantFactory, RoleFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.kit.audit.models import AuditEntry

pytestmark = pytest.mark.django_db(transaction=True)

MANY = 100


def at_once(work: Callable[[int], object], count: int = MANY) -> list[str]:
    """Let so many threads begin together. What each came to: "" where it went well, else the name of the error."""
    start, ends = threading.Barrier(count), [""] * count

    def one(number: int) -> None:
        start.wait()
        try:
            work(number)
        except Exception as error:
            ends[number] = type(error).__name__
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    return ends


def test_of_a_hundred_people_with_one_code_exactly_one_is_confirmed():
    now = timezone.now()
    last_on = timezone.localdate(now) + timedelta(days=9)
    given = {"way": CodeWay.LETTER, "count": 1, "ward": None, "valid_until": last_on}
    (code,) = make_resident_codes(**given, actor=RoleFactory().user, now=now).codes
    people = ParticipantFactory.create_batch(MANY)

    ends = at_once(lambda number: redeem_code(typed=code, participant=people[number], now=now))

    assert sorted(ends) == ["", *[CodeUnknown.__name__] * (MANY - 1)]
    assert StepReached.objects.count() == 1
    assert ResidentCode.objects.get().used_by_id == people[ends.index("")].pk


def test_of_a_hundred_devices_with_one_code_exactly_one_is_joined():
    now = timezone.now()
    owner = ParticipantFactory()
    code = make_carry_code(participant=owner, now=now)
    devices = ParticipantFactory.create_batch(MANY)

    ends = at_once(lambda number: carry_over(typed=code, device=devices[number], now=now))

    assert sorted(ends) == ["", *[CodeUnknown.__name__] * (MANY - 1)]
    assert ParticipantMerge.objects.get().merged_id == devices[ends.index("")].pk
    assert CarryCode.objects.get().used_by_id == devices[ends.index("")].pk


def test_two_devices_that_take_each_others_code_at_once_are_one_person():
    now = timezone.now()
    first, second = ParticipantFactory.create_batch(2)
    codes = [make_carry_code(participant=person, now=now) for person in (second, first)]

    ends = at_once(lambda number: carry_over(typed=codes[number], device=(first, second)[number], now=now), count=2)

    assert set(ends) <= {"", CodeUnknown.__name__, "OwnCode"}
    assert "" in ends
    assert ParticipantMerge.objects.count() == 1
    assert Participant.objects.filter(merged_into__isnull=False).count() == 1


def test_of_many_answers_to_one_ask_exactly_one_stands():
    now, asker, ward = timezone.now(), RoleFactory().user, WardFactory()
    ask = ExportAskFactory(key=ward.code, asked_by=asker.actor_key)
    officers = [RoleFactory().user for _ in range(20)]

    ends = at_once(
        lambda n: decide_export(ask=ask, agrees=n % 2 == 0, answer="わけ", actor=officers[n], now=now), count=20
    )

    ask.refresh_from_db()
    assert sorted(ends) == ["", *[ExportAnswered.__name__] * 19]
    assert ask.answered_by == officers[ends.index("")].actor_key
    assert AuditEntry.objects.filter(action__in=["accounts.export_agreed", "accounts.export_refused"]).count() == 1


def test_who_presses_many_times_at_once_asks_once():
    now, asker, ward = timezone.now(), RoleFactory().user, WardFactory()
    given = {"kind": "officers", "key": ward.code, "reason": "団体に直してもらう。四月に消す。"}

    ends = at_once(lambda n: ask_for_export(**given, actor=asker, now=now), count=20)

    assert sorted(ends) == ["", *[ExportAskedAlready.__name__] * 19]
    assert ExportAsk.objects.count() == 1
