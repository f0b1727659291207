from datetime import date, timedelta

import factory

from jukugi.apps.accounts.actions import token_hash
from jukugi.apps.accounts.enums import Channel
from jukugi.apps.accounts.tests.factories import BEFORE, UserFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.organizations.actions.access import code_hash, new_code
from jukugi.apps.organizations.enums import ConsentItem, MembershipRole, OfficerRole, OrganizationKind
from jukugi.apps.organizations.models import (
    AccessCode,
    AccessDevice,
    Consent,
    ContactRule,
    HandOverNote,
    HouseholdCount,
    Membership,
    Officer,
    Organization,
)


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


class AssociationFactory(factory.django.DjangoModelFactory):
    """A neighbourhood association of a ward."""

    class Meta:
        model = Organization

    kind = OrganizationKind.ASSOCIATION
    name = factory.Sequence(lambda n: f"見本{n}番町内会")
    area = factory.SubFactory(WardFactory)


class OfficerFactory(factory.django.DjangoModelFactory):
    """A president since April 2026 whose term has no end yet."""

    class Meta:
        model = Officer

    organization = factory.SubFactory(AssociationFactory)
    role = OfficerRole.PRESIDENT
    name = factory.Sequence(lambda n: f"見本 {n}子")
    starts_on = date(2026, 4, 1)
    actor_key = "x"
    recorded_at = BEFORE


class HouseholdCountFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = HouseholdCount

    organization = factory.SubFactory(AssociationFactory)
    as_of = date(2026, 4, 1)
    households = 400
    member_households = 240
    source = "見本"
    actor_key = "x"
    recorded_at = BEFORE


class ConsentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Consent

    organization = factory.SubFactory(AssociationFactory)
    item = ConsentItem.LISTED
    channel = Channel.CARD
    agreed_on = date(2026, 4, 1)
    actor_key = "x"
    recorded_at = BEFORE


class ContactRuleFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ContactRule

    organization = factory.SubFactory(AssociationFactory)
    ways = ["post"]
    wishes = "平日の夜"
    channel = Channel.CARD
    agreed_on = date(2026, 4, 1)
    actor_key = "x"
    recorded_at = BEFORE


class HandOverNoteFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = HandOverNote

    organization = factory.SubFactory(AssociationFactory)
    subject = factory.Sequence(lambda n: f"見本の引き継ぎ{n}")
    actor_key = "x"
    written_at = BEFORE


class AccessDeviceFactory(factory.django.DjangoModelFactory):
    """A device that a code opened, known by ``token`` (43 letters) in its cookie."""

    class Meta:
        model = AccessDevice

    class Params:
        token = "t" * 43
        organization = None
        starts_on = date(2026, 4, 1)

    actor_key = factory.Sequence(lambda n: f"device{n}")
    opened_at = BEFORE

    @factory.lazy_attribute
    def token_hash(self):
        return token_hash(self.token)

    @factory.lazy_attribute
    def code(self):
        return AccessCode.objects.create(
            organization=self.organization or AssociationFactory(),
            code_hash=code_hash(new_code()),
            starts_on=self.starts_on,
            enter_by=self.starts_on + timedelta(days=90),
            actor_key="x",
            issued_at=BEFORE,
        )
