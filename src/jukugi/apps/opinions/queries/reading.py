"""What everybody may read: public opinions in pages, and what the form must know."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.utils import timezone

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.accounts.models import Participant
from jukugi.apps.areas.models import Area
from jukugi.apps.issues.models import Issue
from jukugi.apps.opinions.enums import HEARING
from jukugi.apps.opinions.models import IssueLink, Opinion, OpinionQuerySet, Submission
from jukugi.apps.opinions.queries.counting import VOICES
from jukugi.apps.processes.models import Phase, Process
from jukugi.core.text import split_phrases
from jukugi.kit import receipts

ROWS = 30
SHOWN_WHOLE = 300
"""Letters of a voice that a list shows; of a longer one it shows the beginning, and says so."""
SET_IN_PHRASES = 120
_SENTENCE_END = re.compile(r"[。！？!?][」』）)]*|\n")


@dataclass(frozen=True)
class ListedVoice:
    """A public opinion in a list. ``words`` are all of it or, where ``is_cut``, its first sentences of ``length``.

    ``is_short``: few enough words to break lines between phrases.
    """

    words: str
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
    """One page of public opinions, newest first: ``total`` in all pages, ``number`` of ``pages``, from 1."""

    voices: tuple[ListedVoice, ...]
    total: int
    number: int
    pages: int
    first: int
    last: int


def opinion_page(process: Process, *, issue: Issue | None, channel: str, ward: Area | None, page: int) -> OpinionPage:
    """Public opinions of a process, those of an issue, a channel, a ward. A page too far is the last. Two queries.

    ``issue`` is one of the process: opinions are linked to no other.
    """
    found = Opinion.objects.shown()
    found = found.filter(submission__process=process) if issue is None else found.filter(pk__in=_voices_of(issue))
    found = _narrowed(found, channel=channel, ward=ward)
    pages = Paginator(found.with_origin().order_by("-submission__received_at", "-pk"), ROWS)
    part = pages.page(max(1, min(page, pages.num_pages)))
    return OpinionPage(
        voices=tuple(_listed(opinion) for opinion in part),
        total=pages.count,
        number=part.number,
        pages=pages.num_pages,
        first=part.start_index(),
        last=part.end_index(),
    )


def issue_of(process: Process | None, asked: str) -> Issue | None:
    """The issue of this process with a key that stands in an address or a form; None for anything else. One query."""
    if process is None or not (asked.isascii() and asked.isdigit() and len(asked) < 19):
        return None
    return process.issues.filter(pk=int(asked)).first()


def next_hearing(process: Process, *, now: datetime) -> Phase | None:
    """The next phase in which the process will hear opinions. One query."""
    return process.phases.filter(openings__kind=HEARING, opens_at__gt=now).order_by("opens_at").first()


def last_day(phase: Phase | None) -> date | None:
    """The last day of a phase as people say it: it closes with the end of that day, or within it."""
    return timezone.localtime(phase.closes_at - timedelta(microseconds=1)).date() if phase else None


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


def _listed(opinion: Opinion) -> ListedVoice:
    origin = opinion.submission
    is_cut = len(opinion.text) > SHOWN_WHOLE
    words = beginning(opinion.text, limit=SHOWN_WHOLE) if is_cut else opinion.text
    return ListedVoice(
        words=words,
        is_cut=is_cut,
        is_short=len(words) <= SET_IN_PHRASES and "\n" not in words,
        length=len(opinion.text),
        url=origin.get_absolute_url(),
        number=receipts.shown(origin.receipt),
        channel=origin.channel,
        ward=origin.ward.name if origin.ward else "",
        received_at=origin.received_at,
    )
