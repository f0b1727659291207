"""What stops half-way, what an erasure left, what could bring a name in, doubles that nobody looks for."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.models import User
from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.processes.tests.factories import DURING
from jukugi.apps.sortition import errors
from jukugi.apps.sortition.actions import erasing, inviting
from jukugi.apps.sortition.actions.resembling import find_everywhere
from jukugi.apps.sortition.actions.targeting import close_registration
from jukugi.apps.sortition.enums import LotteryAct, LotteryState, VolunteerAct
from jukugi.apps.sortition.models import CivicLottery, Resemblance, Volunteer, VolunteerStep
from jukugi.apps.sortition.models.sealing import Sealing
from jukugi.apps.sortition.tests.factories import lottery, volunteers

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> User:
    return RoleFactory(kind=RoleKind.POLICY_OFFICER, area=None).user


def due(made: CivicLottery) -> datetime:
    return timezone.make_aware(datetime.combine(made.erases_on, datetime.min.time()))


class TestErasing:
    def test_what_stops_in_the_middle_leaves_everything_and_goes_on_later(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        made = lottery()
        volunteers(made, 5)

        class Killed(BaseException):
            pass

        def kill(*_told: object) -> None:
            raise Killed

        with monkeypatch.context() as patch:
            patch.setattr(erasing, "tell", kill)
            with pytest.raises(Killed):
                erasing.erase_volunteers(lottery=made, now=due(made))
        assert Sealing(made).read(made.volunteers.all()[0].particulars)
        assert not VolunteerStep.objects.filter(act=VolunteerAct.ERASED).exists()
        assert erasing.erase_due(now=due(made)) == 5

    def test_not_a_moment_before_it_is_due_and_how_many_is_told(self) -> None:
        made = lottery()
        volunteers(made, 25)
        assert erasing.erase_due(now=due(made) - timedelta(seconds=1)) == 0
        assert erasing.erase_due(now=due(made)) == 25
        assert made.steps.get(act=LotteryAct.ERASED).note == "応募した25人の情報"
        assert not made.volunteers.filter(household__isnull=False).exists()

    def test_what_was_left_is_found(self) -> None:
        made = lottery()
        volunteers(made, 2)
        assert not list(erasing.verify_erasures())
        erasing.erase_due(now=due(made))
        assert [verdict.fault for verdict in erasing.verify_erasures()] == [""]
        Volunteer.objects.filter(pk=made.volunteers.all()[0].pk).update(particulars=b"left", erased_at=None)
        assert "残っています" in next(erasing.verify_erasures()).fault


@pytest.mark.parametrize(("band", "sex"), [("印の花子", "female"), ("18-29", "印の町"), ("18-29 x", "male")])
def test_words_that_are_no_stratum_are_not_kept(officer: User, band: str, sex: str) -> None:
    round_, _codes = inviting.plan_round(
        lottery=lottery(), letters=3, weights={}, rate=0.04, how="数", actor=officer, now=DURING
    )
    inviting.know_public_number(round_=round_, number="38915", actor=officer, now=DURING)
    with pytest.raises(errors.InvitedUnfit):
        inviting.take_invited(
            round_=round_, rows=[inviting.InvitedRow(1, "", band, sex)], counts={}, actor=officer, now=DURING
        )
    assert not round_.codes.exclude(age_band="", sex="").exists()


class TestDoubles:
    def twice(self) -> CivicLottery:
        """A lottery with two registrations of one name, in old and new letters."""
        made = lottery()
        sealing = Sealing(made)
        for person, name in zip(volunteers(made, 2), ("渡邊 見本", "渡辺見本"), strict=True):
            Volunteer.objects.filter(pk=person.pk).update(particulars=sealing.seal({"name": name}))
        return made

    def test_a_job_looks_for_them(self) -> None:
        self.twice()
        CivicLottery.objects.filter(pk=lottery().pk).update(state=LotteryState.DRAWN)
        assert find_everywhere(now=DURING) == 1
        assert find_everywhere(now=DURING) == 0

    def test_closing_looks_once_more(self, officer: User) -> None:
        made = self.twice()
        close_registration(lottery=made, actor=officer, now=made.closes_at)
        assert Resemblance.objects.get().grounds == ["name"]
