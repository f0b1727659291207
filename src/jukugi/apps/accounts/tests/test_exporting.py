"""Four eyes: a file with what is known of people is taken after another officer has agreed, and by nobody else."""

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from jukugi.apps.accounts import errors
from jukugi.apps.accounts.actions import ask_for_export, decide_export, end_sign_in, take_export
from jukugi.apps.accounts.enums import ExportState, RoleKind
from jukugi.apps.accounts.models import ExportAsk, User
from jukugi.apps.accounts.tests.factories import AgreedExportFactory, ExportAskFactory, RoleFactory, UserFactory
from jukugi.apps.areas.models import Area
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.kit.audit.models import AuditEntry
from jukugi.kit.errors import NotAllowed, WordsMissing, WordsTooLong

pytestmark = pytest.mark.django_db

WHY = "団体に直してもらう。四月に消す。"
OFFICERS = "officers"


@pytest.fixture
def ward() -> Area:
    return WardFactory()


@pytest.fixture
def first(ward: Area) -> User:
    return RoleFactory(kind=RoleKind.WARD_OFFICER, area=ward).user


@pytest.fixture
def second() -> User:
    return RoleFactory().user


def asked(who: User, ward: Area, *, now: datetime | None = None) -> ExportAsk:
    return ask_for_export(kind=OFFICERS, key=ward.code, reason=WHY, actor=who, now=now or timezone.now())


def agreed(who: User, ward: Area, by: User, *, now: datetime | None = None) -> ExportAsk:
    moment = now or timezone.now()
    return decide_export(ask=asked(who, ward, now=moment), agrees=True, answer="", actor=by, now=moment)


def take(who: User, ward: Area, *, now: datetime | None = None) -> ExportAsk:
    return take_export(kind=OFFICERS, key=ward.code, count=12, actor=who, now=now or timezone.now())


def at(day: date) -> datetime:
    """The last second of a day."""
    return timezone.make_aware(datetime.combine(day, datetime.max.time()))


def test_nobody_agrees_to_their_own(ward, first):
    ask = asked(first, ward)

    with pytest.raises(errors.SecondIsTheSame):
        decide_export(ask=ask, agrees=True, answer="", actor=first, now=timezone.now())


class TestTaking:
    def test_a_file_is_taken_after_another_officer_agreed_and_each_taking_is_on_record(self, ward, first, second):
        ask = agreed(first, ward, second)

        take(first, ward)
        take(first, ward)

        ask.refresh_from_db()
        entries = AuditEntry.objects.filter(action="accounts.export_taken")
        assert ask.taken == 2
        assert [entry.details for entry in entries] == [{"kind": OFFICERS, "key": ward.code, "count": 12}] * 2
        assert {entry.actor_key for entry in entries} == {first.actor_key}

    def test_nothing_is_taken_without_asking(self, ward, first):
        with pytest.raises(errors.ExportNotAgreed):
            take(first, ward)

    def test_nothing_is_taken_while_it_waits(self, ward, first):
        asked(first, ward)

        with pytest.raises(errors.ExportNotAgreed):
            take(first, ward)

    def test_nothing_is_taken_after_a_refusal(self, ward, first, second):
        decide_export(ask=asked(first, ward), agrees=False, answer="画面で足ります", actor=second, now=timezone.now())

        with pytest.raises(errors.ExportNotAgreed):
            take(first, ward)

    def test_who_agreed_and_a_third_take_nothing_by_it(self, ward, first, second):
        agreed(first, ward, second)

        for other in (second, RoleFactory().user):
            with pytest.raises(errors.ExportNotAgreed):
                take(other, ward)

    def test_an_agreement_holds_for_its_file_alone(self, ward, first, second):
        officer, other = RoleFactory().user, WardFactory()
        agreed(officer, ward, second)

        with pytest.raises(errors.ExportNotAgreed):
            take(officer, other)

    def test_a_file_is_taken_through_the_seventh_day_and_not_on_the_eighth(self, ward, first, second):
        ask = agreed(first, ward, second)

        take(first, ward, now=at(ask.last_on))
        with pytest.raises(errors.ExportNotAgreed):
            take(first, ward, now=at(ask.last_on) + timedelta(seconds=1))

        assert ask.last_on == timezone.localdate() + timedelta(days=7)


class TestAsking:
    def test_an_ask_waits_for_fourteen_days(self, ward, first, second):
        ask = asked(first, ward)

        assert ask.last_on == timezone.localdate() + timedelta(days=14)
        assert ask.state_on(ask.last_on) == ExportState.WAITING
        assert ask.state_on(ask.last_on + timedelta(days=1)) == ExportState.LAPSED
        with pytest.raises(errors.ExportAnswered):
            decide_export(ask=ask, agrees=True, answer="", actor=second, now=at(ask.last_on) + timedelta(seconds=1))

    def test_one_asks_once_while_it_is_open_and_again_when_it_is_over(self, ward, first, second):
        ask = asked(first, ward)
        with pytest.raises(errors.ExportAskedAlready):
            asked(first, ward)
        decide_export(ask=ask, agrees=True, answer="", actor=second, now=timezone.now())
        with pytest.raises(errors.ExportAskedAlready):
            asked(first, ward)

        again = asked(first, ward, now=timezone.now() + timedelta(days=8))

        ask.refresh_from_db()
        assert (ask.state, again.state) == (ExportState.LAPSED, ExportState.WAITING)

    def test_two_officers_ask_for_the_same_file_each_for_themselves(self, ward, first, second):
        asked(first, ward)
        asked(second, ward)

        assert ExportAsk.objects.count() == 2

    @pytest.mark.parametrize(
        ("reason", "refusal"),
        [("", WordsMissing), ("四月に使う", errors.ReasonTooShort), ("あ" * 401, WordsTooLong)],
    )
    def test_an_ask_says_for_what(self, ward, first, reason, refusal):
        with pytest.raises(refusal):
            ask_for_export(kind=OFFICERS, key=ward.code, reason=reason, actor=first, now=timezone.now())

    def test_nobody_asks_for_a_file_that_is_not_there(self, second):
        for kind, key in ((OFFICERS, "999999"), ("nothing", "1"), ("honorariums", "x"), ("sheets", "0")):
            with pytest.raises(NotAllowed):
                ask_for_export(kind=kind, key=key, reason=WHY, actor=second, now=timezone.now())

    def test_strangers_may_not_ask(self, ward):
        strangers = [
            UserFactory(),
            RoleFactory(kind=RoleKind.OPERATOR).user,
            RoleFactory(kind=RoleKind.WARD_OFFICER, area=WardFactory()).user,
            RoleFactory(ends_on=date(2001, 1, 1)).user,
        ]

        for stranger in strangers:
            with pytest.raises(NotAllowed):
                asked(stranger, ward)


class TestDeciding:
    def test_strangers_may_not_answer(self, ward, first):
        ask = asked(first, ward)
        gone = RoleFactory().user
        end_sign_in(user=gone, now=timezone.now())

        for stranger in (
            UserFactory(),
            RoleFactory(kind=RoleKind.OPERATOR).user,
            RoleFactory(kind=RoleKind.WARD_OFFICER, area=WardFactory()).user,
            gone,
        ):
            with pytest.raises(NotAllowed):
                decide_export(ask=ask, agrees=True, answer="", actor=stranger, now=timezone.now())

    @pytest.mark.parametrize("agrees", [True, False])
    def test_an_answer_stands(self, ward, first, second, agrees):
        ask = agreed(first, ward, second)

        with pytest.raises(errors.ExportAnswered):
            decide_export(ask=ask, agrees=agrees, answer="わけ", actor=RoleFactory().user, now=timezone.now())

    def test_a_refusal_says_why(self, ward, first, second):
        ask = asked(first, ward)

        with pytest.raises(WordsMissing):
            decide_export(ask=ask, agrees=False, answer=" ", actor=second, now=timezone.now())

    def test_the_record_holds_keys_and_no_words(self, ward, first, second):
        agreed(first, ward, second)
        take(first, ward)

        told = [str(entry.details) for entry in AuditEntry.objects.filter(action__startswith="accounts.export_")]
        assert len(told) == 3
        assert not any(word in " ".join(told) for word in (WHY, first.display_name, second.display_name, ward.name))


class TestConstraints:
    @pytest.mark.parametrize(
        "fields",
        [
            {"state": "agreed", "answered_by": "one", "answered_at": timezone.now()},
            {"state": "agreed"},
            {"state": "agreed", "answered_by": "two"},
            {"state": "refused", "answered_by": "two", "answered_at": timezone.now()},
            {"state": "waiting", "answered_by": "two", "answered_at": timezone.now()},
            {"reason": ""},
            {"taken": 1, "taken_at": timezone.now()},
        ],
    )
    def test_the_database_refuses_what_four_eyes_did_not_see(self, fields):
        with pytest.raises(IntegrityError), transaction.atomic():
            ExportAskFactory(key="1", asked_by="one", **fields)

    def test_the_database_refuses_a_second_open_ask(self):
        AgreedExportFactory(key="1", asked_by="one")

        with pytest.raises(IntegrityError), transaction.atomic():
            ExportAskFactory(key="1", asked_by="one")
