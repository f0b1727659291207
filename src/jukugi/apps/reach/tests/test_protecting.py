"""Nobody can tell a small number of people from what is published: not from one edition, not from two together."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from jukugi.apps.reach.counted.figures import Cells, figures_of
from jukugi.apps.reach.counted.protecting import Shown, shown_figures
from jukugi.apps.reach.enums import K

AGE = frozenset({"ward", "age"})
ALL = frozenset({"ward", "age", "sex"})


def cells(people: dict[str, int], ways: dict[str, int] | None = None) -> Cells:
    return {"people": people, "ways": ways or {"web|-": sum(people.values())}}


class Attacker:
    """Knows all sums, that counts are not negative, and what two editions published; solves for the rest.

    The unknown: each figure at the first edition, what came and what went until the second.
    """

    def __init__(self, first: Shown, second: Shown | None, told: frozenset[str]) -> None:
        before, after = _all(first.cells, told), _all(second.cells if second else first.cells, told)
        self.names = sorted({*before, *after})
        self.place = {name: n for n, name in enumerate(self.names)}
        self.size = len(self.names)
        self.rows: list[np.ndarray] = []
        self.values: list[float] = []
        sums = {s for c in (first.cells, second.cells if second else {}) for f in figures_of(c, told) for s in f.sums}
        parts: dict[tuple[str, str], set[str]] = {}
        for total, own in sums:
            for part in own:
                parts.setdefault((total, part.partition("|")[0]), set()).add(part)
        for (total, _kind), own in parts.items():
            for offset in (0, self.size):
                row = np.zeros(2 * self.size)
                row[self.place[total] + offset] = 1.0
                for part in own:
                    row[self.place[part] + offset] -= 1.0
                self._know(row, 0.0)
        for name in self.names:
            if name not in first.hidden:
                self._know(self.at_first(name), float(first.figures.get(name, 0)))
            if second is not None and name not in second.hidden:
                self._know(self.at_second(name), float(second.figures.get(name, 0)))
        if second is None:
            for name in self.names:
                self._know(self.at_second(name) - self.at_first(name), 0.0)

    def _know(self, row: np.ndarray, value: float) -> None:
        self.rows.append(row)
        self.values.append(value)

    def at_first(self, name: str) -> np.ndarray:
        row = np.zeros(2 * self.size)
        row[self.place[name]] = 1.0
        return row

    def at_second(self, name: str) -> np.ndarray:
        row = self.at_first(name)
        row[self.place[name] + self.size] = 1.0
        return row

    def range_of(self, what: np.ndarray) -> tuple[float, float]:
        ends = []
        for sign in (1.0, -1.0):
            found = linprog(sign * what, A_eq=np.array(self.rows), b_eq=np.array(self.values), bounds=(0, None))
            assert found.status in (0, 3), found.message
            ends.append(sign * found.fun if found.status == 0 else sign * float("-inf"))
        return ends[0], ends[1]


def _all(cells: Cells, told: frozenset[str]) -> dict[str, int]:
    return {name: count for figures in figures_of(cells, told) for name, count in figures.counts.items()}


def assert_nothing_small_follows(first: Shown, second: Shown, told: frozenset[str]) -> None:
    attacker = Attacker(first, second, told)
    before, after = _all(first.cells, told), _all(second.cells, told)
    for name in attacker.names:
        row = attacker.at_first(name), attacker.at_second(name)
        counts = before.get(name, 0), after.get(name, 0)
        for what, count in zip((*row, row[1] - row[0]), (*counts, counts[1] - counts[0]), strict=True):
            if 0 < count < K:
                low, high = attacker.range_of(what)
                assert low < 0.5, (name, count, low, high)
                assert high - low > 2 * K, (name, count, low, high)


table = st.dictionaries(
    st.tuples(st.sampled_from(["141313", "141321", "141330", "-"]), st.sampled_from(["18", "30", "80", "-"])),
    st.integers(0, 40),
    min_size=1,
    max_size=14,
)


@settings(max_examples=25, deadline=None)
@given(first=table, came=table)
def test_two_editions_tell_no_small_number_of_people(first, came):
    old = {"|".join((*place, "-")): count for place, count in first.items()}
    new = dict(old)
    for place, count in came.items():
        name = "|".join((*place, "-"))
        new[name] = new.get(name, 0) + count

    one = shown_figures(cells(old), AGE)
    if one.is_few:
        return
    two = shown_figures(cells(new), AGE, before=one.cells, hidden=one.hidden)

    assert_nothing_small_follows(one, two, AGE)


def test_sexes_are_protected_in_all_tables_together():
    people = {"141313|30|male": 3, "141313|30|female": 20, "141321|30|male": 18, "141321|30|female": 22}
    people |= {"141313|18|male": 12, "141313|18|female": 11, "141321|18|male": 9, "141321|18|female": 30}

    shown = shown_figures(cells(people), ALL)

    assert "wbs|141313|30|male" in shown.hidden
    assert_nothing_small_follows(shown, shown, ALL)


def test_who_came_since_is_not_told_by_the_difference():
    old = {"141313|30|-": 50, "141313|18|-": 40, "141321|30|-": 30, "141321|18|-": 60}
    first = shown_figures(cells(old), AGE)
    came = {"141313|30|-": 53, "141313|18|-": 60, "141321|30|-": 45, "141321|18|-": 90}

    second = shown_figures(cells(came), AGE, before=first.cells)

    assert first.hidden == ()
    assert not second.is_kept
    assert "wb|141313|30" in second.hidden
    assert_nothing_small_follows(first, second, AGE)


def test_too_few_newcomers_change_nothing():
    old = {"141313|30|-": 50, "141321|30|-": 30}
    first = shown_figures(cells(old), AGE)

    second = shown_figures(cells({**old, "141313|30|-": 52}), AGE, before=first.cells, hidden=first.hidden)

    assert second.is_kept
    assert second.figures == first.figures


def test_a_correction_does_not_tell_whose_band_was_wrong():
    old = {"141313|30|-": 50, "141313|18|-": 40, "141321|30|-": 30, "141321|18|-": 60}
    first = shown_figures(cells(old), AGE)
    moved = {**old, "141313|30|-": 48, "141313|18|-": 42}

    second = shown_figures(cells(moved), AGE, before=first.cells, hidden=first.hidden)

    assert second.figures == first.figures


@pytest.mark.parametrize("people", [1, K - 1])
def test_of_fewer_people_nothing_is_told(people):
    assert shown_figures(cells({"141313|30|-": people}), AGE).is_few


def test_nobody_at_all_is_no_secret():
    shown = shown_figures(cells({"141313|30|-": 30, "141321|18|-": 30}), AGE)

    assert shown.hidden == ()
    assert "wb|141313|18" not in shown.figures


def test_first_times_do_not_tell_a_small_channel():
    """Whether it was the first time is known on the web alone: those of whom it is not known came on other channels."""
    ways = {"post|-": 200, "web|first": 6, "web|again": 3, "phone|-": 3}

    shown = shown_figures(cells({"141313|30|-": sum(ways.values())}, ways), AGE)

    assert {"ch|web", "ch|phone", "f|-"} <= set(shown.hidden)
    assert_nothing_small_follows(shown, shown, AGE)


ways_taken = st.dictionaries(
    st.sampled_from(["web|first", "web|again", "post|-", "card|-", "phone|-"]), st.integers(0, 60), min_size=1
)


@settings(max_examples=25, deadline=None)
@given(first=ways_taken, came=ways_taken)
def test_two_editions_tell_no_small_number_of_ways(first, came):
    both = {name: first.get(name, 0) + came.get(name, 0) for name in {*first, *came}}
    old, new = (cells({"141313|30|-": sum(ways.values())}, ways) for ways in (first, both))

    one = shown_figures(old, AGE)
    if one.is_few:
        return
    two = shown_figures(new, AGE, before=one.cells, hidden=one.hidden)

    assert_nothing_small_follows(one, two, AGE)


def test_a_small_change_does_not_take_a_ward_from_the_page_for_good():
    old = {"141313|30|-": 50, "141313|18|-": 40, "141321|30|-": 30, "141321|18|-": 60}
    first = shown_figures(cells(old), AGE)
    few_of_one_ward = {**old, "141313|30|-": 53, "141321|18|-": 90}
    enough = {**old, "141313|30|-": 75, "141321|18|-": 90}

    early, later = (
        shown_figures(cells(people), AGE, before=first.cells, hidden=first.hidden)
        for people in (few_of_one_ward, enough)
    )

    assert early.is_kept
    assert early.figures == first.figures
    assert (later.is_kept, later.figures["w|141313"]) == (False, 115)


def test_one_correction_does_not_keep_everything_else_from_being_renewed():
    old = {"141313|30|-": 50, "141313|18|-": 40, "141321|30|-": 30, "141321|18|-": 60}
    first = shown_figures(cells(old), AGE)
    new = {"141313|30|-": 49, "141313|18|-": 80, "141321|30|-": 70, "141321|18|-": 90}

    second = shown_figures(cells(new), AGE, before=first.cells, hidden=first.hidden)

    assert not second.is_kept
    assert second.figures["total"] == sum(new.values())
    assert "wb|141313|30" in second.hidden
