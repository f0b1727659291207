from datetime import date

import factory

from jukugi.apps.accounts.tests.factories import UserFactory
from jukugi.apps.organizations.enums import MembershipRole, OrganizationKind
from jukugi.apps.organizations.models import Membership, Organization


class DepartmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organization

    kind = OrganizationKind.DEPARTMENT
    name = factory.Sequence(lambda n: f"見本{n}課")


class MembershipFactory(factory.django.DjangoModelFactory):
    """A term since April 2026 that has no end."""

    class Meta:
        model = Membership

    person = factory.SubFactory(UserFactory)
    organization = factory.SubFactory(DepartmentFactory)
    role = MembershipRole.OFFICER
    starts_on = date(2026, 4, 1)
