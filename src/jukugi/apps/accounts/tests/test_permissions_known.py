"""Roles that a page reads once for all rooms."""

import pytest
from django.contrib.auth.models import AnonymousUser

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.models import User
from jukugi.apps.accounts.permissions import has_role, is_staff, know_roles
from jukugi.apps.accounts.tests.factories import RoleFactory

pytestmark = pytest.mark.django_db


def test_known_roles_are_asked_for_once(django_assert_num_queries):
    user = RoleFactory(kind=RoleKind.POLICY_OFFICER).user

    with django_assert_num_queries(1):
        know_roles(user)
        know_roles(user)
        found = (is_staff(user), has_role(user, RoleKind.POLICY_OFFICER), has_role(user, RoleKind.OPERATOR))

    assert found == (True, True, False)


def test_they_are_known_on_one_object_alone():
    role = RoleFactory(kind=RoleKind.POLICY_OFFICER)
    know_roles(role.user)

    role.delete()

    assert has_role(User.objects.get(pk=role.user.pk), RoleKind.POLICY_OFFICER) is False


def test_a_stranger_and_somebody_no_longer_active_hold_none():
    user = RoleFactory().user
    user.is_active = False
    for person in (AnonymousUser(), user):
        know_roles(person)
        assert (is_staff(person), has_role(person, RoleKind.POLICY_OFFICER)) == (False, False)
