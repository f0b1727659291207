"""Roles end by themselves, and another person lets them go on."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from jukugi.apps.accounts import errors
from jukugi.apps.accounts.actions import add_staff, extend_role, last_day_of_year
from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.models import Role
from jukugi.apps.accounts.permissions import has_role, is_staff
from jukugi.apps.accounts.queries import role_terms
from jukugi.apps.accounts.tests.factories import BEFORE, RoleFactory, UserFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.kit.audit.models import AuditEntry
from jukugi.kit.errors import NotAllowed

pytestmark = pytest.mark.django_db


def role_until(days: int, **fields) -> Role:
    """A role whose last day is so many days from today."""
    return RoleFactory(ends_on=timezone.localdate() + timedelta(days=days), **fields)


@pytest.mark.parametrize(("days", "holds"), [(-1, False), (0, True), (1, True)])
def test_a_role_holds_through_its_last_day(days, holds):
    role = role_until(days)

    assert (is_staff(role.user), has_role(role.user, RoleKind.POLICY_OFFICER)) == (holds, holds)


def test_a_role_that_begins_tomorrow_does_not_hold_today():
    role = RoleFactory(starts_on=timezone.localdate() + timedelta(days=1))

    assert is_staff(role.user) is False


@pytest.mark.parametrize(
    ("day", "last"),
    [
        (date(2026, 4, 1), date(2027, 3, 31)),
        (date(2027, 3, 31), date(2027, 3, 31)),
        (date(2027, 1, 9), date(2027, 3, 31)),
    ],
)
def test_a_fiscal_year_ends_with_march(day, last):
    assert last_day_of_year(day) == last


def test_a_role_is_given_until_the_end_of_the_fiscal_year_and_an_operators_without_end():
    given = {"display_name": "岡田", "password": "a long password", "area": None, "now": BEFORE}

    officer = add_staff(username="okada", kind=RoleKind.POLICY_OFFICER, **given)
    operator = add_staff(username="mori", kind=RoleKind.OPERATOR, **given)

    assert officer.roles.get().ends_on == date(2027, 3, 31)
    assert operator.roles.get().ends_on is None


def test_a_role_that_is_over_begins_anew_when_it_is_given_again():
    role = role_until(-30)
    fields = {"display_name": "", "password": "", "kind": role.kind, "area": None, "now": timezone.now()}

    add_staff(username=role.user.username, until=timezone.localdate() + timedelta(days=5), **fields)

    assert is_staff(role.user) is True
    assert Role.objects.count() == 1


def test_a_last_day_that_has_passed_is_refused():
    fields = {"display_name": "岡田", "password": "a long password", "area": None, "now": BEFORE}

    with pytest.raises(errors.DayOver):
        add_staff(username="okada", kind=RoleKind.OPERATOR, until=date(2026, 3, 31), **fields)


def test_the_database_refuses_an_officer_without_a_last_day():
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleFactory(ends_on=None)


class TestGoingOn:
    @pytest.mark.parametrize("kind", [RoleKind.POLICY_OFFICER, RoleKind.OPERATOR])
    def test_another_lets_a_role_go_on_and_it_is_on_record(self, kind):
        role, actor = role_until(3), RoleFactory(kind=kind).user
        later = timezone.localdate() + timedelta(days=300)

        extend_role(role=role, ends_on=later, actor=actor, now=timezone.now())

        assert Role.objects.get(pk=role.pk).ends_on == later
        entry = AuditEntry.objects.get(action="accounts.role_extended")
        assert (entry.actor_key, entry.details["ends_on"]) == (actor.actor_key, later.isoformat())

    def test_nobody_lets_their_own_go_on(self):
        role = role_until(3)

        with pytest.raises(errors.OwnRole):
            extend_role(role=role, ends_on=role.ends_on + timedelta(days=9), actor=role.user, now=timezone.now())

    def test_a_ward_officer_and_somebody_without_a_role_may_not(self):
        role = role_until(3)
        ward_officer = RoleFactory(kind=RoleKind.WARD_OFFICER, area=WardFactory()).user

        for actor in (ward_officer, UserFactory(), role_until(-1).user):
            with pytest.raises(NotAllowed):
                extend_role(role=role, ends_on=role.ends_on + timedelta(days=9), actor=actor, now=timezone.now())

    @pytest.mark.parametrize("days", [-5, 0])
    def test_a_role_is_not_made_shorter(self, days):
        role = role_until(3)
        actor = RoleFactory(kind=RoleKind.OPERATOR).user

        with pytest.raises(errors.RoleOver):
            extend_role(role=role, ends_on=role.ends_on + timedelta(days=days), actor=actor, now=timezone.now())


def test_roles_stand_in_the_list_by_how_near_their_end_is():
    today = timezone.localdate()
    over, soon, far = role_until(-1), role_until(60), role_until(61)

    terms = role_terms(today)

    assert (terms.over, terms.soon, terms.standing) == ([over], [soon], [far])


class TestPages:
    def test_an_officer_lets_a_colleagues_role_go_on(self, client):
        role = role_until(3)
        client.force_login(RoleFactory().user)
        later = timezone.localdate() + timedelta(days=365)

        page = client.get("/desk/roles/")
        sent = client.post(f"/desk/roles/{role.pk}/", {"ends_on": later.isoformat()})

        assert role.user.display_name in page.content.decode()
        assert (sent.status_code, Role.objects.get(pk=role.pk).ends_on) == (302, later)

    def test_ones_own_is_refused_in_words(self, client):
        role = role_until(3)
        client.force_login(role.user)

        page = client.post(f"/desk/roles/{role.pk}/", {"ends_on": "2999-03-31"})

        assert page.status_code == 400
        assert "自分の役割は、自分では延ばせません" in page.content.decode().replace("<wbr>", "")

    def test_the_list_takes_as_many_queries_for_one_role_as_for_three(self, client, django_assert_max_num_queries):
        client.force_login(RoleFactory().user)
        client.get("/desk/roles/")
        counts = []
        for _n in range(2):
            role_until(3)
            with django_assert_max_num_queries(40) as asked:
                client.get("/desk/roles/")
            counts.append(len(asked))
            role_until(4)

        assert counts[0] == counts[1]
