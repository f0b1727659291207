"""What waits in meetings, on the staff desk."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from jukugi.apps.meetings import permissions
from jukugi.apps.meetings.queries import desk
from jukugi.kit.pages.keeping import kept
from jukugi.kit.pages.places import DeskItem, DeskRoom, DeskWard, desk_queue, desk_rooms


@dataclass(frozen=True)
class Sums:
    """What waits, of all wards together or of one."""

    notes: int
    minutes: int
    untold: int


def register() -> None:
    desk_queue.register("meetings", waiting_items, order=30)
    desk_rooms.register("meetings", meetings_room, order=30)


def waiting_items(request: HttpRequest, now: datetime, ward: DeskWard | None = None) -> list[DeskItem]:
    """Notes that are no voices yet, minutes to check and approve, people to tell. Two queries, asked once a page."""
    sums = _sums(request, ward)
    if sums is None:
        return []
    url = reverse("meetings:desk")
    return [
        DeskItem(
            count=sums.notes,
            unit=_("枚"),
            title=_("会議のふせんを声にする"),
            text=_("会場で書かれ、まだ声になっていないふせんです。テーブルごとに、一度にできます。")
            if sums.notes
            else _("会場のふせんは、すべて声になりました。"),
            url=url,
            each=_("1テーブルおよそ10秒") if sums.notes else "",
        ),
        DeskItem(
            count=sums.minutes,
            unit=_("件"),
            title=_("会議録を進める"),
            text=_("ほかの人が書いた下書きの確認と承認、承認した会議録の公開です。")
            if sums.minutes
            else _("待っている会議録はありません。"),
            url=url,
        ),
        DeskItem(
            count=sums.untold,
            unit=_("人"),
            title=_("空きが出たことを知らせる"),
            text=_("待っていた人に席ができました。メールを送って、「知らせた」を押してください。")
            if sums.untold
            else _("知らせを待っている人はいません。"),
            url=url,
        ),
    ]


def meetings_room(request: HttpRequest) -> DeskRoom | None:
    """わたしの会議, with what waits in it. Two queries, asked once a page."""
    sums = _sums(request, None)
    if sums is None:
        return None
    return DeskRoom(_("わたしの会議"), reverse("meetings:desk"), sums.notes + sums.minutes + sums.untold)


def _sums(request: HttpRequest, ward: DeskWard | None) -> Sums | None:
    """None where the person handles no meetings."""
    rows = kept(request, "meetings.waiting", lambda: _waiting(request))
    if rows is None:
        return None
    own = [row for row in rows if ward is None or row.ward == ward.pk]
    return Sums(
        notes=sum(row.notes for row in own),
        minutes=sum(row.to_check + row.to_approve + row.to_publish for row in own),
        untold=sum(row.untold for row in own),
    )


def _waiting(request: HttpRequest) -> list[desk.Waiting] | None:
    areas = permissions.areas_handled_by(request.user)
    if not areas:
        return None
    return desk.waiting(areas, getattr(request.user, "actor_key", ""))
