"""What a gate can ask of this room."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.processes.enums import ConditionKind, ConditionState, gate_conditions
from jukugi.apps.processes.models import Process
from jukugi.apps.public_comments.enums import ConsultationState
from jukugi.apps.public_comments.models import Consultation
from jukugi.apps.public_comments.queries.threads import unanswered


def register() -> None:
    answered = ConditionKind(gettext_lazy("終わったパブリックコメントの、すべての意見に答えた"), all_answered)
    gate_conditions.register("public_comments.answered", answered, order=50)
    published = ConditionKind(gettext_lazy("パブリックコメントの結果を、すべて公表した"), all_published)
    gate_conditions.register("public_comments.published", published, order=51)


def all_answered(process: Process, now: datetime) -> ConditionState:
    """No comment of a period that is over lacks its approved answer. One query."""
    count = unanswered(process, now=now)
    said = _("承認した市の考え方のない意見は%(count)s件") % {"count": f"{count:,}"}
    return ConditionState(count == 0, said, reverse("public_comments:desk"))


def all_published(process: Process, now: datetime) -> ConditionState:
    """There is a published result, and none that is still to come. One query."""
    states = Consultation.objects.filter(process=process).values_list("state", flat=True)
    published = sum(state == ConsultationState.PUBLISHED for state in states)
    waiting = sum(state == ConsultationState.ANNOUNCED for state in states)
    said = _("公表した結果は%(published)s、まだのものは%(waiting)s") % {"published": published, "waiting": waiting}
    return ConditionState(published > 0 and waiting == 0, said, reverse("public_comments:desk"))
