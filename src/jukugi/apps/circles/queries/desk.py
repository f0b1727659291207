"""What waits at the desk, and circles to look after."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import F, Q, QuerySet

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.circles.enums import CircleProposalState, FundState, HelpState
from jukugi.apps.circles.models import Circle, CircleProposal, FundRequest, HelpAsk, ProjectCall, Seek, WardFund
from jukugi.apps.circles.queries.circles import Proposed, proposed_to

PER_PAGE = 40
PARTS = ("help", "money", "proposals", "paper", "wishes", "all")


@dataclass(frozen=True)
class Waiting:
    """How many wait, by ward: answers to circles, money to propose, to decide, to pay, late reports, proposals."""

    help: Counter[int | None]
    ask: Counter[int | None]
    decide: Counter[int | None]
    pay: Counter[int | None]
    late: Counter[int | None]
    proposals: Counter[int | None]
    late_help: Counter[int | None]
    late_ask: Counter[int | None]


def waiting(wards: set[int | None], *, actor_key: str, day: date) -> Waiting:
    """Three queries. What a person proposed does not wait for the same person."""
    asks = list(_of(HelpAsk.objects.filter(state=HelpState.ASKED), "circle__ward", wards, "due_on"))
    money = list(
        _of(
            FundRequest.objects.filter(
                state__in=[FundState.ASKED, FundState.PROPOSED, FundState.GRANTED, FundState.PAID]
            ),
            "fund__ward",
            wards,
            "state",
            "proposed_by",
            "due_on",
            "report_due_on",
        )
    )
    sent = list(_of(CircleProposal.objects.filter(state=CircleProposalState.SENT), "issue__area", wards))
    return Waiting(
        help=Counter(row[0] for row in asks),
        late_help=Counter(row[0] for row in asks if row[1] < day),
        ask=Counter(row[0] for row in money if row[1] == FundState.ASKED),
        late_ask=Counter(row[0] for row in money if row[1] == FundState.ASKED and row[3] < day),
        decide=Counter(row[0] for row in money if row[1] == FundState.PROPOSED and row[2] != actor_key),
        pay=Counter(row[0] for row in money if row[1] == FundState.GRANTED),
        late=Counter(row[0] for row in money if row[1] == FundState.PAID and row[4] < day),
        proposals=Counter(row[0] for row in sent),
    )


def _of(found: QuerySet[Any], ward: str, wards: set[int | None], *names: str) -> Any:
    """The ward and these columns of each row that the person looks after."""
    if None not in wards:
        found = found.filter(**{f"{ward}__in": [key for key in wards if key is not None]})
    return found.order_by().values_list(ward, *names)[:5000]


def help_page(wards: set[int | None], number: str) -> Page[HelpAsk]:
    """What waits for an answer, the earliest due first. Two queries."""
    found = HelpAsk.objects.select_related("circle__ward", "place", "offer").order_by("due_on", "pk")
    found = found.filter(state=HelpState.ASKED)
    return Paginator(found if None in wards else found.filter(circle__ward__in=_keys(wards)), PER_PAGE).get_page(number)


def money_page(wards: set[int | None], number: str) -> Page[FundRequest]:
    """Requests for money: what is under way first. Two queries."""
    found = FundRequest.objects.select_related("circle", "fund__ward").exclude(state=FundState.WITHDRAWN)
    found = found.order_by(F("decided_at").desc(nulls_first=True), "due_on", "pk")
    return Paginator(found if None in wards else found.filter(fund__ward__in=_keys(wards)), PER_PAGE).get_page(number)


def proposals_page(wards: set[int | None], number: str) -> Page[CircleProposal]:
    """Proposals that wait. Two queries."""
    found = CircleProposal.objects.filter(state=CircleProposalState.SENT).select_related("circle", "issue__area")
    return Paginator(found if None in wards else found.filter(issue__area__in=_keys(wards)), PER_PAGE).get_page(number)


def wishes_page(wards: set[int | None], number: str, day: date) -> Page[Seek]:
    """Items that everybody sees, and no others: what is not public no officer reads. Two queries."""
    found = Seek.objects.shown().open_on(day).select_related("ward")
    if None not in wards:
        found = found.filter(Q(ward__in=_keys(wards)))
    return Paginator(found, PER_PAGE).get_page(number)


def circles_page(wards: set[int | None], number: str, words: str = "") -> Page[Circle]:
    """All circles, hidden ones too. Two queries."""
    found = Circle.objects.in_wards(wards).select_related("ward")
    return Paginator(found.filter(title__icontains=words) if words else found, PER_PAGE).get_page(number)


def paper_matches(wards: set[int | None], day: date) -> list[Proposed]:
    """Matches of items that came on paper, which an officer carries to that person. Three queries."""
    found = Seek.objects.exclude(channel=Channel.WEB).filter(closed_at__isnull=True, is_hidden=False)
    if None not in wards:
        found = found.filter(ward__in=_keys(wards))
    return proposed_to(list(found.select_related("ward")[:200]), day=day)


def kept_funds(wards: set[int | None]) -> list[WardFund]:
    """One query."""
    found = WardFund.objects.select_related("ward")
    return list((found if None in wards else found.filter(ward__in=_keys(wards)))[:40])


def kept_calls(wards: set[int | None]) -> list[ProjectCall]:
    """One query."""
    found = ProjectCall.objects.select_related("issue__area").filter(ended_at__isnull=True)
    return list((found if None in wards else found.filter(issue__area__in=_keys(wards)))[:40])


def _keys(wards: set[int | None]) -> list[int]:
    return [key for key in wards if key is not None]
