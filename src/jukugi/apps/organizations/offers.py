"""What this room offers to pages that show all rooms, and to the hand-over page of an association."""

from datetime import date, datetime, timedelta

from django.http import HttpRequest
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from jukugi.apps.organizations import permissions, queries
from jukugi.apps.organizations.enums import HandOverItem, HandOverKind, hand_over_items
from jukugi.apps.organizations.models import ContactRule, HandOverNote, HouseholdCount
from jukugi.kit.pages.keeping import kept
from jukugi.kit.pages.places import DeskItem, DeskRoom, DeskWard, desk_queue, desk_rooms
from jukugi.kit.pages.wording import jdate

# Figures older than this are asked for again.
COUNT_HOLDS = timedelta(days=400)


def register() -> None:
    desk_rooms.register("associations", associations_room, order=79)
    desk_rooms.register("organizations", desk_room, order=80)
    desk_queue.register("organizations", waiting, order=90)
    hand_over_items.register("organizations", own_items, order=90)


def desk_room(request: HttpRequest) -> DeskRoom | None:
    """Every member of staff reads who is responsible for what. No query: only staff see the list of rooms."""
    return DeskRoom(_("組織と担当"), reverse("organizations:organizations"))


def associations_room(request: HttpRequest) -> DeskRoom | None:
    """The register of associations, for those who look after some. Queries as ``waiting``, asked once a page."""
    waits = _waits(request)
    if waits is None:
        return None
    count = sum(each.lists + each.officers for each in waits.values())
    return DeskRoom(_("町内会・自治会"), reverse("organizations:register"), count)


def waiting(request: HttpRequest, now: datetime, ward: DeskWard | None = None) -> list[DeskItem]:
    """Lists on which nobody decided, and officers to whom no code was given. Three queries, asked once a page."""
    waits = _waits(request) or {}
    shown = [each for key, each in waits.items() if ward is None or key == ward.pk]
    lists, officers = sum(each.lists for each in shown), sum(each.officers for each in shown)
    items = []
    if lists:
        text = _("取り込むまで、前の役員の招待コードが使えたままです。")
        title = _("届いた役員名簿を確かめて、取り込む")
        items.append(DeskItem(lists, _("件"), title, text, reverse("organizations:april")))
    if officers:
        title, text = _("会長に、招待コードの手紙を渡す"), _("コードがないと、団体のページを開けません。")
        url = reverse("organizations:letters") + (f"?ward={ward.code}" if ward is not None else "")
        items.append(DeskItem(officers, _("人"), title, text, url, each=_("印刷して、封筒に入れる")))
    return items


def _waits(request: HttpRequest) -> dict[int | None, queries.Waiting] | None:
    """What waits by ward; None for who looks after no association. Three queries, asked once a page."""
    return kept(request, "organizations.waiting", lambda: _asked(request))


def _asked(request: HttpRequest) -> dict[int | None, queries.Waiting] | None:
    reach = permissions.reach_of(request.user)
    return queries.waiting_by_ward(wards=reach.care, day=localdate()) if reach.looks_after_any else None


def own_items(organization_pk: int, day: date) -> list[HandOverItem]:
    """What the register asks of an association, and what its officers left with a day or a place. Three queries."""
    place = {"association_pk": organization_pk}
    items = []
    for note in HandOverNote.objects.standing().filter(organization=organization_pk, done_at__isnull=True):
        url = reverse("organizations:own", kwargs=place) + f"#note-{note.pk}"
        if note.due_on is not None:
            text = _("前の役員の覚え書きにあります。")
            items.append(HandOverItem(HandOverKind.DUE, note.subject, text, url, note.due_on))
        if note.papers:
            items.append(HandOverItem(HandOverKind.PAPER, note.subject, note.papers, url))
    if not ContactRule.objects.standing().filter(organization=organization_pk).exists():
        url = reverse("organizations:own-contact", kwargs=place)
        text = _("どうやって、いつ連絡してよいかを決めると、区の担当がそれに従います。")
        items.append(HandOverItem(HandOverKind.OPEN, _("連絡の決まりを決める"), text, url))
    last = HouseholdCount.objects.standing().filter(organization=organization_pk).first()
    if last is None or last.as_of < day - COUNT_HOLDS:
        since = (
            _("いちばん新しい数は、%(day)sのものです。") % {"day": jdate(last.as_of)}
            if last
            else _("まだ数がありません。")
        )
        text = since + _("区の担当に、いまの世帯数と加入世帯数を知らせてください。")
        items.append(HandOverItem(HandOverKind.OPEN, _("世帯数を知らせる"), text))
    return items
