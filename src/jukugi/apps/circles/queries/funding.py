"""What funds hold, and what they paid."""

from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet, Sum

from jukugi.apps.circles.enums import FundState
from jukugi.apps.circles.models import FundRequest, WardFund

HELD = (FundState.GRANTED, FundState.PAID)


def granted_yen(fund: WardFund) -> int:
    """What is granted or paid, and of those who reported what they used: the rest came back. Two queries."""
    held = fund.requests.filter(state__in=HELD).aggregate(yen=Sum("grant_yen"))["yen"] or 0
    used = fund.requests.filter(state=FundState.REPORTED).aggregate(yen=Sum("report__used_yen"))["yen"] or 0
    return int(held + used)


def left_yen(fund: WardFund) -> int:
    """What may still be granted. Two queries."""
    return fund.sum_yen - granted_yen(fund)


@dataclass(frozen=True)
class FundPage:
    """A fund with what it decided: money first, newest first; ``back`` is what circles gave back."""

    fund: WardFund
    granted: int
    left: int
    back: int
    decided: list[FundRequest]
    waiting: int


def fund_page(fund: WardFund) -> FundPage:
    """A fund as everybody reads it; what is not decided is only counted. Six queries."""
    decided = public_requests().filter(fund=fund)[:200]
    granted = granted_yen(fund)
    back = fund.requests.filter(state=FundState.REPORTED).aggregate(yen=Sum("report__left_yen"))["yen"] or 0
    waiting = fund.requests.filter(state__in=[FundState.ASKED, FundState.PROPOSED]).count()
    return FundPage(fund, granted, fund.sum_yen - granted, int(back), list(decided), waiting)


def public_requests() -> QuerySet[FundRequest]:
    """Decided ones, with their circles and reports; of one that is hidden the money stays in the list."""
    found = FundRequest.objects.filter(
        state__in=[FundState.GRANTED, FundState.DECLINED, FundState.PAID, FundState.REPORTED]
    )
    return found.select_related("circle", "fund__ward", "report").order_by("-decided_at", "-pk")


def funds() -> list[tuple[WardFund, int]]:
    """All funds, newest year first, each with what it has left. Two queries."""
    requests = FundRequest.objects.filter(state__in=[*HELD, FundState.REPORTED]).select_related("report")
    found = WardFund.objects.select_related("ward").prefetch_related(Prefetch("requests", requests, to_attr="spent"))
    return [(fund, fund.sum_yen - sum(map(_spent, fund.spent))) for fund in found]


def _spent(request: FundRequest) -> int:
    return request.report.used_yen if request.state == FundState.REPORTED else request.grant_yen or 0
