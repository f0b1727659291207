"""What waits in the register of places, on the staff desk."""

from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.places import permissions
from jukugi.apps.places.queries.desk import Waiting, waiting_by_ward
from jukugi.kit.pages.keeping import kept
from jukugi.kit.pages.places import DeskItem, DeskRoom, DeskWard, desk_queue, desk_rooms


def register() -> None:
    desk_queue.register("places", waiting_items, order=75)
    desk_rooms.register("places", places_room, order=75)


def waiting_items(request: HttpRequest, now: datetime, ward: DeskWard | None = None) -> list[DeskItem]:
    """Places that listed themselves, notes, and a gentle word on those that nobody looked at for a year. Asked once a
    page.
    """
    waiting = _waiting(request)
    if waiting is None:
        return []
    proposed, notes, old = waiting.of(None if ward is None else ward.pk)
    url = reverse("places:desk")
    found = waiting.findings(None if ward is None else ward.pk)
    walks = DeskItem(
        count=found,
        unit=_("件"),
        title=_("まち歩きで見たことを確かめる"),
        text=_("台帳と違うところを、一つずつ入れるか、入れないかを決めます。"),
        url=reverse("places:desk-walks"),
        each=_("1件およそ1分"),
    )
    told = [
        (
            proposed,
            "proposed",
            _("居場所の申し出を確かめる"),
            _("電話をするか行ってみて、一覧に載せます。"),
            _("1か所およそ10分"),
        ),
        (
            notes,
            "notes",
            _("居場所が変わったという知らせに答える"),
            _("確かめて直し、何を直したかを答えます。"),
            _("1件およそ5分"),
        ),
        (
            old,
            "old",
            _("居場所に変わりがないかを聞く"),
            _("一年のあいだ確かめていない所です。急ぎません。ついでのときに。"),
            _("1か所およそ3分"),
        ),
    ]
    return [walks] * bool(found) + [
        DeskItem(count=count, unit=_("か所"), title=title, text=text, url=f"{url}?part={part}", each=each)
        for count, part, title, text, each in told
        if count
    ]


def places_room(request: HttpRequest) -> DeskRoom | None:
    """居場所, with what people wait for; what is only old is no debt. Asked once a page."""
    waiting = _waiting(request)
    if waiting is None:
        return None
    proposed, notes, _old = waiting.of(None)
    return DeskRoom(_("居場所"), reverse("places:desk"), proposed + notes + waiting.findings(None))


def _waiting(request: HttpRequest) -> Waiting | None:
    """None where the person has nothing to do here. At most four queries, kept with the request."""

    def ask() -> Waiting | None:
        wards = permissions.wards_kept_by(request.user)
        return waiting_by_ward(wards, day=timezone.localdate()) if wards else None

    return kept(request, "places.waiting", ask)
