"""What somebody asks of a list of opinions, as the address says it; what it says wrongly is left out."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Self
from urllib.parse import urlencode

from django.http import QueryDict

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.areas.models import Area
from jukugi.apps.issues.models import Issue
from jukugi.apps.opinions.enums import OpinionState
from jukugi.apps.opinions.queries.finding import Wish
from jukugi.apps.opinions.queries.searching import Search, search_of
from jukugi.kit.errors import Refusal, Words, words_for


@dataclass(frozen=True)
class Choice:
    """One line of a select; ``number`` is how many it would find, None where nothing is looked for."""

    value: str
    label: str
    number: int | None


@dataclass(frozen=True)
class Wanted:
    """The wish in an address. ``refused`` holds the words for what was typed but cannot be looked for."""

    typed: str = ""
    search: Search | None = None
    refused: Words | None = None
    issue: Issue | None = None
    channel: str = ""
    ward: Area | None = None
    state: str = ""
    since: date | None = None
    until: date | None = None

    @classmethod
    def of(cls, fields: QueryDict, all_wards: Sequence[Area], *, issue: Issue | None = None) -> Self:
        channel, state, code = fields.get("channel", ""), fields.get("state", ""), fields.get("ward", "")
        typed = fields.get("q", "")
        search, refused = None, None
        try:
            search = search_of(typed)
        except Refusal as error:
            refused = words_for(error)
        return cls(
            typed=" ".join(typed.replace("\x00", " ").split()),
            search=search,
            refused=refused,
            issue=issue,
            channel=channel if channel in Channel.values else "",
            ward=next((ward for ward in all_wards if ward.code == code), None),
            state=state if state in OpinionState.values else "",
            since=_day(fields.get("since", "")),
            until=_day(fields.get("until", "")),
        )

    @property
    def wish(self) -> Wish:
        return Wish(self.search, self.issue, self.channel, self.ward, self.state, self.since, self.until)

    def without_words(self) -> "Wanted":
        return replace(self, typed="", search=None, refused=None)

    def address(self, *, page: int = 1, issue: Issue | None = None) -> str:
        """The same wish as an address, for another page of it or for an issue of what was found."""
        issue = issue or self.issue
        said = {
            "q": self.typed,
            "issue": issue.pk if issue else "",
            "channel": self.channel,
            "ward": self.ward.code if self.ward else "",
            "state": self.state,
            "since": self.since.isoformat() if self.since else "",
            "until": self.until.isoformat() if self.until else "",
            "page": page if page > 1 else "",
        }
        return "?" + urlencode({name: value for name, value in said.items() if value})


def choices_of(lines: Iterable[tuple[str, Any, Any]], numbers: Counter[Any] | None) -> list[Choice]:
    """The lines of a select: value, label, and what ``numbers`` counts by."""
    return [Choice(value, str(label), None if numbers is None else numbers[key]) for value, label, key in lines]


def page_named(fields: QueryDict) -> int:
    """The number of the page in the address; 1 for anything that is none."""
    asked = fields.get("page", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else 1


def _day(typed: str) -> date | None:
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        return None
    return day if 1900 < day.year < 2200 else None
