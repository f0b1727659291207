"""What waits in lotteries, on the staff desk; and behind which door they stand."""

from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from jukugi.apps.sortition import permissions
from jukugi.apps.sortition.queries.desk import waiting_by_ward
from jukugi.kit.pages.keeping import kept
from jukugi.kit.pages.places import DeskItem, DeskRoom, DeskWard, desk_queue, desk_rooms, door_paths


def register() -> None:
    door_paths.register("sortition", ("opinions:write", "/lots/"))
    desk_queue.register("sortition", waiting_items, order=47)
    desk_rooms.register("sortition", lotteries_room, order=36)


def waiting_items(request: HttpRequest, now: datetime, ward: DeskWard | None = None) -> list[DeskItem]:
    """People to ask, tables to publish, doubles to look at; only where there are any. Asked once a page."""
    waiting = _waiting(request)
    if waiting is None:
        return []
    rows = [counts for key, counts in waiting.items() if ward is None or key == ward.pk]
    told = [
        ("ask", _("人"), _("選ばれた人に連絡する"), _("無作為抽出で選ばれ、返事を確かめていない人です。")),
        ("publish", _("件"), _("抽せんの資料を確かめる"), _("計算が終わり、公表か直しを待つくじの表です。")),
        ("alike", _("組"), _("重なりの疑いを確かめる"), _("同じ人か同じ世帯かもしれない応募です。")),
    ]
    url = reverse("sortition:desk")
    counted = [(sum(row.get(name, 0) for row in rows), unit, title, text) for name, unit, title, text in told]
    return [DeskItem(count=n, unit=unit, title=title, text=text, url=url) for n, unit, title, text in counted if n]


def lotteries_room(request: HttpRequest) -> DeskRoom | None:
    """無作為抽出, with what waits in it. Asked once a page."""
    waiting = _waiting(request)
    if waiting is None:
        return None
    return DeskRoom(
        _("無作為抽出"), reverse("sortition:desk"), sum(sum(counts.values()) for counts in waiting.values())
    )


def _waiting(request: HttpRequest) -> dict[int | None, dict[str, int]] | None:
    """None where the person has nothing to do here. At most four queries, kept with the request."""

    def ask() -> dict[int | None, dict[str, int]] | None:
        areas = permissions.areas_run_by(request.user)
        return waiting_by_ward(areas) if areas else None

    return kept(request, "sortition.waiting", ask)
