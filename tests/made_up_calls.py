"""Calls of actions that no form of the matrix reaches, made up from what stands in its city.

What an action is given follows from its signature: a row of that kind, of the ward where there is one, a draft with
such rows in it, a short text. An action that asks for leave first refuses first, whatever else is given.
"""

import collections.abc
import dataclasses
import enum
import importlib
import inspect
import pkgutil
import types
import typing
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils import timezone

from jukugi.apps.accounts.models import User
from jukugi.apps.areas.models import Area
from jukugi.apps.organizations.models import Organization
from jukugi.apps.organizations.permissions import Representation
from tests.replayed_actions import NO_FORM, Call, calls_behind, is_action
from tools.mutation.sites import APPS, rooms

PLAIN: dict[type, Any] = {str: "見本", int: 1, bool: False, bytes: b"", Decimal: Decimal(1), timedelta: timedelta(1)}
MANY = (list, tuple, collections.abc.Sequence, collections.abc.Collection, collections.abc.Iterable)


def every_call(matrix: Any, city: Any) -> Iterator[Call]:
    """What the forms of the matrix ask of actions, and calls of those that no form reaches."""
    behind = calls_behind(city, matrix.status, matrix.reviewed())
    yield from behind
    known, rows = {call.action for call in behind}, Rows(city, timezone.now())
    for function in actions():
        call = Call(NO_FORM, function.__module__, function.__name__, rows.given(function))
        if call.action not in known:
            yield call


def actions() -> Iterator[Callable[..., Any]]:
    """All actions of all rooms, in the order of their names."""
    for room in rooms():
        folder = APPS / room / "actions"
        names = [each.name for each in pkgutil.iter_modules([str(folder)], f"jukugi.apps.{room}.actions.")]
        files = names if folder.is_dir() else [f"jukugi.apps.{room}.actions"] * (APPS / room / "actions.py").exists()
        for name in files:
            for function in vars(importlib.import_module(name)).values():
                if type(function) is types.FunctionType and function.__module__ == name and is_action(function):
                    yield function


class Rows:
    """What is given for each parameter of an action."""

    def __init__(self, city: Any, now: datetime) -> None:
        self.city, self.now = city, now
        self.kept: dict[type, Any] = {}

    def given(self, function: Callable[..., Any]) -> dict[str, Any]:
        hints = _hints(inspect.unwrap(function))
        wanted = [each for each in inspect.signature(function).parameters.values() if each.default is each.empty]
        return {each.name: self._made(hints.get(each.name, Any)) for each in wanted}

    def _made(self, kind: Any) -> Any:
        origin, parts = typing.get_origin(kind), typing.get_args(kind)
        if origin in (types.UnionType, typing.Union):
            made = (self._made(part) for part in parts if part is not type(None))
            return next((each for each in made if each is not None), None)
        if origin in MANY:
            one = self._made(parts[0])
            return [one] if isinstance(one, models.Model) or dataclasses.is_dataclass(one) else []
        if origin in (dict, collections.abc.Mapping):
            return {}
        return self._one(kind) if isinstance(kind, type) else None

    def _one(self, kind: type) -> Any:
        if kind in PLAIN:
            return PLAIN[kind]
        if kind in (datetime, date):
            return self.now if kind is datetime else self.now.date()
        if issubclass(kind, enum.Enum):
            return next(iter(kind))
        if kind not in self.kept:
            self.kept[kind] = self._row(kind) if issubclass(kind, models.Model) else self._draft(kind)
        return self.kept[kind]

    def _row(self, kind: type[models.Model]) -> Any:
        if kind is Area:
            return self.city.ward
        if kind is User:
            return self.city.people["policy"]
        rows = list(kind._default_manager.order_by("pk")[:50])
        of_the_ward = [row for row in rows if self.city.ward.pk in (_area_of(row, "area_id"), _area_of(row, "ward_id"))]
        return next(iter(of_the_ward or rows), None)

    def _draft(self, kind: type) -> Any:
        if kind is Representation:
            body = self._row(Organization)
            return Representation(organization=body, actor_key="見本", day=self.now.date(), code=None)
        if not dataclasses.is_dataclass(kind):
            return None
        hints = _hints(kind)
        fields = [each for each in dataclasses.fields(kind) if each.init and each.default is dataclasses.MISSING]
        fields = [each for each in fields if each.default_factory is dataclasses.MISSING]
        return kind(**{each.name: self._made(hints.get(each.name, Any)) for each in fields})


def _hints(thing: Any) -> dict[str, Any]:
    try:
        return typing.get_type_hints(thing)
    except NameError:  # a name that only the type checker imports
        return {}


def _area_of(row: models.Model, name: str) -> int | None:
    found: int | None = getattr(row, name, None)
    return found
