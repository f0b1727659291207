"""What a gate can ask of this room."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.grouping.queries.homes import at_home
from jukugi.apps.processes.enums import ConditionKind, ConditionState, gate_conditions
from jukugi.apps.processes.models import Process


def register() -> None:
    words = gettext_lazy("どの声にも、行き先がある")
    gate_conditions.register("grouping.homes", ConditionKind(words, all_at_home), order=20)


def all_at_home(process: Process, now: datetime) -> ConditionState:
    """No voice of the process waits for its issue. One query."""
    waiting = at_home(process, None).count()
    said = _("論点にも「取り上げない理由」にもつながっていない声は%(count)s件") % {"count": f"{waiting:,}"}
    return ConditionState(waiting == 0, said, reverse("grouping:without"))
