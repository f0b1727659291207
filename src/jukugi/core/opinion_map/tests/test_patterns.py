import numpy as np

from jukugi.core.opinion_map.patterns import MIN_VOTES, suspicious_patterns, without_patterns
from jukugi.core.opinion_map.tests.builders import columns, noise, table

NAN = float("nan")


def test_people_of_one_answer_to_everything_are_named():
    many = MIN_VOTES
    votes = table([[1] * many, [-1] * many, [0] * many, [1] * (many - 1) + [NAN], [1] * (many - 1) + [-1]])

    found = suspicious_patterns(votes)

    assert (found.all_agree, found.all_disagree) == ((100,), (101,))


def test_three_people_with_the_same_votes_are_named_together_and_two_are_not():
    rng = np.random.default_rng(4)
    first, second = (rng.choice((-1, 0, 1), size=20) for _ in range(2))

    found = suspicious_patterns(table([first, second, first, second, first]))

    assert found.alike == ((100, 102, 104),)


def test_the_same_answers_to_other_statements_are_not_alike():
    votes = [1, -1] * (MIN_VOTES // 2)

    found = suspicious_patterns(table([votes + [NAN] * 2, [NAN, *votes, NAN], [NAN] * 2 + votes]))

    assert found.alike == ()


def test_ten_votes_within_ten_seconds_are_a_burst_in_whatever_order_the_log_is():
    fast, slow = np.arange(10) * 1000, np.arange(10) * 1200
    people = np.repeat([7, 8], 10)
    shuffled = np.random.default_rng(1).permutation(20)

    found = suspicious_patterns(
        noise(3, 5), participant=people[shuffled], moment_ms=np.concatenate((fast, slow))[shuffled]
    )

    assert found.bursts == (7,)


def test_a_log_shorter_than_a_burst_has_none():
    assert suspicious_patterns(noise(3, 5), participant=np.array([1]), moment_ms=np.array([5])).bursts == ()
    assert suspicious_patterns(noise(3, 5), participant=np.zeros(0), moment_ms=np.zeros(0)).bursts == ()


def test_names_do_not_matter():
    votes = table(np.repeat(np.random.default_rng(2).choice((-1, 1), size=(4, 15)), (1, 3, 1, 4), axis=0))
    participant, statement, choice = columns(votes)

    renamed = type(votes).from_columns(1000 - participant, statement, choice)

    back = [tuple(sorted(1000 - p for p in some)) for some in suspicious_patterns(renamed).alike]
    assert sorted(back) == sorted(suspicious_patterns(votes).alike)


def test_without_them_the_others_keep_every_vote():
    votes = table([[1] * MIN_VOTES, [1, -1] * (MIN_VOTES // 2), [0] * MIN_VOTES])

    left = without_patterns(votes, suspicious_patterns(votes))

    assert left.participant_ids.tolist() == [101, 102]
    assert left.n_votes == 2 * MIN_VOTES
    assert left.statement_ids.tolist() == votes.statement_ids.tolist()
