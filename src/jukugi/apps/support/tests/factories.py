from datetime import date

import factory

from jukugi.apps.organizations.enums import OrganizationKind
from jukugi.apps.organizations.models import Organization
from jukugi.apps.support.models import SupportFunction, SupportOffer


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
