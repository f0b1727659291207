"""What everybody may read: public opinions in pages, and what the form must know."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils import timezone

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.accounts.models import Participant
from jukugi.apps.areas.models import Area
from jukugi.apps.issues.models import Issue
from jukugi.apps.opinions.enums import HEARING
from jukugi.apps.opinions.models import IssueLink, Opinion, OpinionQuerySet, Submission
from jukugi.apps.opinions.queries.counting import VOICES
from jukugi.apps.opinions.queries.finding import (
    Choices,
    Wish,
    found_of_process,
    in_their_order,
    issues_found,
    of_days,
)
from jukugi.apps.opinions.queries.searching import Search
from jukugi.apps.processes.models import Phase, Process
from jukugi.core.text import split_phrases
from jukugi.core.text.searching import Term, found_places
from jukugi.kit import receipts

ROWS = 30
SHOWN_WHOLE = 300
"""Letters of a voice that a list shows; of a longer one it shows the beginning, and says so."""
SET_IN_PHRASES = 120
IssuesFound = tuple[tuple[Issue, int], ...]
_SENTENCE_END = re.compile(r"[。！？!?][」』）)]*|\n")


@dataclass(frozen=True)
class ListedVoice:
    """A public opinion in a list. ``words`` are all of it or, where ``is_cut``, its first sentences of ``length``.

    ``pieces`` are the same words, each piece with whether it was looked for; of a cut voice they may begin within it.
    ``is_short``: few enough words to break lines between phrases.
    """

    pk: int
    state: str
    words: str
    pieces: tuple[tuple[str, bool], ...]
    starts_within: bool
    is_cut: bool
    is_short: bool
    length: int
    url: str
    number: str
    channel: str
    ward: str
    received_at: datetime


@dataclass(frozen=True)
class OpinionPage:
    """One page of public opinions: ``total`` in all pages, ``number`` of ``pages``, from 1.

    ``choices`` and ``issues``, those most spoken of, are told of what was looked for.
    """

    voices: tuple[ListedVoice, ...]
    total: int
    number: int
    pages: int
    first: int
    last: int
    choices: Choices | None
    issues: IssuesFound


def opinion_page(process: Process, wish: Wish, *, page: int) -> OpinionPage:
    """Public opinions of a process, newest first, or the best first of what is looked for. A page too far is the last.

    The issue of the wish is one of the process: opinions are linked to no other. Two queries;
    with a search at most four.
    """
    if wish.search is not None:
        return _page_found(process, wish, wish.search, page)
    found = Opinion.objects.shown()
    issue = wish.issue
    found = found.filter(submission__process=process) if issue is None else found.filter(pk__in=_voices_of(issue))
    found = of_days(_narrowed(found, channel=wish.channel, ward=wish.ward), wish.since, wish.until)
    pages = Paginator(found.with_origin().order_by("-submission__received_at", "-pk"), ROWS)
    part = pages.page(max(1, min(page, pages.num_pages)))
    return page_of(part, tuple(listed(opinion) for opinion in part))


def _page_found(process: Process, wish: Wish, search: Search, page: int) -> OpinionPage:
    found = found_of_process(process, wish, search)
    pages = Paginator(found.keys, ROWS)
    part = pages.page(max(1, min(page, pages.num_pages)))
    voices = tuple(listed(opinion, search.terms) for opinion in in_their_order(list(part)))
    return page_of(part, voices, found.choices, tuple(issues_found(found)))


def page_of(
    part: Page[Any], voices: tuple[ListedVoice, ...], choices: Choices | None = None, issues: IssuesFound = ()
) -> OpinionPage:
    """A page of a list with these voices. No query."""
    return OpinionPage(
        voices=voices,
        total=part.paginator.count,
        number=part.number,
        pages=part.paginator.num_pages,
        first=part.start_index(),
        last=part.end_index(),
        choices=choices,
        issues=issues,
    )


def issue_of(process: Process | None, asked: str, *, is_standing: bool = False) -> Issue | None:
    """The issue of this process with a key that stands in an address or a form; None for anything else.

    ``is_standing``: not one that has ended. One query.
    """
    if process is None or not (asked.isascii() and asked.isdigit() and len(asked) < 19):
        return None
    found = process.issues.standing() if is_standing else process.issues.all()
    return found.filter(pk=int(asked)).first()


def next_hearing(process: Process, *, now: datetime) -> Phase | None:
    """The next phase in which the process will hear opinions. One query."""
    return process.phases.filter(openings__kind=HEARING, opens_at__gt=now).order_by("opens_at").first()


def last_day(phase: Phase | None) -> date | None:
    """The last day of a phase as people say it: it closes with the end of that day, or within it."""
    return day_before(phase.closes_at if phase else None)


def day_before(end: datetime | None) -> date | None:
    """The day within which something closes, or with whose end it does."""
    return timezone.localtime(end - timedelta(microseconds=1)).date() if end else None


def sent_by(participant: Participant | None) -> int:
    """How many submissions came from this device. At most one query."""
    return Submission.objects.filter(author=participant).count() if participant is not None else 0


def beginning(words: str, *, limit: int) -> str:
    """The first whole sentences within so many letters; of one endless sentence, its first whole phrases."""
    head = words[:limit]
    ends = [match.end() for match in _SENTENCE_END.finditer(head)]
    if ends and ends[-1] > limit // 3:
        return head[: ends[-1]].rstrip()
    phrases = split_phrases(head)
    return "".join(phrases[:-1]).rstrip() if len(phrases) > 1 else head


def _voices_of(issue: Issue) -> QuerySet[IssueLink, int]:
    links = IssueLink.objects.in_force().filter(issue=issue, kind__in=VOICES)
    return links.order_by().values_list("opinion", flat=True)


def _narrowed(found: OpinionQuerySet, *, channel: str, ward: Area | None) -> OpinionQuerySet:
    if channel in Channel.values:
        found = found.filter(submission__channel=channel)
    if ward is not None:
        found = found.filter(submission__ward=ward)
    return found


def listed(opinion: Opinion, terms: Sequence[Term] = ()) -> ListedVoice:
    """An opinion with its submission as a list shows it, marked where it holds what was looked for. No query."""
    origin = opinion.submission
    words, start = opinion.text, 0
    places = found_places(words, terms) if terms else []
    is_cut = len(words) > SHOWN_WHOLE
    if is_cut:
        start = _start_of_part(words, places[0][0] if places else 0)
        words = beginning(words[start:], limit=SHOWN_WHOLE)
    return ListedVoice(
        pk=opinion.pk,
        state=opinion.get_state_display(),
        words=words,
        pieces=_pieces(words, [(a - start, b - start) for a, b in places if a >= start]),
        starts_within=start > 0,
        is_cut=is_cut,
        is_short=not terms and len(words) <= SET_IN_PHRASES and "\n" not in words,
        length=len(opinion.text),
        url=origin.get_absolute_url(),
        number=receipts.shown(origin.receipt),
        channel=origin.channel,
        ward=origin.ward.name if origin.ward else "",
        received_at=origin.received_at,
    )


def _start_of_part(words: str, place: int) -> int:
    """Where a part of a long voice begins that shows this place: the voice itself, or the sentence with the place."""
    if place < SHOWN_WHOLE * 2 // 3:
        return 0
    ends = [match.end() for match in _SENTENCE_END.finditer(words[:place])]
    return ends[-1] if ends and place - ends[-1] < SHOWN_WHOLE // 2 else place


def _pieces(words: str, places: Sequence[tuple[int, int]]) -> tuple[tuple[str, bool], ...]:
    pieces, last = [], 0
    for start, end in places:
        if start >= len(words):
            break
        pieces += [(words[last:start], False), (words[start:end], True)]
        last = end
    return tuple((text, is_found) for text, is_found in [*pieces, (words[last:], False)] if text)
