"""Lotteries at the desk: where each stands, and the one thing to do next."""

from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext as _

from jukugi.apps.sortition.enums import DrawState, LotteryState, Resolution, SeatState, VolunteerState
from jukugi.apps.sortition.models import CivicLottery, Draw, InvitationCode, Resemblance, Seat
from jukugi.apps.sortition.queries.draws import unfinished_draw

STEPS = (_("案内"), _("応募"), _("枠"), _("抽せん"), _("確認"), _("補充"))
_AT = {
    LotteryState.PREPARED: 0,
    LotteryState.OPENED: 1,
    LotteryState.CLOSED: 2,
    LotteryState.COMMITTED: 3,
    LotteryState.DRAWN: 4,
    LotteryState.SEATED: 6,
    LotteryState.ENDED: 6,
    LotteryState.CANCELLED: 6,
}


@dataclass(frozen=True)
class Step:
    """One of the six; ``state`` is done, now or next."""

    name: str
    state: str


@dataclass(frozen=True)
class SeatCounts:
    """How many who were drawn come, wait to be asked, and gave it up."""

    confirmed: int
    waiting: int
    gone: int


@dataclass(frozen=True)
class LotteryPage:
    """What the desk shows of one lottery."""

    steps: tuple[Step, ...]
    letters: int
    returned: int
    volunteers: int
    withdrawn: int
    open_resemblances: int
    has_targets: bool
    seats: SeatCounts
    draws: tuple[Draw, ...]
    unfinished: Draw | None

    @property
    def vacant(self) -> int:
        """Seats for which nobody is left."""
        return max(self.draws[0].lottery.seats - self.seats.confirmed - self.seats.waiting, 0) if self.draws else 0


def steps_of(lottery: CivicLottery) -> tuple[Step, ...]:
    """The six steps and where the lottery stands. No query."""
    at = _AT[LotteryState(lottery.state)]
    return tuple(
        Step(str(name), "done" if place < at else "now" if place == at else "next") for place, name in enumerate(STEPS)
    )


def my_lotteries(areas: set[int | None]) -> QuerySet[CivicLottery]:
    """Those of these areas, the newest first, with how many volunteered."""
    registered = Count("volunteers", filter=Q(volunteers__state=VolunteerState.REGISTERED))
    return CivicLottery.objects.in_areas(areas).select_related("area").annotate(n_volunteers=registered)


def lottery_page(lottery: CivicLottery) -> LotteryPage:
    """Seven queries."""
    codes = InvitationCode.objects.filter(round__lottery=lottery).aggregate(
        letters=Count("pk"), returned=Count("pk", filter=Q(returned_at__isnull=False))
    )
    people = lottery.volunteers.aggregate(
        here=Count("pk", filter=Q(state=VolunteerState.REGISTERED)),
        gone=Count("pk", filter=~Q(state=VolunteerState.REGISTERED)),
    )
    draws = tuple(lottery.draws.select_related("lottery"))
    return LotteryPage(
        steps=steps_of(lottery),
        letters=codes["letters"],
        returned=codes["returned"],
        volunteers=people["here"],
        withdrawn=people["gone"],
        open_resemblances=Resemblance.objects.filter(first__lottery=lottery, resolution="open").count(),
        has_targets=not lottery.features.filter(values__low__isnull=True).exists() and lottery.features.exists(),
        seats=seat_counts(lottery),
        draws=draws,
        unfinished=unfinished_draw(lottery),
    )


def seat_counts(lottery: CivicLottery) -> SeatCounts:
    """One query."""
    found = lottery.drawn_seats.exclude(state=SeatState.CORRECTED).aggregate(
        confirmed=Count("pk", filter=Q(state=SeatState.CONFIRMED)),
        waiting=Count("pk", filter=Q(state=SeatState.DRAWN)),
        all=Count("pk"),
    )
    return SeatCounts(found["confirmed"], found["waiting"], found["all"] - found["confirmed"] - found["waiting"])


def seats_to_ask(lottery: CivicLottery) -> QuerySet[Seat]:
    """Everybody who was drawn, those who wait first, with the number of calls."""
    calls = Count("steps", filter=Q(steps__act="called"))
    return (
        lottery.drawn_seats.select_related("volunteer", "draw")
        .annotate(calls=calls)
        .order_by(F("state").desc(), "position")
    )


def waiting_by_ward(areas: set[int | None]) -> dict[int | None, dict[str, int]]:
    """By ward's key (None: the whole city), what waits: people to ask, draws to publish, doubles to look at. Four
    queries."""
    lotteries = CivicLottery.objects.in_areas(areas)
    keys = list(lotteries.values_list("pk", flat=True))
    asked = Seat.objects.waiting().filter(lottery__in=keys)
    ready = Draw.objects.filter(lottery__in=keys, state__in=[DrawState.READY, DrawState.INFEASIBLE])
    alike = Resemblance.objects.filter(first__lottery__in=keys, resolution=Resolution.OPEN)
    counted = {
        "ask": asked.values_list("lottery__area").annotate(n=Count("pk")).order_by(),
        "publish": ready.values_list("lottery__area").annotate(n=Count("pk")).order_by(),
        "alike": alike.values_list("first__lottery__area").annotate(n=Count("pk")).order_by(),
    }
    waiting: dict[int | None, dict[str, int]] = {}
    for name, rows in counted.items():
        for area, count in rows:
            waiting.setdefault(area, {})[name] = count
    return waiting
