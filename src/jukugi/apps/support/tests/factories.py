from datetime import date

import factory

from jukugi.apps.accounts.enums import Channel, RoleKind
from jukugi.apps.accounts.tests.factories import BEFORE, RoleFactory
from jukugi.apps.organizations.enums import OrganizationKind
from jukugi.apps.organizations.models import Organization
from jukugi.apps.organizations.tests.factories import AssociationFactory
from jukugi.apps.support.models import Charge, SituationSheet, SupportFunction, SupportOffer


class SupporterFactory(factory.django.DjangoModelFactory):
    """An intermediary for the whole city."""

    class Meta:
        model = Organization

    kind = OrganizationKind.INTERMEDIARY
    name = factory.Sequence(lambda n: f"支える会{n}")


class FunctionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SupportFunction

    name = factory.Sequence(lambda n: f"はたらき{n}")
    position = factory.Sequence(lambda n: n % 30_000)


class OfferFactory(factory.django.DjangoModelFactory):
    """An offer for the whole city since April."""

    class Meta:
        model = SupportOffer

    function = factory.SubFactory(FunctionFactory)
    organization = factory.SubFactory(SupporterFactory)
    title = factory.Sequence(lambda n: f"メニュー{n}")
    starts_on = date(2026, 4, 1)


class SituationSheetFactory(factory.django.DjangoModelFactory):
    """The first edition, written on the association's own page."""

    class Meta:
        model = SituationSheet

    organization = factory.SubFactory(AssociationFactory)
    number = 1
    wants = factory.LazyFunction(lambda: ["money"])
    channel = Channel.WEB
    told_on = date(2026, 9, 1)
    actor_key = "x"
    written_at = BEFORE

    @factory.lazy_attribute
    def digest(self):
        return "0" * 64


class ChargeFactory(factory.django.DjangoModelFactory):
    """An officer of the association's ward is in charge of it."""

    class Meta:
        model = Charge

    organization = factory.SubFactory(AssociationFactory)
    starts_on = date(2026, 4, 1)
    named_by = "x"
    named_at = BEFORE

    @factory.lazy_attribute
    def officer(self):
        return RoleFactory(kind=RoleKind.WARD_OFFICER, area=self.organization.area).user
