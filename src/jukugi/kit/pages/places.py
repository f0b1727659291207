"""Where rooms offer themselves to pages that show all rooms: the doors, home, the staff desk, the sample."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.http import HttpRequest

from jukugi.kit.registry import Registry


@dataclass(frozen=True)
class Door:
    """A main page: its label, the name of its URL, and the first part of the path of every page behind it."""

    label: Any
    url_name: str
    path: str


@dataclass(frozen=True)
class HomeAction:
    """Something a person can do now: what it costs them first, then what it is."""

    effort: str
    unit: str
    title: str
    text: str
    foot: str
    url: str


@dataclass(frozen=True)
class HomePart:
    """A part of home below what one can do now: template and content; ``is_side`` is a small one, beside or below."""

    template: str
    content: dict[str, Any]
    is_side: bool = False


@dataclass(frozen=True)
class PagePart:
    """What a higher room shows on a page of a lower one: its own template with its content, below a heading."""

    title: str
    template: str
    content: dict[str, Any]


@dataclass(frozen=True)
class DeskItem:
    """Something that waits for the person who is signed in: how many, what and why, where.

    ``each`` says what one of them takes (1件およそ20秒), ``due`` until when; ``is_late`` marks what is overdue.
    """

    count: int
    unit: str
    title: str
    text: str
    url: str
    each: str = ""
    due: str = ""
    is_late: bool = False


class DeskWard(Protocol):
    """The ward that is looked at on the desk: its key, and how it is called in an address."""

    pk: Any
    code: Any


class DeskOffer(Protocol):
    """What waits in one room, of all that the person may do there or of one ward alone.

    The desk asks for the whole and for each ward: the room queries once a page, not once a ward.
    """

    def __call__(self, request: HttpRequest, now: datetime, ward: DeskWard | None = None) -> list[DeskItem]: ...


@dataclass(frozen=True)
class DeskRoom:
    """A room of the staff side, for the list beside the desk: its name, its page, and what waits in it."""

    label: str
    url: str
    count: int = 0


doors: Registry[Door] = Registry("doors")
# Further first parts of paths behind a door: the name of its URL, and the part.
door_paths: Registry[tuple[str, str]] = Registry("further paths behind doors")
home_actions: Registry[Callable[[HttpRequest, datetime], list[HomeAction]]] = Registry("home actions")
home_parts: Registry[Callable[[HttpRequest, datetime], HomePart | None]] = Registry("home parts")
desk_queue: Registry[DeskOffer] = Registry("desk queue")
# None where the person who is signed in has nothing to do in the room.
desk_rooms: Registry[Callable[[HttpRequest], DeskRoom | None]] = Registry("desk rooms")
samples: Registry[Callable[[datetime], str]] = Registry("sample loaders")
