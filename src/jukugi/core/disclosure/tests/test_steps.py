import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from jukugi.core.disclosure.steps import next_step

MINIMUM = 3
answers = st.tuples(st.integers(1, 6), st.integers(1, 3), st.sampled_from((-1, 0, 1)))
logs = st.lists(answers, max_size=60)
STATEMENTS = (1, 2, 3)


def keyed(rows):
    return [(key, *row) for key, row in enumerate(rows, start=1)]


def latest(rows, counted_through):
    """The obvious version: go through the log and keep what counts."""
    found = {}
    for key, participant, statement, choice in rows:
        if key <= counted_through.get(statement, 0):
            found[participant, statement] = choice
    return found


def as_dict(step):
    columns = (column.tolist() for column in (step.participant, step.statement, step.choice))
    return {(p, s): c for p, s, c in zip(*columns, strict=True)}


def people_between(old, new, statement):
    pairs = {pair for pair in old.keys() | new.keys() if pair[1] == statement}
    return sum(old.get(pair) != new.get(pair) for pair in pairs)


def step(rows, *, before=None, renewable=STATEMENTS, through=None):
    return next_step(
        np.array(rows, dtype=np.int64).reshape(-1, 4),
        before=before or {},
        renewable=renewable,
        through=len(rows) if through is None else through,
        minimum=MINIMUM,
    )


@settings(deadline=None)
@given(logs, st.lists(st.integers(0, 60), max_size=8).map(sorted))
def test_between_two_steps_the_answers_to_a_statement_change_of_nobody_or_of_enough_people(rows, moments):
    rows, before, seen = keyed(rows), {}, {}
    for through in moments:
        now = step(rows, before=before, through=min(through, len(rows)))

        current = as_dict(now)
        assert current == latest(rows, now.counted_through)
        everything = latest(rows[:through], dict.fromkeys(STATEMENTS, through))
        for statement in STATEMENTS:
            changed = people_between(seen, current, statement)
            assert changed == 0 or changed >= MINIMUM
            assert people_between(current, everything, statement) < MINIMUM  # and nobody waits longer than needed
        before, seen = now.counted_through, current


@settings(deadline=None)
@given(logs, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(rows, random):
    rows = keyed(rows)
    before = {1: len(rows) // 2}

    assert as_dict(step(rows, before=before)) == as_dict(step(random.sample(rows, len(rows)), before=before))


def test_a_statement_waits_for_its_own_people():
    rows = keyed([(1, 1, 1), (2, 1, 1), (3, 1, -1), (1, 2, 1), (2, 2, 1)])

    first = step(rows)
    assert first.counted_through == {1: 5}
    assert as_dict(first) == {(1, 1): 1, (2, 1): 1, (3, 1): -1}

    rows += [(6, 3, 2, 0), (7, 4, 1, 1), (8, 1, 1, 0)]
    second = step(rows, before=first.counted_through)
    assert second.counted_through == {1: 5, 2: 8}
    assert as_dict(second) == {(1, 1): 1, (2, 1): 1, (3, 1): -1, (1, 2): 1, (2, 2): 1, (3, 2): 0}


def test_who_changes_back_has_not_changed():
    rows = keyed([(1, 1, 1), (2, 1, 1), (3, 1, 1)])
    first = step(rows)

    rows += [(4, 1, 1, -1), (5, 1, 1, 1), (6, 2, 1, -1), (7, 2, 1, 1), (8, 3, 1, 0)]

    assert as_dict(step(rows, before=first.counted_through)) == as_dict(first)


def test_a_statement_that_is_not_published_now_stays_where_it_was():
    rows = keyed([(1, 1, 1), (2, 1, 1), (3, 1, 1)])

    assert step(rows, renewable=[2]).counted_through == {}
    assert as_dict(step(rows, before={1: 3}, renewable=[])) == {(1, 1): 1, (2, 1): 1, (3, 1): 1}


def test_an_empty_log_is_a_step_too():
    assert as_dict(step([], before={1: 3})) == {}
    assert step([], before={1: 3}).counted_through == {1: 3}
