from datetime import date

import factory

from jukugi.apps.accounts.enums import Channel, RoleKind
from jukugi.apps.accounts.tests.factories import BEFORE, RoleFactory
from jukugi.apps.organizations.enums import OrganizationKind
from jukugi.apps.organizations.models import Organization
from jukugi.apps.organizations.tests.factories import AssociationFactory
from jukugi.apps.support.enums import INQUIRY_RECEIPT
from jukugi.apps.support.models import (
    Charge,
    Inquiry,
    InquiryStep,
    Match,
    NextStep,
    SituationSheet,
    SupportFunction,
    SupportOffer,
    SupportReceived,
    Visit,
)
from jukugi.kit import receipts


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


class MatchFactory(factory.django.DjangoModelFactory):
    """An offer proposed because the association wants what it helps with."""

    class Meta:
        model = Match

    sheet = factory.SubFactory(SituationSheetFactory)
    organization = factory.SelfAttribute("sheet.organization")
    offer = factory.SubFactory(OfferFactory)
    reasons = factory.LazyFunction(lambda: [["wanted", "money"]])
    proposed_at = BEFORE


class VisitFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Visit

    organization = factory.SubFactory(AssociationFactory)
    visited_on = date(2026, 9, 10)
    way = "there"
    heard = "見本の話"
    actor_key = "x"
    recorded_at = BEFORE


class NextStepFactory(factory.django.DjangoModelFactory):
    """An open step of the association, due on a day long past."""

    class Meta:
        model = NextStep

    organization = factory.SubFactory(AssociationFactory)
    what = "見本の一歩"
    by = "association"
    due_on = date(2026, 10, 1)
    agreed_on = date(2026, 9, 10)
    actor_key = "x"


class SupportReceivedFactory(factory.django.DjangoModelFactory):
    """It took no subsidy in 2025."""

    class Meta:
        model = SupportReceived

    organization = factory.SubFactory(AssociationFactory)
    fiscal_year = 2025
    need = "money"
    is_taken = False
    source = "見本"
    actor_key = "x"
    recorded_at = BEFORE


class InquiryFactory(factory.django.DjangoModelFactory):
    """A person asks on the web, for the whole city; the answer is due long ago."""

    class Meta:
        model = Inquiry

    receipt = factory.LazyFunction(lambda: receipts.issue(INQUIRY_RECEIPT, now=BEFORE))
    channel = Channel.WEB
    author_key = factory.Sequence(lambda n: f"asker{n}")
    asker = "person"
    received_at = BEFORE
    due_on = date(2026, 4, 15)


class InquiryStepFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = InquiryStep

    inquiry = factory.SubFactory(InquiryFactory)
    act = "received"
    words = "見本の相談"
    actor_key = "x"
    done_at = BEFORE

    @factory.lazy_attribute
    def digest(self):
        return "0" * 64
