"""Who answered a survey is told twice, in its result and in who was reached: the second follows from the first."""

import random

import pytest

from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.processes.enums import ALL_PEOPLE
from jukugi.apps.surveys.actions.counting import count_survey, publish_result
from jukugi.apps.surveys.counted.figures import K
from jukugi.apps.surveys.counted.packing import unpacked
from jukugi.apps.surveys.models import PreparedResult
from jukugi.apps.surveys.queries.groups import published_groups
from jukugi.apps.surveys.tests.attacker import Solver
from jukugi.apps.surveys.tests.factories import LATER, citizens, opened, prepared
from jukugi.apps.surveys.tests.factories.results import with_sheets
from jukugi.core.disclosure.flows import wide

pytestmark = pytest.mark.django_db
ATTRIBUTES = ("ward", "age", "sex", "channel")
QUESTIONS = {"ward": "q1", "age": "q2", "sex": "q3"}


def published(size, seed, process=None):
    officer = RoleFactory().user
    if process is None:
        for number in range(4):
            WardFactory(code=f"99999{number}", population=1000, population_as_of="2020-10-01")
    survey = opened(officer, **({"process": process} if process else {}))
    with_sheets(survey, citizens(survey), size, seed=seed)
    count_survey(survey=survey, now=LATER)
    publish_result(survey=survey, reason="", actor=officer, now=LATER)
    return survey


def true_counts(survey):
    """By group as ``published_groups`` names it, of everybody who answered."""
    found = {}
    for sheet in citizens(survey).sheets.select_related("ward"):
        told = (sheet.ward.code if sheet.ward else "", sheet.age_band, sheet.sex, sheet.channel)
        for mask in range(16):
            group = tuple(code if mask >> place & 1 else ALL_PEOPLE for place, code in enumerate(told))
            found[group] = found.get(group, 0) + 1
    return found


@pytest.mark.parametrize(("size", "seed"), [(40, 1), (90, 2), (400, 3)])
def test_what_is_told_is_true_and_nobody_small_is_told(size, seed):
    survey = published(size, seed)

    counts = published_groups(survey.process).counts

    true = true_counts(survey)
    assert counts[(ALL_PEOPLE,) * 4] == size
    for group, number in counts.items():
        if number is not None:
            assert number == true.get(group, 0)
            assert number == 0 or number >= K or "" in group, group
    kinds = {tuple(code != ALL_PEOPLE for code in group) for group in counts}
    for group, number in true.items():
        if tuple(code != ALL_PEOPLE for code in group) in kinds:
            assert group in counts, (group, number)


@pytest.mark.parametrize(("size", "seed"), [(40, 1), (90, 2), (150, 3)])
def test_who_has_both_outputs_tells_no_small_number(size, seed):
    """The solver of the result, with every figure that is told elsewhere of the same people as one it knows."""
    survey = published(size, seed)
    staff = unpacked(PreparedResult.objects.get(survey=survey).content)["staff"]
    public = unpacked(survey.editions.first().content)
    code = str(citizens(survey).pk)
    solver = Solver(public, code)

    for group, number in published_groups(survey.process).counts.items():
        for cell in cells_of(group):
            if cell in solver.cells:
                solver._know(solver.cells[cell], number)

    small = [cell for cell in solver.empty() if 0 < solver.true_count(staff, cell) < K]
    small = [cell for cell in small if cell[0] in QUESTIONS.values()] or small
    assert small
    assert solver.is_possible(staff)
    for cell, (low, high) in solver.ranges(random.Random(seed).sample(small, min(len(small), 25))).items():
        assert low == 0, cell
        assert high >= min(wide(K), solver.margin(staff, cell)), cell


def cells_of(group):
    """A group as the solver names it: of a question alone, or of a question by another attribute."""
    told = {name: code for name, code in zip(ATTRIBUTES, group, strict=True) if code != ALL_PEOPLE}
    for name, code in told.items():
        if name in QUESTIONS:
            others = {other: of for other, of in told.items() if other != name}
            if not others:
                yield (QUESTIONS[name], "", code)
            elif len(others) == 1:
                yield (QUESTIONS[name], "", code, *next(iter(others.items())))
    if len(told) == 1:
        yield ("", "", "all", *next(iter(told.items())))


def test_two_surveys_are_summed_and_what_one_keeps_empty_stays_empty():
    one = published(60, 1)
    two = published(300, 2, process=one.process)

    both = published_groups(one.process)
    alone = [published_groups(one.process, [f"{each.code}-1"]) for each in (one, two)]

    assert both.editions == (f"{one.code}-1", f"{two.code}-1")
    for group, number in both.counts.items():
        parts = [each.counts.get(group, 0) for each in alone]
        assert number == (None if None in parts else sum(parts))


def test_before_the_first_result_there_is_nothing():
    survey = prepared(RoleFactory().user)

    assert published_groups(survey.process) is None
