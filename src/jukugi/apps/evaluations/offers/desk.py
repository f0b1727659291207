"""What waits in reviews, on the staff desk."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.evaluations import permissions
from jukugi.apps.evaluations.models import ReviewedMeasure
from jukugi.apps.evaluations.queries.desk import Waiting, sheets_owed, waiting_for
from jukugi.kit.pages.keeping import kept
from jukugi.kit.pages.places import DeskItem, DeskRoom, DeskWard, desk_queue, desk_rooms


@dataclass(frozen=True)
class _Mine:
    waiting: Waiting
    owed: list[ReviewedMeasure]
    runs: bool


def register() -> None:
    desk_queue.register("evaluations", waiting_items, order=42)
    desk_rooms.register("evaluations", reviews_room, order=34)


def waiting_items(request: HttpRequest, now: datetime, ward: DeskWard | None = None) -> list[DeskItem]:
    """Sheets to read and to fill, findings to approve, reviews to close; only where there are any. Asked once."""
    mine = _mine(request)
    if mine is None:
        return []

    def count(rows: dict[int | None, int]) -> int:
        return sum(n for key, n in rows.items() if ward is None or key == ward.pk)

    url = reverse("evaluations:desk")
    told = [
        (
            count(dict(mine.waiting.sheets)),
            _("通"),
            _("評価シートを読む"),
            _("公開する前に、言葉を確かめます。"),
            False,
        ),
        (
            count(dict(mine.waiting.findings)),
            _("件"),
            _("検証で分かったことを承認する"),
            _("ほかの人が書いて、承認を頼んだものです。"),
            False,
        ),
        (
            count(dict(mine.waiting.to_close)),
            _("件"),
            _("検証の受付を終える"),
            _("期間が終わりました。分かったことをまとめて、公表します。"),
            True,
        ),
    ]
    owed = [one for one in mine.owed if ward is None or one.review.area_id == ward.pk]
    told.append((len(owed), _("件"), _("担当課として施策を評価する"), _("市民と同じ問いに答えます。"), False))
    return [
        DeskItem(count=number, unit=unit, title=title, text=text, url=url, is_late=is_late)
        for number, unit, title, text, is_late in told
        if number
    ]


def reviews_room(request: HttpRequest) -> DeskRoom | None:
    """施策の検証, with what waits in it. Asked once a page."""
    mine = _mine(request)
    if mine is None or not (mine.runs or mine.owed):
        return None
    waiting = mine.waiting
    count = sum(waiting.sheets.values()) + sum(waiting.findings.values()) + sum(waiting.to_close.values())
    return DeskRoom(_("施策の検証"), reverse("evaluations:desk"), count + len(mine.owed))


def _mine(request: HttpRequest) -> _Mine | None:
    """None where the person has nothing to do here. At most eight queries, kept with the request."""

    def ask() -> _Mine | None:
        areas = permissions.areas_run_by(request.user)
        day = timezone.localdate()
        departments = permissions.departments_of(request.user, day=day)
        if not areas and not departments:
            return None
        key = getattr(request.user, "actor_key", "")
        waiting = waiting_for(areas, key, day) if areas else Waiting({}, {}, {})
        return _Mine(waiting, sheets_owed(departments, key, day) if departments else [], bool(areas))

    return kept(request, "evaluations.waiting", ask)
