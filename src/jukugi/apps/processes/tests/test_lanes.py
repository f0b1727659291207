from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from jukugi.apps.processes.enums import Lane, Precision
from jukugi.apps.processes.queries import LaneRow, Lanes, lanes
from jukugi.apps.processes.tests.factories import MilestoneFactory, PhaseFactory, ProcessFactory

pytestmark = pytest.mark.django_db

JAPAN = ZoneInfo("Asia/Tokyo")


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=JAPAN)


def midnight(year: int, month: int, day: int = 1) -> datetime:
    return datetime(year, month, day, tzinfo=JAPAN)


def picture(process, today: date = date(2026, 11, 15)) -> Lanes:
    return lanes(process, now=noon(today))


def row(process, lane: Lane, today: date = date(2026, 11, 15)) -> LaneRow:
    return next(row for row in picture(process, today).rows if row.name == lane.label)


def phase(process, opens: datetime, closes: datetime, **fields):
    return PhaseFactory(process=process, opens_at=opens, closes_at=closes, **fields)


def test_the_course_is_told_month_by_month_and_names_each_year_once():
    process = ProcessFactory(starts_on=date(2026, 11, 20), ends_on=date(2027, 2, 3))

    months = picture(process).months

    assert [(m.index, m.year, m.month, m.names_year, m.is_now) for m in months] == [
        (1, 2026, 11, True, True),
        (2, 2026, 12, False, False),
        (3, 2027, 1, True, False),
        (4, 2027, 2, False, False),
    ]


def test_the_three_lanes_always_stand_there_in_their_order():
    rows = picture(ProcessFactory()).rows

    assert [(r.name, r.stretches, r.moments, r.rows) for r in rows] == [
        ("庁内検討", (), (), 1),
        ("市民参加", (), (), 1),
        ("議会", (), (), 1),
    ]


def test_the_picture_takes_two_queries_however_much_happens(django_assert_num_queries):
    process = ProcessFactory()
    for _ in range(5):
        PhaseFactory(process=process)
        MilestoneFactory(process=process)

    with django_assert_num_queries(2):
        picture(process)


def test_a_phase_that_ends_at_midnight_does_not_reach_into_the_next_month():
    process = ProcessFactory(starts_on=date(2026, 4, 1))
    phase(process, midnight(2026, 6), midnight(2026, 9), title="意見聴取")

    stretch = row(process, Lane.CITIZENS).stretches[0]

    assert (stretch.first, stretch.length, stretch.when) == (3, 3, "2026年6月〜2026年8月")


def test_months_are_those_of_japan():
    process = ProcessFactory(starts_on=date(2026, 4, 1))
    still_september_in_london = datetime(2026, 9, 30, 15, tzinfo=UTC)
    phase(process, still_september_in_london, midnight(2026, 11))

    assert row(process, Lane.CITIZENS).stretches[0].first == 7


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (date(2026, 5, 31), "next"),
        (date(2026, 6, 1), "now"),
        (date(2026, 8, 31), "now"),
        (date(2026, 9, 1), "done"),
    ],
)
def test_a_phase_is_done_runs_or_comes(today, state):
    process = ProcessFactory()
    phase(process, midnight(2026, 6), midnight(2026, 9))

    assert row(process, Lane.CITIZENS, today).stretches[0].state == state


def test_phases_that_overlap_stand_in_rows_of_their_own_and_others_share_one():
    process = ProcessFactory(starts_on=date(2026, 4, 1), ends_on=date(2027, 3, 31))
    phase(process, midnight(2026, 4), midnight(2026, 7), title="一")
    phase(process, midnight(2026, 6), midnight(2026, 9), title="二")
    phase(process, midnight(2026, 7), midnight(2026, 8), title="三")
    phase(process, midnight(2026, 4), midnight(2027, 4), title="庁内", lane=Lane.INTERNAL)

    citizens = row(process, Lane.CITIZENS)

    assert [(s.title, s.row) for s in citizens.stretches] == [("一", 1), ("二", 2), ("三", 1)]
    assert (citizens.rows, row(process, Lane.INTERNAL).rows) == (2, 1)


def test_phases_in_one_row_never_share_a_month():
    process = ProcessFactory(starts_on=date(2026, 4, 1), ends_on=date(2027, 3, 31))
    for opens, closes in [((4, 1), (4, 20)), ((4, 20), (6, 1)), ((5, 1), (6, 15)), ((6, 15), (7, 1)), ((4, 1), (9, 1))]:
        phase(process, midnight(2026, *opens), midnight(2026, *closes))

    stretches = row(process, Lane.CITIZENS).stretches

    taken = [(s.row, month) for s in stretches for month in range(s.first, s.first + s.length)]
    assert len(stretches) == 5
    assert len(taken) == len(set(taken))


def test_a_phase_is_cut_to_the_course_and_left_out_when_it_lies_outside():
    process = ProcessFactory(starts_on=date(2026, 4, 1), ends_on=date(2026, 9, 30))
    phase(process, midnight(2025, 1), midnight(2026, 6), title="前から")
    phase(process, midnight(2026, 9), midnight(2028, 1), title="後まで")
    phase(process, midnight(2025, 1), midnight(2026, 4), title="前だけ")
    phase(process, midnight(2026, 10), midnight(2026, 12), title="後だけ")

    assert [(s.title, s.first, s.length) for s in row(process, Lane.CITIZENS).stretches] == [
        ("前から", 1, 2),
        ("後まで", 6, 1),
    ]


@pytest.mark.parametrize(
    ("today", "index", "within"),
    [
        (date(2026, 11, 10), 8, "early"),
        (date(2026, 11, 11), 8, ""),
        (date(2026, 11, 20), 8, ""),
        (date(2026, 11, 21), 8, "late"),
        (date(2026, 4, 1), 1, "early"),
        (date(2027, 3, 31), 12, "late"),
        (date(2026, 3, 31), None, "late"),
        (date(2027, 4, 1), None, "early"),
    ],
)
def test_today_stands_in_its_month_and_nowhere_outside_the_course(today, index, within):
    found = picture(ProcessFactory(starts_on=date(2026, 4, 1), ends_on=date(2027, 3, 31)), today)

    assert (found.today, found.within) == (index, within)


def test_today_is_the_day_in_japan():
    process = ProcessFactory(starts_on=date(2026, 4, 1), ends_on=date(2027, 3, 31))

    found = lanes(process, now=datetime(2026, 10, 31, 15, tzinfo=UTC))

    assert (found.today, found.within) == (8, "early")


def test_a_course_of_more_than_36_months_is_cut_and_says_so():
    process = ProcessFactory(starts_on=date(2026, 4, 1), ends_on=date(2029, 4, 1))
    phase(process, midnight(2029, 3), midnight(2029, 5), title="終わり")
    MilestoneFactory(process=process, on=date(2029, 4, 1), lane=Lane.CITIZENS, title="策定")

    found = picture(process, date(2029, 4, 1))

    assert (len(found.months), found.is_cut, found.today) == (36, True, None)
    assert [(s.title, s.first, s.length) for s in row(process, Lane.CITIZENS).stretches] == [("終わり", 36, 1)]
    assert row(process, Lane.CITIZENS).moments == ()


def test_a_course_of_36_months_is_shown_whole():
    process = ProcessFactory(starts_on=date(2026, 4, 1), ends_on=date(2029, 3, 31))

    found = picture(process)

    assert (len(found.months), found.is_cut) == (36, False)


def test_a_loose_phase_and_a_loose_milestone_say_that_their_month_is_open():
    process = ProcessFactory()
    phase(process, midnight(2026, 6), midnight(2026, 9), precision=Precision.LOOSE)
    MilestoneFactory(process=process, lane=Lane.CITIZENS, precision=Precision.LOOSE)

    found = row(process, Lane.CITIZENS)

    assert [s.is_loose for s in found.stretches] == [True]
    assert [m.when for m in found.moments] == ["時期は未定"]


@pytest.mark.parametrize(
    ("precision", "today", "is_done", "when"),
    [
        (Precision.DAY, date(2026, 11, 10), False, "2026年11月10日"),
        (Precision.DAY, date(2026, 11, 11), True, "2026年11月10日"),
        (Precision.MONTH, date(2026, 11, 30), False, "2026年11月"),
        (Precision.MONTH, date(2026, 12, 1), True, "2026年11月"),
    ],
)
def test_a_milestone_is_done_when_what_is_known_of_its_date_is_over(precision, today, is_done, when):
    process = ProcessFactory()
    MilestoneFactory(process=process, on=date(2026, 11, 10), precision=precision)

    moment = row(process, Lane.INTERNAL, today).moments[0]

    assert (moment.first, moment.is_done, moment.when) == (8, is_done, when)


def test_a_milestone_whose_words_do_not_fit_before_the_end_is_written_to_the_left_and_a_short_title_says_so():
    process = ProcessFactory(starts_on=date(2026, 4, 1), ends_on=date(2027, 3, 31))
    for month, title in [((2026, 4), "検討方針"), ((2026, 12), "素案の公表"), ((2027, 2), "基本的考え方の策定")]:
        MilestoneFactory(process=process, on=date(*month, 1), title=title)

    moments = row(process, Lane.INTERNAL).moments

    assert [(m.title, m.first, m.is_short, m.at_end) for m in moments] == [
        ("検討方針", 1, True, False),
        ("素案の公表", 9, True, False),
        ("基本的考え方の策定", 11, False, True),
    ]


def test_milestones_of_one_month_stand_in_one_place_and_none_is_lost():
    process = ProcessFactory()
    for day, title in [(1, "中間報告"), (20, "議会報告")]:
        MilestoneFactory(process=process, title=title, on=date(2026, 5, day), precision=Precision.DAY)

    moments = [row(process, Lane.INTERNAL, today).moments[0] for today in (date(2026, 5, 20), date(2026, 5, 21))]

    assert [(m.title, m.when, m.is_done) for m in moments] == [
        ("中間報告、議会報告", "2026年5月1日、2026年5月20日", False),
        ("中間報告、議会報告", "2026年5月1日、2026年5月20日", True),
    ]


def test_a_title_too_long_for_its_bar_is_marked_narrow():
    process = ProcessFactory(starts_on=date(2026, 4, 1), ends_on=date(2027, 3, 31))
    phase(process, midnight(2026, 4), midnight(2026, 6), title="これからの施策に関する意見聴取")
    phase(process, midnight(2026, 6), midnight(2027, 3), title="これからの施策に関する意見聴取")

    assert [s.is_narrow for s in row(process, Lane.CITIZENS).stretches] == [True, False]


def test_the_page_shows_the_picture_and_the_same_as_a_table(client):
    process = ProcessFactory(title="見本の検討", starts_on=date(2026, 4, 1), ends_on=date(2027, 3, 31))
    phase(process, midnight(2026, 6), midnight(2026, 9), title="意見聴取")
    MilestoneFactory(process=process, title="素案", on=date(2026, 11, 1))

    response = client.get(process.get_absolute_url())

    page = response.content.decode().replace("<wbr>", "")
    assert response.status_code == 200
    assert 'class="span f3 n3 at-row-1 ' in page
    assert '>意見聴取</a></td><td data-label="時期">2026年6月〜2026年8月</td>' in page
    assert '>素案</a></td><td data-label="時期">2026年11月</td>' in page


def test_a_process_that_is_not_there_is_not_found(client):
    assert client.get("/processes/nowhere/").status_code == 404
