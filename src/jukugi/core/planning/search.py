"""The search itself: as many classes under the ceiling as can be, with the fewest changes, and of these the mildest."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from jukugi.core.planning.burden import MONTHS
from jukugi.core.planning.case import WITHIN_HOURS, Case, FloatArray, as_floats
from jukugi.core.planning.choices import PRICES, ChangeKind, Choice, moved
from jukugi.core.planning.result import WhyUnreachable
from jukugi.core.planning.solving import Answer, Programme, solve

# Classes that are worst off get their rows first: most of the others then hold by themselves.
CLASSES_A_ROUND = 5
# That the changes are few is worth more time than that they are mild.
SHARE_FOR_MILDNESS = 0.5


@dataclass(frozen=True)
class Found:
    """A choice for each request, and the classes that stay above the ceiling."""

    chosen: tuple[Choice, ...]
    why: dict[int, WhyUnreachable]
    is_proven: bool
    is_mildest: bool


@dataclass
class Variables:
    """What each variable means: a whole choice of a request, or one of its times in another month."""

    programme: Programme
    whole: list[list[int]] = field(default_factory=list)
    moving: dict[int, tuple[int]] = field(default_factory=dict)
    times: dict[tuple[int, int, int], int] = field(default_factory=dict)
    over: dict[int, int] = field(default_factory=dict)
    borne: list[tuple[int, int, FloatArray]] = field(default_factory=list)
    """(variable, request, hours in each month at share 1) of each variable that brings hours."""


def find_plan(case: Case) -> Found:
    """Solve in steps; each keeps what the step before has won."""
    shares = case.float_shares()
    floor = set(np.flatnonzero(case.over(shares, case.least()).any(axis=1)).tolist())
    hopeful = [n for n in range(len(case.members)) if n not in floor]
    if not case.over(shares[hopeful], case.present).any():
        why = dict.fromkeys(sorted(floor), WhyUnreachable.FIXED)
        return Found(tuple(choices[0] for choices in case.choices), why, is_proven=True, is_mildest=True)
    search = _Search(case, shares, hopeful)
    answer = search.all_under()
    if answer.values is None:
        answer = search.most_under()
    is_proven, is_mildest = answer.is_proven, False
    if answer.values is not None:
        answer, is_proven, is_mildest = search.mildest(answer)
    chosen = search.chosen(answer.values)
    over = case.over(shares, [choice.hours for choice in chosen]).any(axis=1)
    why = {int(n): WhyUnreachable.FIXED if n in floor else search.why(int(n), is_proven) for n in np.flatnonzero(over)}
    return Found(chosen, why, is_proven, is_mildest)


class _Search:
    """One programme whose rows only grow: every step knows the rows that the last one found."""

    def __init__(self, case: Case, shares: FloatArray, hopeful: Sequence[int]) -> None:
        self.case, self.shares, self.hopeful = case, shares, hopeful
        self.left = case.settings.seconds
        self.variables = build_variables(case)
        # Rows up to here say what a choice is; those behind belong to classes.
        self.structure = len(self.variables.programme.rows)
        self.rows: set[tuple[int, int]] = set()
        self.changes = {
            variable: 1.0
            for number, whole in enumerate(self.variables.whole)
            for variable in [*whole[1:], *self.variables.moving.get(number, ())]
        }

    def all_under(self) -> Answer:
        """The fewest changes that bring every hopeful class under the ceiling; no values where that cannot be."""
        return self._solved(self.changes)

    def most_under(self) -> Answer:
        """As many associations as can be, then the fewest changes."""
        programme = self.variables.programme
        del programme.rows[self.structure :]
        for n in self.hopeful:
            self.variables.over[n] = programme.variable()
        held, self.rows = self.rows, set()
        for n, place in sorted(held):
            self._add_row(n, place)
        lost = {self.variables.over[n]: float(len(self.case.members[n])) for n in self.hopeful}
        most = self._solved(lost)
        if most.values is None:
            return most
        programme.at_most(lost, _cost(lost, most.values))
        fewest = self._solved(self.changes)
        return Answer(fewest.values or most.values, fewest.is_proven and most.is_proven)

    def mildest(self, answer: Answer) -> tuple[Answer, bool, bool]:
        """With no more changes than this answer has, the lowest prices; then the fewest months moved."""
        assert answer.values is not None
        programme = self.variables.programme
        programme.at_most(self.changes, _cost(self.changes, answer.values))
        whole, self.left = self.left, self.left * SHARE_FOR_MILDNESS
        better = self._solved(self._prices())
        self.left += whole * (1 - SHARE_FOR_MILDNESS)
        if better.values is None:
            return answer, answer.is_proven, False
        self._fix_kinds(better.values)
        nearest = self._solved(self._distances())
        is_mildest = answer.is_proven and better.is_proven and nearest.is_proven
        return (better if nearest.values is None else nearest), answer.is_proven, is_mildest

    def _fix_kinds(self, values: Sequence[bool]) -> None:
        """What is done with each request stands; only the months of those that move are still open."""
        for number, whole in enumerate(self.variables.whole):
            for variable in [*whole, *self.variables.moving.get(number, ())]:
                self.variables.programme.exactly({variable: 1.0}, float(values[variable]))

    def chosen(self, values: Sequence[bool] | None) -> tuple[Choice, ...]:
        """What the variables say of each request; nothing changed where nothing was found."""
        if values is None:
            return tuple(choices[0] for choices in self.case.choices)
        return tuple(self._choice(number, values) for number in range(len(self.case.loads)))

    def why(self, n: int, is_proven: bool) -> WhyUnreachable:
        """Whether some plan would help this class if it stood alone."""
        if not is_proven:
            return WhyUnreachable.NOT_FOUND
        alone = _Search(self.case, self.shares, [n])
        alone.left = max(self.left, 1.0)
        answer = alone.all_under()
        if answer.values is not None:
            return WhyUnreachable.TOGETHER
        return WhyUnreachable.ALONE if answer.is_proven else WhyUnreachable.NOT_FOUND

    def _solved(self, costs: dict[int, float]) -> Answer:
        """Solve with the rows known so far, add those that the answer breaks, until none is broken."""
        programme = self.variables.programme
        programme.costs = [costs.get(variable, 0.0) for variable in range(len(programme.costs))]
        last = Answer(None, is_proven=False)
        while self.left > 0:
            last = solve(programme, seconds=self.left)
            self.left -= last.seconds
            if last.values is None or not self._add_broken(last.values):
                return last
        return Answer(last.values, is_proven=False)

    def _add_broken(self, values: Sequence[bool]) -> bool:
        """Add all months of the classes that are above in one, the worst of them first. Whether there were any."""
        months = as_floats([choice.hours for choice in self.chosen(values)])
        held = [n for n in self.hopeful if n not in self.variables.over or not values[self.variables.over[n]]]
        above = self.shares[held] @ months - float(self.case.ceiling)
        broken = [
            (-above[row].max(), held[row])
            for row in np.flatnonzero((above > WITHIN_HOURS).any(axis=1))
            if not self.rows.issuperset((held[row], int(place)) for place in np.flatnonzero(above[row] > WITHIN_HOURS))
        ]
        for _by, n in sorted(broken)[:CLASSES_A_ROUND]:
            for place in range(len(MONTHS)):
                if (n, place) not in self.rows:
                    self._add_row(n, place)
        return bool(broken)

    def _add_row(self, n: int, place: int) -> None:
        """In this month, this class is under the ceiling, unless its variable says that it need not be."""
        row: dict[int, float] = {}
        most: dict[int, float] = {}
        for variable, number, months in self.variables.borne:
            hours = float(self.shares[n, number] * months[place])
            if hours:
                row[variable] = hours
                most[number] = max(most.get(number, 0.0), hours)
        ceiling = float(self.case.ceiling)
        if n in self.variables.over:
            row[self.variables.over[n]] = -max(sum(most.values()) - ceiling, 0.0)
        self.variables.programme.at_most(row, ceiling)
        self.rows.add((n, place))

    def _prices(self) -> dict[int, float]:
        return {
            variable: float(PRICES[choice.kind])
            for whole, choices in zip(self.variables.whole, self.case.choices, strict=True)
            for variable, choice in zip(whole, choices, strict=True)
        }

    def _distances(self) -> dict[int, float]:
        return {variable: float(abs(to - since)) for (_n, since, to), variable in self.variables.times.items()}

    def _choice(self, number: int, values: Sequence[bool]) -> Choice:
        for variable, choice in zip(self.variables.whole[number], self.case.choices[number], strict=True):
            if values[variable]:
                return choice
        shifts = tuple(
            sorted(
                (since, to)
                for (n, since, to), variable in self.variables.times.items()
                if n == number and since != to and values[variable]
            )
        )
        if not shifts:
            return self.case.choices[number][0]
        return Choice(moved(self.case.loads[number], shifts), ChangeKind.MOVE, None, shifts)


def build_variables(case: Case) -> Variables:
    """One whole choice for each request, or its times one by one; and a host that stays for each guest."""
    variables = Variables(Programme())
    programme = variables.programme
    for number, choices in enumerate(case.choices):
        whole = [programme.variable() for _choice in choices]
        variables.whole.append(whole)
        variables.borne.extend(
            (variable, number, np.array([float(hours) for hours in choice.hours]))
            for variable, choice in zip(whole, choices, strict=True)
        )
        if any(len(targets) > 1 for targets in case.moves[number].values()):
            variables.moving[number] = (programme.variable(),)
        programme.exactly(dict.fromkeys([*whole, *variables.moving.get(number, ())], 1.0), 1.0)
        _add_times(case, number, variables)
    for whole, choices in zip(variables.whole, case.choices, strict=True):
        for variable, choice in zip(whole, choices, strict=True):
            if choice.host is not None:
                programme.at_most({variable: 1.0, variables.whole[choice.host][0]: -1.0}, 0.0)
    return variables


def _add_times(case: Case, number: int, variables: Variables) -> None:
    """Where a request moves, each of its times stands in one month, and no two in the same."""
    programme, present = variables.programme, case.choices[number][0].hours
    for moving in variables.moving.get(number, ()):
        arriving: dict[int, list[int]] = {}
        for since, targets in case.moves[number].items():
            for to in targets:
                variable = programme.variable()
                variables.times[number, since, to] = variable
                arriving.setdefault(to, []).append(variable)
                hours = np.zeros(len(MONTHS))
                hours[to] = float(present[since])
                variables.borne.append((variable, number, hours))
            programme.exactly(
                dict.fromkeys([variables.times[number, since, to] for to in targets], 1.0) | {moving: -1.0}, 0.0
            )
        for crowd in arriving.values():
            if len(crowd) > 1:
                programme.at_most(dict.fromkeys(crowd, 1.0) | {moving: -1.0}, 0.0)


def _cost(costs: dict[int, float], values: Sequence[bool]) -> float:
    return sum(cost for variable, cost in costs.items() if values[variable])
