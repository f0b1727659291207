"""Pausing, wards at their own time, and gates: what they keep shut, and what is told of it."""

from datetime import date, timedelta

import pytest

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.processes import actions, policies
from jukugi.apps.processes.courses import packaged
from jukugi.apps.processes.enums import ConditionKind, ConditionState, gate_conditions
from jukugi.apps.processes.errors import (
    AlreadyPaused,
    CheckedByRooms,
    ExceptionExists,
    GateNotMet,
    GatePassed,
    NotPaused,
    ReasonMissing,
)
from jukugi.apps.processes.models import Condition, GatePassing, Pause, Process
from jukugi.apps.processes.queries import speaking_phase
from jukugi.apps.processes.queries.gates import gate_states
from jukugi.apps.processes.tests.factories import (
    CLOSES,
    DURING,
    OPENS,
    ConditionFactory,
    GateFactory,
    OpeningFactory,
    PhaseFactory,
    ProcessFactory,
    WardExceptionFactory,
)
from jukugi.kit.errors import NotAllowed

pytestmark = pytest.mark.django_db

KIND = "opinions.hearing"
HOUR = timedelta(hours=1)


@pytest.fixture
def officer():
    return RoleFactory().user


@pytest.fixture
def met(monkeypatch):
    """A condition that a room checks; ``met["is_met"]`` is what it finds."""
    found = {"is_met": False}
    kind = ConditionKind("声を読んだ", lambda process, now: ConditionState(found["is_met"], "残り3件", "/desk/there/"))
    monkeypatch.setitem(gate_conditions._entries, "tests.read", (1, kind))
    return found


def begin(officer, **given) -> Process:
    values = {
        "course": packaged("two_years"),
        "title": "新しい検討",
        "slug": "new-one",
        "summary": "",
        "area": None,
        "starts_on": date(2027, 4, 1),
    } | given
    return actions.begin_process(**values, actor=officer, now=DURING)


class TestStanding:
    def test_a_pause_shuts_everything_until_it_is_resumed(self, officer):
        process = OpeningFactory(kind=KIND).phase.process

        actions.pause(process=process, phase=None, reason="会場が使えないため", actor=officer, now=DURING)
        paused = policies.is_open(process, KIND, now=DURING + HOUR)
        actions.resume(
            process=process, phase=None, reason="使えるようになったため", actor=officer, now=DURING + 2 * HOUR
        )

        opened = [policies.is_open(process, KIND, now=DURING + hours * HOUR) for hours in (1, 2)]
        assert (paused, opened) == (False, [False, True])

    def test_home_does_not_speak_of_what_stands_still(self, officer):
        phase = PhaseFactory(headline="話し合うときです")
        before = speaking_phase(phase.process, now=DURING)

        actions.pause(process=phase.process, phase=phase, reason="理由", actor=officer, now=DURING)

        assert (before, speaking_phase(phase.process, now=DURING)) == (phase, None)

    def test_twice_is_refused(self, officer):
        process = ProcessFactory()
        given = {"process": process, "phase": None, "reason": "理由", "actor": officer}
        actions.pause(**given, now=DURING)

        with pytest.raises(AlreadyPaused):
            actions.pause(**given, now=DURING + HOUR)
        actions.resume(**given, now=DURING + HOUR)
        with pytest.raises(NotPaused):
            actions.resume(**given, now=DURING + 2 * HOUR)

        assert Pause.objects.count() == 1

    def test_a_ward_runs_at_its_own_time_and_then_with_the_city_again(self, officer):
        phase, ward = OpeningFactory(kind=KIND).phase, WardFactory()
        own = actions.allow_ward_exception(
            phase=phase,
            ward=ward,
            opens_at=CLOSES,
            closes_at=CLOSES + HOUR,
            reason="区の会場の都合",
            actor=officer,
            now=DURING,
        )

        def is_open_there(now):
            return policies.is_open(phase.process, KIND, now=now, area=ward)

        assert [is_open_there(DURING), is_open_there(CLOSES)] == [False, True]
        actions.end_ward_exception(exception=own, reason="都合がついたため", actor=officer, now=DURING)
        assert [is_open_there(DURING), is_open_there(CLOSES)] == [True, False]

    def test_a_ward_has_one_time_of_its_own(self, officer):
        own = WardExceptionFactory()

        with pytest.raises(ExceptionExists):
            actions.allow_ward_exception(
                phase=own.phase,
                ward=own.ward,
                opens_at=OPENS,
                closes_at=CLOSES,
                reason="理由",
                actor=officer,
                now=DURING,
            )

    def test_a_ward_officer_sets_the_time_of_the_own_ward_alone(self):
        phase, ward = PhaseFactory(), WardFactory()
        officer = RoleFactory(kind=RoleKind.WARD_OFFICER, area=ward).user
        given = {"phase": phase, "opens_at": OPENS, "closes_at": CLOSES, "reason": "理由", "actor": officer}

        actions.allow_ward_exception(ward=ward, **given, now=DURING)
        with pytest.raises(NotAllowed):
            actions.allow_ward_exception(ward=WardFactory(), **given, now=DURING)

        assert phase.ward_exceptions.count() == 1


class TestGates:
    def test_a_gate_keeps_its_phase_shut_until_a_person_passes_it(self, officer, met):
        phase = OpeningFactory(kind=KIND).phase
        gate = GateFactory(phase=phase)
        Condition.objects.create(gate=gate, kind="tests.read")

        before = policies.is_open(phase.process, KIND, now=DURING)
        met["is_met"] = True
        still = policies.is_open(phase.process, KIND, now=DURING)
        actions.pass_gate(gate=gate, reason="", actor=officer, now=DURING)

        assert (before, still) == (False, False)
        assert policies.is_open(phase.process, KIND, now=DURING) is True

    def test_what_is_missing_is_passed_over_only_with_a_reason_that_everybody_reads(self, officer, met, client):
        gate = GateFactory()
        Condition.objects.create(gate=gate, kind="tests.read")

        with pytest.raises(GateNotMet) as refused:
            actions.pass_gate(gate=gate, reason="", actor=officer, now=DURING)
        actions.pass_gate(gate=gate, reason="残りは次の週に読みます", actor=officer, now=DURING)

        page = client.get(gate.get_absolute_url()).content.decode().replace("<wbr>", "")
        assert refused.value.params == {"gate": gate.title, "count": 1}
        assert "残りは次の週に読みます" in page
        assert "残り3件" in page

    def test_what_the_gate_found_stays_as_it_was_found(self, officer, met):
        gate = GateFactory()
        Condition.objects.create(gate=gate, kind="tests.read")
        actions.pass_gate(gate=gate, reason="急ぐため", actor=officer, now=DURING)
        met["is_met"] = True

        found = GatePassing.objects.get().found

        assert found == [{"words": "声を読んだ", "is_met": False, "said": "残り3件"}]

    def test_a_condition_is_ticked_with_its_day_and_what_shows_it(self, officer):
        condition = ConditionFactory()

        with pytest.raises(ReasonMissing):
            actions.tick_condition(
                condition=condition, met_on=date(2026, 11, 1), evidence="", url="", actor=officer, now=DURING
            )
        actions.tick_condition(
            condition=condition,
            met_on=date(2026, 11, 1),
            evidence="委員会の資料2",
            url="https://example.jp/2",
            actor=officer,
            now=DURING,
        )

        state = gate_states(condition.gate.process, now=DURING)[0]
        assert [(one.is_met, one.said) for one in state.conditions] == [(True, "2026年11月1日（日）。委員会の資料2")]

    def test_what_a_room_counts_is_not_ticked(self, officer, met):
        condition = Condition.objects.create(gate=GateFactory(), kind="tests.read")

        with pytest.raises(CheckedByRooms):
            actions.tick_condition(
                condition=condition, met_on=date(2026, 11, 1), evidence="見た", url="", actor=officer, now=DURING
            )

    def test_a_gate_is_passed_once_and_can_be_taken_back_with_a_reason(self, officer):
        phase = OpeningFactory(kind=KIND).phase
        gate = GateFactory(phase=phase)
        actions.pass_gate(gate=gate, reason="", actor=officer, now=DURING)

        with pytest.raises(GatePassed):
            actions.pass_gate(gate=gate, reason="", actor=officer, now=DURING + HOUR)
        actions.withdraw_passing(gate=gate, reason="まちがえたため", actor=officer, now=DURING + HOUR)

        opened = [policies.is_open(phase.process, KIND, now=DURING + hours * HOUR) for hours in (0, 1)]
        assert opened == [True, False]

    def test_a_condition_of_a_room_that_is_gone_is_not_met(self, officer):
        gate = GateFactory()
        Condition.objects.create(gate=gate, kind="tests.gone")

        state = gate_states(gate.process, now=DURING)[0]

        assert [one.is_met for one in state.conditions] == [False]

    def test_a_room_is_asked_once_however_many_gates_ask(self, monkeypatch):
        asked = []
        kind = ConditionKind("声を読んだ", lambda process, now: asked.append(process) or ConditionState(True, ""))
        monkeypatch.setitem(gate_conditions._entries, "tests.read", (1, kind))
        process = ProcessFactory()
        for _ in range(3):
            Condition.objects.create(gate=GateFactory(phase__process=process), kind="tests.read")

        gate_states(process, now=DURING)

        assert len(asked) == 1
