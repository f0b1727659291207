"""Circles as everybody reads them, as those in them see them, and what one device has."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q

from jukugi.apps.accounts.models import Participant
from jukugi.apps.areas.models import Area
from jukugi.apps.circles.enums import CircleStep, Consent, FundState, MemberState, SeekSide
from jukugi.apps.circles.models import (
    Circle,
    CircleMember,
    CircleMessage,
    CircleProposal,
    CircleReview,
    CircleStory,
    FundRequest,
    HelpAsk,
    Match,
    ProjectCall,
    Seek,
    StepWriting,
    WardFund,
)
from jukugi.apps.circles.queries.funding import public_requests
from jukugi.apps.issues.models import Issue
from jukugi.apps.opinion_map.enums import Choice, StatementState
from jukugi.apps.opinion_map.models import CurrentVote
from jukugi.kit import receipts
from jukugi.kit.pages.chain import Station, StationState
from jukugi.kit.pages.wording import jdate

PER_PAGE = 20
MESSAGES_SHOWN = 50
SUGGESTED = 4
COUNTED = Count("members", filter=Q(members__state=MemberState.JOINED))


@dataclass(frozen=True)
class Listing:
    """Circles that fit, how many there are in each ward, and calls that are open."""

    page: Page
    tiles: list[tuple[Area, int]]
    citywide: int
    calls: list[ProjectCall]


def listing(ward: Area | None, step: str, wards: Sequence[Area], *, day: date, number: str) -> Listing:
    """Five queries."""
    found = Circle.objects.public()
    counts = dict(found.order_by().values_list("ward").annotate(n=Count("pk")))
    if ward is not None:
        found = found.filter(Q(ward=ward) | Q(ward__isnull=True))
    if step in CircleStep.values:
        found = found.filter(step=step)
    rows = found.select_related("ward").annotate(people=COUNTED).order_by("-pk")
    page = Paginator(rows, PER_PAGE).get_page(number)
    tiles = [(one, counts.get(one.pk, 0)) for one in wards]
    return Listing(page, tiles, counts.get(None, 0), open_calls(day))


def open_calls(day: date, issue_pk: int | None = None) -> list[ProjectCall]:
    """Calls that are open, newest first. One query."""
    found = ProjectCall.objects.filter(Q(closes_on__isnull=True) | Q(closes_on__gte=day), ended_at__isnull=True)
    if issue_pk is not None:
        found = found.filter(issue=issue_pk)
    return list(found.select_related("issue__area")[:12])


@dataclass(frozen=True)
class CirclePage:
    """One circle as everybody reads it. ``names`` are those that people chose to show."""

    circle: Circle
    stations: list[Station]
    names: list[str]
    people: int
    writings: list[StepWriting]
    stories: list[CircleStory]
    hidden: list[CircleReview]
    needs: list[Seek]
    helped: list[HelpAsk]
    money: list[FundRequest]
    proposals: list[CircleProposal]


def circle_page(circle: Circle, *, day: date) -> CirclePage:
    """Eight queries."""
    members = list(CircleMember.objects.filter(circle=circle, state=MemberState.JOINED))
    writings = list(circle.writings.all())
    stories = list(circle.stories.all()[:60])
    hidden = [story.pk for story in stories if story.is_hidden]
    reviews = CircleReview.objects.filter(circle=circle, story__in=hidden).select_related("story")
    return CirclePage(
        circle=circle,
        stations=stations_of(circle, writings),
        names=[member.name for member in members if member.name_shown],
        people=len(members),
        writings=list(reversed(writings)),
        stories=[story for story in stories if not story.is_hidden],
        hidden=list({review.story_id: review for review in reversed(reviews)}.values()),
        needs=list(circle.seeks.shown().open_on(day).exclude(side=SeekSide.INTEREST)[:20]),
        helped=list(circle.help_asks.exclude(answered_at__isnull=True).select_related("place", "offer")[:20]),
        money=list(public_requests().filter(circle=circle)[:20]),
        proposals=list(circle.proposals.select_related("issue")[:20]),
    )


def stations_of(circle: Circle, writings: Sequence[StepWriting]) -> list[Station]:
    """The five steps as a thread: those that were written with their day, the newest of each."""
    days = {row.step: row.said_on for row in writings}
    return [
        Station(str(step.label), jdate(days[step]), _state(circle, step))
        if step in days
        else Station(str(step.label), "—", StationState.AHEAD)
        for step in CircleStep
    ]


def _state(circle: Circle, step: CircleStep) -> StationState:
    return StationState.ENDED if step == CircleStep.ENDED_WELL == circle.step else StationState.REACHED


@dataclass(frozen=True)
class Inside:
    """What those in a circle see, beside what everybody reads."""

    asking: list[CircleMember]
    members: list[CircleMember]
    messages: list[CircleMessage]
    asks: list[HelpAsk]
    requests: list[FundRequest]
    fund: WardFund | None


def inside(circle: Circle, *, day: date) -> Inside:
    """Five queries."""
    members = list(CircleMember.objects.filter(circle=circle, state__in=[MemberState.ASKED, MemberState.JOINED]))
    fund = WardFund.objects.select_related("ward").filter(ward=circle.ward_id, closes_on__gte=day).first()
    return Inside(
        asking=[member for member in members if member.state == MemberState.ASKED],
        members=[member for member in members if member.state == MemberState.JOINED],
        messages=list(circle.messages.select_related("member")[:MESSAGES_SHOWN]),
        asks=list(circle.help_asks.select_related("place", "offer")[:20]),
        requests=list(circle.fund_requests.select_related("fund__ward")[:20]),
        fund=fund if circle.ward_id else None,
    )


@dataclass(frozen=True)
class Proposed:
    """A match as one side sees it: why, and what the other let them see. ``other`` is None until both said yes, unless
    it is public anyway.
    """

    match: Match
    seek: Seek
    why: dict[str, Any]
    other: Seek | None
    is_waiting: bool
    name: str = ""
    contact: str = ""

    @property
    def number(self) -> str:
        """The receipt of the own item, as printed."""
        return receipts.shown(self.seek.receipt)


@dataclass(frozen=True)
class Mine:
    """All that this device has in the room."""

    members: list[CircleMember]
    seeks: list[Seek]
    proposed: list[Proposed]
    suggested: list[Issue]


def mine(person: Participant | None, *, day: date) -> Mine:
    """Seven queries; none for nobody."""
    if person is None:
        return Mine([], [], [], [])
    members = CircleMember.objects.filter(participant=person).exclude(state=MemberState.LEFT)
    seeks = list(Seek.objects.filter(participant=person, closed_at__isnull=True).select_related("ward", "district"))
    return Mine(
        members=list(members.select_related("circle__ward").order_by("-pk")[:50]),
        seeks=seeks,
        proposed=proposed_to(seeks, day=day),
        suggested=suggested_to(person),
    )


def proposed_to(seeks: Sequence[Seek], *, day: date) -> list[Proposed]:
    """Matches of these items: what waits for their author, waits for the other, or was met. A match to which its author
    said no is not among them; of the other's answer nothing is told before both said yes. Two queries.
    """
    own = {seek.pk: seek for seek in seeks}
    rows = (
        Match.objects.filter(Q(first__in=list(own)) | Q(second__in=list(own)))
        .filter(Q(met_at__isnull=False) | Q(expires_on__gte=day))
        .select_related("first__ward", "second__ward")
        .prefetch_related("answers")[:60]
    )
    return [found for match in rows if (found := _proposed(match, own)) is not None]


def _proposed(match: Match, own: dict[int, Seek]) -> Proposed | None:
    is_first = match.first_id in own
    seek, other = (match.first, match.second) if is_first else (match.second, match.first)
    answers = {answer.seek_id: answer for answer in match.answers.all()}
    said, heard = answers.get(seek.pk), answers.get(other.pk)
    if said is not None and not said.is_yes:
        return None
    is_public = other.consent == Consent.SHOWN and not other.is_hidden and other.closed_at is None
    if match.met_at is None or heard is None:
        return Proposed(match, own[seek.pk], match.why, other if is_public else None, said is not None)
    return Proposed(match, own[seek.pk], match.why, other, False, heard.name, heard.contact)


def suggested_to(person: Participant) -> list[Issue]:
    """Issues on which this person agreed with a statement, or wrote an opinion: what they might be interested in. Seen
    by their own device alone. Three queries.
    """
    agreed = CurrentVote.objects.filter(
        participant=person,
        choice=Choice.AGREE,
        statement__state=StatementState.SHOWN,
        statement__topic__issue__isnull=False,
    )
    votes = list(agreed.order_by("-changed_at").values_list("statement__topic__issue", flat=True)[:40])
    wrote = list(
        person.submissions.filter(about__isnull=False).order_by("-received_at").values_list("about", flat=True)[:20]
    )
    keys = list(dict.fromkeys(key for key in (*wrote, *votes) if key is not None))[:SUGGESTED]
    issues = Issue.objects.in_bulk(keys)
    return [issues[key] for key in keys if key in issues]


def public_seeks(side: str, kind: str, ward: Area | None, *, day: date, number: str) -> Page[Seek]:
    """Items that their authors show to everybody. Two queries."""
    found = Seek.objects.shown().open_on(day).select_related("ward", "district", "circle")
    if side in SeekSide.values:
        found = found.filter(side=side)
    if kind:
        found = found.filter(kind=kind)
    if ward is not None:
        found = found.filter(Q(ward=ward) | Q(ward__isnull=True))
    return Paginator(found, PER_PAGE).get_page(number)


def reports_due(wards: set[int | None], day: date) -> int:
    """Circles that were paid and whose report is late. One query."""
    found = FundRequest.objects.filter(state=FundState.PAID, report_due_on__lt=day)
    if None not in wards:
        found = found.filter(fund__ward__in=[key for key in wards if key is not None])
    return found.count()
