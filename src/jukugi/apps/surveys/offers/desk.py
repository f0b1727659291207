"""What waits in surveys, on the staff desk."""

from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.surveys import permissions
from jukugi.apps.surveys.queries.desk import waiting_paper_by_ward
from jukugi.kit.pages.keeping import kept
from jukugi.kit.pages.places import DeskItem, DeskRoom, DeskWard, desk_queue, desk_rooms


def register() -> None:
    desk_queue.register("surveys", waiting_items, order=43)
    desk_rooms.register("surveys", surveys_room, order=34)


def waiting_items(request: HttpRequest, now: datetime, ward: DeskWard | None = None) -> list[DeskItem]:
    """Paper that waits for a second typing, and paper that differs; only where there is any. Asked once a page."""
    waiting = _waiting(request)
    if waiting is None:
        return []
    rows = [counts for key, counts in waiting.items() if ward is None or key == ward.pk]
    url = reverse("surveys:desk")
    told = [
        (
            sum(second for second, _differ in rows),
            _("アンケートの紙をもう一度入力する"),
            _("一人目が入力したものです。見ずに入力し、突き合わせます。"),
        ),
        (
            sum(differ for _second, differ in rows),
            _("入力のくいちがいを決める"),
            _("二人の入力が違う紙です。紙を見て決めます。"),
        ),
    ]
    return [DeskItem(count=n, unit=_("枚"), title=title, text=text, url=url) for n, title, text in told if n]


def surveys_room(request: HttpRequest) -> DeskRoom | None:
    """アンケート, with what waits in it. Asked once a page."""
    waiting = _waiting(request)
    if waiting is None:
        return None
    return DeskRoom(_("アンケート"), reverse("surveys:desk"), sum(sum(counts) for counts in waiting.values()))


def _waiting(request: HttpRequest) -> dict[int | None, tuple[int, int]] | None:
    """None where the person has nothing to do here. At most three queries, kept with the request."""

    def ask() -> dict[int | None, tuple[int, int]] | None:
        areas = permissions.areas_run_by(request.user)
        if not areas:
            return None
        return waiting_paper_by_ward(areas, getattr(request.user, "actor_key", ""), timezone.localdate())

    return kept(request, "surveys.waiting", ask)
