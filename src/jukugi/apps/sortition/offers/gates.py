"""What a gate can wait for in this room."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.processes.enums import ConditionKind, ConditionState, gate_conditions
from jukugi.apps.processes.models import Process
from jukugi.apps.sortition.enums import LotteryState
from jukugi.apps.sortition.models import CivicLottery

STANDS = (LotteryState.SEATED, LotteryState.ENDED)


def register() -> None:
    seated = ConditionKind(gettext_lazy("無作為抽出の委員が、すべて決まった"), all_seated)
    gate_conditions.register("sortition.seated", seated, order=54)


def all_seated(process: Process, now: datetime) -> ConditionState:
    """There was a lottery, and no panel is still to come. One query."""
    states = list(
        CivicLottery.objects.filter(process=process)
        .exclude(state=LotteryState.CANCELLED)
        .values_list("state", flat=True)
    )
    standing = sum(state in STANDS for state in states)
    said = _("決まったもの%(done)s、これからのもの%(waiting)s") % {"done": standing, "waiting": len(states) - standing}
    return ConditionState(standing > 0 and standing == len(states), said, reverse("sortition:desk"))
