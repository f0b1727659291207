"""What comes next in the course of a process, as the last step of every voice's story."""

from datetime import datetime

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.processes.enums import Precision
from jukugi.apps.processes.models import Process
from jukugi.kit.pages.voices import Step, StepState, Voice, thread_links


def register() -> None:
    thread_links.register("processes", steps, order=90)


def steps(request: HttpRequest, voice: Voice, now: datetime) -> list[Step]:
    """The next milestone of the voice's process, unless nothing more will come of the voice. At most one query."""
    process = voice.subject
    if voice.is_closed or not isinstance(process, Process) or process.is_finished:
        return []
    after = process.milestones.filter(on__gt=timezone.localdate(now)).exclude(precision=Precision.LOOSE)
    milestone = after.order_by("on", "pk").first()
    if milestone is None:
        return []
    day = milestone.on
    when = "" if milestone.precision == Precision.DAY else f"{day.year}年{day.month}月"
    title = _("次の節目は「%(title)s」です") % {"title": milestone.title}
    text = _("そこまでに決まったことが、このページに加わります。")
    return [Step(day, _("これから"), title, StepState.NEXT, "processes/_step_next.html", {"text": text}, when=when)]
