"""Asks for files with what is known of people: how they stand for one person, and who else may answer."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from jukugi.apps.accounts import permissions
from jukugi.apps.accounts.enums import ExportState
from jukugi.apps.accounts.models import ExportAsk, Role, User
from jukugi.kit.personal_exports import ExportThing, personal_exports

SHOWN = 20
LOOKED_THROUGH = 200


@dataclass(frozen=True)
class ExportStand:
    """How one file stands for one person: their last ask for it, where that is today, and where the way goes on."""

    ask: ExportAsk | None
    state: str
    new_url: str


def export_stands(user: Any, kind: str, keys: Collection[str], *, day: date) -> dict[str, ExportStand]:
    """For each of these files of one kind. One query."""
    asks = ExportAsk.objects.filter(asked_by=user.actor_key, kind=kind, key__in=keys).order_by("pk")
    last = {ask.key: ask for ask in asks}
    return {
        key: ExportStand(
            ask=last.get(key),
            state=str(last[key].state_on(day)) if key in last else "",
            new_url=reverse("accounts:ask-for-export", args=[kind, key]),
        )
        for key in keys
    }


@dataclass(frozen=True)
class ShownAsk:
    """One ask as pages tell it, by names of officers."""

    ask: ExportAsk
    name: Any
    holds: Any
    thing: ExportThing
    state: ExportState
    asker: str
    answerer: str


@dataclass(frozen=True)
class ShownAsks:
    """Asks of others that wait for this person, the person's own, and files that were taken, the newest first."""

    waiting: list[ShownAsk]
    own: list[ShownAsk]
    taken: list[ShownAsk]


def export_thing(kind: str, key: str) -> ExportThing | None:
    """What a file tells of, or None where there is no such file. As many queries as its room takes."""
    return personal_exports[kind].find([key]).get(key) if kind in personal_exports else None


def shown_asks(user: Any, *, day: date) -> ShownAsks:
    """Of the files that this person may take. Four queries, and those by which each room finds its things."""
    waiting = list(ExportAsk.objects.waiting_on(day).exclude(asked_by=user.actor_key)[:LOOKED_THROUGH])
    own = list(ExportAsk.objects.filter(asked_by=user.actor_key)[:SHOWN])
    taken = list(ExportAsk.objects.filter(taken__gt=0).order_by("-taken_at", "-pk")[:LOOKED_THROUGH])
    shown = {one.ask.pk: one for one in _shown(user, [*waiting, *own, *taken], day)}
    kept = [[shown[ask.pk] for ask in asks if ask.pk in shown] for asks in (waiting, own, taken)]
    return ShownAsks(kept[0], kept[1], kept[2][:SHOWN])


def shown_ask(user: Any, ask: ExportAsk, *, day: date) -> ShownAsk | None:
    """One of them, or None where the person may not take its file. A query, and those of its room."""
    return next(iter(_shown(user, [ask], day)), None)


def _shown(user: Any, asks: Iterable[ExportAsk], day: date) -> list[ShownAsk]:
    asks = list(asks)
    things = _things(asks)
    names = _names(key for ask in asks for key in (ask.asked_by, ask.answered_by) if key)
    return [
        ShownAsk(
            ask=ask,
            name=personal_exports[ask.kind].name,
            holds=personal_exports[ask.kind].holds,
            thing=things[ask.kind, ask.key],
            state=ask.state_on(day),
            asker=names.get(ask.asked_by, ""),
            answerer=names.get(ask.answered_by, ""),
        )
        for ask in asks
        if (ask.kind, ask.key) in things and permissions.can_take(user, ask.kind, things[ask.kind, ask.key])
    ]


def _things(asks: Iterable[ExportAsk]) -> dict[tuple[str, str], ExportThing]:
    keys: dict[str, set[str]] = {}
    for ask in asks:
        keys.setdefault(ask.kind, set()).add(ask.key)
    known = {kind: personal_exports[kind].find(those) for kind, those in keys.items() if kind in personal_exports}
    return {(kind, key): thing for kind, things in known.items() for key, thing in things.items()}


def _names(keys: Iterable[str]) -> dict[str, str]:
    return dict(User.objects.filter(actor_key__in=set(keys)).values_list("actor_key", "display_name"))


def open_asks(user: Any, *, day: date) -> list[tuple[ExportAsk, ExportThing]]:
    """What is open for one person: asks of others that wait, own ones by which a file may be taken and was not yet. One
    query where nothing is open; else those of the rooms besides.
    """
    asks = [
        ask
        for ask in ExportAsk.objects.open_on(day)[:LOOKED_THROUGH]
        if (ask.asked_by == user.actor_key) == (ask.state == ExportState.AGREED) and not ask.taken
    ]
    things = _things(asks)
    found = [(ask, things[ask.kind, ask.key]) for ask in asks if (ask.kind, ask.key) in things]
    return [(ask, thing) for ask, thing in found if permissions.can_take(user, ask.kind, thing)]


def others_who_may(user: Any, kind: str, thing: ExportThing, *, day: date) -> list[str]:
    """Names of the others who may answer an ask of this person for a file. One query, however many officers."""
    roles: dict[int, list[Role]] = {}
    people: dict[int, Any] = {}
    for role in Role.objects.on(day).filter(user__is_active=True).select_related("user").order_by("user"):
        roles.setdefault(role.user_id, []).append(role)
        people.setdefault(role.user_id, role.user)
    for key, person in people.items():
        person.known_roles = roles[key]
    others = (person for key, person in people.items() if key != user.pk)
    return [person.display_name for person in others if permissions.can_take(person, kind, thing)]
