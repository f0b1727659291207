from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jukugi.core.opinion_map import InvalidSettings, MapSettings, VoteTable, canonical_json, compute_map
from jukugi.core.opinion_map import result_document as document_of
from jukugi.core.opinion_map.agreement import adjusted_rand_index
from jukugi.core.opinion_map.tests.builders import columns, dense, noise, planted, table, vote_matrices

QUICK = MapSettings(n_resamples=4, n_swaps=8, n_resample_swaps=4, max_groups=4)


def bytes_of(votes, **options):
    return canonical_json(document_of(compute_map(votes, **options)))


@pytest.mark.parametrize("sizes", [(60, 40), (50, 35, 25), (40, 40, 40, 40)])
def test_planted_groups_are_found_again(sizes):
    votes, truth = planted(sizes)

    found = compute_map(votes)

    assert found.k == len(sizes)
    assert adjusted_rand_index(found.labels[found.labels >= 0], truth[found.labels >= 0]) > 0.95
    assert found.stability > 0.9
    assert [group.size for group in found.groups] == sorted((group.size for group in found.groups), reverse=True)


@pytest.mark.parametrize("seed", range(3))
def test_votes_without_structure_have_no_clear_groups(seed):
    found = compute_map(noise(150, 40, seed=seed))

    assert (found.k, found.reason, found.groups, found.stability) == (None, "unstable", (), None)
    assert set(found.labels.tolist()) == {-1}
    assert found.counts.shape == (0, 40, 3)
    assert len(found.bridging) == 40
    assert (found.divisive, found.characteristic) == ((), ())


@settings(max_examples=15, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(0, 3))
def test_the_order_of_rows_does_not_change_a_byte(random, seed):
    votes, _ = planted((20, 15), n_statements=15, seed=seed)
    participant, statement, choice = columns(votes)
    order = random.sample(range(choice.size), choice.size)

    shuffled = VoteTable.from_columns(participant[order], statement[order], choice[order])

    assert bytes_of(shuffled, settings=QUICK) == bytes_of(votes, settings=QUICK)


@settings(max_examples=15, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(0, 3))
def test_other_participant_ids_give_the_same_map_up_to_the_names(random, seed):
    votes, _ = planted((20, 15), n_statements=15, seed=seed)
    _, statement, choice = columns(votes)
    names = np.array(random.sample(range(2**62), votes.n_participants))

    renamed = VoteTable.from_columns(names[votes.rows], statement, choice)

    before = document_of(compute_map(votes, settings=QUICK))
    after = document_of(compute_map(renamed, settings=QUICK))
    old_name = dict(zip(names.tolist(), votes.participant_ids.tolist(), strict=True))
    after["labels"] = {str(old_name[int(name)]): group for name, group in after["labels"].items()}
    assert canonical_json(after) == canonical_json(before)


@pytest.mark.parametrize("seed", range(4))
def test_other_statement_ids_give_the_same_groups_and_findings(seed):
    votes, _ = planted((30, 20, 15), n_statements=25, seed=seed)
    participant, _, choice = columns(votes)
    names = np.random.default_rng(seed).permutation(25) * 1000

    before = compute_map(votes, settings=QUICK)
    after = compute_map(VoteTable.from_columns(participant, names[votes.indices], choice), settings=QUICK)

    new_name = dict(zip(votes.statement_ids.tolist(), names.tolist(), strict=True))
    assert np.array_equal(before.labels, after.labels)
    assert before.stability == after.stability
    assert {new_name[one.statement]: one.score for one in before.bridging} == {
        one.statement: one.score for one in after.bridging
    }
    assert {new_name[one.statement] for one in before.divisive} == {one.statement for one in after.divisive}


def test_everybody_twice_gives_the_same_points_and_groups():
    votes, _ = planted((40, 25))
    participant, statement, choice = columns(votes)
    twice = VoteTable.from_columns(
        np.concatenate((participant, participant + 10_000)), np.tile(statement, 2), np.tile(choice, 2)
    )

    once, doubled = compute_map(votes), compute_map(twice)

    assert doubled.k == once.k
    assert np.abs(doubled.points - np.tile(once.points, (2, 1))).max() < 1e-9
    assert np.array_equal(doubled.labels, np.tile(once.labels, 2))


@settings(max_examples=60, deadline=None)
@given(vote_matrices)
def test_any_votes_give_a_map(matrix):
    votes = table(matrix)

    found = compute_map(votes, settings=replace(QUICK, min_votes=1, min_group_size=1, cell_min=1))

    assert (found.k is None) == (found.reason is not None) == (not found.groups)
    assert sum(group.size for group in found.groups) == (found.labels >= 0).sum()
    assert found.totals.sum() == votes.n_votes == found.votes
    canonical_json(document_of(found))


def test_a_map_without_votes_says_so():
    found = compute_map(VoteTable.from_columns([], [], []))

    assert (found.k, found.reason) == (None, "no_votes")
    assert found.bridging == ()


@pytest.mark.parametrize("n_people", [1, 2])
def test_one_or_two_people_are_too_few(n_people):
    found = compute_map(table(np.ones((n_people, 9))))

    assert (found.k, found.reason) == (None, "too_few_participants")


@pytest.mark.parametrize("value", [-1, 0, 1])
def test_people_who_all_vote_the_same_have_no_groups(value):
    found = compute_map(table(np.full((30, 9), value)))

    assert (found.k, found.reason) == (None, "no_difference")


def test_a_statement_everybody_answers_alike_moves_nobody():
    votes, _ = planted((30, 20))
    constant = np.column_stack((dense(votes), np.ones(50)))

    found = compute_map(table(constant))

    assert found.components[:, -1].tolist() == [0, 0]
    assert found.k == 2


def test_a_group_smaller_than_the_least_size_is_never_offered():
    matrix, _ = planted((60, 3), loyalty=1.0)

    found = compute_map(matrix, settings=MapSettings(max_groups=2))

    assert (found.k, found.reason) == (None, "groups_too_small")
    assert [candidate.smallest for candidate in found.candidates] == [3]


def test_a_forced_number_of_groups_is_taken_and_its_stability_told():
    found = compute_map(noise(150, 40), settings=MapSettings(k=3))

    assert found.k == 3
    assert found.reason is None
    assert found.stability < 0.8
    assert all(group.stability is not None for group in found.groups)


def test_a_forced_number_that_cannot_be_had_leaves_no_groups():
    found = compute_map(table(np.array([[1] * 8, [-1] * 8] * 10)), settings=MapSettings(k=3))

    assert (found.k, found.reason) == (None, "no_difference")


def test_hidden_statements_move_nobody_and_stay_in_the_totals():
    votes, _ = planted((30, 20))
    participant, statement, choice = columns(votes)
    hidden = [11, 12, 13, 99_999]
    is_shown = ~np.isin(statement, hidden)

    found = compute_map(votes, hidden=hidden)
    without = compute_map(VoteTable.from_columns(participant[is_shown], statement[is_shown], choice[is_shown]))

    assert np.array_equal(found.points, without.points)
    assert np.array_equal(found.labels, without.labels)
    assert found.statement_ids.tolist() == without.statement_ids.tolist()
    assert found.hidden_ids == (11, 12, 13)
    assert (found.statements, found.votes) == (votes.n_statements, votes.n_votes)


def test_somebody_with_few_votes_is_placed_but_in_no_group():
    votes, _ = planted((30, 20), share_seen=1.0)
    matrix = dense(votes)
    matrix[0, 6:] = np.nan

    found = compute_map(table(matrix))

    assert not found.is_clustered[0]
    assert found.labels[0] == -1
    assert (found.labels[1:] >= 0).all()


def test_counts_add_up_by_group_and_statement():
    votes, _ = planted((30, 20))

    found = compute_map(votes)

    matrix = dense(votes)
    for group in range(found.k):
        members = matrix[found.labels == group]
        expected = [[(column == choice).sum() for choice in (1, -1, 0)] for column in members.T]
        assert found.counts[group].tolist() == expected


def test_the_seed_is_all_the_chance_there_is():
    votes = noise(60, 20)

    assert bytes_of(votes, settings=QUICK) == bytes_of(votes, settings=QUICK)


def test_without_draws_no_stability_is_claimed():
    votes, _ = planted((30, 20))

    found = compute_map(votes, settings=MapSettings(n_resamples=0))

    assert (found.k, found.stability, found.groups[0].stability) == (2, None, None)


def test_nobody_can_write_into_a_map():
    found = compute_map(planted((30, 20))[0], settings=QUICK)

    with pytest.raises(ValueError, match="read-only"):
        found.points[0] = 0


@pytest.mark.parametrize(("setting", "value"), [("k", 1), ("seed", -1), ("q", 0.0), ("max_groups", 1), ("tail", 1.0)])
def test_a_setting_outside_its_range_is_refused(setting, value):
    with pytest.raises(InvalidSettings) as refusal:
        MapSettings(**{setting: value})

    assert refusal.value.params == {"setting": setting, "value": value}
