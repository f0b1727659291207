"""Tables of what is planned and what happened: read whole, taken once, written as a calendar others can read."""

from datetime import date, timedelta
from importlib import resources

import pytest
from icalendar import Calendar

from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.processes import actions
from jukugi.apps.processes.enums import Lane
from jukugi.apps.processes.models import FocusPoint, Milestone, Phase, Process
from jukugi.apps.processes.queries import lanes
from jukugi.apps.processes.queries.calendar import calendar_events
from jukugi.apps.processes.queries.ical import calendar_text
from jukugi.apps.processes.queries.schedules import fault_words, read_schedule, row_events
from jukugi.apps.processes.queries.versus import versus
from jukugi.apps.processes.record import load_record
from jukugi.apps.processes.spans import midnight
from jukugi.apps.processes.tests.factories import (
    DURING,
    MilestoneFactory,
    OpeningFactory,
    PhaseFactory,
    ProcessFactory,
    WardExceptionFactory,
)
from jukugi.kit.sheets import FaultySheet

pytestmark = pytest.mark.django_db

HEAD = "id,set,kind,lane,item,starts_on,ends_on,precision,plan_id"


def table(*rows: str, encoding: str = "utf-8") -> bytes:
    return "\n".join([HEAD, *rows, ""]).encode(encoding)


def packaged() -> bytes:
    """The seed's plan, as it comes with the package."""
    folder = resources.files("jukugi.apps.processes").joinpath("sample_data")
    return folder.joinpath("schedule.csv").read_bytes()


def take(content: bytes, slug: str = "seed"):
    return actions.begin_from_schedule(title="予定", slug=slug, rows=read_schedule(content), actor=None, now=DURING)


def events(text: bytes):
    return list(Calendar.from_ical(text).walk("VEVENT"))


class TestReading:
    def test_the_seeds_plan_is_read_with_lanes_dates_and_precision(self):
        rows = {row.id: row for row in read_schedule(packaged())}

        assert len(rows) == 20
        assert [(rows["p07"].lane, rows["p07"].starts_on, rows["p07"].precision)] == [
            ("庁内検討", date(2018, 11, 1), "month")
        ]
        assert (rows["p10"].precision, rows["p10"].ends_on) == ("open", None)
        assert (rows["p16"].precision, rows["p16"].is_phase) == ("half_year", True)

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
    def test_the_encodings_of_offices_are_read(self, encoding):
        rows = read_schedule(table("a,plan,item,議会,報告,2026-04-01,2026-04-30,month,", encoding=encoding))

        assert [(row.lane, row.item) for row in rows] == [("議会", "報告")]

    def test_every_fault_of_every_row_is_told_at_once_with_row_and_column(self):
        content = table(
            "a,plan,item,議会,報告,2026-04-01,2026-04-30,month,",
            "a,plan,item,区議会,,2026-13-01,2026-04-30,month,",
            "b,plans,thing,議会,素案,2026-05-01,2026-04-30,weekly,",
            ",actual,item,議会,会,2026-05-01,,month,zz",
        )

        with pytest.raises(FaultySheet) as faulty:
            read_schedule(content)

        assert [(fault.row, fault.column, fault.code) for fault in faulty.value.faults] == [
            (3, "id", "repeated"),
            (3, "item", "empty"),
            (3, "lane", "unknown_lane"),
            (3, "starts_on", "no_day"),
            (4, "ends_on", "ends_early"),
            (4, "kind", "unknown_kind"),
            (4, "precision", "unknown_precision"),
            (4, "set", "unknown_set"),
            (5, "id", "empty"),
        ]
        assert fault_words(faulty.value.faults[2]) == (
            "3行目・「lane」の列：「区議会」という流れはありません。庁内検討、市民参加、議会のどれかにしてください。"
        )

    def test_a_plan_that_is_not_there_is_a_fault(self):
        with pytest.raises(FaultySheet) as faulty:
            read_schedule(table("b,actual,item,議会,報告,2026-05-01,,day,a"))

        assert [fault.code for fault in faulty.value.faults] == ["unknown_plan"]

    def test_a_table_without_its_columns_names_them(self):
        with pytest.raises(FaultySheet) as faulty:
            read_schedule("id,item\na,報告\n".encode())

        assert [fault.column for fault in faulty.value.faults] == ["kind", "lane", "starts_on", "ends_on", "precision"]


class TestTaking:
    def test_the_seeds_plan_becomes_phases_milestones_and_points_in_three_lanes(self):
        taken = take(packaged())

        shown = lanes(taken.process, now=DURING)
        assert (Phase.objects.count(), Milestone.objects.count(), FocusPoint.objects.count()) == (9, 9, 2)
        assert [row.name for row in shown.rows] == [str(lane.label) for lane in Lane]
        assert len(shown.table) == 18
        assert taken.process.is_draft is True

    def test_twice_changes_nothing_and_one_more_row_adds_one(self):
        first = take(packaged())
        more = packaged() + "x1,item,議会,追加,2018-12-01,2018-12-31,month,,,\n".encode()

        again, added = take(packaged()), take(more)

        assert [(one.new, one.known) for one in (first, again, added)] == [(20, 0), (0, 20), (1, 20)]
        assert Process.objects.count() == 1
        assert again.keys == first.keys

    def test_what_really_happened_stands_at_its_plan(self):
        content = table(
            "p,plan,item,庁内検討,素案,2018-11-01,2018-11-30,month,",
            "r,actual,item,庁内検討,素案,2018-11-15,2018-11-15,day,p",
            "u,actual,item,議会,廃止,2019-06-28,2019-06-28,day,",
        )

        take(content)

        draft, other = Milestone.objects.get(title="素案"), Milestone.objects.get(title="廃止")
        assert (draft.on, draft.began_on, draft.is_planned) == (date(2018, 11, 1), date(2018, 11, 15), True)
        assert (other.began_on, other.is_planned) == (date(2019, 6, 28), False)

    def test_what_was_shifted_since_stays_as_it_is(self):
        taken = take(table("p,plan,item,庁内検討,素案,2018-11-01,2018-11-30,month,"))
        Milestone.objects.update(on=date(2019, 1, 1), title="素案（改め）")

        take(table("p,plan,item,庁内検討,素案,2018-11-01,2018-11-30,month,"))

        assert list(taken.process.milestones.values_list("on", "title")) == [(date(2019, 1, 1), "素案（改め）")]


class TestCalendars:
    def test_one_event_for_each_row_whole_days_with_lane_and_precision(self):
        taken, rows = take(packaged()), read_schedule(packaged())

        found = events(calendar_text("予定", row_events(rows, taken.keys, "予定")))

        assert len(found) == len(rows) == len({str(event["uid"]) for event in found})
        draft = next(event for event in found if str(event["summary"]) == "素案")
        assert (draft.decoded("dtstart"), draft.decoded("dtend")) == (date(2018, 11, 1), date(2018, 12, 1))
        assert [str(each) for each in draft["categories"].cats] == ["庁内検討"]
        assert (str(draft["x-jukugi-precision"]), str(draft["status"])) == ("month", "TENTATIVE")

    def test_the_same_events_give_the_same_bytes(self):
        taken, rows = take(packaged()), read_schedule(packaged())

        texts = {calendar_text("予定", row_events(rows, taken.keys, "予定")) for _ in range(2)}

        assert len(texts) == 1

    def test_what_is_known_to_the_day_is_one_day_and_certain(self, client):
        process = ProcessFactory()
        MilestoneFactory(process=process, on=date(2026, 11, 15), precision="day")

        event = events(client.get(f"/processes/{process.slug}/calendar.ics").content)[0]

        assert event.decoded("dtend") - event.decoded("dtstart") == timedelta(days=1)
        assert str(event["status"]) == "CONFIRMED"
        assert str(event["url"]).startswith("http://testserver/processes/")

    def test_a_ward_subscribes_to_its_own_time(self, client):
        ward = WardFactory()
        phase = OpeningFactory(kind="opinions.hearing").phase
        WardExceptionFactory(
            phase=phase, ward=ward, opens_at=midnight(date(2027, 1, 1)), closes_at=midnight(date(2027, 2, 1))
        )

        def first_day(query: str) -> date:
            text = client.get(f"/processes/{phase.process.slug}/calendar.ics{query}").content
            return events(text)[0].decoded("dtstart")

        assert (first_day(f"?ward={ward.code}"), first_day("")) == (date(2027, 1, 1), date(2026, 10, 1))

    def test_a_process_in_preparation_is_in_no_calendar(self, client):
        draft = PhaseFactory(process__is_draft=True).process

        assert client.get(f"/processes/{draft.slug}/calendar.ics").status_code == 404
        assert events(client.get("/processes/calendar.ics").content) == []

    def test_the_calendar_takes_as_many_queries_for_many_events_as_for_one(self, django_assert_num_queries):
        process = ProcessFactory()
        for _ in range(5):
            OpeningFactory(phase__process=process, kind="opinions.hearing")
            MilestoneFactory(process=process)

        with django_assert_num_queries(3):
            calendar_events([process])


def test_the_record_shows_what_really_happened_against_the_plan_of_2017():
    load_record(DURING)
    process = Process.objects.get(is_finished=True)

    pairs = {pair.title: pair for _lane, pairs in versus(process).lanes for pair in pairs}

    told = {title: (pairs[title].plan, pairs[title].now, pairs[title].late) for title in ("全市シンポジウム", "素案")}
    assert told == {
        "全市シンポジウム": ("2018年11月", "2018年12月9日", "1か月あと"),
        "素案": ("2018年11月", "2018年11月15日（委員会に報告した日）", "予定のとおり"),
    }
    assert pairs["全市シンポジウム"].former == "市民集会"
    assert (pairs["中間報告"].is_actual, pairs["区民会議条例の廃止"].plan) == (False, "")


def test_an_officer_brings_a_table_at_the_desk_and_reads_all_its_faults(client):
    from django.core.files.uploadedfile import SimpleUploadedFile

    process = ProcessFactory(is_draft=True)
    client.force_login(RoleFactory().user)
    address = f"/desk/processes/{process.pk}/table/"

    faulty = client.post(address, {"table": SimpleUploadedFile("a.csv", table("a,plan,item,議会,,x,,month,"))})
    good = client.post(
        address, {"table": SimpleUploadedFile("a.csv", table("a,plan,item,議会,報告,2026-05-01,,month,"))}
    )

    assert (faulty.status_code, len(faulty.context["faults"])) == (400, 2)
    assert good.status_code == 302
    assert process.milestones.get().title == "報告"
