"""Draws, and what is still to draw."""

from jukugi.apps.sortition.enums import DrawState, SeatState
from jukugi.apps.sortition.models import CivicLottery, Draw, Volunteer

UNFINISHED = (DrawState.COMPUTING, DrawState.INFEASIBLE, DrawState.READY, DrawState.COMMITTED)


def unfinished_draw(lottery: CivicLottery) -> Draw | None:
    """The draw that goes on, if one does. One query."""
    return lottery.draws.filter(state__in=UNFINISHED).first()


def drawn_keys(lottery: CivicLottery) -> tuple[set[str], set[str]]:
    """Public keys of those who have a seat, and of those who gave theirs up. One query."""
    taken: set[str] = set()
    gone: set[str] = set()
    seats = lottery.drawn_seats.exclude(state=SeatState.CORRECTED)
    for key, state in seats.values_list("volunteer__key", "state"):
        (taken if state in (SeatState.DRAWN, SeatState.CONFIRMED) else gone).add(key)
    return taken, gone


def draw_of_vacancies(lottery: CivicLottery) -> tuple[int, int]:
    """How many people could be drawn now, and for how many seats: as a computed draw must have found it. Three
    queries."""
    taken, gone = drawn_keys(lottery)
    rows = list(Volunteer.objects.filter(lottery=lottery).registered().values_list("key", "household"))
    homes = {home for key, home in rows if key in taken and home is not None}
    free = [key for key, home in rows if key not in taken | gone and (home is None or home not in homes)]
    return len(free), lottery.seats - len(taken)
