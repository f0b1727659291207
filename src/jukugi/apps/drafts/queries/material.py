"""From what a sentence of a vision can be written: notes, statements that join groups, voices on an issue."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet

from jukugi.apps.drafts.enums import OriginKind
from jukugi.apps.drafts.models import Document, Origin, VisionTopic
from jukugi.apps.drafts.queries.sources import Source, source_of
from jukugi.apps.issues.models import Issue
from jukugi.apps.meetings.models import Meeting, Note
from jukugi.apps.opinion_map.models import MapEdition, Statement, Topic
from jukugi.apps.opinion_map.queries.figures import Told, joining, told_of
from jukugi.apps.opinions.enums import OpinionState
from jukugi.apps.opinions.models import Opinion
from jukugi.kit.receipts import shown

KINDS = (OriginKind.NOTE, OriginKind.STATEMENT, OriginKind.OPINION)
A_PAGE = 20
STATEMENTS_SHOWN = 12
CHOICES_SHOWN = 200


@dataclass(frozen=True)
class Wish:
    """Which material is looked at; None is no choice."""

    meeting: int | None = None
    issue: int | None = None
    topic: int | None = None
    page: int = 1


@dataclass(frozen=True)
class Piece:
    """Something to write from. ``told``: how a statement was answered. ``is_used``: a sentence comes from it."""

    choice: str
    words: str
    note: str
    is_used: bool
    told: Told | None = None

    @property
    def lowest(self) -> float | None:
        """The smallest share that agrees in any group, 0..1; None where that is not told."""
        if self.told is None or not self.told.groups:
            return None
        shares = [group.answers.agree_share for group in self.told.groups if group.answers]
        return min(shares) if len(shares) == len(self.told.groups) else None


@dataclass(frozen=True)
class Material:
    """What the page proposes: notes a page at a time, the statements that join the groups of one topic, and the voices
    on an issue where one is chosen. ``told_by``: the published map that tells of the statements.
    """

    meetings: tuple[Meeting, ...]
    issues: tuple[Issue, ...]
    topics: tuple[Topic, ...]
    notes: tuple[Piece, ...]
    page: Page
    statements: tuple[Piece, ...]
    told_by: MapEdition | None
    opinions: tuple[Piece, ...]


def material_for(document: Document, wish: Wish) -> Material:
    """At most eleven queries, whatever there is."""
    used = _used(document)
    notes = _notes(document, wish)
    page = Paginator(notes, A_PAGE).get_page(wish.page)
    topics = _topics(document)
    told_by = _map(topics, wish.topic)
    return Material(
        meetings=tuple(_meetings(document)),
        issues=tuple(Issue.objects.standing().filter(process=document.process_id).order_by("code")[:CHOICES_SHOWN]),
        topics=topics,
        notes=tuple(_of_note(note, used) for note in page),
        page=page,
        statements=_joining(told_by, used) if told_by is not None else (),
        told_by=told_by,
        opinions=_opinions(document, wish, used),
    )


def picked(document: Document, choices: Sequence[str]) -> list[Source]:
    """The sources that a form names (``note-12``), each once; what is not public any more is left out.

    At most two queries for each.
    """
    found = []
    for choice in dict.fromkeys(choices):
        kind, _dash, key = choice.partition("-")
        if kind in KINDS and key.isascii() and key.isdigit() and len(key) < 18:
            source = source_of(OriginKind(kind), int(key), document.process)
            if source is not None:
                found.append(source)
    return found


def _used(document: Document) -> set[str]:
    """What sentences of this document come from already. One query."""
    origins = Origin.objects.in_force().filter(document=document, kind__in=KINDS, clause__isnull=False)
    rows = origins.values_list("kind", "note", "statement", "opinion")
    return {f"{kind}-{note or statement or opinion}" for kind, note, statement, opinion in rows}


def _meetings(document: Document) -> QuerySet[Meeting]:
    """Meetings whose notes became public voices, the newest first."""
    held = Meeting.objects.filter(process=document.process_id, tables__notes__opinion__state=OpinionState.SHOWN)
    return held.annotate(count=Count("tables__notes")).order_by("-starts_at", "-pk")[:CHOICES_SHOWN]


def _notes(document: Document, wish: Wish) -> QuerySet[Note]:
    public = Note.objects.standing().filter(
        table__meeting__process=document.process_id, opinion__state=OpinionState.SHOWN
    )
    if wish.meeting is not None:
        public = public.filter(table__meeting=wish.meeting)
    if wish.issue is not None:
        public = public.filter(
            opinion__issue_links__issue=wish.issue, opinion__issue_links__ended_at__isnull=True
        ).distinct()
    return public.select_related("table__meeting", "opinion").order_by("-table__meeting__starts_at", "pk")


def _of_note(note: Note, used: set[str]) -> Piece:
    choice = f"{OriginKind.NOTE}-{note.pk}"
    words = note.opinion.text if note.opinion is not None else note.text
    return Piece(choice, words, f"{note.table.meeting.title}　テーブル{note.table.number}", choice in used)


def _topics(document: Document) -> tuple[Topic, ...]:
    """Topics of the process with a published map; not the one in which this vision is voted on. One query."""
    own = VisionTopic.objects.filter(document=document).values("topic")
    with_map = Topic.objects.filter(process=document.process_id, editions__isnull=False).exclude(pk__in=own)
    return tuple(with_map.distinct().order_by("-created_at", "-pk")[:CHOICES_SHOWN])


def _map(topics: Sequence[Topic], chosen: int | None) -> MapEdition | None:
    """The newest published map of the chosen topic, else of the newest topic. One query."""
    keys = [topic.pk for topic in topics]
    key = chosen if chosen in keys else keys[0] if keys else None
    if key is None:
        return None
    return MapEdition.objects.select_related("topic").filter(topic=key).order_by("-number").first()


def _joining(found: MapEdition, used: set[str]) -> tuple[Piece, ...]:
    """Statements with which most agree in each group. One query."""
    keys = joining(found.document)[:STATEMENTS_SHOWN]
    statements = Statement.objects.shown().in_bulk(keys)
    pieces = []
    for key in keys:
        if key in statements:
            choice = f"{OriginKind.STATEMENT}-{key}"
            told = told_of(found.document, key)
            pieces.append(Piece(choice, statements[key].text, found.topic.title, choice in used, told))
    return tuple(pieces)


def _opinions(document: Document, wish: Wish, used: set[str]) -> tuple[Piece, ...]:
    """The newest public voices on the chosen issue that are no notes. One query."""
    if wish.issue is None:
        return ()
    public = Opinion.objects.shown().filter(
        submission__process=document.process_id,
        issue_links__issue=wish.issue,
        issue_links__ended_at__isnull=True,
        note__isnull=True,
    )
    rows = public.select_related("submission__ward").distinct().order_by("-submission__received_at", "-pk")[:A_PAGE]
    pieces = []
    for opinion in rows:
        choice = f"{OriginKind.OPINION}-{opinion.pk}"
        ward = opinion.submission.ward.name if opinion.submission.ward else ""
        note = "　".join(part for part in (shown(opinion.submission.receipt), ward) if part)
        pieces.append(Piece(choice, opinion.text, note, choice in used))
    return tuple(pieces)
