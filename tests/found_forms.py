"""Forms as the pages show them: whoever opens a page of the city finds what its forms send, and where to."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urldefrag, urljoin

from django.test import Client
from django.urls import Resolver404, resolve
from lxml import html

# Fields that pages fill and that say nothing: who sent the form, and that it came from here.
NOT_TYPED = {"csrfmiddlewaretoken"}


@dataclass(frozen=True)
class Field:
    """One name a form sends. ``given`` is what the page itself would send; ``offered`` what one may choose from."""

    name: str
    kind: str
    given: tuple[str, ...]
    offered: tuple[str, ...]


@dataclass(frozen=True)
class FoundForm:
    """A form on a page. ``route`` is where it goes to, by name; ``role`` who found it."""

    role: str
    page: str
    route: str
    action: str
    method: str
    fields: tuple[Field, ...]

    @property
    def key(self) -> tuple[str, str, frozenset[str]]:
        """The same form on several pages, or for several people, has one key."""
        return self.route, self.method, frozenset(each.name for each in self.fields)

    @property
    def has_file(self) -> bool:
        return any(each.kind == "file" for each in self.fields)


def forms_for(city: Any, role: str, routes: list[str]) -> list[FoundForm]:
    """The forms on all these pages that the person may open, each once."""
    browser, found = city.browser(role), dict[Any, FoundForm]()
    for route in routes:
        for form in forms_at(browser, role, city.address(route)):
            found.setdefault(form.key, form)
    return list(found.values())


def forms_at(browser: Client, role: str, page: str) -> Iterator[FoundForm]:
    """What one page shows. Nothing where it is no page, or not for this person."""
    response = browser.get(page)
    if response.status_code != 200 or not response.headers.get("Content-Type", "").startswith("text/html"):
        return
    if response.streaming or not response.content:
        return
    tree = html.fromstring(response.content.decode())
    for form in tree.iter("form"):
        action = urldefrag(urljoin(page, form.get("action") or page)).url
        try:
            where = resolve(action.split("?")[0]).view_name
        except Resolver404:
            continue
        fields = tuple(_fields(tree, form))
        yield FoundForm(role, page, where, action, (form.get("method") or "get").upper(), fields)


def _fields(tree: Any, form: Any) -> Iterator[Field]:
    """Each name once: the boxes of one name give one field."""
    parts: dict[str, list[Any]] = {}
    beside = tree.xpath("//*[@form=$key]", key=form.get("id")) if form.get("id") else []
    for part in [*form.iter("input", "select", "textarea", "button"), *beside]:
        if part.get("name") and part.get("name") not in NOT_TYPED:
            parts.setdefault(part.get("name"), []).append(part)
    for name, those in parts.items():
        kind = those[0].tag if those[0].tag != "input" else those[0].get("type", "text")
        offered = tuple(value for part in those for value in _offered(part))
        yield Field(name, kind, tuple(value for part in those for value in _given(part)), offered)


def _given(part: Any) -> list[str]:
    if part.tag == "textarea":
        return [part.text or ""]
    if part.tag == "select":
        chosen = [option for option in part.iter("option") if option.get("selected") is not None]
        return [option.get("value", option.text or "") for option in chosen or list(part.iter("option"))[:1]]
    if part.tag == "button" or (part.get("type") in ("checkbox", "radio") and part.get("checked") is None):
        return []
    return [] if part.get("type") == "file" else [part.get("value", "")]


def _offered(part: Any) -> list[str]:
    if part.tag == "select":
        return [option.get("value", option.text or "") for option in part.iter("option")]
    return [part.get("value", "on")] if part.get("type") in ("checkbox", "radio") or part.tag == "button" else []
