"""Browsers of staff, and of devices that an association's code opened."""

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.organizations.tests.factories import AccessDeviceFactory, MembershipFactory


def staff(kind, area=None, department=None) -> Client:
    client = Client()
    user = RoleFactory(kind=kind, area=area).user
    if department is not None:
        MembershipFactory(person=user, organization=department)
    client.force_login(user)
    return client


def device(association, token="t") -> Client:
    """A browser that the association's code opened."""
    client = Client()
    day = timezone.localdate()
    AccessDeviceFactory(organization=association, token=token * 43, starts_on=day - timedelta(days=1))
    client.cookies["jukugi_association"] = token * 43
    return client
