"""What a gate can ask of this room."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.opinions.models import Opinion
from jukugi.apps.processes.enums import ConditionKind, ConditionState, gate_conditions
from jukugi.apps.processes.models import Process


def register() -> None:
    gate_conditions.register(
        "opinions.read", ConditionKind(gettext_lazy("届いた声を、すべて読んだ"), all_read), order=10
    )


def all_read(process: Process, now: datetime) -> ConditionState:
    """No voice of the process waits to be read. One query."""
    waiting = Opinion.objects.filter(submission__process=process).waiting().count()
    said = _("読んでいない声は%(count)s件") % {"count": f"{waiting:,}"}
    return ConditionState(waiting == 0, said, f"{reverse('opinions:queue')}?queue=review")
