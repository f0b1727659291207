"""What the desk shows of documents: those one writes, the tree of an edition at work, one clause with its history."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from jukugi.apps.drafts import tree
from jukugi.apps.drafts.enums import EditionState
from jukugi.apps.drafts.models import Clause, ClauseText, ClauseWriting, Document, Edition, EditionStep, UnsavedWords
from jukugi.apps.drafts.queries.reading import Backing, ShownClause, backing_of, told_origins

HISTORY_SHOWN = 30


@dataclass(frozen=True)
class AtWork:
    """A document on the desk: ``edition`` is the one at work, else the newest public one."""

    document: Document
    edition: Edition
    public: Edition | None
    is_mine: bool

    @property
    def is_at_work(self) -> bool:
        return not self.edition.is_public


@dataclass(frozen=True)
class Waiting:
    """What waits in documents of one ward (None: the city): editions for a check, an approval, a publication."""

    ward: int | None
    to_check: int
    to_approve: int
    to_publish: int


@dataclass(frozen=True)
class WorkPage:
    """An edition as those see it who write it. ``without_origin``: clauses with a text of which no origin is known."""

    edition: Edition
    clauses: tuple[ShownClause, ...]
    steps: tuple[EditionStep, ...]
    ended: tuple[Clause, ...]
    without_origin: tuple[ShownClause, ...]
    not_taken_up: int
    unsaved: frozenset[int]


def my_documents(areas: set[int | None], actor_key: str) -> list[AtWork]:
    """Documents of these wards; those at work first. Two queries."""
    documents = Document.objects.in_areas(areas).select_related("process", "area", "department").order_by("pk")
    editions: dict[int, list[Edition]] = {}
    for edition in Edition.objects.filter(document__in=documents).defer("frozen").order_by("number"):
        editions.setdefault(edition.document_id, []).append(edition)
    rows = []
    for document in documents:
        own = editions.get(document.pk, [])
        if own:
            public = [edition for edition in own if edition.is_public]
            last = own[-1]
            rows.append(AtWork(document, last, public[-1] if public else None, last.drafted_by == actor_key))
    return sorted(rows, key=lambda row: (not row.is_at_work, -row.document.pk))


def waiting(areas: set[int | None], actor_key: str) -> list[Waiting]:
    """What waits for this person, by ward. One query."""
    mine = Document.objects.in_areas(areas)
    editions = Edition.objects.at_work().filter(document__in=mine).order_by()
    counted = editions.values_list("document__area").annotate(
        to_check=Count("pk", filter=Q(state=EditionState.DRAFTED) & ~Q(drafted_by=actor_key)),
        to_approve=Count("pk", filter=Q(state=EditionState.CHECKED) & ~Q(drafted_by=actor_key)),
        to_publish=Count("pk", filter=Q(state=EditionState.APPROVED, asked_at__isnull=True)),
    )
    return [Waiting(*row) for row in counted]


def work_page(edition: Edition, actor_key: str) -> WorkPage:
    """Everything on an edition at work. Seven queries."""
    rows = list(edition.texts.select_related("clause"))
    by_clause = {row.clause_id: row for row in rows}
    backings = backing_of(edition)
    clauses = tuple(
        ShownClause(spot, by_clause[spot.clause_id], backings.get(spot.clause_id, Backing()))
        for spot in tree.spots(rows)
    )
    unsaved = UnsavedWords.objects.filter(edition=edition, actor_key=actor_key)
    return WorkPage(
        edition=edition,
        clauses=clauses,
        steps=tuple(edition.steps.select_related("department")),
        ended=tuple(Clause.objects.filter(document=edition.document_id, ended_in__isnull=False)),
        without_origin=tuple(one for one in clauses if one.row.text and one.backing.is_empty),
        not_taken_up=told_origins(edition).filter(clause__isnull=True).count(),
        unsaved=frozenset(unsaved.values_list("clause_id", flat=True)),
    )


def history(clause: Clause) -> list[ClauseWriting]:
    """What was ever saved in a clause, the newest first. One query."""
    return list(clause.writings.select_related("edition").order_by("-pk")[:HISTORY_SHOWN])


def placed(edition: Edition) -> Sequence[tuple[ClauseText, str, int]]:
    """Every clause with its place and depth, in reading order: to choose one from. One query."""
    rows = {row.clause_id: row for row in edition.texts.select_related("clause")}
    return [(rows[spot.clause_id], spot.place, spot.depth) for spot in tree.spots(rows.values())]
