from bench.records import Tally, differences, quantile

LOG = [(1, 90, 7, 1), (2, 91, 7, 0), (3, 90, 8, -1), (4, 90, 7, 0)]
VIEW = [(90, 7, 0), (90, 8, -1), (91, 7, 0)]


def tally(*participants, doubtful=()):
    return Tally(participants=[list(answers) for answers in participants], doubtful=list(doubtful))


SEEN = ([(7, 1), (8, -1), (7, 0)], [(7, 0)])


def test_the_same_votes_on_both_sides_differ_in_nothing():
    assert differences(tally(*SEEN), log=LOG, current=VIEW) == []


def test_lost_doubled_extra_and_swapped_votes_are_each_found():
    lost = [row for row in LOG if row[0] != 2]
    doubled = [*LOG, (5, 91, 7, 0)]
    extra = [*LOG, (5, 92, 8, 1)]
    swapped = [(1, 90, 7, 0), (2, 91, 7, 1), *LOG[2:]]

    found = [bool(differences(tally(*SEEN), log=log, current=VIEW)) for log in (lost, doubled, extra, swapped)]

    assert found == [True, True, True, True]


def test_a_view_that_is_not_the_last_answer_is_found():
    stale = [(90, 7, 1), *VIEW[1:]]
    twice = [*VIEW, VIEW[0]]

    assert len(differences(tally(*SEEN), log=LOG, current=stale)) == 1
    assert len(differences(tally(*SEEN), log=LOG, current=twice)) == 1


def test_a_vote_without_an_answer_from_the_server_may_have_arrived_or_not():
    seen = tally([(7, 1), (8, -1)], [(7, 0)], doubtful=[(0, (7, 0))])
    not_arrived = [row for row in LOG if row[0] != 4]

    assert differences(seen, log=LOG, current=VIEW) == []
    assert differences(seen, log=not_arrived, current=[(90, 7, 1), *VIEW[1:]]) == []


def test_quantiles_are_values_that_were_measured():
    assert quantile([3.0, 1.0, 2.0], 0.5) == 2.0
    assert quantile([], 0.99) == 0.0
