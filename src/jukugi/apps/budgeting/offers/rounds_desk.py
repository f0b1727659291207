"""What waits in votes on a budget, on the staff desk."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.budgeting import permissions
from jukugi.apps.budgeting.queries.desk import Waiting, waiting_by_area
from jukugi.kit.pages.keeping import kept
from jukugi.kit.pages.places import DeskItem, DeskRoom, DeskWard, desk_queue, desk_rooms


@dataclass(frozen=True)
class _Told:
    count: int
    unit: str
    title: str
    text: str
    each: str


def register() -> None:
    desk_queue.register("budgeting", waiting_items, order=77)
    desk_rooms.register("budgeting", rounds_room, order=77)


def waiting_items(request: HttpRequest, now: datetime, ward: DeskWard | None = None) -> list[DeskItem]:
    """Proposals to look at and to answer, papers to read, rounds to close. Asked once a page."""
    waiting = _waiting(request)
    if waiting is None:
        return []
    rows = [one for key, one in waiting.items() if ward is None or key == ward.pk]
    told = [
        _Told(
            sum(one.proposals for one in rows),
            _("件"),
            _("予算の使い道の提案を確かめる"),
            _("読んで、公開するかを決めます。"),
            _("1件およそ3分"),
        ),
        _Told(
            sum(one.unanswered for one in rows),
            _("件"),
            _("提案が実現できるかを答える"),
            _("担当の課の答えと理由を書きます。全部に答えると、投票を始められます。"),
            _("1件およそ15分"),
        ),
        _Told(
            sum(one.second for one in rows),
            _("枚"),
            _("紙の投票をもう一度読み取る"),
            _("一人目が読み取ったものです。見ずに読み取り、突き合わせます。"),
            _("1枚およそ1分"),
        ),
        _Told(
            sum(one.differ for one in rows),
            _("枚"),
            _("読み取りのくいちがいを決める"),
            _("二人の読み取りが違う紙です。紙を見て決めます。"),
            _("1枚およそ2分"),
        ),
        _Told(
            sum(one.to_close for one in rows), _("回"), _("予算の投票を締め切る"), _("投票の期間が終わりました。"), ""
        ),
    ]
    url = reverse("budgeting:desk")
    return [
        DeskItem(count=one.count, unit=one.unit, title=one.title, text=one.text, url=url, each=one.each)
        for one in told
        if one.count
    ]


def rounds_room(request: HttpRequest) -> DeskRoom | None:
    """予算の投票, with what waits in it. Asked once a page."""
    waiting = _waiting(request)
    if waiting is None:
        return None
    return DeskRoom(_("予算の投票"), reverse("budgeting:desk"), sum(one.total for one in waiting.values()))


def _waiting(request: HttpRequest) -> dict[int | None, Waiting] | None:
    """None where the person has nothing to do here. At most three queries, kept with the request."""

    def ask() -> dict[int | None, Waiting] | None:
        areas = permissions.areas_run_by(request.user)
        if not areas:
            return None
        return waiting_by_area(areas, actor_key=getattr(request.user, "actor_key", ""), today=timezone.localdate())

    return kept(request, "budgeting.waiting", ask)
