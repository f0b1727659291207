"""What waits for answers to circles, on the staff desk."""

from collections import Counter
from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.circles import permissions
from jukugi.apps.circles.queries.desk import Waiting, waiting
from jukugi.kit.pages.keeping import kept
from jukugi.kit.pages.places import DeskItem, DeskRoom, DeskWard, desk_queue, desk_rooms


def register() -> None:
    desk_queue.register("circles", waiting_items, order=78)
    desk_rooms.register("circles", circles_room, order=78)


def waiting_items(request: HttpRequest, now: datetime, ward: DeskWard | None = None) -> list[DeskItem]:
    """Places and advice asked for, money to propose, decide and pay, late reports, proposals. Asked once a page."""
    found = _waiting(request)
    if found is None:
        return []

    def of(counted: Counter[int | None]) -> int:
        return sum(counted.values()) if ward is None else counted[ward.pk]

    url = reverse("circles:desk")
    told = [
        (
            of(found.help),
            "help",
            _("活動の頼み（場所・相談）に答える"),
            _("2週間のうちに答えます。"),
            of(found.late_help),
        ),
        (
            of(found.ask),
            "money",
            _("基金の申し込みに案を出す"),
            _("決まりに合うかを見て、理由を書きます。"),
            of(found.late_ask),
        ),
        (of(found.decide), "money", _("基金の案を見て決める"), _("もう一人が出した案です。"), 0),
        (of(found.pay), "money", _("基金のお金を渡す"), _("渡した日を記すと、報告の期限が決まります。"), 0),
        (of(found.late), "money", _("基金の報告を聞く"), _("期限を過ぎた活動に、様子を聞きます。"), of(found.late)),
        (of(found.proposals), "proposals", _("活動からの提案に答える"), _("論点で取り上げるかを、言葉で答えます。"), 0),
    ]
    return [
        DeskItem(count, _("件"), title, text, f"{url}?part={part}", is_late=bool(late))
        for count, part, title, text, late in told
        if count
    ]


def circles_room(request: HttpRequest) -> DeskRoom | None:
    """市民の活動, with all that waits. Asked once a page."""
    found = _waiting(request)
    if found is None:
        return None
    every = (found.help, found.ask, found.decide, found.pay, found.late, found.proposals)
    return DeskRoom(_("市民の活動"), reverse("circles:desk"), sum(sum(one.values()) for one in every))


def _waiting(request: HttpRequest) -> Waiting | None:
    """None where the person has nothing to do here. At most four queries, kept with the request."""

    def ask() -> Waiting | None:
        wards = permissions.wards_kept_by(request.user)
        key = getattr(request.user, "actor_key", "")
        return waiting(wards, actor_key=key, day=timezone.localdate()) if wards else None

    return kept(request, "circles.waiting", ask)
