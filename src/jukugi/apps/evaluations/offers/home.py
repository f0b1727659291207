"""What one can do now, on home: say how a past measure went, while a review takes sheets."""

from datetime import datetime

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.evaluations.models import Review
from jukugi.apps.evaluations.queries.reading import days_left
from jukugi.apps.processes.queries import main_process
from jukugi.kit.pages.places import HomeAction, home_actions
from jukugi.kit.pages.wording import jday


def register() -> None:
    home_actions.register("evaluations", ways_to_judge, order=28)


def ways_to_judge(request: HttpRequest, now: datetime) -> list[HomeAction]:
    """The review of the main process that takes sheets and ends first. One query."""
    process = main_process()
    if process is None:
        return []
    today = timezone.localdate(now)
    rows = Review.objects.public().open_on(today).filter(process=process).order_by("closes_on", "pk")[:1]
    return [
        HomeAction(
            effort="3",
            unit=_("分"),
            title=_("これまでの施策を評価する"),
            text=_("「%(title)s」。知っている施策を一つだけでもかまいません。担当課も同じ問いに答えます。")
            % {"title": one.title},
            foot=_("あと%(days)s日（%(day)sまで）") % {"days": days_left(one, today), "day": jday(one.closes_on)},
            url=one.get_absolute_url(),
        )
        for one in rows
    ]
