"""Pages of the desk: requests to work on, who answered what, associations and their bundles."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q

from jukugi.apps.inventory.enums import AnswerKind, RequestState
from jukugi.apps.inventory.models import AdminRequest, BundleAnswer, BurdenReport, Decision, Proposal, RequestPlan
from jukugi.apps.inventory.permissions import Standing
from jukugi.apps.organizations.models import Organization

ON_A_PAGE = 60


@dataclass(frozen=True)
class DeskRow:
    admin_request: AdminRequest
    decision: Decision | None
    cannot: int


@dataclass(frozen=True)
class AssociationRow:
    """An association that the person looks after: how many requests of the month it answered, and cannot do."""

    organization: Organization
    received: int
    cannot: int
    reports: int


def desk_rows(
    standing: Standing, *, state: str, number: str
) -> tuple[Page[AdminRequest], dict[str, int], list[DeskRow]]:
    """One page of requests in a state, counts of each state, and decisions and refusals of the page. Five queries.

    Who is of one department sees how many cannot for its own requests alone.
    """
    counts = Counter(dict(AdminRequest.objects.order_by().values_list("state").annotate(Count("pk"))))
    found = AdminRequest.objects.filter(state=state).select_related("department__area").in_order()
    page = Paginator(found, ON_A_PAGE).get_page(number)
    decisions = {
        each.admin_request_id: each
        for each in Decision.objects.standing().filter(admin_request__in=list(page)).select_related("kind")
    }
    refused = BundleAnswer.objects.standing().filter(kind=AnswerKind.CANNOT, admin_request__in=list(page))
    cannot = Counter(refused.values_list("admin_request_id", flat=True))
    rows = [
        DeskRow(each, decisions.get(each.pk), cannot[each.pk] if standing.can_read_answers(each) else 0)
        for each in page
    ]
    return page, {state: counts[state] for state in RequestState.values}, rows


def answers_to(admin_request: AdminRequest) -> list[BundleAnswer]:
    """Who cannot, and why, the latest month first. One query. For those who may read answers alone."""
    found = BundleAnswer.objects.standing().filter(admin_request=admin_request, kind=AnswerKind.CANNOT)
    return list(found.select_related("organization__area").order_by("-month_on", "organization__name", "pk"))


def received_count(admin_request: AdminRequest) -> int:
    """Associations that received it. One query."""
    found = BundleAnswer.objects.standing().filter(admin_request=admin_request, kind=AnswerKind.RECEIVED)
    return found.values("organization").distinct().count()


def own_reports(admin_request: AdminRequest, wards: Collection[int] | None) -> list[BurdenReport]:
    """Reports of associations that the person looks after. One query."""
    found = BurdenReport.objects.standing().filter(admin_request=admin_request)
    if wards is not None:
        found = found.filter(organization__area__in=wards)
    return list(found.select_related("organization__area").order_by("organization__name", "-fiscal_year", "pk"))


def proposals_on(admin_request: AdminRequest) -> list[Proposal]:
    """What was proposed, the latest first. One query."""
    return list(admin_request.proposals.select_related("organization", "wish"))


def association_rows(
    wards: Collection[int] | None, *, month_on: date, fiscal_year: int, day: date, number: str
) -> tuple[Page[Organization], list[AssociationRow]]:
    """One page of associations looked after, with their answers of a month and reports of a year. Three queries."""
    found = Organization.objects.associations().standing(day).in_wards(wards).select_related("area")
    of_month = Q(request_answers__month_on=month_on, request_answers__replaced_at__isnull=True)
    of_year = Q(burden_reports__fiscal_year=fiscal_year, burden_reports__replaced_at__isnull=True)
    counted = found.annotate(
        received=Count(
            "request_answers", filter=of_month & Q(request_answers__kind=AnswerKind.RECEIVED), distinct=True
        ),
        cannot=Count("request_answers", filter=of_month & Q(request_answers__kind=AnswerKind.CANNOT), distinct=True),
        reported=Count("burden_reports", filter=of_year, distinct=True),
    )
    page: Page[Any] = Paginator(counted, ON_A_PAGE).get_page(number)
    return page, [AssociationRow(each, each.received, each.cannot, each.reported) for each in page]


def plans() -> list[RequestPlan]:
    """The last twenty plans. One query."""
    return list(RequestPlan.objects.all()[:20])
