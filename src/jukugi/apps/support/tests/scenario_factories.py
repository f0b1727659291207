"""Scenarios as their actions make them."""

from datetime import UTC, date, datetime
from decimal import Decimal

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.processes.tests.factories import ProcessFactory
from jukugi.apps.support.actions import deciding, planning, weighing
from jukugi.apps.support.actions.deciding import DecisionDraft
from jukugi.apps.support.actions.planning import FunctionDraft
from jukugi.apps.support.actions.weighing import AlternativeDraft, CriterionDraft, ScoreDraft
from jukugi.apps.support.enums import OperatorForm, ScenarioKind, SchemeSource, SecondHand
from jukugi.apps.support.models import Alternative, Scenario, ScenarioDecision, YardstickCriterion
from jukugi.apps.support.tests.factories import FunctionFactory, SupporterFactory

NOW = datetime(2026, 11, 28, 3, 0, tzinfo=UTC)
LATER = datetime(2027, 4, 2, 3, 0, tzinfo=UTC)
SCALE = ("まったくない", "少しある", "半分くらい", "かなりある", "十分にある")


def policy_officer():
    return RoleFactory(kind=RoleKind.POLICY_OFFICER).user


def ward_officer(ward):
    return RoleFactory(kind=RoleKind.WARD_OFFICER, area=ward).user


def begun(area=None, *, actor=None, kind=ScenarioKind.INTERMEDIARY, process=None, **fields) -> Scenario:
    """A scenario of a ward that nobody outside the desk reads."""
    area = area or WardFactory()
    given = {"title": "駅前の拠点を育てる", "aim": "だれでも立ち寄れる。"} | fields
    return planning.begin_scenario(
        process=process or ProcessFactory(),
        area=area,
        kind=kind,
        actor=actor or ward_officer(area),
        now=NOW,
        **given,
    )


def yardstick(*weights: int, kind=ScenarioKind.INTERMEDIARY, names=("近さ", "続けやすさ", "開かれ方")) -> list:
    """Criteria with these weights."""
    drafts = [
        CriterionDraft(name=names[at], meaning="どのくらいか。", scale=SCALE, weight=weight)
        for at, weight in enumerate(weights)
    ]
    there = YardstickCriterion.objects.filter(kind=kind).exists()
    reason = "見直した" if there else ""
    return weighing.set_yardstick(kind=kind, drafts=drafts, reason=reason, actor=policy_officer(), now=NOW)


def alternative(scenario, name="案", *, actor=None, operator=None, money=None, staff=None) -> Alternative:
    draft = AlternativeDraft(
        name=name,
        form=OperatorForm.COMMISSIONED,
        operator=operator or SupporterFactory(),
        operator_words="",
        why="経験がある。",
        money={(2027, SchemeSource.CITY): 3_000_000} if money is None else money,
        staff={2027: Decimal("1.5")} if staff is None else staff,
    )
    return weighing.write_alternative(
        scenario=scenario,
        alternative=None,
        draft=draft,
        reason="足した",
        actor=actor or ward_officer(scenario.area),
        now=NOW,
    )


def compared(area=None, *, weights=(3, 2), points=((4, 1), (1, 3)), process=None) -> Scenario:
    """A public scenario whose alternatives have all scores."""
    scenario = begun(area, process=process)
    officer = ward_officer(scenario.area)
    criteria = list(YardstickCriterion.objects.filter(kind=scenario.kind, is_in_use=True)) or yardstick(*weights)
    rows = [alternative(scenario, f"案{at}", actor=officer) for at in range(1, len(points) + 1)]
    drafts = [
        ScoreDraft(row, criterion, point, "理由。")
        for row, own in zip(rows, points, strict=True)
        for criterion, point in zip(criteria, own, strict=True)
    ]
    weighing.set_scores(scenario=scenario, drafts=drafts, reason="", actor=officer, now=NOW)
    planning.set_functions(
        scenario=scenario, drafts=[FunctionDraft(FunctionFactory(), "毎日開く。")], reason="", actor=officer, now=NOW
    )
    return planning.publish_scenario(scenario=scenario, actor=officer, now=NOW)


def asked(scenario) -> Scenario:
    """Residents are asked from a month ago on."""
    deciding.ask_residents(
        scenario=scenario,
        question="この案をどう思いますか。",
        opens_on=date(2026, 11, 1),
        closes_on=date(2026, 12, 20),
        actor=ward_officer(scenario.area),
        now=NOW,
    )
    scenario.refresh_from_db()
    return scenario


def proposed(scenario, *, actor=None, **fields) -> ScenarioDecision:
    given = {
        "reason": "近さを重く見た。",
        "taken_up": "夜も開く。",
        "not_taken_up": "費用のため、一つにする。",
    } | fields
    chosen = given.pop("alternative", None) or scenario.alternatives.filter(dropped_reason="").first()
    draft = DecisionDraft(alternative=chosen, **given)
    return deciding.propose_decision(scenario=scenario, draft=draft, actor=actor or policy_officer(), now=NOW)


def decided(scenario, *, now=NOW) -> ScenarioDecision:
    decision = proposed(scenario)
    deciding.settle_decision(
        decision=decision, act=SecondHand.DECIDED, note="", actor=ward_officer(scenario.area), now=now
    )
    return decision
