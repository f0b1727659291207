"""What the room offers to home (the door, two ways to speak, what came in) and to the staff desk."""

from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.opinions import permissions, policies
from jukugi.apps.opinions.queries import by_ward, counting, waves
from jukugi.apps.opinions.queries.desk import WaitingCounts
from jukugi.apps.processes.queries import main_process
from jukugi.kit.pages.keeping import kept
from jukugi.kit.pages.places import (
    DeskItem,
    DeskRoom,
    DeskWard,
    Door,
    HomeAction,
    HomePart,
    desk_queue,
    desk_rooms,
    doors,
    home_actions,
    home_parts,
)

ON_PAPER = (Channel.CARD, Channel.FAX, Channel.POST)


def register() -> None:
    doors.register("opinions", Door(gettext_lazy("声をよせる"), "opinions:write", "/opinions/"), order=20)
    home_actions.register("opinions", ways_to_speak, order=20)
    home_parts.register("opinions", received_part, order=20)
    desk_queue.register("opinions", waiting_items, order=20)
    desk_rooms.register("opinions", opinions_room, order=20)
    desk_rooms.register("opinions: paper", paper_room, order=21)


def ways_to_speak(request: HttpRequest, now: datetime) -> list[HomeAction]:
    """Writing on the web and on a card, while opinions are heard. Four queries; the counts are asked once a page."""
    process = main_process()
    if process is None or policies.hearing_phase(process, now=now) is None:
        return []
    figures = _received(request)
    on_paper = sum(count for channel, count in figures.by_channel if channel in ON_PAPER) if figures else 0
    return [
        HomeAction(
            effort="3",
            unit=_("分"),
            title=_("短い意見を書く"),
            text=_("一つの問いに、ひとことから書けます。紙のカードと同じ問いです。"),
            foot=_("%(people)s人から%(count)s件") % {"people": f"{figures.people:,}", "count": f"{figures.total:,}"}
            if figures and figures.total
            else _("最初の声をお待ちしています"),
            url=reverse("opinions:write"),
        ),
        HomeAction(
            effort="1",
            unit=_("枚"),
            title=_("紙で出す"),
            text=_("カードを印刷して書き、近くの窓口に出します。区役所などに置いてあるカードも使えます。"),
            foot=_("%(count)s件が紙から") % {"count": f"{on_paper:,}"} if on_paper else _("ウェブの声と同じに数えます"),
            url=reverse("opinions:card"),
        ),
    ]


def received_part(request: HttpRequest, now: datetime) -> HomePart | None:
    """How many voices came in, on which channel. At most three queries."""
    figures = _received(request)
    if figures is None:
        return None
    of = ""
    if figures.since and figures.until:
        of = _("%(people)s人から。%(since)s〜%(until)s") % {
            "people": f"{figures.people:,}",
            "since": _day(figures.since),
            "until": _day(figures.until),
        }
    return HomePart("opinions/_home_received.html", {"received": figures, "of": of}, is_side=True)


def waiting_items(request: HttpRequest, now: datetime, ward: DeskWard | None = None) -> list[DeskItem]:
    """Voices to be read and to be linked by this person. Seven queries, asked once a page whatever the wards."""
    waiting = _waiting(request)
    if waiting is None:
        return []
    counts = by_ward.together([count for key, count in waiting.items() if ward is None or key == ward.pk])
    of_ward = f"&ward={ward.code}" if ward is not None else ""
    queue = reverse("opinions:queue")
    return [
        DeskItem(
            count=counts.review,
            unit=_("件"),
            title=_("公開してよいか確かめる"),
            text=_("届いた声です。人が読むまで、公開を止めています。%(oldest)s")
            % {"oldest": _oldest(counts.oldest_review)}
            if counts.review
            else _("届いた声は、すべて読みました。"),
            url=f"{queue}?queue=review{of_ward}",
            each=_("1件およそ20秒") if counts.review else "",
        ),
        DeskItem(
            count=counts.link,
            unit=_("件"),
            title=_("論点につなぐ"),
            text=_("公開した声のうち、まだどこにもつないでいないもの。%(oldest)s")
            % {"oldest": _oldest(counts.oldest_link)}
            if counts.link
            else _("公開した声は、すべてどこかにつながっています。"),
            url=f"{queue}?queue=link{of_ward}",
            each=_("1件およそ15秒") if counts.link else "",
        ),
        *_appeals(request, ward),
        *_waves(request, ward),
    ]


def _appeals(request: HttpRequest, ward: DeskWard | None) -> list[DeskItem]:
    """Appeals that wait, only where there are any."""
    waiting = kept(
        request, "opinions.appeals", lambda: by_ward.appeals_by_ward(permissions.areas_handled_by(request.user))
    )
    count = sum(number for key, number in waiting.items() if ward is None or key == ward.pk)
    if not count:
        return []
    return [
        DeskItem(
            count=count,
            unit=_("件"),
            title=_("異議に答える"),
            text=_("公開しない判断への異議です。決めた人とは別の人が答えます。"),
            url=reverse("opinions:appeals"),
        )
    ]


def _waves(request: HttpRequest, ward: DeskWard | None) -> list[DeskItem]:
    """Decisions on many voices that wait for a second officer, only where there are any; they are of no one ward."""
    if ward is not None:
        return []
    areas = permissions.areas_handled_by(request.user)
    count = kept(request, "opinions.waves", lambda: waves.count_asked(areas, for_user=request.user))
    if not count:
        return []
    return [
        DeskItem(
            count=count,
            unit=_("件"),
            title=_("二人目として確かめる"),
            text=_("一度に届いたたくさんの声を、公開しないとする判断です。決めた人とは別の人が確かめます。"),
            url=reverse("opinions:waves"),
        )
    ]


def opinions_room(request: HttpRequest) -> DeskRoom | None:
    """The room with the sum of its two queues. Three queries, asked once a page."""
    waiting = _waiting(request)
    if waiting is None:
        return None
    counts = by_ward.together(waiting.values())
    return DeskRoom(_("意見"), reverse("opinions:queue"), counts.review + counts.link)


def paper_room(request: HttpRequest) -> DeskRoom | None:
    """Typing in what came on paper: nobody can count what still lies in a letter box. No query of its own."""
    return DeskRoom(_("紙の声を打ち込む"), reverse("opinions:enter")) if _waiting(request) is not None else None


def _received(request: HttpRequest) -> counting.Received | None:
    """Counts of the main process; kept with the request, so that a card and the column beside it cannot differ."""

    def ask() -> counting.Received | None:
        process = main_process()
        return counting.received(process) if process else None

    return kept(request, "opinions.received", ask)


def _waiting(request: HttpRequest) -> dict[int | None, WaitingCounts] | None:
    """What waits for this person by ward; None for somebody who handles no voices. Kept with the request, as above."""

    def ask() -> dict[int | None, WaitingCounts] | None:
        areas = permissions.areas_handled_by(request.user)
        return by_ward.waiting_by_ward(areas) if areas else None

    return kept(request, "opinions.waiting", ask)


def _oldest(moment: datetime | None) -> str:
    if moment is None:
        return ""
    day = timezone.localtime(moment)
    return _("いちばん古いものは%(month)s月%(day)s日に届きました。") % {"month": day.month, "day": day.day}


def _day(moment: datetime) -> str:
    day = timezone.localtime(moment)
    return f"{day.year}年{day.month}月{day.day}日"
