"""Actions as pages call them, done again as if somebody else had come: does the action itself say no?

Pages ask first, so that the permission matrix never learns what an action would do. Here a page is opened by somebody
who may, what it asks of an action is kept, and the action is called with the same things and another person.
"""

import copy
import dataclasses
import functools
import importlib
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FunctionType
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import models, transaction

from jukugi.apps.accounts.actions import begin_participation, new_token
from jukugi.apps.accounts.models import Participant, User
from jukugi.apps.accounts.tests.factories import BEFORE
from jukugi.apps.areas.models import Area
from jukugi.apps.organizations.permissions import Representation
from jukugi.apps.organizations.tests.factories import MembershipFactory
from jukugi.apps.processes.errors import ProcessFinished
from jukugi.apps.processes.models import Process
from jukugi.kit.errors import NotAllowed, Refusal

AFTER_THE_END = "after_the_end"
WHOSE = ["no_role", "other_ward", "operator", "elsewhere", "other_device", "other_body", AFTER_THE_END]
SENDERS = ["policy", "own_ward", "participant"]
CLOSED = {"405", "404", "403", "sign-in"}
NO_FORM = "-"
NOT_YOU = NotAllowed.status


@dataclass(frozen=True)
class Call:
    """What the page behind a route asked of one action."""

    route: str
    module: str
    name: str
    given: dict[str, Any]

    @property
    def is_made_up(self) -> bool:
        return self.route == NO_FORM

    @property
    def action(self) -> str:
        return f"{self.module.removeprefix('jukugi.apps.')}.{self.name}"

    @property
    def key(self) -> tuple[str, str]:
        return self.route, self.action

    @property
    def function(self) -> Callable[..., Any]:
        return getattr(importlib.import_module(self.module), self.name)


def calls_behind(city: Any, status: Callable[..., str], rows: dict[tuple[str, str], dict[str, str]]) -> list[Call]:
    """Every action that a form of these rows reaches and that does what it is asked, once for each route."""
    found: dict[tuple[str, str], Call] = {}
    known: set[str] = set()
    with kept_calls() as calls:
        for sender in SENDERS:
            browser = city.browser(sender)
            for (route, method), row in rows.items():
                if method == "GET" or row[sender] in CLOSED or route in known:
                    continue
                calls.clear()
                status(city, browser, method, route)
                for module, name, given in list(calls):
                    call = Call(route, module, name, given)
                    if call.key not in found and outcome(call, {}) == "done":
                        found[call.key] = call
                        known.add(route)
    return list(found.values())


@contextmanager
def kept_calls() -> Iterator[list[tuple[str, str, dict[str, Any]]]]:
    """The outermost actions that are called meanwhile, with what was given to them."""
    calls: list[tuple[str, str, dict[str, Any]]] = []
    depth: list[str] = []
    put: list[tuple[Any, str, Any]] = []

    def kept(function: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(function)
        def call(*args: Any, **given: Any) -> Any:
            if not depth and not args:
                rows = {name: _as_it_is(value) for name, value in given.items()}
                calls.append((function.__module__, function.__name__, rows))
            depth.append(function.__name__)
            try:
                return function(*args, **given)
            finally:
                depth.pop()

        return call

    instead = functools.cache(kept)
    for module in [each for name, each in sys.modules.items() if name.startswith("jukugi.apps.")]:
        for name, value in list(vars(module).items()):
            if type(value) is FunctionType and is_action(value):
                put.append((module, name, value))
                setattr(module, name, instead(value))
    try:
        yield calls
    finally:
        for module, name, value in put:
            setattr(module, name, value)


def is_action(function: FunctionType) -> bool:
    module, name = function.__module__, function.__name__
    return module.startswith("jukugi.apps.") and ".actions" in module and not name.startswith("_")


def _as_it_is(value: Any) -> Any:
    """A row as it stood: an action may change the one it was given, or delete it."""
    return copy.copy(value) if isinstance(value, models.Model) else value


def outcome(call: Call, instead: dict[str, Any], *, as_it_is: Callable[[Any], Any] = _as_it_is) -> str:
    """ "done", the name of the refusal, or "gone": it speaks of somebody whom only that request made. Nothing stays.

    Where no form was sent, "past" for everything but a refusal of this person, or of a process that is over: what was
    made up may be refused later.
    """
    with transaction.atomic():
        try:
            call.function(**{name: as_it_is(value) for name, value in {**call.given, **instead}.items()})
            said = "done"
        except Refusal as refusal:
            said = type(refusal).__name__
            if call.is_made_up and (refusal.status == NOT_YOU or isinstance(refusal, ProcessFinished)):
                return said
        except ObjectDoesNotExist:
            said = "gone"
        except Exception:
            if not call.is_made_up:
                raise
        finally:
            transaction.set_rollback(True)
    return "past" if call.is_made_up else said


def outcome_after_the_end(call: Call) -> str:
    """The same where the call was done by those who may, and every process is over."""
    with transaction.atomic():
        try:
            Process.objects.update(is_finished=True, is_main=False)
            return outcome(call, {}, as_it_is=_as_it_became)
        finally:
            transaction.set_rollback(True)


def _as_it_became(value: Any) -> Any:
    """Read anew, with all that hangs on it; but for people, whom often that request alone made."""
    if isinstance(value, Participant):
        return value
    if isinstance(value, models.Model):
        return value if value.pk is None else type(value)._base_manager.get(pk=value.pk)
    if isinstance(value, list | tuple):
        return type(value)(_as_it_became(each) for each in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = [each.name for each in dataclasses.fields(value) if each.init]
        return dataclasses.replace(value, **{name: _as_it_became(getattr(value, name)) for name in fields})
    return value


class Others:
    """People who have nothing to do with the things of this city, and those of another ward."""

    def __init__(self, city: Any) -> None:
        self.people = city.people
        self.other_ward = city.people["other_ward"].roles.get().area
        self.device = begin_participation(token=new_token(), now=BEFORE)
        self.body = MembershipFactory().organization

    def told(self, call: Call) -> dict[str, str]:
        """What the action says to each of them."""
        return {whose: self.said(call, whose) for whose in WHOSE}

    def said(self, call: Call, whose: str) -> str:
        """What it says to one of them; "-" where it knows no such person."""
        if whose == AFTER_THE_END:
            return outcome_after_the_end(call)
        given = self.instead(call, whose)
        return "-" if given is None else outcome(call, given)

    def instead(self, call: Call, whose: str) -> dict[str, Any] | None:
        """What is given in place of what the page gave; None where this action knows no such person."""
        given = call.given
        if whose in ("no_role", "other_ward", "operator"):
            users = [name for name, value in given.items() if name in ("actor", "by") and isinstance(value, User)]
            return dict.fromkeys(users, self.people[whose]) or None
        if whose == "other_device":
            devices = [name for name, value in given.items() if isinstance(value, Participant)]
            return dict.fromkeys(devices, self.device) or None
        if whose == "other_body":
            acting = {name: value for name, value in given.items() if isinstance(value, Representation)}
            return {name: dataclasses.replace(by, organization=self.body) for name, by in acting.items()} or None
        return self._elsewhere(call)

    def _elsewhere(self, call: Call) -> dict[str, Any] | None:
        """An officer of the ward would do it for another ward."""
        moved = {name: self._moved(value) for name, value in call.given.items()}
        moved = {name: value for name, value in moved.items() if value is not call.given[name]}
        if not moved or not isinstance(call.given.get("actor"), User):
            return None
        return {**moved, "actor": self.people["own_ward"]}

    def _moved(self, value: Any) -> Any:
        if isinstance(value, Area):
            return self.other_ward
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            fields = [each.name for each in dataclasses.fields(value) if each.init and each.name in ("area", "ward")]
            if fields:
                return dataclasses.replace(value, **dict.fromkeys(fields, self.other_ward))
        return value
