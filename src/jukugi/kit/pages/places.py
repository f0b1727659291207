"""Where rooms offer themselves to pages that show all rooms: the doors, home, the staff desk, the sample."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

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
class DeskItem:
    """Something that waits for the person who is signed in: how many, what and why, where."""

    count: int
    unit: str
    title: str
    text: str
    url: str


doors: Registry[Door] = Registry("doors")
home_actions: Registry[Callable[[HttpRequest, datetime], list[HomeAction]]] = Registry("home actions")
desk_queue: Registry[Callable[[HttpRequest, datetime], list[DeskItem]]] = Registry("desk queue")
samples: Registry[Callable[[datetime], str]] = Registry("sample loaders")
