"""What one can do now, on home: watch a panel being drawn, and check it; register with the number of a letter."""

from datetime import datetime

from django.http import HttpRequest
from django.utils.translation import gettext as _

from jukugi.apps.processes.queries import main_process
from jukugi.apps.sortition.enums import DrawState
from jukugi.apps.sortition.models import Draw
from jukugi.kit.pages.places import HomeAction, home_actions
from jukugi.kit.pages.wording import jdate, jtime


def register() -> None:
    home_actions.register("sortition", watch_a_draw, order=58)


def watch_a_draw(request: HttpRequest, now: datetime) -> list[HomeAction]:
    """The draw of the main process that is announced and comes first. At most two queries."""
    process = main_process()
    if process is None:
        return []
    coming = Draw.objects.filter(lottery__process=process, state=DrawState.COMMITTED).select_related("lottery")
    draw = coming.order_by("draws_at", "pk").first()
    if draw is None or draw.draws_at is None:
        return []
    return [
        HomeAction(
            effort="15",
            unit=_("分"),
            title=_("公開の抽せんを見る"),
            text=_("「%(title)s」。先に公表した資料で、公平かどうかを自分で確かめられます。")
            % {"title": draw.lottery.title},
            foot=_("%(day)s%(hour)sから、%(place)s")
            % {"day": jdate(draw.draws_at), "hour": jtime(draw.draws_at), "place": draw.place},
            url=draw.get_absolute_url(),
        )
    ]
