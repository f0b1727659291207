import json
import random
import zlib
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.budgeting import policies
from jukugi.apps.budgeting.actions.counting import (
    count_result,
    count_waiting,
    publish_result,
    replace_result,
    verified_results,
    want_result,
)
from jukugi.apps.budgeting.enums.results import ResultState
from jukugi.apps.budgeting.errors import results as errors
from jukugi.apps.budgeting.errors.rounds import RoundNotInState
from jukugi.apps.budgeting.models import Ballot, BudgetResult, ResultFile, ResultStep
from jukugi.apps.budgeting.queries.results import document_of, winners_of
from jukugi.apps.budgeting.tests.factories import AFTER, NOW, closed, rules, voting
from jukugi.core.budgeting.pb_reading import read_pb
from jukugi.core.budgeting.pb_writing import write_pb
from jukugi.kit.errors import NotAllowed

pytestmark = pytest.mark.django_db

LATER = AFTER + timedelta(hours=1)
BALLOTS = [{1, 3}, {1}, {1, 2}, {2}, {3}]


def wanted(budget_round, officer=None, seed="4217"):
    """A count that was asked for, by an officer of the ward unless told."""
    officer = officer or RoleFactory(area=budget_round.area).user
    return want_result(
        budget_round=budget_round, seed=seed, seed_words="見本の数字（6月22日）", actor=officer, now=AFTER
    )


def counted(budget_round, **how):
    return count_result(result_pk=wanted(budget_round, **how).pk, now=LATER)


def published(budget_round):
    """A result that two people brought before everybody."""
    return publish_result(result=counted(budget_round), actor=RoleFactory(area=budget_round.area).user, now=LATER)


def content(result, name):
    return zlib.decompress(bytes(ResultFile.objects.get(result=result, name=name).content))


def test_a_closed_round_is_counted_by_its_published_rules():
    result = counted(closed(BALLOTS))

    document = document_of(result)
    assert (result.state, result.ballots, document["voters"]) == (ResultState.COUNTED, 5, 5)
    assert winners_of(result) == ["1", "2"]
    assert (document["rules"]["seed"], document["names"]["1"]) == ("4217", "事業1")
    assert sorted(result.files.values_list("name", flat=True)) == ["ballots.pb", "result.json", "rules.json"]


def test_an_open_round_is_not_counted():
    with pytest.raises(RoundNotInState):
        wanted(voting())


def test_who_does_not_run_the_round_does_not_count_it():
    with pytest.raises(NotAllowed):
        wanted(closed(BALLOTS), officer=RoleFactory(area=WardFactory()).user)


def test_a_round_is_counted_once_and_anew_only_with_a_reason():
    budget_round = closed(BALLOTS)
    first = counted(budget_round)
    with pytest.raises(errors.AlreadyCounted):
        wanted(budget_round)

    replace_result(
        result=first, reason="種を打ちまちがえたため。", actor=RoleFactory(area=budget_round.area).user, now=LATER
    )
    second = counted(budget_round, seed="4271")

    first.refresh_from_db()
    assert (first.state, second.number) == (ResultState.REPLACED, 2)
    acts = list(ResultStep.objects.order_by("pk").values_list("result__number", "act"))
    assert acts == [(1, "wanted"), (1, "counted"), (1, "replaced"), (2, "wanted"), (2, "counted")]


def test_who_entered_the_seed_does_not_publish():
    budget_round = closed(BALLOTS)
    officer, other = (RoleFactory(area=budget_round.area).user for _ in range(2))
    result = counted(budget_round, officer=officer)

    with pytest.raises(errors.SecondHandNeeded):
        publish_result(result=result, actor=officer, now=LATER)
    publish_result(result=result, actor=other, now=LATER)

    assert BudgetResult.objects.published().get().publisher_key == other.actor_key
    with pytest.raises(errors.ResultNotInState):
        replace_result(result=result, reason="やはりやり直す。", actor=other, now=LATER)


def test_the_database_itself_wants_two_hands():
    result = counted(closed(BALLOTS))

    with pytest.raises(IntegrityError), transaction.atomic():
        BudgetResult.objects.filter(pk=result.pk).update(
            state="published", published_at=LATER, publisher_key=result.actor_key
        )


def test_only_the_last_ballot_of_a_voter_is_counted_and_nobody_is_in_the_file():
    budget_round = voting()
    from jukugi.apps.accounts.tests.factories import ParticipantFactory
    from jukugi.apps.budgeting.actions.rounds import close_voting
    from jukugi.apps.budgeting.tests.factories import vote

    voter, ward = ParticipantFactory(), WardFactory(name="見本の区")
    vote(budget_round, 1, 2, voter=voter)
    vote(budget_round, 3, voter=voter, ward=ward, age_band="30", now=NOW + timedelta(minutes=5))
    vote(budget_round, 1)
    close_voting(budget_round=budget_round, actor=RoleFactory(area=budget_round.area).user, now=AFTER)

    text = content(counted(budget_round), "ballots.pb").decode()

    assert text.split("VOTES\n")[1] == "voter_id;vote\n1;1\n2;3\n"
    ballot = Ballot.objects.last()
    said = [voter.actor_key, policies.voter_token(budget_round, voter), ballot.receipt, ballot.order_seed]
    assert not any(words in text for words in [*said, ward.name, ward.code])


def test_the_order_in_which_ballots_came_shows_nowhere():
    dice = random.Random(7)
    ballots = [set(dice.sample([1, 2, 3], dice.randint(1, 3))) for _ in range(12)]

    one, other = counted(closed(ballots)), counted(closed(ballots[::-1]))

    votes = [content(each, "ballots.pb").split(b"PROJECTS")[1] for each in (one, other)]
    assert votes[0] == votes[1]


def test_the_file_of_ballots_is_read_and_written_alike_and_knows_its_result():
    text = content(counted(closed(BALLOTS)), "ballots.pb").decode()

    file = read_pb(text)

    assert write_pb(file) == text
    assert file.notes == ()
    assert (file.meta["num_votes"], file.meta["currency"], file.projects["selected"]) == ("5", "JPY", ("1", "1", "0"))


def test_hashes_of_the_files_stand_in_the_result():
    result = counted(closed(BALLOTS))

    told = json.loads(content(result, "result.json"))["sha256"]

    assert told == dict(result.files.exclude(name="result.json").values_list("name", "digest"))
    assert result.digest == result.files.get(name="result.json").digest


def test_thresholds_leave_projects_out_before_the_count():
    said = rules(supporters_least=2, share_divisor=2)
    ballots = [{1}, {1}, {1}, {1, 3}, {2, 3}, {1}]

    document = document_of(counted(closed(ballots, costs=(2_000_000, 3_000_000, 8_000_000), rules=said)))

    barred = [(one["project"], one["threshold"]) for one in document["barred"]]
    assert (barred, document["winners"]) == ([("2", "supporters"), ("3", "share")], ["1"])
    assert [one["project"] for one in document["details"]] == ["1"]


@pytest.mark.parametrize(
    ("ballots", "costs", "winners"),
    [
        ([], (2_000_000,), []),
        ([{1}, {2}], (10_000_000, 10_000_000), 1),
        ([{1}, {1}], (10_000_000,), ["1"]),
        ([set()], (2_000_000, 9_000_000), 1),
    ],
)
def test_nobody_everybody_alike_and_little_money_are_results_too(ballots, costs, winners):
    result = counted(closed(ballots, costs=costs, rules=rules(approvals_least=0)))

    found = winners_of(result)
    assert found == winners if isinstance(winners, list) else len(found) == winners
    assert [verdict.fault for verdict in verified_results()] == [""]


def test_groups_are_told_where_five_told_themselves_and_nobody_can_be_computed():
    wards = [WardFactory() for _ in range(3)]
    budget_round = voting(costs=(9_000_000, 5_000_000, 1_000_000))
    from jukugi.apps.budgeting.actions.rounds import close_voting
    from jukugi.apps.budgeting.tests.factories import vote

    for ward, count, numbers in ((wards[0], 12, {1}), (wards[1], 6, {3}), (wards[2], 3, {2})):
        for _ in range(count):
            vote(budget_round, *numbers, ward=ward)
    for _ in range(3):
        vote(budget_round, 2)
    close_voting(budget_round=budget_round, actor=RoleFactory(area=budget_round.area).user, now=AFTER)

    document = document_of(counted(budget_round))

    told = {row["group"]: row for row in document["groups"]["ward"]}
    assert sorted(told) == sorted([wards[0].code, wards[1].code])
    assert (told[wards[1].code]["with_a_winner"], told[wards[1].code]["money"]) == (6, 170_000)
    assert (document["groups"]["age"], document["channels"]) == ([], {Channel.WEB: 24})


def test_a_lost_job_is_caught_up_with_and_twice_is_once():
    result = wanted(closed(BALLOTS))

    assert (count_waiting(now=LATER), count_waiting(now=LATER)) == (1, 0)
    count_result(result_pk=result.pk, now=LATER)

    assert ResultFile.objects.count() == 3


class TestVerify:
    def test_the_same_bytes_come_out_of_the_ballots(self):
        published(closed(BALLOTS))

        assert [verdict.fault for verdict in verified_results()] == [""]

    def test_a_changed_ballot_is_found(self):
        published(closed(BALLOTS))
        Ballot.objects.filter(choices="3").update(choices="2")

        (verdict,) = verified_results()
        assert "数えた投票が" in verdict.fault

    def test_a_changed_file_is_found(self):
        result = published(closed(BALLOTS))
        ResultFile.objects.filter(result=result, name="ballots.pb").update(content=zlib.compress(b"META\n"))

        (verdict,) = verified_results()
        assert "ファイルそのもの" in verdict.fault
