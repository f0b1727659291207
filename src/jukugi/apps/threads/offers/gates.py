"""What a gate can ask of this room."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.processes.enums import ConditionKind, ConditionState, gate_conditions
from jukugi.apps.processes.models import Process
from jukugi.apps.threads.queries.tellings import unsent_tellings, untold_gates


def register() -> None:
    kind = ConditionKind(gettext_lazy("前の関門までのことを、声を送った人に知らせた"), all_told)
    gate_conditions.register("threads.told", kind, order=60)


def all_told(process: Process, now: datetime) -> ConditionState:
    """Of every gate that was passed people were told, to the last mail. Two queries."""
    untold, unsent = len(untold_gates(process, now=now)), unsent_tellings(process)
    said = _("知らせていない関門は%(untold)s、送り終えていない知らせは%(unsent)s") % {
        "untold": f"{untold:,}",
        "unsent": f"{unsent:,}",
    }
    return ConditionState(not untold and not unsent, said, reverse("threads:desk"))
