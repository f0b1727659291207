from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from jukugi.apps.processes import policies
from jukugi.apps.processes.enums import Lane, phase_kinds
from jukugi.apps.processes.errors import PhaseNotOpen
from jukugi.apps.processes.models import Process
from jukugi.apps.processes.queries import main_process, speaking_phase
from jukugi.apps.processes.tests.factories import CLOSES, DURING, OPENS, OpeningFactory, PhaseFactory, ProcessFactory
from jukugi.kit.errors import words_for

pytestmark = pytest.mark.django_db

KIND = "tests.speaking"
MOMENT = timedelta(microseconds=1)


@pytest.fixture(autouse=True)
def kind(monkeypatch):
    """Something that a phase can open."""
    monkeypatch.setitem(phase_kinds._entries, KIND, (100, "発言"))


def opened_process(**fields) -> Process:
    return OpeningFactory(phase=PhaseFactory(**fields), kind=KIND).phase.process


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [(OPENS - MOMENT, False), (OPENS, True), (DURING, True), (CLOSES - MOMENT, True), (CLOSES, False)],
    ids=["just before", "first moment", "during", "last moment", "end"],
)
def test_a_phase_is_open_from_its_first_moment_to_just_before_its_end(moment, is_open):
    process = opened_process()

    assert policies.is_open(process, KIND, now=moment) is is_open


def test_two_phases_that_meet_leave_no_gap_and_do_not_overlap():
    process = ProcessFactory()
    first = PhaseFactory(process=process, opens_at=OPENS, closes_at=DURING)
    second = PhaseFactory(process=process, opens_at=DURING, closes_at=CLOSES)

    assert list(process.phases.running(DURING - MOMENT)) == [first]
    assert list(process.phases.running(DURING)) == [second]


def test_a_running_phase_opens_only_what_it_names():
    process = PhaseFactory().process
    OpeningFactory(phase=PhaseFactory(process=process), kind="tests.something_else")

    assert policies.is_open(process, KIND, now=DURING) is False


def test_a_phase_of_another_process_opens_nothing_here():
    opened_process()

    assert policies.is_open(ProcessFactory(), KIND, now=DURING) is False


def test_of_several_open_phases_the_one_that_closes_last_counts():
    process = opened_process(closes_at=CLOSES - timedelta(days=5))
    last = PhaseFactory(process=process)
    OpeningFactory(phase=last, kind=KIND)

    assert policies.open_phase(process, KIND, now=DURING) == last


def test_a_closed_phase_refuses_with_the_names_of_process_and_thing():
    process = opened_process(process__title="見本の検討")

    with pytest.raises(PhaseNotOpen) as refused:
        policies.check_is_open(process, KIND, now=CLOSES)

    assert words_for(refused.value).what == "「見本の検討」では、いま「発言」を受け付けていません。"


def test_an_open_phase_refuses_nothing(django_assert_num_queries):
    process = opened_process()

    with django_assert_num_queries(1):
        policies.check_is_open(process, KIND, now=DURING)


def test_the_main_process_is_told_of_whatever_began_later():
    main = ProcessFactory(is_main=True, starts_on=date(2020, 1, 1))
    ProcessFactory(starts_on=date(2026, 9, 1))

    assert main_process() == main


def test_without_a_main_process_the_latest_is_told_of():
    ProcessFactory(starts_on=date(2020, 1, 1))
    latest = ProcessFactory(starts_on=date(2026, 9, 1))

    assert main_process() == latest


def test_without_any_process_none_is_told_of():
    assert main_process() is None


def test_the_page_speaks_the_headline_of_the_citizens_lane_first():
    process = ProcessFactory()
    PhaseFactory(process=process, lane=Lane.INTERNAL, headline="市の中で検討しています")
    PhaseFactory(process=process, lane=Lane.CITIZENS, headline="")
    spoken = PhaseFactory(process=process, lane=Lane.CITIZENS, headline="話し合うときです")
    PhaseFactory(process=process, opens_at=CLOSES, closes_at=CLOSES + MOMENT, headline="まだ先です")

    assert speaking_phase(process, now=DURING) == spoken
    assert speaking_phase(process, now=CLOSES + MOMENT) is None


def test_the_database_refuses_a_second_main_process():
    ProcessFactory(is_main=True)

    with pytest.raises(IntegrityError), transaction.atomic():
        ProcessFactory(is_main=True)


def test_the_database_refuses_a_process_that_ends_before_it_begins():
    with pytest.raises(IntegrityError), transaction.atomic():
        ProcessFactory(starts_on=date(2026, 4, 2), ends_on=date(2026, 4, 1))


@pytest.mark.parametrize("closes_at", [OPENS, OPENS - MOMENT])
def test_the_database_refuses_a_phase_without_a_moment_in_it(closes_at):
    with pytest.raises(IntegrityError), transaction.atomic():
        PhaseFactory(closes_at=closes_at)


def test_the_database_refuses_to_open_the_same_thing_twice():
    opening = OpeningFactory(phase=PhaseFactory(), kind=KIND)

    with pytest.raises(IntegrityError), transaction.atomic():
        OpeningFactory(phase=opening.phase, kind=KIND)
