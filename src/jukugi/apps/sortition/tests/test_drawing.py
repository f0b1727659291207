"""From the closing day to a panel that stands: targets, draw, answers, replacement."""

from datetime import timedelta
from typing import Any

import pytest

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.models import User
from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.processes.tests.factories import DURING
from jukugi.apps.sortition import errors
from jukugi.apps.sortition.actions.drawing import (
    Announcement,
    ask_for_draw,
    commit_draw,
    compute_draw,
    look_after_draws,
    record_number,
    row_of,
    void_draw,
)
from jukugi.apps.sortition.actions.seating import open_particulars, settle_panel, settle_seat
from jukugi.apps.sortition.actions.targeting import Target, close_registration, proposed_targets, set_targets
from jukugi.apps.sortition.enums import DrawKind, DrawMethod, DrawState, LotteryState, PublicNumber, SeatAct, SeatState
from jukugi.apps.sortition.models import CivicLottery, Draw, Seat, Volunteer
from jukugi.apps.sortition.queries.pool import features_of, pool_of, quotas_of
from jukugi.apps.sortition.tests.factories import lottery, volunteers
from jukugi.core.sortition.publishing import verify_files
from jukugi.kit.errors import NotAllowed

pytestmark = pytest.mark.django_db

AFTER = DURING + timedelta(days=21)
THROWN = AFTER + timedelta(days=3)


@pytest.fixture
def officer() -> User:
    return RoleFactory(kind=RoleKind.POLICY_OFFICER, area=None).user


def targeted(made: CivicLottery, officer: User, *, give: int = 2) -> None:
    targets = {}
    for feature in features_of(made):
        values = list(feature.values.all())
        for value, target in zip(
            values, proposed_targets([value.share for value in values], made.seats, give=give), strict=True
        ):
            targets[value.pk] = target
    set_targets(lottery=made, targets=targets, actor=officer, now=AFTER)


def closed(officer: User, count: int = 120, **fields: Any) -> CivicLottery:
    """A lottery of which the closing day is over, with targets."""
    made = lottery(**fields)
    volunteers(made, count)
    close_registration(lottery=made, actor=officer, now=AFTER)
    targeted(made, officer)
    made.refresh_from_db()
    return made


def computed(made: CivicLottery, officer: User, **fields: Any) -> Draw:
    draw = ask_for_draw(lottery=made, method=DrawMethod.LEXIMIN, actor=officer, now=AFTER)
    Draw.objects.filter(pk=draw.pk).update(**({"rows": 100} | fields))
    compute_draw(draw_pk=draw.pk, now=AFTER)
    draw.refresh_from_db()
    return draw


def committed(made: CivicLottery, officer: User, **fields: Any) -> Draw:
    draw = computed(made, officer, **fields)
    told = Announcement(PublicNumber.DICE, "", "市役所の会議室", THROWN)
    commit_draw(draw=draw, announcement=told, actor=officer, now=AFTER)
    draw.refresh_from_db()
    return draw


def drawn(made: CivicLottery, officer: User, digits: str = "42") -> list[Seat]:
    return record_number(draw=committed(made, officer), digits=digits, note="", actor=officer, now=THROWN)


def files_of(draw: Draw) -> dict[str, bytes]:
    return {file.name: bytes(file.content) for file in draw.files.all()}


class TestTargets:
    def test_nobody_closes_before_the_day(self, officer: User) -> None:
        with pytest.raises(errors.StillRegistering):
            close_registration(lottery=lottery(), actor=officer, now=DURING)

    def test_another_role_does_not_set_them(self) -> None:
        made = lottery()
        with pytest.raises(NotAllowed):
            set_targets(lottery=made, targets={}, actor=RoleFactory(kind=RoleKind.OPERATOR).user, now=AFTER)

    def test_a_least_above_its_most_is_refused(self, officer: User) -> None:
        made = closed(officer)
        targets = {value.pk: Target(3, 2) for feature in features_of(made) for value in feature.values.all()}
        with pytest.raises(errors.TargetBackwards):
            set_targets(lottery=made, targets=targets, actor=officer, now=AFTER)

    def test_values_that_changed_meanwhile_are_told(self, officer: User) -> None:
        with pytest.raises(errors.TargetGone):
            set_targets(lottery=closed(officer), targets={}, actor=officer, now=AFTER)

    def test_proposals_sum_to_the_seats(self) -> None:
        shares = [0.161, 0.112, 0.171, 0.152, 0.155, 0.145, 0.104]
        proposed = proposed_targets(shares, 60, give=0)
        assert sum(target.low for target in proposed) == 60
        assert all(abs(target.low - share * 60) < 1 for target, share in zip(proposed, shares, strict=True))
        assert proposed_targets([None, None], 5) == [Target(0, 5), Target(0, 5)]


class TestDraw:
    def test_the_table_keeps_the_targets_and_can_be_checked(self, officer: User) -> None:
        made = closed(officer)
        draw = committed(made, officer)

        assert (draw.state, draw.kind, draw.seats) == (DrawState.COMMITTED, DrawKind.PANEL, 12)
        assert draw.is_proven
        assert draw.minimum == pytest.approx(draw.bound, abs=1e-6)
        assert verify_files(files_of(draw)) == []
        made.refresh_from_db()
        assert made.state == LotteryState.COMMITTED

    def test_one_changed_letter_of_the_table_is_found(self, officer: User) -> None:
        files = files_of(committed(closed(officer), officer))
        files["table.csv"] = files["table.csv"][:-3] + b"9" + files["table.csv"][-2:]
        assert verify_files(files) != []

    def test_the_number_picks_the_row_and_gives_the_seats(self, officer: User) -> None:
        made = closed(officer)
        seats = drawn(made, officer, "４ ２")
        draw = made.draws.get()

        assert (draw.row, draw.state) == (42, DrawState.DRAWN)
        assert [seat.position for seat in seats] == list(range(1, 13))
        keys = [seat.volunteer.key for seat in seats]
        assert verify_files(files_of(draw), row=42, panel=keys) == []
        quotas = quotas_of(features_of(made))
        pool = pool_of(made)
        people = [pool.volunteers[pool.place_of[key]] for key in keys]
        for quota in quotas:
            place = pool.features.index(quota.feature)
            assert quota.low <= sum(person.values[place] == quota.value for person in people) <= quota.high

    @pytest.mark.parametrize("digits", ["", "abc", "100", "999999", "1.5", "-3", "4", "042"])
    def test_what_is_no_row_is_refused(self, officer: User, digits: str) -> None:
        draw = Draw(rows=100, public_number=PublicNumber.DICE)
        with pytest.raises(errors.NoSuchRow):
            row_of(draw, digits)

    def test_the_number_is_entered_once_and_not_before_its_time(self, officer: User) -> None:
        draw = committed(closed(officer), officer)
        with pytest.raises(errors.NotDrawnYet):
            record_number(draw=draw, digits="07", note="", actor=officer, now=AFTER)
        record_number(draw=draw, digits="07", note="", actor=officer, now=THROWN)
        with pytest.raises(errors.DrawNotInState):
            record_number(draw=draw, digits="08", note="", actor=officer, now=THROWN)

    def test_whoever_withdraws_before_the_publication_makes_the_table_void(self, officer: User) -> None:
        made = closed(officer)
        draw = computed(made, officer)
        Volunteer.objects.filter(lottery=made).update(state="withdrawn")
        told = Announcement(PublicNumber.DICE, "", "会議室", THROWN)
        with pytest.raises(errors.PoolChanged):
            commit_draw(draw=draw, announcement=told, actor=officer, now=AFTER)
        void_draw(draw=draw, reason="取り下げがあった", actor=officer, now=AFTER)
        assert made.draws.get().state == DrawState.VOID

    def test_targets_that_cannot_be_kept_give_no_table(self, officer: User) -> None:
        made = closed(officer)
        value = features_of(made)[1].values.all()[0]
        value.low = value.high = 12
        value.save()
        other = features_of(made)[1].values.all()[1]
        other.low, other.high = 5, 9
        other.save()
        draw = computed(made, officer)
        assert draw.state == DrawState.INFEASIBLE
        assert not draw.files.exists()
        with pytest.raises(errors.DrawNotInState):
            commit_draw(
                draw=draw, announcement=Announcement(PublicNumber.DICE, "", "会議室", THROWN), actor=officer, now=AFTER
            )

    def test_a_draw_whose_worker_died_is_begun_anew(self, officer: User) -> None:
        made = closed(officer, 60)
        draw = ask_for_draw(lottery=made, method=DrawMethod.MAXIMIN, actor=officer, now=AFTER)
        assert look_after_draws(now=AFTER) == 0
        assert look_after_draws(now=AFTER + timedelta(hours=1)) == 1
        draw.refresh_from_db()
        assert (draw.state, draw.method) == (DrawState.READY, DrawMethod.MAXIMIN)
        compute_draw(draw_pk=draw.pk, now=AFTER)
        assert draw.files.count() == 4

    def test_one_draw_at_a_time(self, officer: User) -> None:
        made = closed(officer)
        computed(made, officer)
        with pytest.raises(errors.DrawUnderway):
            ask_for_draw(lottery=made, method=DrawMethod.LEXIMIN, actor=officer, now=AFTER)


class TestSeats:
    def test_a_place_given_up_is_drawn_again_under_what_is_left_of_the_targets(self, officer: User) -> None:
        made = closed(officer)
        seats = drawn(made, officer)
        settle_seat(seat=seats[0], act=SeatAct.DECLINED, note="", actor=officer, now=THROWN)
        for seat in seats[1:]:
            settle_seat(seat=seat, act=SeatAct.CONFIRMED, note="", actor=officer, now=THROWN)
        made.refresh_from_db()
        draw = committed(made, officer)

        assert (draw.kind, draw.number, draw.seats) == (DrawKind.REPLACEMENT, 2, 1)
        assert verify_files(files_of(draw)) == []
        [seat] = record_number(draw=draw, digits="05", note="", actor=officer, now=THROWN)
        settle_seat(seat=seat, act=SeatAct.CONFIRMED, note="", actor=officer, now=THROWN)
        settle_panel(lottery=made, actor=officer, now=THROWN)

        comes = made.drawn_seats.filter(state=SeatState.CONFIRMED).values_list("volunteer__key", flat=True)
        pool, quotas = pool_of(made), quotas_of(features_of(made))
        people = [pool.volunteers[pool.place_of[key]] for key in comes]
        assert len(people) == made.seats
        for quota in quotas:
            place = pool.features.index(quota.feature)
            assert quota.low <= sum(person.values[place] == quota.value for person in people) <= quota.high

    def test_nobody_is_left_unasked(self, officer: User) -> None:
        made = closed(officer)
        drawn(made, officer)
        with pytest.raises(errors.SeatsUnsettled):
            settle_panel(lottery=made, actor=officer, now=THROWN)

    def test_opening_a_name_is_written_down(self, officer: User) -> None:
        made = closed(officer)
        [seat, *_others] = drawn(made, officer)
        told = open_particulars(seat=seat, actor=officer, now=THROWN)
        assert told["name"].startswith("見本")
        assert seat.volunteer.steps.get().actor_key == officer.actor_key

    def test_who_gave_up_after_the_replacement_does_not_come_back(self, officer: User) -> None:
        made = closed(officer)
        seats = drawn(made, officer)
        settle_seat(seat=seats[0], act=SeatAct.DECLINED, note="", actor=officer, now=THROWN)
        made.refresh_from_db()
        record_number(draw=committed(made, officer), digits="05", note="", actor=officer, now=THROWN)
        with pytest.raises(errors.NoSeatsLeft):
            settle_seat(seat=seats[0], act=SeatAct.REOPENED, note="間違い", actor=officer, now=THROWN)
