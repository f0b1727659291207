"""Browsers of staff, of bodies' people, and of devices that an association's code opened."""

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from jukugi.apps.accounts.tests.factories import RoleFactory, UserFactory
from jukugi.apps.organizations.tests.factories import AccessDeviceFactory, MembershipFactory


def signed(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def staff(kind, area=None, department=None) -> Client:
    user = RoleFactory(kind=kind, area=area).user
    if department is not None:
        MembershipFactory(person=user, organization=department)
    return signed(user)


def member(body) -> Client:
    """Somebody who signs in for a body, without any role."""
    user = UserFactory()
    MembershipFactory(person=user, organization=body)
    return signed(user)


def device(association, token="t") -> Client:
    """A browser that the association's code opened."""
    client = Client()
    day = timezone.localdate()
    AccessDeviceFactory(organization=association, token=token * 43, starts_on=day - timedelta(days=1))
    client.cookies["jukugi_association"] = token * 43
    return client
