"""Voices stand in a list with their ward: who counts them there learns no age from what is published here."""

from itertools import product

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from jukugi.apps.reach.counted.figures import PAIR, TOTAL
from jukugi.apps.reach.counted.listed import ages_hold, hidden_firsts
from jukugi.apps.reach.counted.protecting import Shown, changed_cells, shown_figures
from jukugi.apps.reach.enums import K

TOLD, LISTED = frozenset({"ward", "age"}), frozenset({"ward", "channel"})
WARDS, BANDS = ("141313", "141321", "141330", "-"), ("18", "30", "80", "-")


def cells(people: dict[tuple[str, str], int]):
    told = {"|".join((*place, "-")): number for place, number in people.items()}
    return {"people": told, "ways": {"web|-": sum(told.values())}}


class Reader:
    """Has the list (how many of each ward came, by day) and one or two editions; solves for ward and age."""

    def __init__(self, people: list[dict[tuple[str, str], int]], shown: list[Shown]) -> None:
        self.places = list(product(WARDS, BANDS))
        size = len(self.places)
        self.facts: list[tuple[np.ndarray, float]] = []
        for edition, figures in enumerate(shown):
            counts = people[edition]
            for ward in WARDS:
                self._know(edition, size, lambda w, b, ward=ward: w == ward, _sum(counts, ward=ward))
            for band in BANDS:
                if f"b|{band}" not in figures.hidden:
                    known = figures.figures.get(f"b|{band}", 0)
                    self._know(edition, size, lambda w, b, band=band: b == band, known)
            for place in self.places:
                name = "wb|" + "|".join(place)
                if name not in figures.hidden:
                    known = figures.figures.get(name, 0)
                    self._know(edition, size, lambda w, b, place=place: (w, b) == place, known)
            if PAIR not in figures.hidden:
                self._know(edition, size, lambda w, b: "-" not in (w, b), figures.figures.get(PAIR, 0))

    def _know(self, edition: int, size: int, belongs, value: int) -> None:
        """A sum in an edition is one over who came first, and who came in between."""
        row = np.zeros(2 * size)
        for n, place in enumerate(self.places):
            if belongs(*place):
                row[n] = 1.0
                row[n + size] = float(edition)
        self.facts.append((row, float(value)))

    def range_of(self, place: tuple[str, str], *, first: bool, came: bool) -> tuple[float, float]:
        row = np.zeros(2 * len(self.places))
        row[self.places.index(place)] = float(first)
        row[self.places.index(place) + len(self.places)] = float(came)
        ends = []
        for sign in (1.0, -1.0):
            known = np.array([fact for fact, _value in self.facts]), np.array([value for _fact, value in self.facts])
            found = linprog(sign * row, A_eq=known[0], b_eq=known[1], bounds=(0, None))
            assert found.status == 0, found.message
            ends.append(sign * found.fun)
        return ends[0], ends[1]


def _sum(counts, *, ward: str = "", band: str = "") -> int:
    return sum(n for (w, b), n in counts.items() if ward in ("", w) and band in ("", b))


def left_open(counts, place) -> tuple[int, int]:
    """What the ward and the age alone leave, of what came at one time."""
    ward, band, whole = _sum(counts, ward=place[0]), _sum(counts, band=place[1]), sum(counts.values())
    return max(0, ward + band - whole), min(ward, band)


def assert_no_age_follows(people, shown) -> None:
    """Of small cells, and of small cells of what came in between: as far as ward and age alone leave them open."""
    reader = Reader(people, shown)
    came = {place: people[-1].get(place, 0) - people[0].get(place, 0) for place in reader.places}
    asked = [(people[0], True, False)] + ([(people[1], True, True), (came, False, True)] if len(shown) > 1 else [])
    for counts, first, since in asked:
        steps = [step for step, is_asked in ((people[0], first), (came, since)) if is_asked]
        for place in reader.places:
            if 0 < counts.get(place, 0) < K:
                low, high = reader.range_of(place, first=first, came=since)
                ends = [left_open(step, place) for step in steps]
                # Where nobody of a place came at one time, that may be known: K others of its ward may be told.
                some = [end for step, end in zip(steps, ends, strict=True) if step.get(place, 0)]
                # Ages of which not even the whole is told are one column: it may be told, what it is made of may not.
                is_folded = any(f"b|{place[1]}" in figures.hidden for figures in shown)
                wide = K if is_folded else 2 * K + 1
                least = max(min(wide, most - fewest) for fewest, most in some)
                assert low < sum(fewest for fewest, _most in ends) + 0.5, (place, counts, low, high)
                assert high - low > least - 0.5, (place, counts, low, high)


def test_a_small_ward_of_which_all_are_of_one_age_does_not_tell_it():
    people = {("141313", "30"): 3, ("141321", "30"): 40, ("141321", "18"): 30, ("141330", "18"): 25}

    shown = shown_figures(cells(people), TOLD, listed=LISTED)

    assert "wb|141313|18" in shown.hidden, "nobody of the ward is young: were that told, the three would be known"
    assert_no_age_follows([people], [shown])
    alone = shown_figures(cells(people), TOLD)
    assert Reader([people], [alone]).range_of(("141313", "30"), first=True, came=False) == (3, 3)


table = st.dictionaries(st.tuples(st.sampled_from(WARDS), st.sampled_from(BANDS)), st.integers(0, 30), max_size=12)


@settings(max_examples=30, deadline=None)
@given(first=table, came=table)
@example(first={("141313", "30"): 9, ("141321", "18"): 9}, came={("141313", "30"): 3, ("141321", "18"): 20})
@example(first={("141313", "30"): 3, ("141321", "30"): 9, ("-", "18"): 12}, came={("141313", "18"): 6})
@example(first={("141313", "30"): 6, ("141321", "18"): 5, ("141321", "30"): 1, ("141321", "80"): 4}, came={})
@example(first={("141313", "80"): 7, ("141321", "18"): 4}, came={("141321", "30"): 5, ("141313", "18"): 5})
def test_nobody_who_counts_the_list_learns_an_age_from_two_editions(first, came):
    both = {place: first.get(place, 0) + came.get(place, 0) for place in {*first, *came}}
    one = shown_figures(cells(first), TOLD, listed=LISTED)
    if one.is_few or TOTAL not in one.figures or not one.figures[TOTAL]:
        return
    two = shown_figures(cells(both), TOLD, listed=LISTED, before=one.cells, hidden=one.hidden)

    assert ages_hold(one.cells["people"], set(one.hidden))
    if two.is_kept:
        assert_no_age_follows([first], [one])
        return
    assert ages_hold(changed_cells(two.cells, one.cells)["people"], set(two.hidden))
    assert_no_age_follows([first, both], [one, two])


def test_first_times_of_a_channel_are_told_all_or_not_at_all():
    assert hidden_firsts({"web|first": 3, "web|again": 40, "fax|-": 2}) == {
        "cf|web|first",
        "cf|web|again",
        "f|first",
        "f|again",
    }
    assert hidden_firsts({"web|first": 30, "fax|-": 2}) == set()
