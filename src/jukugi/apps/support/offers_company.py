"""What accompaniment offers to the desk, and to the hand-over page of an association."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.organizations.enums import HandOverItem, HandOverKind, hand_over_items
from jukugi.apps.support import permissions
from jukugi.apps.support.enums import MatchAnswer, StepBy
from jukugi.apps.support.models import Charge, Match, NextStep, SituationSheet
from jukugi.apps.support.queries.company import without_charge
from jukugi.kit.pages.keeping import kept
from jukugi.kit.pages.places import DeskItem, DeskRoom, DeskWard, desk_queue, desk_rooms

SHEET_HOLDS = timedelta(days=400)
"""A sheet that is older is asked for again."""


def register() -> None:
    hand_over_items.register("support", own_items, order=60)
    desk_queue.register("support company", waiting_items, order=47)
    desk_rooms.register("support company", company_room, order=38)


def own_items(organization_pk: int, day: date) -> list[HandOverItem]:
    """What an association finds of its company: its sheet, what is proposed, its own next steps. Three queries."""
    url = reverse("support:own-company", args=[organization_pk])
    sheet = SituationSheet.objects.filter(organization=organization_pk, erased_at__isnull=True).first()
    items = []
    for step in NextStep.objects.open().filter(organization=organization_pk)[:50]:
        kind = HandOverKind.DUE if step.by == StepBy.ASSOCIATION else HandOverKind.OPEN
        text = _("伴走支援で決めた、次の一歩です（する人：%(by)s）。") % {"by": step.get_by_display()}
        items.append(HandOverItem(kind, step.what, text, f"{url}#step-{step.pk}", step.due_on))
    if sheet is None:
        text = _("望むことと心配なことを書くと、合いそうな支援が出ます。五分ほどで、額や名前は聞きません。")
        return [*items, HandOverItem(HandOverKind.OPEN, _("状況シートを書く"), text, url)]
    proposed = Match.objects.filter(organization=organization_pk, answer=MatchAnswer.PROPOSED).count()
    if proposed:
        title = _("合いそうな支援を見る（%(count)d件）") % {"count": proposed}
        items.append(HandOverItem(HandOverKind.OPEN, title, _("使うか、見送るかを決めます。"), f"{url}#matches"))
    if sheet.told_on < day - SHEET_HOLDS:
        text = _("一年より前のものです。変わったところを書き直してください。")
        items.append(HandOverItem(HandOverKind.OPEN, _("状況シートを見直す"), text, url))
    items.append(HandOverItem(HandOverKind.PAPER, _("状況シート"), _("この団体のページにあります。"), url))
    return items


@dataclass(frozen=True)
class Waiting:
    """What waits for one officer in one ward."""

    overdue: int = 0
    without_charge: int = 0


def waiting_items(request: HttpRequest, now: datetime, ward: DeskWard | None = None) -> list[DeskItem]:
    """Next steps whose day has passed, and associations that wait for an officer. Three queries, asked once a page."""
    waits = _waits(request) or {}
    shown = [each for key, each in waits.items() if ward is None or key == ward.pk]
    overdue, open_ones = sum(each.overdue for each in shown), sum(each.without_charge for each in shown)
    url, items = reverse("support:company"), []
    if overdue:
        text = _("受け持つ団体と決めたことです。済んだか、期限を決め直すかを、団体と話します。")
        items.append(DeskItem(overdue, _("件"), _("期限を過ぎた、次の一歩を進める"), text, url, is_late=True))
    if open_ones:
        text = _("状況シートを書いて、区からの声を待っています。")
        items.append(DeskItem(open_ones, _("団体"), _("団体の受け持ちを決める"), text, url))
    return items


def company_room(request: HttpRequest) -> DeskRoom | None:
    """伴走支援, for officers of wards and of the city. Asked once a page."""
    waits = _waits(request)
    if waits is None:
        return None
    return DeskRoom(
        _("伴走支援"), reverse("support:company"), sum(one.overdue + one.without_charge for one in waits.values())
    )


def _waits(request: HttpRequest) -> Mapping[int, Waiting] | None:
    """What waits by ward; None for who has no part in it. Three queries, kept with the request."""

    def ask() -> Mapping[int, Waiting] | None:
        if not permissions.areas_kept_by(request.user):
            return None
        wards = permissions.company_wards(request.user)
        return _asked(request, wards) if wards else {}

    return kept(request, "support.company", ask)


def _asked(request: HttpRequest, wards: frozenset[int]) -> Mapping[int, Waiting]:
    day = timezone.localdate()
    mine = Charge.objects.running().filter(officer=request.user.pk, organization__area__in=list(wards))
    bodies = list(mine.values_list("organization", flat=True))
    late = dict(
        NextStep.objects.overdue(day)
        .filter(organization__in=bodies)
        .order_by()
        .values_list("organization__area")
        .annotate(count=Count("pk"))
    )
    lone: dict[int | None, int] = {}
    for body in without_charge(wards, day=day):
        lone[body.area_id] = lone.get(body.area_id, 0) + 1
    return {pk: Waiting(late.get(pk, 0), lone.get(pk, 0)) for pk in wards}
