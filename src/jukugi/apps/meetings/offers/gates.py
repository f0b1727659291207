"""What a gate can ask of this room."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.meetings.models import Meeting, Note
from jukugi.apps.processes.enums import ConditionKind, ConditionState, gate_conditions
from jukugi.apps.processes.models import Process


def register() -> None:
    minutes = ConditionKind(gettext_lazy("終わった会議の会議録を、すべて公開した"), all_minuted)
    gate_conditions.register("meetings.minuted", minutes, order=30)
    voices = ConditionKind(gettext_lazy("会議のふせんを、すべて声にした"), all_voiced)
    gate_conditions.register("meetings.voiced", voices, order=31)


def all_minuted(process: Process, now: datetime) -> ConditionState:
    """Every meeting that was held has public minutes. One query."""
    missing = Meeting.objects.past(now).held().filter(process=process).without_minutes().count()
    said = _("会議録のない会議は%(count)s件") % {"count": f"{missing:,}"}
    return ConditionState(missing == 0, said, reverse("meetings:desk"))


def all_voiced(process: Process, now: datetime) -> ConditionState:
    """No note of the process waits to become a voice. One query."""
    waiting = Note.objects.unsent().exclude(text="").filter(table__meeting__process=process).count()
    said = _("声になっていないふせんは%(count)s枚") % {"count": f"{waiting:,}"}
    return ConditionState(waiting == 0, said, reverse("meetings:desk"))
