"""Made-up tables of people, as they would stand in files, with what the attacker may know of them."""

import random
from itertools import combinations

from hypothesis import strategies as st

from jukugi.core.disclosure.linked import CountTable
from jukugi.core.disclosure.tests.attacker import TOTAL


def with_margins(cells):
    """A list of (row, column, count) with all totals."""
    rows, columns = (list(dict.fromkeys(place[axis] for place in cells)) for axis in (0, 1))
    lines = [(row, column, cells[row, column]) for row in rows for column in columns]
    lines += [(row, TOTAL, sum(cells[row, column] for column in columns)) for row in rows]
    lines += [(TOTAL, column, sum(cells[row, column] for row in rows)) for column in columns]
    return [*lines, (TOTAL, TOTAL, sum(cells.values()))]


def as_table(name, lines):
    counts = {
        (None if row == TOTAL else row, None if column == TOTAL else column): count for row, column, count in lines
    }
    return CountTable(name, counts)


def crossed(people, sizes):
    """Every two-way table of some people, each a tuple of categories; labels tell variable and category."""
    tables = []
    for one, other in combinations(range(len(sizes)), 2):
        cells = {(f"{one}-{i}", f"{other}-{j}"): 0 for i in range(sizes[one]) for j in range(sizes[other])}
        for each in people:
            cells[f"{one}-{each[one]}", f"{other}-{each[other]}"] += 1
        tables.append(with_margins(cells))
    return tables


def shared_names(tables):
    """Margins of one variable are the same cells in all tables."""
    return [
        {(row, column): frozenset({row, column} - {TOTAL}) for row, column, _ in table if TOTAL in (row, column)}
        for table in tables
    ]


@st.composite
def published_tables(draw):
    """One table of random counts, many of them small, or up to three that share their margins."""
    chance = random.Random(draw(st.integers(0, 10**6)))
    if draw(st.booleans()):
        width, height = draw(st.integers(1, 5)), draw(st.integers(1, 5))
        mean = draw(st.sampled_from([1, 4, 12, 40]))
        cells = {
            (f"r{i}", f"c{j}"): int(chance.expovariate(1 / mean)) if chance.random() < 0.9 else 0
            for i in range(height)
            for j in range(width)
        }
        return [with_margins(cells)]
    sizes = draw(st.sampled_from([(2, 2), (3, 2, 2), (4, 3, 2), (3, 3, 3)]))
    weights = [[1 / (1 + k) ** chance.choice([0, 1, 2]) for k in range(size)] for size in sizes]
    people = [
        tuple(chance.choices(range(size), each)[0] for size, each in zip(sizes, weights, strict=True))
        for _ in range(draw(st.integers(0, 150)))
    ]
    return crossed(people, sizes)
