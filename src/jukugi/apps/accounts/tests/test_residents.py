"""Codes for residents: who makes them, how they end, what the desk shows."""

from datetime import timedelta

import pytest
from django.utils import timezone

from jukugi.apps.accounts import errors
from jukugi.apps.accounts.actions import make_resident_codes, merge_participants, redeem_code, stop_batch
from jukugi.apps.accounts.enums import CodeWay, RoleKind
from jukugi.apps.accounts.models import ResidentBatch, ResidentCode, StepReached
from jukugi.apps.accounts.queries import confirmed_residents
from jukugi.apps.accounts.tests.factories import ParticipantFactory, RoleFactory, UserFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.kit.errors import NotAllowed, WordsMissing

pytestmark = pytest.mark.django_db


def make(actor=None, **fields):
    last_on = timezone.localdate() + timedelta(days=30)
    given = {"way": CodeWay.LETTER, "count": 2, "ward": None, "valid_until": last_on, "now": timezone.now()}
    return make_resident_codes(**given | fields, actor=actor or RoleFactory().user)


def test_codes_are_told_once_and_only_hashes_are_kept():
    made = make(count=3)

    assert len(set(made.codes)) == 3
    kept = str(list(ResidentCode.objects.values()))
    assert [code for code in made.codes if code in kept or code.replace("-", "") in kept] == []


def test_who_may_make_codes_for_where():
    ward, other = WardFactory(), WardFactory()
    of_ward = RoleFactory(kind=RoleKind.WARD_OFFICER, area=ward).user

    assert make(of_ward, ward=ward, way=CodeWay.COUNTER, count=1).batch.ward == ward
    for actor, area in (
        (of_ward, other),
        (of_ward, None),
        (RoleFactory(kind=RoleKind.OPERATOR).user, None),
        (UserFactory(), ward),
    ):
        with pytest.raises(NotAllowed):
            make(actor, ward=area)


@pytest.mark.parametrize("count", [0, -1, 20_001])
def test_none_and_too_many_are_refused(count):
    with pytest.raises(errors.TooManyCodes):
        make(count=count)


def test_a_last_day_that_has_passed_is_refused():
    with pytest.raises(errors.DayOver):
        make(valid_until=timezone.localdate() - timedelta(days=1))


def test_a_code_holds_through_its_last_day_and_not_after():
    now = timezone.now()
    first, second = make(valid_until=timezone.localdate(now)).codes
    redeem_code(typed=first, participant=ParticipantFactory(), now=now)

    with pytest.raises(errors.CodeUnknown):
        redeem_code(typed=second, participant=ParticipantFactory(), now=now + timedelta(days=1))


def test_a_stopped_batch_opens_nothing_and_what_was_reached_stays():
    officer, now = RoleFactory().user, timezone.now()
    made = make(officer)
    redeem_code(typed=made.codes[0], participant=ParticipantFactory(), now=now)

    stop_batch(batch=made.batch, reason="手紙をなくした", actor=officer, now=now)

    with pytest.raises(errors.CodeUnknown):
        redeem_code(typed=made.codes[1], participant=ParticipantFactory(), now=now)
    with pytest.raises(errors.AlreadyStopped):
        stop_batch(batch=made.batch, reason="もう一度", actor=officer, now=now)
    assert StepReached.objects.count() == 1


def test_a_batch_is_stopped_with_a_reason_by_who_may_make_it():
    made = make()

    with pytest.raises(WordsMissing):
        stop_batch(batch=made.batch, reason=" ", actor=RoleFactory().user, now=timezone.now())
    with pytest.raises(NotAllowed):
        stop_batch(batch=made.batch, reason="見本", actor=UserFactory(), now=timezone.now())


def test_one_person_with_two_codes_and_two_devices_is_one_resident():
    phone, desk, now = ParticipantFactory(), ParticipantFactory(), timezone.now()
    for code, device in zip(make().codes, (phone, desk), strict=True):
        redeem_code(typed=code, participant=device, now=now)
    assert confirmed_residents() == 2

    merge_participants(goes=phone, stays=desk, now=now)

    assert confirmed_residents() == 1


class TestPages:
    FORM = {"way": "letter", "count": "2", "output": "letters"}

    def day(self) -> str:
        return (timezone.localdate() + timedelta(days=30)).isoformat()

    def test_letters_are_shown_once(self, client):
        client.force_login(RoleFactory().user)

        page = client.post("/desk/residents/", self.FORM | {"valid_until": self.day()})

        assert page.content.decode().count('class="invitation-digits') == 2
        assert "invitation-digits" not in client.get("/desk/residents/").content.decode()

    def test_a_table_for_a_mail_merge_holds_each_code(self, client):
        client.force_login(RoleFactory().user)

        table = client.post("/desk/residents/", self.FORM | {"valid_until": self.day(), "output": "csv"})

        assert table["Content-Type"].startswith("text/csv")
        assert len(table.content.decode("utf-8-sig").splitlines()) == 3

    def test_a_ward_officer_sees_and_makes_those_of_the_ward_alone(self, client):
        ward = WardFactory()
        make()
        make(ward=WardFactory())
        client.force_login(RoleFactory(kind=RoleKind.WARD_OFFICER, area=ward).user)
        form = self.FORM | {"valid_until": self.day()}

        nowhere = client.post("/desk/residents/", form)
        own = client.post("/desk/residents/", form | {"ward": ward.pk})

        assert (nowhere.status_code, own.status_code) == (400, 200)
        assert list(client.get("/desk/residents/").context["batches"]) == [ResidentBatch.objects.latest("pk")]

    def test_an_operator_reaches_neither_list_nor_stopping(self, client):
        made = make()
        client.force_login(RoleFactory(kind=RoleKind.OPERATOR).user)

        assert client.get("/desk/residents/").status_code == 403
        assert client.post(f"/desk/residents/{made.batch.pk}/stop/", {"reason": "見本"}).status_code == 403

    def test_the_list_takes_as_many_queries_for_one_batch_as_for_three(self, client, django_assert_max_num_queries):
        client.force_login(RoleFactory().user)
        client.get("/desk/residents/")
        counts = []
        for _n in range(2):
            make()
            with django_assert_max_num_queries(40) as asked:
                client.get("/desk/residents/")
            counts.append(len(asked))
            make()

        assert counts[0] == counts[1]
