"""A draw is asked for when the registration is over and nobody stands there twice."""

import pytest

from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.processes.tests.factories import DURING
from jukugi.apps.sortition import errors
from jukugi.apps.sortition.actions.drawing import ask_for_draw
from jukugi.apps.sortition.enums import DrawMethod, LotteryState
from jukugi.apps.sortition.models import Draw, Resemblance
from jukugi.apps.sortition.tests.factories import lottery, volunteers

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("state", "error"),
    [(LotteryState.OPENED, errors.LotteryNotInState), (LotteryState.DRAWN, errors.ResemblancesOpen)],
)
def test_nothing_is_drawn_while_people_register_or_two_look_alike(state, error):
    made = lottery(state=state)
    volunteers(made, 2)
    first, second = made.volunteers.order_by("pk")
    Resemblance.objects.create(first=first, second=second, found_at=DURING)

    with pytest.raises(error):
        ask_for_draw(lottery=made, method=next(iter(DrawMethod)), actor=RoleFactory().user, now=DURING)

    assert not Draw.objects.exists()
