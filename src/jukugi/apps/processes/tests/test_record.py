"""What is finished is a record to read: the real course of 2017 to 2019, and every other finished process."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from jukugi.apps.processes import policies
from jukugi.apps.processes.enums import RECORD_SLUG, Precision, phase_kinds
from jukugi.apps.processes.errors import PhaseNotOpen, ProcessFinished
from jukugi.apps.processes.models import Milestone, Opening, Phase, Process
from jukugi.apps.processes.queries import all_processes, lanes, main_process
from jukugi.apps.processes.record import load_record
from jukugi.apps.processes.sample import SLUG, load_sample
from jukugi.apps.processes.tests.factories import (
    DURING,
    MilestoneFactory,
    OpeningFactory,
    PhaseFactory,
    ProcessFactory,
)

pytestmark = pytest.mark.django_db

KIND = "tests.speaking"
NO_SOURCE = "確かな資料が見つかっていません"


@pytest.fixture(autouse=True)
def kind(monkeypatch):
    """Something that a phase can open."""
    monkeypatch.setitem(phase_kinds._entries, KIND, (100, "発言"))


@pytest.fixture
def record() -> Process:
    load_record(DURING)
    return Process.objects.get(slug=RECORD_SLUG)


def course() -> list[tuple]:
    """All that the tables hold of every process."""
    return [list(model.objects.order_by("pk").values()) for model in (Process, Phase, Milestone, Opening)]


def text_of(response) -> str:
    return response.content.decode().replace("<wbr>", "")


@pytest.mark.parametrize("is_finished", [False, True])
def test_a_finished_process_opens_nothing_whatever_its_phases_say(is_finished):
    process = ProcessFactory(is_finished=is_finished)
    phase = PhaseFactory(process=process)
    OpeningFactory(phase=phase, kind=KIND)

    assert policies.is_open(process, KIND, now=DURING) is not is_finished
    assert policies.open_phase(process, KIND, now=DURING) == (None if is_finished else phase)
    assert policies.phases_by_kind(process, now=DURING) == ({} if is_finished else {KIND: phase})


def test_a_finished_process_refuses_with_its_name_what_a_running_one_takes():
    finished = ProcessFactory(is_finished=True, title="終わった検討")
    OpeningFactory(phase=PhaseFactory(process=finished), kind=KIND)
    running = ProcessFactory()

    with pytest.raises(PhaseNotOpen):
        policies.check_is_open(finished, KIND, now=DURING)
    with pytest.raises(ProcessFinished) as refused:
        policies.check_is_running(finished)
    policies.check_is_running(running)

    assert refused.value.params == {"process": "終わった検討"}


def test_unfinished_processes_leave_out_the_record(record):
    running = ProcessFactory()

    assert list(Process.objects.unfinished()) == [running]


def test_the_record_is_finished_no_sample_not_the_main_process_and_opens_nothing(record):
    assert (record.is_finished, record.is_sample, record.is_main) == (True, False, False)
    assert not Opening.objects.filter(phase__process=record).exists()


def test_the_record_names_a_source_for_everything_that_happened_or_says_that_none_was_found(record):
    happened = [*record.phases.all(), *record.milestones.all()]

    assert len(happened) > 10
    assert [one.title for one in happened if not one.source.strip() and NO_SOURCE not in one.note] == []


def test_what_is_not_known_to_the_day_is_not_told_to_the_day(record):
    loose = [one for one in [*record.phases.all(), *record.milestones.all()] if one.precision == Precision.LOOSE]

    assert loose
    assert [one.title for one in loose if not one.when] == []


def test_the_record_lies_in_the_past_of_what_it_tells(record):
    last = max(record.milestones.latest("on").on, timezone.localdate(record.phases.latest("closes_at").closes_at))

    assert (record.starts_on, record.ends_on) == (date(2017, 4, 1), date(2019, 6, 30))
    assert last <= record.ends_on


def test_record_and_sample_are_loaded_twice_without_doubling_and_keep_what_was_changed():
    for load in (load_sample, load_record):
        load(DURING)
    Process.objects.filter(slug=RECORD_SLUG).update(title="直した題")
    before = course()

    for load in (load_sample, load_record):
        load(DURING + timedelta(days=400))

    assert course() == before
    assert Process.objects.count() == 2


def test_the_record_never_becomes_the_process_that_home_tells_of(record):
    sample = load_sample(DURING) and Process.objects.get(slug=SLUG)

    assert (main_process(), sample.is_main) == (sample, True)


def test_a_process_that_was_there_stays_the_main_one():
    mine = ProcessFactory(is_main=True)

    load_sample(DURING)

    assert (main_process(), Process.objects.get(slug=SLUG).is_main) == (mine, False)


@pytest.mark.parametrize("month", range(1, 13))
def test_in_every_month_the_sample_stands_in_its_hearing_with_something_still_to_come(month):
    now = DURING.replace(month=month)

    load_sample(now)

    process = Process.objects.get(slug=SLUG)
    assert process.phases.running(now).exclude(headline="").count() == 1
    assert process.starts_on < timezone.localdate(now) < process.ends_on
    assert process.milestones.filter(on__gt=timezone.localdate(now)).exists()
    assert lanes(process, now=now).today is not None


def test_processes_stand_in_their_order_main_running_then_finished():
    old = ProcessFactory(is_finished=True, starts_on=date(2026, 9, 1))
    older = ProcessFactory(starts_on=date(2020, 1, 1))
    newer = ProcessFactory(starts_on=date(2026, 5, 1))
    main = ProcessFactory(is_main=True, starts_on=date(2019, 1, 1))

    assert all_processes() == [main, newer, older, old]


def test_the_list_leads_to_every_process_and_says_what_is_finished_and_what_is_a_sample(client, record):
    load_sample(DURING)

    response = client.get("/processes/")

    page = text_of(response)
    assert [process.slug for process in response.context["processes"]] == [SLUG, RECORD_SLUG]
    assert [f'href="{process.get_absolute_url()}"' in page for process in response.context["processes"]] == [True] * 2
    assert (page.count("終わった検討の記録"), page.count('<span class="stamp">見本</span>')) == (1, 1)


def test_the_empty_list_is_no_error(client):
    response = client.get("/processes/")

    assert (response.status_code, list(response.context["processes"])) == (200, [])


def test_titles_in_the_list_are_no_markup(client):
    ProcessFactory(title="<b>太い</b>検討", summary="<script>x</script>")

    page = text_of(client.get("/processes/"))

    assert ("<b>太い" in page, "<script>x" in page, "&lt;b&gt;太い" in page) == (False, False, True)


def test_the_page_of_the_record_tells_every_event_numbers_its_sources_and_has_no_running_phase(client, record):
    response = client.get(record.get_absolute_url())

    page, told = text_of(response), response.context["record"]
    assert response.context["phase"] is None
    assert [event.title for event in told.events if event.title not in page] == []
    assert sorted({number for event in told.events for number in event.sources}) == list(
        range(1, len(told.sources) + 1)
    )
    assert record.attribution[:20] in page


@pytest.mark.parametrize("address", ["/processes/", "/processes/" + RECORD_SLUG + "/"])
def test_nothing_can_be_sent_to_the_record(client, record, address):
    before = course()

    for send in (client.post, client.put, client.delete):
        send(address, {"title": "書き換え"})

    assert course() == before


def test_a_finished_process_speaks_no_headline_even_while_a_phase_of_it_would_run(client):
    now = timezone.now()
    process = ProcessFactory(is_finished=True)
    PhaseFactory(
        process=process, headline="話すときです", opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=1)
    )
    MilestoneFactory(process=process)

    response = client.get(process.get_absolute_url())

    assert response.context["phase"] is None
    assert "話すときです" not in text_of(response)
