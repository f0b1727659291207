"""The register of policies, one policy, and where policies meet: the same people asked in the same months."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from jukugi.apps.issues.models import Policy, PolicyDemand, PolicyLink, PolicyPart
from jukugi.apps.organizations.models import Organization

PER_PAGE = 50


@dataclass(frozen=True)
class PolicyPage:
    """One policy with all that is tied to it; ``ended`` are links of before."""

    policy: Policy
    parts: tuple[PolicyPart, ...]
    demands: tuple[PolicyDemand, ...]
    links: tuple[PolicyLink, ...]
    ended: tuple[PolicyLink, ...]


@dataclass(frozen=True)
class Meeting:
    """Two demands that ask the same people; ``months`` they share, None where one of them is not known."""

    first: PolicyDemand
    second: PolicyDemand
    months: tuple[int, ...] | None

    @property
    def when(self) -> str:
        """The months in words."""
        if self.months is None:
            return _("月は未確認")
        return "、".join(_("%(month)d月") % {"month": month} for month in self.months)


@dataclass(frozen=True)
class Overlap:
    """Two policies that meet: in organizations, and in what they ask of the same people."""

    first: Policy
    second: Policy
    organizations: tuple[Organization, ...]
    meetings: tuple[Meeting, ...]


def policy_list(*, words: str = "", level: str = "", department: int | None = None, page: str = "1") -> Page[Any]:
    """Policies by their numbers, with how many issues each touches. Two queries."""
    found = Policy.objects.holding(words) if words else Policy.objects.all()
    if level:
        found = found.filter(level=level)
    if department:
        found = found.filter(department=department)
    counted = found.select_related("department").annotate(
        issues=Count("links", filter=Q(links__ended_at__isnull=True, links__issue__ended_at__isnull=True))
    )
    return Paginator(counted.order_by("code"), PER_PAGE).get_page(page)


def policy_page(policy: Policy) -> PolicyPage:
    """Everything on one policy. Three queries."""
    links = list(policy.links.select_related("issue", "department"))
    return PolicyPage(
        policy,
        tuple(policy.parts.in_force().select_related("organization")),
        tuple(policy.demands.in_force()),
        tuple(link for link in links if link.ended_at is None),
        tuple(link for link in links if link.ended_at is not None),
    )


def overlaps(policy: Policy | None = None) -> list[Overlap]:
    """Where policies meet, those that meet most first; those of one policy alone if asked. Three queries.

    Two demands meet where they ask the same people in a common month, or where the months of one are not known.
    """
    policies = Policy.objects.in_bulk()
    by_organization: dict[int, dict[int, Organization]] = {}
    for part in PolicyPart.objects.filter(ended_at__isnull=True).select_related("organization"):
        by_organization.setdefault(part.organization_id, {})[part.policy_id] = part.organization
    shared: dict[tuple[int, int], dict[int, Organization]] = {}
    for key, of_policies in by_organization.items():
        for pair in combinations(sorted(of_policies), 2):
            shared.setdefault(pair, {})[key] = of_policies[pair[0]]
    met = _meetings(list(PolicyDemand.objects.filter(ended_at__isnull=True).order_by("pk")))
    found = [
        Overlap(policies[a], policies[b], tuple(shared.get((a, b), {}).values()), tuple(met.get((a, b), ())))
        for a, b in {**shared, **met}
        if policy is None or policy.pk in (a, b)
    ]
    found.sort(key=lambda o: (-len(o.meetings), -len(o.organizations), o.first.code, o.second.code))
    return found


def _meetings(demands: Sequence[PolicyDemand]) -> dict[tuple[int, int], list[Meeting]]:
    by_target: dict[str, list[PolicyDemand]] = {}
    for demand in demands:
        by_target.setdefault(demand.target, []).append(demand)
    met: dict[tuple[int, int], list[Meeting]] = {}
    for asked in by_target.values():
        for one, other in combinations(asked, 2):
            if one.policy_id == other.policy_id:
                continue
            first, second = sorted((one, other), key=lambda demand: demand.policy_id)
            months = tuple(sorted(set(first.months) & set(second.months)))
            if months or not first.months or not second.months:
                known = months if first.months and second.months else None
                met.setdefault((first.policy_id, second.policy_id), []).append(Meeting(first, second, known))
    return met
