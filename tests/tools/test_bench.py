from bench.records import Tally, differences, quantile
from bench.scale import faults

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


def page(*wall, queries=9):
    return {"queries": queries, "wall": list(wall), "processor": list(wall)}


def test_pages_that_stay_fast_and_ask_as_often_as_before_are_no_fault():
    assert faults({"home": page(5.0)}, {"home": page(*[20.0] * 60)}) == []


def test_one_slow_request_in_sixty_is_no_fault_but_six_are():
    once, often = [*[20.0] * 59, 900.0], [*[20.0] * 54, *[900.0] * 6]

    found = [len(faults({"home": page(5.0)}, {"home": page(*wall)})) for wall in (once, often)]

    assert found == [0, 1]


def test_other_numbers_of_queries_and_pages_measured_only_once_are_faults():
    before = {"home": page(5.0), "board": page(5.0)}

    assert len(faults(before, {"home": page(5.0, queries=10), "issue": page(5.0)})) == 3
