from datetime import date
from decimal import Decimal

import factory

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.accounts.tests.factories import BEFORE
from jukugi.apps.inventory.actions import RequestWords
from jukugi.apps.inventory.enums import AnswerKind, Basis, Carrier, Category, RequestChannel, RequestState
from jukugi.apps.inventory.models import AdminRequest, BundleAnswer, BurdenReport, Decision, DecisionKind, Proposal
from jukugi.apps.organizations.tests.factories import AssociationFactory, DepartmentFactory

OCTOBER = date(2026, 10, 1)


class AdminRequestFactory(factory.django.DjangoModelFactory):
    """A request by custom that comes to everybody each October: ten people for two hours."""

    class Meta:
        model = AdminRequest

    department = factory.SubFactory(DepartmentFactory)
    category = Category.GATHERINGS
    title = factory.Sequence(lambda n: f"見本の依頼{n}")
    basis = Basis.CUSTOM
    times_per_year = Decimal(1)
    months = factory.LazyFunction(lambda: [10])
    people_per_time = Decimal(10)
    hours_per_person = Decimal(2)
    carrier = Carrier.OFFICERS
    channel = RequestChannel.PAPER
    state = RequestState.ACTIVE
    filed_by = "x"
    filed_at = BEFORE
    reviewed_by = "y"
    reviewed_at = BEFORE


class BurdenReportFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = BurdenReport

    admin_request = factory.SubFactory(AdminRequestFactory)
    organization = factory.SubFactory(AssociationFactory)
    fiscal_year = 2026
    times = Decimal(1)
    people = Decimal(10)
    hours = Decimal(3)
    channel = Channel.CARD
    actor_key = "x"
    reported_at = BEFORE


class BundleAnswerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = BundleAnswer

    admin_request = factory.SubFactory(AdminRequestFactory)
    organization = factory.SubFactory(AssociationFactory)
    month_on = OCTOBER
    kind = AnswerKind.RECEIVED
    channel = Channel.WEB
    actor_key = "x"
    answered_at = BEFORE


class DecisionFactory(factory.django.DjangoModelFactory):
    """Reduced to a half, from April 2026 on."""

    class Meta:
        model = Decision

    admin_request = factory.SubFactory(AdminRequestFactory)
    kind = factory.LazyFunction(lambda: DecisionKind.objects.get(name="縮小"))
    reason = "見本の理由"
    decided_on = date(2026, 3, 1)
    starts_on = date(2026, 4, 1)
    owner = factory.SelfAttribute("admin_request.department")
    promised_low = Decimal(6)
    promised = Decimal(10)
    promised_high = Decimal(12)
    actor_key = "x"
    recorded_at = BEFORE


class ProposalFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Proposal

    admin_request = factory.SubFactory(AdminRequestFactory)
    organization = factory.SubFactory(AssociationFactory)
    text = "見本の案"
    channel = Channel.CARD
    actor_key = "x"
    made_at = BEFORE


def request_words(**other) -> RequestWords:
    """A request by law that nothing speaks against."""
    words = {
        "category": Category.REPORTS,
        "title": "世帯の報告",
        "purpose": "見本の目的",
        "basis": Basis.LAW,
        "basis_note": "",
        "is_voluntary_told": False,
        "times_per_year": Decimal(1),
        "months": [4],
        "people_per_time": Decimal(2),
        "hours_per_person": Decimal(3),
        "hours_low": None,
        "hours_high": None,
        "per_households": None,
        "carrier": Carrier.PRESIDENT,
        "channel": RequestChannel.PAPER,
        "copies": "",
        "payment": "",
        "since_year": None,
        "note": "",
    }
    return RequestWords(**words | other)
