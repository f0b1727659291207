"""What those read who keep an association company: the association itself, and who is in charge of it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q

from jukugi.apps.accounts.models import User
from jukugi.apps.organizations.models import Membership, Organization
from jukugi.apps.support.enums import MatchAnswer
from jukugi.apps.support.models import (
    Charge,
    Match,
    NextStep,
    SheetOpening,
    SheetReader,
    SituationSheet,
    SupportReceived,
    Visit,
)


@dataclass(frozen=True)
class Company:
    """Everything that is known of the company of one association."""

    organization: Organization
    editions: list[SituationSheet]
    charges: list[Charge]
    readers: list[SheetReader]
    openings: list[SheetOpening]
    matches: list[Match]
    steps: list[NextStep]
    visits: list[Visit]
    received: list[SupportReceived]

    @property
    def sheet(self) -> SituationSheet | None:
        """The newest edition; None where nothing was written or everything was erased."""
        return next((one for one in self.editions if one.erased_at is None), None)

    @property
    def open_steps(self) -> list[NextStep]:
        return [step for step in self.steps if step.done_on is None]

    @property
    def done_steps(self) -> list[NextStep]:
        done = [step for step in self.steps if step.done_on is not None]
        return sorted(done, key=lambda step: (step.done_on or date.min, step.pk), reverse=True)

    @property
    def proposed(self) -> list[Match]:
        return [match for match in self.matches if match.answer == MatchAnswer.PROPOSED]

    @property
    def answered(self) -> list[Match]:
        return [match for match in self.matches if match.answer != MatchAnswer.PROPOSED]


def company_of(organization: Organization) -> Company:
    """Nine queries, however much there is."""
    return Company(
        organization=organization,
        editions=list(organization.situation_sheets.all()[:50]),
        charges=list(organization.charges.running().select_related("officer")),
        readers=list(organization.sheet_readers.running().select_related("reader")),
        openings=list(organization.sheet_openings.select_related("person", "body")[:30]),
        matches=list(organization.support_matches.select_related("offer__organization", "offer__function")[:200]),
        steps=list(organization.next_steps.all()[:300]),
        visits=list(organization.support_visits.all()[:100]),
        received=list(organization.supports_received.standing()[:100]),
    )


@dataclass(frozen=True)
class CompanyRow:
    """One association in somebody's charge."""

    organization: Organization
    edition: int | None
    visited_on: date | None
    open_steps: int
    overdue: int


def in_charge_rows(officer: User, wards: frozenset[int], *, day: date) -> list[CompanyRow]:
    """Associations that this officer is in charge of, with most overdue steps first. Four queries."""
    charges = Charge.objects.running().filter(officer=officer, organization__area__in=list(wards))
    bodies = [charge.organization for charge in charges.select_related("organization__area")]
    pks = [body.pk for body in bodies]
    editions = dict(
        SituationSheet.objects.filter(organization__in=pks)
        .order_by()
        .values_list("organization")
        .annotate(last=Max("number"))
    )
    visits = dict(
        Visit.objects.filter(organization__in=pks)
        .order_by()
        .values_list("organization")
        .annotate(last=Max("visited_on"))
    )
    steps = {
        pk: (open_steps, overdue)
        for pk, open_steps, overdue in NextStep.objects.open()
        .filter(organization__in=pks)
        .order_by()
        .values_list("organization")
        .annotate(open_steps=Count("pk"), overdue=Count("pk", filter=Q(due_on__lt=day)))
    }
    rows = [
        CompanyRow(body, editions.get(body.pk), visits.get(body.pk), *steps.get(body.pk, (0, 0))) for body in bodies
    ]
    return sorted(rows, key=lambda row: (-row.overdue, -row.open_steps, row.organization.name))


def without_charge(wards: frozenset[int], *, day: date) -> list[Organization]:
    """Associations of these wards that wrote a sheet and have nobody in charge; the sheets are not read. One query."""
    told = SituationSheet.objects.filter(erased_at__isnull=True).values("organization")
    kept = Charge.objects.running().values("organization")
    rows = Organization.objects.associations().standing(day).filter(area__in=list(wards), pk__in=told)
    return list(rows.exclude(pk__in=kept).select_related("area")[:200])


def sheets_named_for(person: User, *, day: date) -> list[SheetReader]:
    """Associations that let a body of this person read their sheet. One query."""
    bodies = Membership.objects.in_term(day).filter(person=person).values("organization")
    rows = SheetReader.objects.running().filter(reader__in=bodies)
    return list(rows.select_related("organization__area", "reader").order_by("organization__name", "pk")[:200])


@dataclass(frozen=True)
class UnreachedRow:
    """An association that took nothing and never asked. ``years`` are fiscal years on record, newest first."""

    organization: Organization
    years: tuple[int, ...]


@dataclass(frozen=True)
class Unreached:
    """Associations that nothing reaches: ``nothing`` is on record, ``unknown`` are without any record."""

    nothing: list[UnreachedRow]
    unknown: list[UnreachedRow]
    reached: int
    associations: int


def unreached(wards: frozenset[int] | None, *, day: date) -> Unreached:
    """Standing associations without any support and without company, longest first, then by name. Six queries.

    One that wrote a sheet, was spoken with or has somebody in charge has asked. What they told is not read here.
    """
    bodies = list(Organization.objects.associations().standing(day).in_wards(wards).select_related("area"))
    years: dict[int, set[int]] = {}
    taken: set[int] = set()
    rows = SupportReceived.objects.standing().order_by().values_list("organization", "fiscal_year", "is_taken")
    for pk, year, is_taken in rows:
        years.setdefault(pk, set()).add(year)
        if is_taken:
            taken.add(pk)
    asked: set[int] = set()
    for model in (SituationSheet, Visit, Charge):
        asked |= set(model._default_manager.order_by().values_list("organization", flat=True).distinct())
    left = [body for body in bodies if body.pk not in taken and body.pk not in asked]
    found = [UnreachedRow(body, tuple(sorted(years.get(body.pk, ()), reverse=True))) for body in left]
    found.sort(key=lambda row: (-len(row.years), row.organization.name, row.organization.pk))
    return Unreached(
        nothing=[row for row in found if row.years],
        unknown=[row for row in found if not row.years],
        reached=len(bodies) - len(left),
        associations=len(bodies),
    )
