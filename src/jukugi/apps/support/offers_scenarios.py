"""What scenarios offer to the desk, to home, and to the story of a voice."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.permissions import roles
from jukugi.apps.opinions.enums import RECEIPT_KIND, CallKind, followers
from jukugi.apps.opinions.queries.reading import day_before
from jukugi.apps.processes.queries import main_process
from jukugi.apps.support import permissions
from jukugi.apps.support.actions.deciding import follow
from jukugi.apps.support.enums import SecondHand
from jukugi.apps.support.models import DecisionSettling, HeardPoint, Scenario, ScenarioDecision
from jukugi.apps.support.queries.years import years_due_of
from jukugi.core.fiscal_year import fiscal_year_of
from jukugi.kit.pages.keeping import kept
from jukugi.kit.pages.places import (
    DeskItem,
    DeskRoom,
    DeskWard,
    HomeAction,
    desk_queue,
    desk_rooms,
    home_actions,
)
from jukugi.kit.pages.voices import Step, Voice, thread_links
from jukugi.kit.pages.wording import jday

SHOWN = 2


@dataclass(frozen=True)
class _Mine:
    """By the ward's key: proposals that wait for this person, and years to look back on."""

    proposals: Mapping[int | None, int]
    years: Mapping[int | None, int]


def register() -> None:
    desk_queue.register("support scenarios", waiting_items, order=48)
    desk_rooms.register("support scenarios", scenarios_room, order=39)
    home_actions.register("support scenarios", ways_to_speak, order=27)
    thread_links.register("support scenarios", steps, order=43)
    followers.register("support", follow)


def waiting_items(request: HttpRequest, now: datetime, ward: DeskWard | None = None) -> list[DeskItem]:
    """Decisions for a second person, and years that are over. At most five queries, asked once a page."""
    mine = _mine(request)
    if mine is None:
        return []

    def count(rows: Mapping[int | None, int]) -> int:
        return sum(number for key, number in rows.items() if ward is None or key == ward.pk)

    url = reverse("support:desk-scenarios")
    told = (
        (
            count(mine.proposals),
            _("件"),
            _("シナリオの決定"),
            _("ほかの職員が書いた決定の案を、決めるか差し戻します。"),
            False,
        ),
        (count(mine.years), _("年度"), _("シナリオの年度を振り返る"), _("計画と、実際にあったことを書きます。"), True),
    )
    return [
        DeskItem(number, unit, title, text, url, is_late=late) for number, unit, title, text, late in told if number
    ]


def scenarios_room(request: HttpRequest) -> DeskRoom | None:
    """区のシナリオ, with what waits in it. Asked once a page."""
    mine = _mine(request)
    if mine is None:
        return None
    count = sum(mine.proposals.values()) + sum(mine.years.values())
    return DeskRoom(_("区のシナリオ"), reverse("support:desk-scenarios"), count)


def ways_to_speak(request: HttpRequest, now: datetime) -> list[HomeAction]:
    """Scenarios of the main process about which residents are asked, those that end first. At most two queries."""
    process = main_process()
    if process is None:
        return []
    rows = Scenario.objects.public().asking_at(now).filter(process=process).select_related("area", "call")
    return [
        HomeAction(
            effort="60",
            unit=_("秒"),
            title=_("区の計画に意見を言う"),
            text=_("「%(title)s」：%(question)s") % {"title": one.title, "question": one.call.question},
            foot=_("%(place)s　%(day)sまで") % {"place": _place(one), "day": _last_day(one)},
            url=one.get_absolute_url(),
        )
        for one in rows.order_by("call__closes_at", "pk")[:SHOWN]
        if one.call is not None
    ]


def steps(request: HttpRequest, voice: Voice, now: datetime) -> list[Step]:
    """For what was said to a scenario: to which, what was done with it, what was decided. At most four queries; none
    for other voices.
    """
    if voice.kind != RECEIPT_KIND:
        return []
    call = voice.record.call
    if call is None or call.kind != CallKind.SCENARIO:
        return []
    scenario = Scenario.objects.public().filter(call=call).first()
    if scenario is None:
        return []
    told = [
        Step(
            voice.received_at,
            _("区のシナリオ"),
            _("「%(title)s」への意見として受け付けました") % {"title": scenario.title},
            template="support/scenarios/_step_came.html",
            content={"scenario": scenario},
        )
    ]
    points = HeardPoint.objects.filter(scenario=scenario, voices__submission=voice.key).distinct()
    told += [_answered(scenario, point) for point in points]
    settled = DecisionSettling.objects.filter(decision__scenario=scenario, act=SecondHand.DECIDED)
    after = settled.filter(done_at__gte=voice.received_at).select_related("decision__alternative").order_by("pk")
    return told + [_decided(scenario, settling) for settling in after]


def _answered(scenario: Scenario, point: HeardPoint) -> Step:
    return Step(
        point.written_at,
        _("市の考え方"),
        _("この声をもとに、考えを書きました"),
        template="support/scenarios/_step_heard.html",
        content={"scenario": scenario, "point": point},
        standing=_("この声をもとに、区のシナリオで考え方が示されています"),
    )


def _decided(scenario: Scenario, settling: DecisionSettling) -> Step:
    return Step(
        settling.done_at,
        _("決定"),
        _("「%(name)s」に決まりました") % {"name": settling.decision.alternative.name},
        template="support/scenarios/_step_decided.html",
        content={"scenario": scenario, "decision": settling.decision},
        standing=_("この声が届いたシナリオは、決定しました"),
    )


def _mine(request: HttpRequest) -> _Mine | None:
    """None for who writes no scenario. At most five queries, kept with the request."""

    def ask() -> _Mine | None:
        areas = permissions.areas_kept_by(request.user)
        if not areas:
            return None
        key = getattr(request.user, "actor_key", "")
        return _Mine(_proposals(request, key), _years(areas, timezone.localdate()))

    return kept(request, "support.scenarios", ask)


def _proposals(request: HttpRequest, actor_key: str) -> dict[int | None, int]:
    """Proposals of others on which this person may decide, by ward. Two queries."""
    of_wards = {role.area_id for role in roles(request.user, RoleKind.WARD_OFFICER)}
    of_city = any(role.area_id is None for role in roles(request.user, RoleKind.POLICY_OFFICER))
    waiting = ScenarioDecision.objects.filter(settling__isnull=True).exclude(actor_key=actor_key).order_by()
    found: dict[int | None, int] = {}
    for area in waiting.values_list("scenario__area", flat=True):
        if of_city if area is None else (area in of_wards or None in of_wards):
            found[area] = found.get(area, 0) + 1
    return found


def _years(areas: set[int | None], today: date) -> dict[int | None, int]:
    """Years to look back on, by ward. One query, and two more where anything was decided before this fiscal year."""
    april = timezone.make_aware(datetime.combine(date(fiscal_year_of(today), 4, 1), time.min))
    settled = DecisionSettling.objects.filter(act=SecondHand.DECIDED, done_at__lt=april).order_by()
    rows = dict(settled.values_list("decision__scenario", "decision__scenario__area"))
    rows = {key: area for key, area in rows.items() if None in areas or area in areas}
    found: dict[int | None, int] = {}
    for key, years in (years_due_of(rows, today) if rows else {}).items():
        found[rows[key]] = found.get(rows[key], 0) + len(years)
    return found


def _place(scenario: Scenario) -> str:
    return scenario.area.name if scenario.area is not None else _("全市")


def _last_day(scenario: Scenario) -> str:
    return jday(day_before(scenario.call.closes_at)) if scenario.call is not None else ""
