"""What a slip moves along and what it breaks, seen first in a preview and then done."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.processes import actions
from jukugi.apps.processes.enums import Precision
from jukugi.apps.processes.errors import NothingMoves, PreviewOutdated, ProcessFinished, ReasonMissing
from jukugi.apps.processes.models import Dependency, Move, Shift
from jukugi.apps.processes.queries.changes import changes
from jukugi.apps.processes.queries.slips import as_given, course, proposal
from jukugi.apps.processes.shifting import Amount, Trouble, amount_between, breaks, followers
from jukugi.apps.processes.spans import add_months, midnight, spread, told
from jukugi.apps.processes.tests.factories import (
    DURING,
    MilestoneFactory,
    OpeningFactory,
    PhaseFactory,
    ProcessFactory,
    WardExceptionFactory,
)
from jukugi.kit.errors import NotAllowed

pytestmark = pytest.mark.django_db

REASON = "素案を読み直すため"


@pytest.fixture
def officer():
    return RoleFactory().user


@pytest.fixture
def process():
    """素案 → パブリックコメント（30日） → 策定, and a hearing that depends on nothing."""
    made = ProcessFactory(starts_on=date(2026, 4, 1), ends_on=date(2027, 3, 31))
    draft = MilestoneFactory(process=made, title="素案", on=date(2026, 11, 1))
    comments = PhaseFactory(
        process=made,
        title="パブリックコメント",
        opens_at=midnight(date(2026, 12, 1)),
        closes_at=midnight(date(2027, 1, 1)),
        min_days=30,
    )
    adopted = MilestoneFactory(process=made, title="策定", on=date(2027, 3, 1))
    PhaseFactory(process=made, title="意見聴取")
    Dependency.objects.create(process=made, before_milestone=draft, after_phase=comments)
    Dependency.objects.create(process=made, before_phase=comments, after_milestone=adopted)
    return made


def piece(process, title: str):
    return next(one for one in course(process).pieces.values() if one.title == title)


def later(one, **far):
    amount = Amount(**far)
    return as_given(one, amount.applied(one.begins), amount.applied(one.ends), one.precision)


def slip(process, root, officer, *, taken=None, seen=None, reason=REASON, now=DURING):
    found = course(process)
    rows = proposal(found, root, process=process, now=now, taken=taken)
    return actions.shift(
        process=process,
        root=root,
        also=[move.key for move in rows.moves],
        reason=reason,
        seen=found.seen if seen is None else seen,
        actor=officer,
        now=now,
    )


def days(process) -> dict[str, list[date]]:
    phases = {one.title: [timezone.localdate(one.opens_at)] for one in process.phases.all()}
    return phases | {one.title: [one.on] for one in process.milestones.all()}


def test_two_months_move_everything_that_depends_on_it_and_nothing_else(process, officer):
    before = days(process)

    made = slip(process, later(piece(process, "素案"), months=2), officer)

    assert days(process) == before | {
        "素案": [date(2027, 1, 1)],
        "パブリックコメント": [date(2027, 2, 1)],
        "策定": [date(2027, 5, 1)],
    }
    assert next((move.is_cause, move.before_from, move.after_from) for move in made.moves.all()) == (
        True,
        midnight(date(2026, 11, 1)),
        midnight(date(2027, 1, 1)),
    )
    process.refresh_from_db()
    assert process.ends_on == date(2027, 5, 1)


def test_the_preview_tells_each_old_and_new_date_and_changes_nothing(process):
    root = later(piece(process, "素案"), months=2)

    shown = proposal(course(process), root, process=process, now=DURING)

    assert [(row.title, row.before, row.after, row.is_cause) for row in shown.rows] == [
        ("素案", "2026年11月", "2027年1月", True),
        ("パブリックコメント", "2026年12月", "2027年2月", False),
        ("策定", "2027年3月", "2027年5月", False),
    ]
    assert shown.extends_to == "2027年5月1日"
    assert Move.objects.count() == 0


def test_a_public_comment_cut_too_short_is_told(process):
    comments = piece(process, "パブリックコメント")
    root = as_given(comments, midnight(date(2026, 12, 15)), comments.ends, Precision.DAY)

    shown = proposal(course(process), root, process=process, now=DURING)

    assert [row.troubles for row in shown.rows] == [("期間が17日になり、決めてある30日より短くなります。",)]


def test_what_is_left_behind_is_told_to_be_out_of_order(process):
    root = later(piece(process, "素案"), months=2)

    shown = proposal(course(process), root, process=process, now=DURING, taken=set())

    assert [(row.title, row.is_taken) for row in shown.rows] == [
        ("素案", True),
        ("パブリックコメント", False),
        ("策定", False),
    ]
    assert "「パブリックコメント」が、先に終わるはずの「素案」より31日早く始まります。" in str(shown.rows[1].troubles)


def test_only_what_was_chosen_moves(process, officer):
    root = later(piece(process, "素案"), months=2)
    comments = piece(process, "パブリックコメント")

    slip(process, root, officer, taken={comments.key})

    assert (days(process)["パブリックコメント"], days(process)["策定"]) == ([date(2027, 2, 1)], [date(2027, 3, 1)])


def test_what_has_happened_does_not_move(process, officer):
    adopted = process.milestones.get(title="策定")
    actions.record_actual(
        stage=adopted, began_on=date(2027, 3, 3), ended_on=None, precision="day", actor=officer, now=DURING
    )

    shown = proposal(course(process), later(piece(process, "素案"), months=2), process=process, now=DURING)

    assert [row.title for row in shown.rows] == ["素案", "パブリックコメント"]


def test_a_wards_own_period_moves_with_its_phase(process, officer):
    comments = process.phases.get(title="パブリックコメント")
    own = WardExceptionFactory(
        phase=comments,
        ward=WardFactory(name="東区"),
        opens_at=midnight(date(2026, 12, 10)),
        closes_at=comments.closes_at,
    )

    slip(process, later(piece(process, "素案"), months=1), officer)

    own.refresh_from_db()
    assert timezone.localdate(own.opens_at) == date(2027, 1, 10)


def test_what_is_open_now_and_would_close_is_told(process):
    hearing = process.phases.get(title="意見聴取")
    OpeningFactory(phase=hearing, kind="opinions.hearing")

    shown = proposal(course(process), later(piece(process, "意見聴取"), months=3), process=process, now=DURING)

    assert "いま開いている「意見の受付」が、すぐに閉じます。" in shown.rows[0].troubles


def test_a_shift_is_told_in_public_with_its_reason_and_all_it_moved(process, officer):
    slip(process, later(piece(process, "素案"), months=2), officer)

    told_first = changes([process], now=DURING)[0]

    assert (told_first.title, told_first.reason) == (
        "「素案」の時期を、2026年11月から2027年1月に変えました",
        REASON,
    )
    assert [move.title for move in told_first.moves] == ["素案", "パブリックコメント", "策定"]


def test_calendars_learn_of_a_shift(process, officer):
    draft = process.milestones.get(title="素案")

    slip(process, later(piece(process, "素案"), months=2), officer)

    key, edition = draft.key, draft.edition
    draft.refresh_from_db()
    assert (draft.key, draft.edition) == (key, edition + 1)


class TestRefusals:
    @pytest.mark.parametrize("reason", ["", "  ", "。"])
    def test_without_a_reason_nothing_moves(self, process, officer, reason):
        with pytest.raises(ReasonMissing):
            slip(process, later(piece(process, "素案"), months=2), officer, reason=reason)

        assert Shift.objects.count() == 0

    def test_a_preview_of_dates_that_somebody_changed_meanwhile_is_refused(self, process, officer):
        with pytest.raises(PreviewOutdated):
            slip(process, later(piece(process, "素案"), months=2), officer, seen="old")

        assert Shift.objects.count() == 0

    def test_the_same_dates_are_no_shift(self, process, officer):
        with pytest.raises(NothingMoves):
            slip(process, piece(process, "素案"), officer)

    @pytest.mark.parametrize("kind", [RoleKind.WARD_OFFICER, RoleKind.OPERATOR])
    def test_only_policy_officers_shift(self, process, kind):
        other = RoleFactory(kind=kind, area=WardFactory() if kind == RoleKind.WARD_OFFICER else None).user

        with pytest.raises(NotAllowed):
            slip(process, later(piece(process, "素案"), months=2), other)

        assert Shift.objects.count() == 0

    def test_a_finished_process_does_not_move(self, process, officer):
        process.is_finished = True
        process.save()

        with pytest.raises(ProcessFinished):
            slip(process, later(piece(process, "素案"), months=2), officer)


DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@given(day=DAYS, months=st.integers(-60, 60))
def test_months_later_is_the_same_day_or_the_last_of_a_shorter_month(day, months):
    moved = add_months(day, months)

    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
    assert moved.day == day.day or (moved.day < day.day and (moved + timedelta(days=1)).day == 1)


@given(day=DAYS, months=st.integers(-24, 24), days=st.integers(-40, 40))
def test_an_amount_moves_midnight_to_midnight(day, months, days):
    moved = Amount(months, days).applied(midnight(day))

    assert moved == midnight(add_months(day, months) + timedelta(days=days))


@given(before=DAYS, after=DAYS)
def test_how_far_something_moved_moves_it_again_as_far(before, after):
    far = amount_between(midnight(before), midnight(after))

    assert far.applied(midnight(before)) == midnight(after)


@given(day=DAYS, precision=st.sampled_from([each for each in Precision if each != Precision.OPEN]))
def test_the_span_of_a_day_holds_it_and_every_day_of_it_has_the_same_span(day, precision):
    span = spread(day, precision)

    assert span.first <= day <= span.last
    assert {spread(each, precision) for each in (span.first, day, span.last)} == {span}


@given(links=st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")), max_size=12))
def test_followers_are_what_can_be_reached_whatever_circles_there_are(links):
    reached, waiting = set(), {"a"}
    while waiting:
        one = waiting.pop()
        waiting |= {after for before, after in links if before == one} - reached - {"a"}
        reached |= {after for before, after in links if before == one} - {"a"}

    assert set(followers(links, "a")) == reached


@pytest.mark.parametrize(
    ("first", "last", "precision", "words"),
    [
        (date(2018, 11, 15), date(2018, 11, 15), Precision.DAY, "2018年11月15日"),
        (date(2018, 12, 1), date(2019, 1, 31), Precision.DAY, "2018年12月1日〜2019年1月31日"),
        (date(2018, 11, 1), date(2018, 11, 10), Precision.TEN_DAYS, "2018年11月上旬"),
        (date(2018, 11, 21), date(2018, 11, 30), Precision.TEN_DAYS, "2018年11月下旬"),
        (date(2018, 11, 1), date(2018, 11, 30), Precision.MONTH, "2018年11月"),
        (date(2017, 8, 1), date(2018, 3, 31), Precision.MONTH, "2017年8月〜2018年3月"),
        (date(2018, 7, 1), date(2018, 9, 30), Precision.QUARTER, "2018年7月〜2018年9月のあいだ"),
        (date(2018, 9, 1), date(2018, 11, 30), Precision.SEASON, "2018年秋"),
        (date(2018, 12, 1), date(2019, 2, 28), Precision.SEASON, "2018年末からの冬"),
        (date(2017, 8, 1), date(2018, 3, 31), Precision.HALF_YEAR, "2017年8月〜2018年3月のあいだ"),
        (date(2017, 4, 1), date(2018, 3, 31), Precision.FISCAL_YEAR, "2017年度のあいだ"),
        (date(2018, 12, 1), date(2019, 1, 31), Precision.APPROX, "2018年12月〜2019年1月ごろ"),
        (date(2019, 4, 1), date(2019, 4, 1), Precision.OPEN, "2019年4月から"),
    ],
)
def test_a_span_is_told_as_exactly_as_it_is_known(first, last, precision, words):
    assert told(first, last, precision) == words


def test_nothing_that_stays_where_it_was_is_told_to_break(process):
    found = course(process)

    assert [one.trouble for one in breaks(found.pieces, found.links, [], now=DURING)] == []
    assert Trouble.TOO_SHORT not in [one.trouble for one in breaks(found.pieces, found.links, [], now=DURING)]
