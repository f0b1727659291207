"""A scenario from its beginning to the look back on its year, and every reason why something is refused."""

import json
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.opinions.enums import OpinionState
from jukugi.apps.opinions.tests.factories import OpinionFactory, SubmissionFactory
from jukugi.apps.processes.errors import ProcessFinished
from jukugi.apps.processes.tests.factories import ProcessFactory
from jukugi.apps.support import errors
from jukugi.apps.support.actions import deciding, planning, weighing
from jukugi.apps.support.actions.deciding import HeardDraft, YearDraft
from jukugi.apps.support.actions.planning import FunctionDraft, MilestoneDraft, RiskDraft
from jukugi.apps.support.actions.weighing import CriterionDraft, ScoreDraft
from jukugi.apps.support.enums import HeardAnswer, ScenarioKind, SecondHand
from jukugi.apps.support.models import HeardPoint, ScenarioChange, ScenarioLookBack, YardstickCriterion
from jukugi.apps.support.queries.years import years_due
from jukugi.apps.support.tests.factories import FunctionFactory
from jukugi.apps.support.tests.scenario_factories import (
    LATER,
    NOW,
    SCALE,
    alternative,
    asked,
    begun,
    compared,
    decided,
    policy_officer,
    proposed,
    ward_officer,
    yardstick,
)
from jukugi.kit.errors import NotAllowed, WordsMissing

pytestmark = pytest.mark.django_db
YEAR = {"stood": "毎日開く。", "came": "週五日開いた。", "figures": "延べ1,200人", "ahead": "土曜も開く。"}


def test_a_ward_has_one_scenario_of_a_kind_in_a_process():
    scenario = begun()

    with pytest.raises(errors.ScenarioThere):
        begun(scenario.area, process=scenario.process)

    other = begun(scenario.area, process=scenario.process, kind=ScenarioKind.GOVERNANCE)
    assert other.pk != scenario.pk


def test_nothing_is_begun_in_a_finished_process():
    with pytest.raises(ProcessFinished):
        begun(process=ProcessFactory(is_finished=True))


def test_another_wards_officer_and_people_without_a_role_write_nothing():
    scenario = compared()
    strangers = [ward_officer(WardFactory())]
    drafts = [FunctionDraft(FunctionFactory(), "貸す。")]

    for actor in strangers:
        with pytest.raises(NotAllowed):
            planning.set_functions(scenario=scenario, drafts=drafts, reason="直した", actor=actor, now=NOW)
        with pytest.raises(NotAllowed):
            proposed(scenario, actor=actor)
        with pytest.raises(NotAllowed):
            begun(scenario.area, actor=actor, kind=ScenarioKind.GOVERNANCE)


def test_each_part_is_kept_as_it_read_after_each_change():
    scenario = begun()
    officer = ward_officer(scenario.area)
    place = FunctionFactory(name="場")

    for how in ("夜も開く。", "朝も夜も開く。"):
        planning.set_functions(scenario=scenario, drafts=[FunctionDraft(place, how)], reason="", actor=officer, now=NOW)
    planning.set_milestones(
        scenario=scenario,
        drafts=[MilestoneDraft("開く", date(2027, 4, 1), date(2027, 4, 2), "雨で一日延びた")],
        reason="",
        actor=officer,
        now=NOW,
    )
    planning.set_risks(
        scenario=scenario, drafts=[RiskDraft("人が足りない", "二つの団体で担う。")], reason="", actor=officer, now=NOW
    )

    kept = list(ScenarioChange.objects.order_by("pk").values_list("part", "words"))
    assert kept == [
        ("plan", "駅前の拠点を育てる\nだれでも立ち寄れる。"),
        ("functions", "場：夜も開く。"),
        ("functions", "場：朝も夜も開く。"),
        ("milestones", "2027年4月1日（木）　開く（2027年4月2日（金）に済み）雨で一日延びた"),
        ("risks", "人が足りない：二つの団体で担う。"),
    ]


def test_what_did_not_change_is_refused_and_a_public_scenario_asks_why():
    scenario = compared()
    officer = ward_officer(scenario.area)
    same = {"scenario": scenario, "title": scenario.title, "actor": officer, "now": NOW}

    with pytest.raises(errors.ScenarioUnchanged):
        planning.write_plan(aim=scenario.aim, reason="直した", **same)
    with pytest.raises(WordsMissing):
        planning.write_plan(aim="みんなで使う。", reason="", **same)

    planning.write_plan(aim="みんなで使う。", reason="言い方を直した", **same)
    assert ScenarioChange.objects.first().reason == "言い方を直した"


def test_a_scenario_is_published_once():
    scenario = compared()

    with pytest.raises(errors.ScenarioPublic):
        planning.publish_scenario(scenario=scenario, actor=ward_officer(scenario.area), now=NOW)


def test_an_alternative_that_was_taken_back_stays_and_is_neither_scored_nor_chosen():
    scenario = compared()
    first = scenario.alternatives.first()
    officer = ward_officer(scenario.area)

    weighing.drop_alternative(alternative=first, reason="団体が辞退した。", actor=officer, now=NOW)

    with pytest.raises(errors.AlternativeDropped):
        proposed(scenario, alternative=first)
    criterion = YardstickCriterion.objects.first()
    drafts = [ScoreDraft(first, criterion, 3, "近い。")]
    with pytest.raises(errors.AlternativeDropped):
        weighing.set_scores(scenario=scenario, drafts=drafts, reason="直した", actor=officer, now=NOW)
    assert scenario.alternatives.count() == 2


def test_there_are_six_alternatives_at_most():
    scenario = begun()
    for at in range(6):
        alternative(scenario, f"案{at}")

    with pytest.raises(errors.TooManyRowsOfScenario):
        alternative(scenario, "七つ目")


@pytest.mark.parametrize("score", [-1, 5])
def test_scores_go_from_nought_to_four(score):
    scenario = compared()
    drafts = [ScoreDraft(scenario.alternatives.first(), YardstickCriterion.objects.first(), score, "近い。")]

    with pytest.raises(errors.ScoreOutOfRange):
        weighing.set_scores(
            scenario=scenario, drafts=drafts, reason="直した", actor=ward_officer(scenario.area), now=NOW
        )


def test_the_yardstick_is_set_by_policy_officers_for_all_wards():
    draft = CriterionDraft(name="近さ", meaning="歩いて行けるか。", scale=SCALE, weight=3)

    with pytest.raises(NotAllowed):
        weighing.set_yardstick(
            kind=ScenarioKind.INTERMEDIARY, drafts=[draft], reason="", actor=ward_officer(WardFactory()), now=NOW
        )


def test_a_yardstick_needs_a_weight_and_different_names():
    with pytest.raises(errors.YardstickEmpty):
        yardstick(0, 0)
    with pytest.raises(errors.CriterionThere):
        yardstick(1, 2, names=("近さ", "近さ"))


def test_a_criterion_that_is_left_out_stays_for_what_rests_on_it():
    scenario = compared()

    yardstick(3, names=("近さ",))

    assert list(YardstickCriterion.objects.order_by("pk").values_list("name", "is_in_use")) == [
        ("近さ", True),
        ("続けやすさ", False),
    ]
    assert scenario.alternatives.first().scores.count() == 2


def test_residents_are_asked_once_about_a_public_scenario():
    with pytest.raises(errors.ScenarioNotPublic):
        asked(begun())
    scenario = asked(compared())

    assert (scenario.call.kind, scenario.call.ward, scenario.call.needs_hearing) == ("scenario", scenario.area, False)
    with pytest.raises(errors.CallThere):
        asked(scenario)


def test_asking_cannot_end_before_it_begins():
    with pytest.raises(errors.CallBackwards):
        deciding.ask_residents(
            scenario=(scenario := compared()),
            question="どう思いますか。",
            opens_on=date(2026, 12, 2),
            closes_on=date(2026, 12, 1),
            actor=ward_officer(scenario.area),
            now=NOW,
        )


def test_what_was_heard_follows_a_voice_into_what_stands_in_its_place():
    scenario = asked(compared())
    submission = SubmissionFactory(process=scenario.process, call=scenario.call)
    before, after = (OpinionFactory(submission=submission, position=n) for n in (1, 2))
    drafts = [HeardDraft("夜も使いたい。", HeardAnswer.TAKEN, "九時まで開く。", [before])]
    deciding.set_heard(scenario=scenario, drafts=drafts, reason="", actor=ward_officer(scenario.area), now=NOW)

    deciding.follow(before.pk, [after.pk], NOW)

    assert list(HeardPoint.objects.get().voices.all()) == [after]


def test_a_decision_takes_two_hands_and_the_wards_own_officer():
    scenario = compared()
    officer = ward_officer(scenario.area)
    decision = proposed(scenario, actor=officer)

    with pytest.raises(errors.SameHand):
        deciding.settle_decision(decision=decision, act=SecondHand.DECIDED, note="", actor=officer, now=NOW)
    for stranger in (policy_officer(), ward_officer(WardFactory())):
        with pytest.raises(NotAllowed):
            deciding.settle_decision(decision=decision, act=SecondHand.DECIDED, note="", actor=stranger, now=NOW)

    second = ward_officer(scenario.area)
    deciding.settle_decision(decision=decision, act=SecondHand.DECIDED, note="", actor=second, now=NOW)
    with pytest.raises(errors.NothingToDecide):
        deciding.settle_decision(decision=decision, act=SecondHand.DECIDED, note="", actor=second, now=NOW)


def test_a_decision_keeps_the_table_of_its_moment():
    decision = proposed(compared())

    kept = json.loads(decision.table)
    assert [(one["name"], one["scores"], one["sum"], one["place"]) for one in kept["alternatives"]] == [
        ("案1", [4, 1], "14/5", 1),
        ("案2", [1, 3], "9/5", 2),
    ]


def test_a_decision_says_what_became_of_what_residents_said():
    scenario = asked(compared())
    submission = SubmissionFactory(process=scenario.process, call=scenario.call)
    OpinionFactory(submission=submission, state=OpinionState.SHOWN)

    with pytest.raises(errors.CommentsNotAnswered):
        proposed(scenario, taken_up="", not_taken_up="")

    assert proposed(scenario).voices == 1


def test_nothing_changes_while_a_proposal_waits():
    scenario = compared()
    decision = proposed(scenario)

    with pytest.raises(errors.DecisionWaits):
        alternative(scenario, "あとから")
    with pytest.raises(errors.DecisionWaits):
        proposed(scenario)
    with pytest.raises(WordsMissing):
        deciding.settle_decision(
            decision=decision, act=SecondHand.RETURNED, note="", actor=ward_officer(scenario.area), now=NOW
        )
    deciding.settle_decision(
        decision=decision, act=SecondHand.RETURNED, note="費用を確かめて", actor=ward_officer(scenario.area), now=NOW
    )

    assert proposed(scenario).number == 2


def test_a_year_is_looked_back_on_when_it_is_over_and_once():
    scenario = compared()
    decided(scenario)
    officer = ward_officer(scenario.area)

    assert years_due(scenario, date(2027, 3, 31)) == []
    with pytest.raises(errors.LookBackNotDue):
        deciding.look_back_on_year(scenario=scenario, draft=YearDraft(2026, **YEAR), actor=officer, now=NOW)
    assert years_due(scenario, date(2027, 4, 1)) == [2026]
    deciding.look_back_on_year(scenario=scenario, draft=YearDraft(2026, **YEAR), actor=officer, now=LATER)
    with pytest.raises(errors.LookBackThere):
        deciding.look_back_on_year(scenario=scenario, draft=YearDraft(2026, **YEAR), actor=officer, now=LATER)

    assert years_due(scenario, date(2028, 4, 1)) == [2027]


def test_the_database_keeps_scenarios_whole():
    scenario = begun()

    with pytest.raises(IntegrityError), transaction.atomic():
        type(scenario).objects.filter(pk=scenario.pk).update(title="")
    with pytest.raises(IntegrityError), transaction.atomic():
        ScenarioLookBack.objects.create(
            scenario=scenario, year=2026, stood="", came="", ahead="", actor_key="x", written_at=NOW
        )
