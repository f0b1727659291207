"""Somebody who has everything that was published of a survey, and solves for what is empty."""

import random
from itertools import product

import pytest

from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.surveys.actions.counting import count_survey, publish_result
from jukugi.apps.surveys.counted.cells import parted_cells
from jukugi.apps.surveys.counted.figures import K
from jukugi.apps.surveys.counted.packing import unpacked
from jukugi.apps.surveys.models import PreparedResult
from jukugi.apps.surveys.tests.attacker import Solver
from jukugi.apps.surveys.tests.factories import LATER, citizens, officers, opened
from jukugi.apps.surveys.tests.factories.results import with_sheets
from jukugi.core.disclosure.flows import wide

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return RoleFactory().user


def _opened(officer, size, seed):
    for number in range(4):
        WardFactory(code=f"99999{number}", population=1000, population_as_of="2020-10-01")
    survey = opened(officer)
    with_sheets(survey, citizens(survey), size, seed=seed)
    with_sheets(survey, officers(survey), size // 2, seed=seed + 1)
    count_survey(survey=survey, now=LATER)
    return survey


def _documents(survey):
    content = unpacked(PreparedResult.objects.get(survey=survey).content)
    return content["staff"], content["public"]


@pytest.mark.parametrize(("size", "seed"), [(24, 1), (60, 2), (150, 3)])
def test_no_small_cell_can_be_told_from_all_that_is_published(officer, size, seed):
    staff, public = _documents(_opened(officer, size, seed))

    for audience in public["audiences"]:
        solver = Solver(public, audience["code"])
        assert solver.is_possible(staff)
        small = [cell for cell in solver.empty() if 0 < solver.true_count(staff, cell) < K]
        ranges = solver.ranges(random.Random(seed).sample(small, min(len(small), 30)))
        for cell, (low, high) in ranges.items():
            assert low == 0, cell
            assert high >= min(wide(K), solver.margin(staff, cell)), cell


def test_no_small_number_is_published(officer):
    _staff, public = _documents(_opened(officer, 60, 2))

    for question, code in product(public["questions"], [each["code"] for each in public["audiences"]]):
        for number in _counts(question["of"].get(code, {})):
            assert number is None or number == 0 or number >= K


def _counts(entry):
    for name in ("counts", "first"):
        yield from entry.get(name, [])
    for row in entry.get("rows", []):
        yield from _counts(row)
    for table in entry.get("cross", {}).values():
        for cells in table["cells"]:
            for line in cells:
                yield from line


@pytest.mark.parametrize("late", [3, 12, 40, 200])
def test_the_difference_of_two_editions_tells_of_nobody(officer, late):
    survey = _opened(officer, 80, 4)
    publish_result(survey=survey, reason="", actor=officer, now=LATER)
    first = unpacked(survey.editions.first().content)
    with_sheets(survey, citizens(survey), late, seed=11)
    count_survey(survey=survey, now=LATER)
    _staff, second = _documents(survey)

    for one, two in zip(first["questions"], second["questions"], strict=True):
        for code in one["of"]:
            for old, new in zip(_counts(one["of"][code]), _counts(two["of"][code]), strict=False):
                if old is not None and new is not None:
                    assert old == new or abs(new - old) >= K, (one["code"], old, new)
                assert not (old is None and new is not None)
    if late < K:
        assert all(entry.get("since") != 2 for one in second["questions"] for entry in one["of"].values())


def test_lines_that_are_not_told_of_stand_together():
    drawing = random.Random(5)
    table = [[drawing.randint(20, 60) for _ in range(4)] for _ in range(3)]

    cells = parted_cells(table, {1, 2}, {0})

    assert cells == [[None, *table[0][1:]], [None] * 4, [None] * 4]
