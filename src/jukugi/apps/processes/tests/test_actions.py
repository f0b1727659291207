"""Preparing a process, naming it, pausing it, passing its gates: what is done, and what is refused to whom."""

from datetime import date, timedelta

import pytest

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.processes import actions
from jukugi.apps.processes.actions import PhaseWords, StageWords
from jukugi.apps.processes.courses import PACKAGED, Course, courses, packaged
from jukugi.apps.processes.enums import ConditionKind, ConditionState, gate_conditions
from jukugi.apps.processes.errors import (
    DatesNeedAReason,
    EndsBeforeItStarts,
    GoesInACircle,
    NoPhases,
    ProcessFinished,
    ReasonMissing,
    SlugTaken,
    StageInUse,
    TemplateBroken,
    TitleMissing,
)
from jukugi.apps.processes.models import FormerName, Gate, Opening, Process
from jukugi.apps.processes.queries import main_process
from jukugi.apps.processes.tests.factories import (
    CLOSES,
    DURING,
    OPENS,
    ConditionFactory,
    GateFactory,
    MilestoneFactory,
    PhaseFactory,
    ProcessFactory,
)
from jukugi.kit.audit.models import AuditEntry
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


class TestCourses:
    @pytest.mark.parametrize("name", PACKAGED)
    def test_a_packaged_course_makes_a_process_that_nobody_sees_yet_and_can_be_published(self, officer, client, name):
        process = begin(officer, course=packaged(name))

        assert client.get(process.get_absolute_url()).status_code == 404
        actions.publish_process(process=process, is_main=True, actor=officer, now=DURING)
        assert client.get(process.get_absolute_url()).status_code == 200
        assert main_process() == process

    def test_the_two_years_stand_at_their_distance_from_the_first_day(self, officer):
        process = begin(officer)

        assert (process.starts_on, process.ends_on) == (date(2027, 4, 1), date(2028, 11, 30))
        assert process.milestones.get(title="素案").on == date(2028, 7, 1)
        assert {gate.title for gate in process.gates.all()} == {"これからを話し合う前に", "素案を公表する前に"}
        assert set(Opening.objects.filter(phase__process=process).values_list("kind", flat=True)) == {
            "opinions.hearing",
            "opinion_map.voting",
            "opinion_map.proposing",
        }

    def test_a_process_saved_as_a_course_begins_the_same_course_again(self, officer):
        first = begin(officer)
        actions.save_as_course(process=first, name="うちの進め方", description="", actor=officer, now=DURING)
        saved = next(course for course in courses() if course.title == "うちの進め方")

        second = begin(officer, course=saved, slug="second", starts_on=date(2030, 1, 1))

        def shape(process):
            stages = [*process.phases.all(), *process.milestones.all()]
            return (
                sorted((one.title, one.lane, one.precision) for one in stages),
                process.dependencies.count(),
                sorted((gate.title, gate.holds, gate.conditions.count()) for gate in process.gates.all()),
                process.focus_points.count(),
            )

        assert shape(second) == shape(first)
        assert second.milestones.get(title="素案").on == date(2031, 4, 1)

    @pytest.mark.parametrize(
        "document",
        [
            {},
            {"stages": [{"key": "a", "type": "phase", "from": {}, "to": {}}], "gates": []},
            {"stages": [{"key": "a", "type": "milestone", "from": {}, "after": ["b"]}], "gates": []},
            {"stages": [], "gates": [{"title": "関門", "before": "x"}]},
        ],
    )
    def test_a_broken_course_makes_nothing(self, officer, document):
        with pytest.raises(TemplateBroken):
            begin(officer, course=Course("x", "壊れた", "", document))

        assert Process.objects.count() == 0


class TestNames:
    def test_the_old_name_stays_and_the_old_address_leads_to_the_new_one(self, officer, client):
        process = PhaseFactory(process__title="（仮称）考え方", process__slug="old").process

        actions.rename_process(
            process=process, title="考え方", slug="new", reason="仮の題でなくなったため", actor=officer, now=DURING
        )

        response = client.get("/processes/old/")
        page = client.get("/processes/new/").content.decode().replace("<wbr>", "")
        assert (response.status_code, response.headers["Location"]) == (301, "/processes/new/")
        assert "旧称：（仮称）考え方" in page
        assert "仮の題でなくなったため" in page

    def test_an_old_address_cannot_be_taken_by_another_process(self, officer):
        process = PhaseFactory(process__slug="old").process
        actions.rename_process(process=process, title="新", slug="new", reason="理由", actor=officer, now=DURING)

        with pytest.raises(SlugTaken):
            begin(officer, slug="old")

    def test_a_process_may_take_its_own_old_address_again(self, officer, client):
        process = PhaseFactory(process__slug="old", process__title="題").process
        for slug in ("new", "old"):
            actions.rename_process(process=process, title="題", slug=slug, reason="理由", actor=officer, now=DURING)
            process.refresh_from_db()

        assert client.get("/processes/old/").status_code == 200
        assert client.get("/processes/new/").headers["Location"] == "/processes/old/"

    def test_a_stage_keeps_its_former_name(self, officer):
        phase = PhaseFactory(title="市民集会")
        given = {"process": phase.process, "phase": phase, "opens_at": OPENS, "closes_at": CLOSES, "actor": officer}

        with pytest.raises(ReasonMissing):
            actions.save_phase(words=PhaseWords("citizens", "全市シンポジウム", "month"), **given, now=DURING)
        actions.save_phase(
            words=PhaseWords("citizens", "全市シンポジウム", "month", rename_reason="中身に合わせて"),
            **given,
            now=DURING,
        )

        assert [(name.title, name.reason) for name in FormerName.objects.filter(phase=phase)] == [
            ("市民集会", "中身に合わせて")
        ]

    @pytest.mark.parametrize("slug", ["calendar", "changes"])
    def test_addresses_of_other_pages_are_kept(self, officer, slug):
        with pytest.raises(SlugTaken):
            begin(officer, slug=slug)

    def test_a_name_is_needed(self, officer):
        with pytest.raises(TitleMissing):
            begin(officer, title=" ")


class TestStages:
    def test_dates_of_a_public_phase_are_not_edited(self, officer):
        phase = PhaseFactory()

        with pytest.raises(DatesNeedAReason):
            actions.save_phase(
                process=phase.process,
                phase=phase,
                words=PhaseWords("citizens", phase.title, "month"),
                opens_at=OPENS + HOUR,
                closes_at=CLOSES,
                actor=officer,
                now=DURING,
            )

    def test_dates_of_a_process_in_preparation_are(self, officer):
        milestone = MilestoneFactory(process__is_draft=True)

        actions.save_milestone(
            process=milestone.process,
            milestone=milestone,
            words=StageWords("internal", milestone.title, "day"),
            on=date(2027, 2, 2),
            actor=officer,
            now=DURING,
        )

        milestone.refresh_from_db()
        assert (milestone.on, milestone.precision) == (date(2027, 2, 2), "day")

    def test_a_stage_never_waits_for_itself(self, officer):
        process = ProcessFactory(is_draft=True)
        first, second = (MilestoneFactory(process=process, title=title) for title in ("一", "二"))

        def save(milestone, before):
            words = StageWords("internal", milestone.title, "month", before=before)
            actions.save_milestone(
                process=process, milestone=milestone, words=words, on=milestone.on, actor=officer, now=DURING
            )

        save(second, (first,))
        with pytest.raises(GoesInACircle):
            save(first, (second,))

    def test_only_a_stage_in_preparation_is_removed(self, officer):
        public, draft = MilestoneFactory(), MilestoneFactory(process__is_draft=True)

        actions.remove_stage(stage=draft, actor=officer, now=DURING)
        with pytest.raises(StageInUse):
            actions.remove_stage(stage=public, actor=officer, now=DURING)

        assert list(type(public).objects.all()) == [public]

    def test_what_really_happened_stands_beside_the_plan(self, officer):
        milestone = MilestoneFactory(on=date(2026, 11, 1))

        actions.record_actual(
            stage=milestone, began_on=date(2026, 12, 9), ended_on=None, precision="day", actor=officer, now=DURING
        )

        milestone.refresh_from_db()
        assert (milestone.on, milestone.began_on) == (date(2026, 11, 1), date(2026, 12, 9))

    def test_an_end_without_a_beginning_is_refused(self, officer):
        with pytest.raises(EndsBeforeItStarts):
            actions.record_actual(
                stage=MilestoneFactory(),
                began_on=None,
                ended_on=date(2026, 12, 9),
                precision="day",
                actor=officer,
                now=DURING,
            )

    def test_a_process_without_phases_is_not_published(self, officer):
        with pytest.raises(NoPhases):
            actions.publish_process(process=ProcessFactory(is_draft=True), is_main=False, actor=officer, now=DURING)


OTHERS = [RoleKind.WARD_OFFICER, RoleKind.OPERATOR]


@pytest.mark.parametrize("kind", OTHERS)
def test_nobody_but_a_policy_officer_of_the_city_changes_a_course(kind):
    other = RoleFactory(kind=kind, area=WardFactory() if kind == RoleKind.WARD_OFFICER else None).user
    phase = PhaseFactory()
    process, gate = phase.process, GateFactory(phase=phase)
    condition, draft = ConditionFactory(gate=gate), MilestoneFactory(process__is_draft=True)
    who = {"actor": other, "now": DURING}
    words = PhaseWords("citizens", "名前", "month")
    tries = [
        lambda: begin(other),
        lambda: actions.rename_process(process=process, title="別", slug="b", reason="理由", **who),
        lambda: actions.edit_process(process=process, summary="別", attribution="", **who),
        lambda: actions.publish_process(process=process, is_main=True, **who),
        lambda: actions.finish_process(process=process, **who),
        lambda: actions.save_phase(process=process, phase=None, words=words, opens_at=OPENS, closes_at=CLOSES, **who),
        lambda: actions.save_milestone(process=process, milestone=None, words=words, on=date(2026, 5, 1), **who),
        lambda: actions.remove_stage(stage=draft, **who),
        lambda: actions.record_actual(stage=phase, began_on=date(2026, 5, 1), ended_on=None, precision="day", **who),
        lambda: actions.pause(process=process, phase=None, reason="理由", **who),
        lambda: actions.resume(process=process, phase=None, reason="理由", **who),
        lambda: actions.save_gate(
            process=process, gate=None, phase=phase, title="門", note="", holds=True, kinds=[], by_hand=[], **who
        ),
        lambda: actions.tick_condition(condition=condition, met_on=date(2026, 5, 1), evidence="証拠", url="", **who),
        lambda: actions.pass_gate(gate=gate, reason="理由", **who),
        lambda: actions.withdraw_passing(gate=gate, reason="理由", **who),
        lambda: actions.save_as_course(process=process, name="型", description="", **who),
        lambda: actions.take_schedule(process=process, rows=[], **who),
        lambda: actions.add_focus(
            process=process, title="重点", starts_on=date(2026, 4, 1), ends_on=date(2027, 3, 31), note="", **who
        ),
    ]

    for attempt in tries:
        with pytest.raises(NotAllowed):
            attempt()

    assert AuditEntry.objects.count() == 0
    assert Gate.objects.count() == 1


def test_the_record_of_a_finished_process_takes_nothing(officer):
    process = ProcessFactory(is_finished=True)
    phase = PhaseFactory(process=process)

    for attempt in (
        lambda: actions.pause(process=process, phase=None, reason="理由", actor=officer, now=DURING),
        lambda: actions.publish_process(process=process, is_main=True, actor=officer, now=DURING),
        lambda: actions.pass_gate(gate=GateFactory(phase=phase), reason="", actor=officer, now=DURING),
        lambda: actions.rename_process(process=process, title="別", slug="b", reason="理由", actor=officer, now=DURING),
    ):
        with pytest.raises(ProcessFinished):
            attempt()
