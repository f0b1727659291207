from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from jukugi.apps.accounts.actions import add_staff
from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.models import Role, User
from jukugi.apps.accounts.permissions import has_role, is_staff, roles
from jukugi.apps.accounts.tests.factories import BEFORE, ParticipantFactory, RoleFactory, UserFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.kit.audit.models import AuditEntry

pytestmark = pytest.mark.django_db

EVERY_KIND = tuple(RoleKind)


def add(username="okada", **fields) -> User:
    given = {"display_name": "岡田", "password": "a long password", "kind": RoleKind.POLICY_OFFICER, "area": None}
    given["until"] = date(2999, 3, 31)
    return add_staff(username=username, now=BEFORE, **(given | fields))


def test_a_role_is_in_force_for_its_holder_alone():
    role = RoleFactory()
    RoleFactory(kind=RoleKind.OPERATOR)

    assert (is_staff(role.user), is_staff(UserFactory())) == (True, False)
    assert roles(role.user, *EVERY_KIND) == [role]


@pytest.mark.parametrize("kind", [RoleKind.POLICY_OFFICER, RoleKind.OPERATOR])
def test_a_role_ends_when_its_holder_is_switched_off(kind):
    role = RoleFactory(kind=kind)
    role.user.is_active = False
    role.user.save()

    assert (is_staff(role.user), has_role(role.user, kind), roles(role.user, kind)) == (False, False, [])


@pytest.mark.parametrize("nobody", [AnonymousUser(), None, object()])
def test_nobody_holds_no_role_although_roles_exist(nobody):
    RoleFactory()

    assert (is_staff(nobody), has_role(nobody, *EVERY_KIND), roles(nobody, *EVERY_KIND)) == (False, False, [])


def test_a_participant_with_the_key_of_a_member_of_staff_holds_no_role():
    role = RoleFactory()
    participant = ParticipantFactory(pk=role.user.pk)

    assert is_staff(participant) is False


def test_a_ward_role_reaches_its_ward_and_nothing_else():
    here, elsewhere = WardFactory(), WardFactory()
    user = RoleFactory(kind=RoleKind.WARD_OFFICER, area=here).user

    reached = [has_role(user, RoleKind.WARD_OFFICER, area=area) for area in (here, elsewhere, None)]

    assert reached == [True, False, False]


def test_a_role_for_the_whole_city_reaches_every_ward():
    user = RoleFactory(kind=RoleKind.POLICY_OFFICER, area=None).user

    assert [has_role(user, RoleKind.POLICY_OFFICER, area=area) for area in (WardFactory(), None)] == [True, True]


def test_one_kind_of_role_is_not_another():
    user = RoleFactory(kind=RoleKind.OPERATOR).user

    assert has_role(user, RoleKind.POLICY_OFFICER, RoleKind.WARD_OFFICER) is False


def test_asking_for_no_kind_finds_no_role():
    assert has_role(RoleFactory().user) is False


def test_the_database_refuses_a_ward_officer_without_a_ward():
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleFactory(kind=RoleKind.WARD_OFFICER, area=None)


@pytest.mark.parametrize("in_a_ward", [False, True])
def test_the_database_refuses_the_same_role_twice(in_a_ward):
    role = RoleFactory(area=WardFactory() if in_a_ward else None)

    with pytest.raises(IntegrityError), transaction.atomic():
        Role.objects.create(user=role.user, kind=role.kind, area=role.area, ends_on=role.ends_on)


def test_a_member_of_staff_gets_a_sign_in_and_a_role():
    user = add()

    assert user.check_password("a long password") is True
    assert has_role(user, RoleKind.POLICY_OFFICER) is True
    assert list(AuditEntry.objects.values_list("action", "actor_key", "details")) == [
        ("accounts.role_given", "", {"kind": "policy_officer", "ends_on": "2999-03-31"})
    ]


def test_adding_somebody_twice_changes_nothing():
    first = add()

    second = add(display_name="別の名前", password="another password")

    second.refresh_from_db()
    assert (first.pk, second.display_name, second.check_password("a long password")) == (second.pk, "岡田", True)
    assert (User.objects.count(), Role.objects.count(), AuditEntry.objects.count()) == (1, 1, 1)


def test_adding_somebody_with_another_role_gives_both():
    add()

    user = add(kind=RoleKind.WARD_OFFICER, area=WardFactory())

    assert sorted(role.kind for role in roles(user, *EVERY_KIND)) == ["policy_officer", "ward_officer"]


def test_a_ward_officer_without_a_ward_is_added_neither_with_a_role_nor_without():
    with pytest.raises(IntegrityError), transaction.atomic():
        add(kind=RoleKind.WARD_OFFICER)

    assert User.objects.count() == 0


def test_the_log_names_nobody():
    add(username="okada-hanako", display_name="岡田花子")

    entry = str(list(AuditEntry.objects.values()))

    assert [name for name in ("okada", "岡田", "花子") if name in entry] == []


def test_a_password_is_never_stored_in_clear():
    user = add(password="correct horse battery")

    stored = str(User.objects.filter(pk=user.pk).values().get())

    assert "correct horse battery" not in stored
