"""What associations reported of themselves, told of five or more together; and what became of what was promised."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median, quantiles

from jukugi.apps.inventory.enums import MINIMUM
from jukugi.apps.inventory.models import AdminRequest, BurdenReport, Decision

# Published hours are rounded to this, so that one more report does not show itself in the figures.
STEP = Decimal("0.5")


@dataclass(frozen=True)
class Distribution:
    """Person-hours of one time as ``count`` associations reported them: a quarter below ``low``, one above ``high``.

    ``count`` 0 with ``is_hidden``: there are some, but fewer than five.
    """

    count: int
    low: Decimal = Decimal(0)
    middle: Decimal = Decimal(0)
    high: Decimal = Decimal(0)
    is_hidden: bool = False


@dataclass(frozen=True)
class Gap:
    """The department's estimate beside what associations report."""

    estimate: Decimal
    reported: Distribution
    most: Decimal

    @property
    def times(self) -> float | None:
        """How many times the estimate the middle report is; None where one of them is unknown or nothing."""
        if not self.reported.count or not self.estimate:
            return None
        return float(self.reported.middle / self.estimate)

    def place(self, hours: Decimal) -> float:
        """Where on the picture's line, in per cent."""
        return float(100 * hours / self.most) if self.most else 0.0

    @property
    def bar(self) -> dict[str, str]:
        """The picture: where the middle half begins, how long it is, and the two marks."""
        low, high = self.place(self.reported.low), self.place(self.reported.high)
        return {
            "start": f"{low:.1f}%",
            "width": f"{max(high - low, 0.6):.1f}%",
            "middle": f"{self.place(self.reported.middle):.1f}%",
            "estimate": f"{self.place(self.estimate):.1f}%",
        }


@dataclass(frozen=True)
class Measured:
    """What one decision promised, and what associations report a year later: hours a year of a middle association."""

    decision: Decision
    before: Distribution
    after: Distribution

    @property
    def left(self) -> float | None:
        """The share that is left, as reported; None while too few reported on one of the two sides."""
        if not (self.before.count and self.after.count and self.before.middle):
            return None
        return float(self.after.middle / self.before.middle)


def distribution(hours: Sequence[Decimal]) -> Distribution:
    """Of five or more; fewer are not told."""
    if len(hours) < MINIMUM:
        return Distribution(0, is_hidden=bool(hours))
    low, _middle, high = quantiles(hours, n=4, method="inclusive")
    return Distribution(len(hours), _stepped(low), _stepped(median(hours)), _stepped(high))


def gap_of(admin_request: AdminRequest) -> Gap:
    """What one request costs each time: estimate and the reports of all years that stand. One query."""
    latest: dict[int, BurdenReport] = {}
    for report in BurdenReport.objects.standing().filter(admin_request=admin_request).order_by("fiscal_year", "pk"):
        latest[report.organization_id] = report
    reported = distribution([report.hours_each_time for report in latest.values()])
    return _gap(admin_request, reported)


def gaps() -> dict[int, Distribution]:
    """Reported hours of one time, by request. One query."""
    latest: dict[int, dict[int, Decimal]] = defaultdict(dict)
    rows = BurdenReport.objects.standing().order_by("fiscal_year", "pk")
    for request, organization, people, hours in rows.values_list(
        "admin_request_id", "organization_id", "people", "hours"
    ):
        latest[request][organization] = people * hours
    return {request: distribution(list(each.values())) for request, each in latest.items()}


def measured(decisions: Sequence[Decision]) -> list[Measured]:
    """What was promised beside what was reported before and since. One query."""
    since = {each.admin_request_id: each.starts_on for each in decisions}
    before: dict[int, dict[int, Decimal]] = defaultdict(dict)
    after: dict[int, dict[int, Decimal]] = defaultdict(dict)
    reports = BurdenReport.objects.standing().filter(admin_request__in=since).order_by("fiscal_year", "pk")
    for report in reports:
        # The fiscal year in which the change came is neither before nor after it.
        starts, year = since[report.admin_request_id], report.fiscal_year
        if date(year, 4, 1) >= starts:
            after[report.admin_request_id][report.organization_id] = report.hours_a_year
        elif date(year + 1, 4, 1) <= starts:
            before[report.admin_request_id][report.organization_id] = report.hours_a_year
    return [
        Measured(
            each,
            distribution(list(before[each.admin_request_id].values())),
            distribution(list(after[each.admin_request_id].values())),
        )
        for each in decisions
    ]


def _gap(admin_request: AdminRequest, reported: Distribution) -> Gap:
    estimate = admin_request.hours_each_time
    return Gap(estimate, reported, max(estimate, reported.high) * Decimal("1.1"))


def _stepped(hours: Decimal | float) -> Decimal:
    return (Decimal(hours) / STEP).quantize(Decimal(1)) * STEP
