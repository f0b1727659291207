"""Read our own pages as a visitor without JavaScript does: links, forms, buttons."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOTE_PAGE = re.compile(r"/topics/[^/]+/vote/?$")
MAP_PAGE = re.compile(r"/topics/[^/]+/map/?$")
VOTE_ACTION = re.compile(r"/topics/[^/]+/statements/([^/]+)/vote/?$")


@dataclass
class Form:
    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)  # hidden and text inputs, with their values
    buttons: list[tuple[str, str]] = field(default_factory=list)  # (name, value) of each submit button or radio

    def choices(self, name: str) -> list[str]:
        return [value for button, value in self.buttons if button == name]


@dataclass
class Page:
    links: list[str]
    forms: list[Form]

    def link_to(self, pattern: re.Pattern[str]) -> str | None:
        return next((link for link in self.links if pattern.search(link)), None)

    def vote_form(self) -> Form | None:
        """The form with which this page asks for a vote; None when there is nothing left to vote on."""
        asking = (form for form in self.forms if VOTE_ACTION.search(form.action) and form.choices("choice"))
        return next(asking, None)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.page = Page(links=[], forms=[])
        self._form: Form | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "a" and "href" in values:
            self.page.links.append(values["href"].partition("#")[0].partition("?")[0])
        elif tag == "form":
            self._form = Form(action=values.get("action", ""), method=values.get("method", "get").lower())
            self.page.forms.append(self._form)
        elif tag in ("input", "button") and self._form is not None and "name" in values:
            kind = values.get("type", "submit" if tag == "button" else "text").lower()
            if kind in ("submit", "radio"):
                self._form.buttons.append((values["name"], values.get("value", "")))
            elif kind not in ("checkbox", "button", "reset"):
                self._form.fields[values["name"]] = values.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None


def read_page(html: str) -> Page:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.page


def statement_of(form: Form) -> str:
    """The key of the statement a vote form is about."""
    found = VOTE_ACTION.search(form.action)
    if found is None:
        raise ValueError(form.action)
    return found.group(1)
