"""まち in the header, and what one can do on home."""

from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from jukugi.apps.circles.models import Circle
from jukugi.kit.pages.places import HomeAction, door_paths, home_actions


def register() -> None:
    door_paths.register("circles", ("places:list", "/circles/"))
    home_actions.register("circles", begin_something, order=70)


def begin_something(request: HttpRequest, now: datetime) -> list[HomeAction]:
    """Say what one would like to do, or find others who do something. One query."""
    count = Circle.objects.public().count()
    foot = _("いま%(count)dの活動があります") % {"count": count} if count else _("一つ目の活動になります")
    return [
        HomeAction(
            effort="3",
            unit=_("分"),
            title=_("やってみたいことを書く"),
            text=_("一行の思いつきから。仲間、場所、少しのお金をさがせます。"),
            foot=foot,
            url=reverse("circles:list"),
        )
    ]
