"""A phase opens nothing that it must not, at any instant: against a slow oracle that says the rules one by one."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jukugi.apps.areas.enums import AreaLevel
from jukugi.apps.areas.models import Area
from jukugi.apps.areas.tests.factories import CityFactory, WardFactory
from jukugi.apps.processes import policies
from jukugi.apps.processes.models import Gate, GatePassing, Opening, Pause, Phase, Process, WardException
from jukugi.apps.processes.tests.factories import ProcessFactory

pytestmark = pytest.mark.django_db

START = datetime(2026, 4, 1, tzinfo=UTC)
TICK = timedelta(microseconds=1)
KINDS = ("tests.speaking", "tests.voting")
WARDS = 2
HOURS = st.integers(0, 12)


@dataclass(frozen=True)
class Span:
    """Hours from the start, half-open; ``end`` None goes on."""

    begin: int
    end: int | None

    def holds(self, moment: timedelta) -> bool:
        hours = moment / timedelta(hours=1)
        return self.begin <= hours and (self.end is None or hours < self.end)


@dataclass(frozen=True)
class Plan:
    """What a phase is: its period, what it opens, the periods of wards, its pauses, its gates with their passings."""

    period: Span
    opens: frozenset[str]
    wards: dict[int, Span]
    pauses: tuple[Span, ...]
    gates: tuple[tuple[bool, tuple[Span, ...]], ...]


@st.composite
def spans(draw, is_open_ended=False):
    begin = draw(HOURS)
    length = draw(st.integers(1, 6))
    return Span(begin, None if is_open_ended and draw(st.booleans()) else begin + length)


def apart(found: list[Span]) -> tuple[Span, ...]:
    """Of these only such that come one after the other: nothing is paused or passed twice at a time."""
    kept: list[Span] = []
    for span in sorted(found, key=lambda each: each.begin):
        if not kept or (kept[-1].end is not None and kept[-1].end <= span.begin):
            kept.append(span)
    return tuple(kept)


OPEN_ENDED = st.lists(spans(is_open_ended=True), max_size=2).map(apart)
PLANS = st.builds(
    Plan,
    period=spans(),
    opens=st.frozensets(st.sampled_from(KINDS)),
    wards=st.dictionaries(st.integers(0, WARDS - 1), spans(), max_size=WARDS),
    pauses=OPEN_ENDED,
    gates=st.lists(st.tuples(st.booleans(), OPEN_ENDED), max_size=2).map(tuple),
)


def must_be_open(plans, process_pauses, kind: str, ward: int | None, moment: timedelta) -> bool:
    """The rules as they are told to people."""
    if any(pause.holds(moment) for pause in process_pauses):
        return False
    for plan in plans:
        runs = plan.wards.get(ward, plan.period).holds(moment)
        stands_still = any(pause.holds(moment) for pause in plan.pauses)
        is_held = any(holds and not any(one.holds(moment) for one in passed) for holds, passed in plan.gates)
        if kind in plan.opens and runs and not stands_still and not is_held:
            return True
    return False


def boundaries(plans, process_pauses) -> list[int]:
    """Every hour at which anything begins or ends."""
    found = [*process_pauses]
    for plan in plans:
        found += [plan.period, *plan.wards.values(), *plan.pauses, *(one for _, passed in plan.gates for one in passed)]
    return sorted({hour for span in found for hour in (span.begin, span.end) if hour is not None})


def at(hours: int | None) -> datetime | None:
    return None if hours is None else START + timedelta(hours=hours)


def build(plans, process_pauses, wards) -> Process:
    process = ProcessFactory()
    for plan in plans:
        phase = Phase.objects.create(
            process=process,
            lane="citizens",
            title="期間",
            opens_at=at(plan.period.begin),
            closes_at=at(plan.period.end),
        )
        Opening.objects.bulk_create(Opening(phase=phase, kind=kind) for kind in plan.opens)
        for ward, span in plan.wards.items():
            WardException.objects.create(
                phase=phase,
                ward=wards[ward],
                opens_at=at(span.begin),
                closes_at=at(span.end),
                reason="理由",
                made_at=START,
                actor_key="x",
            )
        pause(process, phase, plan.pauses)
        for holds, passed in plan.gates:
            gate = Gate.objects.create(process=process, phase=phase, title="関門", holds=holds)
            for span in passed:
                GatePassing.objects.create(
                    gate=gate,
                    passed_at=at(span.begin),
                    withdrawn_at=at(span.end),
                    withdrawn_reason="" if span.end is None else "理由",
                    is_override=False,
                    found=[],
                    actor_key="x",
                )
    pause(process, None, process_pauses)
    return process


def pause(process, phase, found) -> None:
    for span in found:
        Pause.objects.create(
            process=process,
            phase=phase,
            paused_at=at(span.begin),
            resumed_at=at(span.end),
            reason="理由",
            actor_key="x",
        )


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(plans=st.lists(PLANS, min_size=1, max_size=3), process_pauses=OPEN_ENDED)
def test_at_every_boundary_and_beside_it_exactly_what_the_rules_say_is_open(plans, process_pauses):
    with transaction.atomic():
        city = CityFactory()
        wards = [WardFactory(parent=city) for _ in range(WARDS)]
        school = Area.objects.create(code="S1", name="学区", level=AreaLevel.SCHOOL_DISTRICT, parent=wards[0])
        process = build(plans, process_pauses, wards)
        places: list[tuple[Area | None, int | None]] = [
            (None, None),
            (city, None),
            (school, 0),
            *((ward, number) for number, ward in enumerate(wards)),
        ]

        differing = []
        for hour in boundaries(plans, process_pauses):
            for beside in (-TICK, timedelta(), TICK):
                moment = timedelta(hours=hour) + beside
                for area, ward in places:
                    wanted = {kind for kind in KINDS if must_be_open(plans, process_pauses, kind, ward, moment)}
                    found = policies.phases_by_kind(process, now=START + moment, area=area)
                    if set(found) != wanted:
                        differing.append((hour, beside, ward, wanted, set(found)))

        transaction.set_rollback(True)
    assert differing == []


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    plans=st.lists(PLANS, min_size=1, max_size=2),
    process_pauses=OPEN_ENDED,
    hour=st.integers(0, 19),
    beside=st.sampled_from([-TICK, timedelta(), TICK]),
    ward=st.sampled_from([None, *range(WARDS)]),
    kind=st.sampled_from(KINDS),
    state=st.sampled_from(["is_finished", "is_draft", ""]),
)
def test_all_ways_to_ask_agree_and_a_finished_or_unpublished_process_opens_nothing(
    plans, process_pauses, hour, beside, ward, kind, state
):
    with transaction.atomic():
        wards = [WardFactory() for _ in range(WARDS)]
        process = build(plans, process_pauses, wards)
        if state:
            setattr(process, state, True)
            process.save()
        moment, area = timedelta(hours=hour) + beside, None if ward is None else wards[ward]
        asked = {"now": START + moment, "area": area}

        phase = policies.open_phase(process, kind, **asked)
        found = (
            phase is not None,
            policies.is_open(process, kind, **asked),
            kind in policies.phases_by_kind(process, **asked),
        )
        in_the_table = process.phases.opening(START + moment, area).filter(openings__kind=kind).exists()

        transaction.set_rollback(True)
    wanted = not state and must_be_open(plans, process_pauses, kind, ward, moment)
    assert (*found, in_the_table) == (wanted,) * 4
    if phase is not None:
        assert phase.opens_at <= START + moment < phase.closes_at
