"""What one can do now, on home: comment on a draft while its period lasts."""

from datetime import datetime

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.processes.queries import main_process
from jukugi.apps.public_comments.models import Consultation
from jukugi.apps.public_comments.queries.reading import days_left
from jukugi.kit.pages.places import HomeAction, home_actions
from jukugi.kit.pages.wording import jday

SHOWN = 2


def register() -> None:
    home_actions.register("public_comments", ways_to_comment, order=25)


def ways_to_comment(request: HttpRequest, now: datetime) -> list[HomeAction]:
    """The consultations of the main process that take comments, those that end first. One query."""
    process = main_process()
    if process is None:
        return []
    today = timezone.localdate(now)
    rows = Consultation.objects.public().open_on(today).filter(process=process).order_by("closes_on", "pk")
    return [
        HomeAction(
            effort="5",
            unit=_("分"),
            title=_("案に意見を出す"),
            text=_("「%(title)s」。気になる一文だけでもかまいません。すべての意見に、市が答えます。")
            % {"title": one.title},
            foot=_("あと%(days)s日（%(day)sまで）") % {"days": days_left(one, today), "day": jday(one.closes_on)},
            url=one.get_absolute_url(),
        )
        for one in rows[:SHOWN]
    ]
