"""What waits in public comments, on the staff desk."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.public_comments import permissions
from jukugi.apps.public_comments.queries.desk import Waiting, waiting_answers, waiting_to_sort
from jukugi.kit.pages.keeping import kept
from jukugi.kit.pages.places import DeskItem, DeskRoom, DeskWard, desk_queue, desk_rooms


@dataclass(frozen=True)
class _Mine:
    """What waits for one person: comments to sort by ward, and answers."""

    to_sort: dict[int | None, int]
    answers: list[Waiting]


def register() -> None:
    desk_queue.register("public_comments", waiting_items, order=45)
    desk_rooms.register("public_comments", comments_room, order=36)


def waiting_items(request: HttpRequest, now: datetime, ward: DeskWard | None = None) -> list[DeskItem]:
    """Comments to sort, answers to write and to approve; only where there are any. Asked once a page."""
    mine = _mine(request)
    if mine is None:
        return []
    rows = [row for row in mine.answers if ward is None or row.ward == ward.pk]
    to_sort = sum(count for key, count in mine.to_sort.items() if ward is None or key == ward.pk)
    late = sum(row.late for row in rows)
    told = [
        (to_sort, _("件"), _("パブリックコメントに答える"), _("まだ市の考え方のない意見です。"), False),
        (
            sum(row.to_write for row in rows),
            _("件"),
            _("市の考え方を書く"),
            _("あなたの課が担当する下書きです。期日を過ぎたものが%(late)d件あります。") % {"late": late}
            if late
            else _("あなたの課が担当する下書きです。"),
            late > 0,
        ),
        (
            sum(row.to_approve for row in rows),
            _("件"),
            _("市の考え方を承認する"),
            _("ほかの人が書いて、承認を頼んだものです。"),
            False,
        ),
    ]
    url = reverse("public_comments:desk")
    return [
        DeskItem(count=count, unit=unit, title=title, text=text, url=url, is_late=is_late)
        for count, unit, title, text, is_late in told
        if count
    ]


def comments_room(request: HttpRequest) -> DeskRoom | None:
    """パブリックコメント, with what waits in it. Asked once a page."""
    mine = _mine(request)
    if mine is None:
        return None
    count = sum(mine.to_sort.values()) + sum(row.to_write + row.to_approve for row in mine.answers)
    return DeskRoom(_("パブリックコメント"), reverse("public_comments:desk"), count)


def _mine(request: HttpRequest) -> _Mine | None:
    """None where the person has nothing to do here. At most five queries, kept with the request."""

    def ask() -> _Mine | None:
        areas = permissions.areas_run_by(request.user)
        day = timezone.localdate()
        departments = permissions.departments_of(request.user, day=day)
        if not areas and not departments:
            return None
        key = getattr(request.user, "actor_key", "")
        answers = waiting_answers(areas, departments, key, day)
        return _Mine(waiting_to_sort(areas) if areas else {}, answers)

    return kept(request, "public_comments.waiting", ask)
