"""What everybody reads of documents: the list, an edition with its clauses, and what was not taken up."""

from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from jukugi.apps.drafts import tree
from jukugi.apps.drafts.enums import EditionAct, OriginKind
from jukugi.apps.drafts.models import Document, Edition, EditionFile, EditionStep, Origin, OriginVoice
from jukugi.apps.drafts.models.clauses import ClauseText
from jukugi.apps.drafts.tree import Spot
from jukugi.apps.opinions.enums import OpinionState
from jukugi.kit.pages.wording import thousands
from jukugi.kit.writing import markdown_html

LETTERS_SHOWN = 80
# How what stands behind a clause is counted, in this order.
UNITS = {
    OriginKind.ISSUE: "論点",
    OriginKind.GROUP: "声のまとまり",
    OriginKind.STATEMENT: "賛否",
    OriginKind.DECISION: "会議の決定",
    OriginKind.RECOMMENDATION: "提言",
    OriginKind.FINDING: "検証",
    OriginKind.DEPARTMENT: "課の判断",
    OriginKind.LAW: "法令",
    OriginKind.PAPER: "資料",
}


@dataclass(frozen=True)
class Backing:
    """What stands behind a clause: ``voices`` public opinions, each once, and how many sources of other kinds."""

    voices: int = 0
    sources: tuple[tuple[str, int], ...] = ()
    origins: int = 0

    @property
    def is_empty(self) -> bool:
        return self.origins == 0


@dataclass(frozen=True)
class ShownClause:
    """A clause as it is read: where it stands, its words, what stands behind it. ``level`` is that of its heading."""

    spot: Spot
    row: ClauseText
    backing: Backing

    @property
    def serial(self) -> int:
        return self.row.clause.serial

    @property
    def anchor(self) -> str:
        """Its name within the page; the same in every edition."""
        return f"c{self.serial}"

    @property
    def level(self) -> int:
        return min(self.spot.depth + 1, 6)

    @property
    def beginning(self) -> str:
        """The first letters of its text, for a list."""
        return self.row.text if len(self.row.text) <= LETTERS_SHOWN else f"{self.row.text[:LETTERS_SHOWN]}…"

    @property
    def backed_by(self) -> str:
        """What stands behind it, in a few letters."""
        if self.backing.voices:
            return _("声%(count)s件") % {"count": thousands(self.backing.voices)}
        return _("由来%(count)s件") % {"count": thousands(self.backing.origins)}

    @property
    def told_from(self) -> str:
        """What it comes from, in a line."""
        if self.backing.is_empty:
            return _("由来の記録はありません")
        parts = [_("声%(count)s件") % {"count": thousands(self.backing.voices)}] if self.backing.voices else []
        parts += [_("%(unit)s%(count)s件") % {"unit": unit, "count": thousands(n)} for unit, n in self.backing.sources]
        return _("%(parts)sから") % {"parts": "・".join(parts)} if parts else _("公開していない声から")

    @property
    def told_place(self) -> str:
        """Which clause a link leads to, for those who hear links one by one."""
        return _("：%(place)s（文%(serial)d）の由来を見る") % {"place": self.spot.place, "serial": self.serial}

    @property
    def html(self) -> SafeString:
        """Its text as it is shown; headings inside come below its own."""
        return rendered(self.row.text, self.level)


@lru_cache(maxsize=4096)
def rendered(text: str, below: int) -> SafeString:
    """Markdown as it is shown. Kept, as the same words are asked for again and again."""
    return markdown_html(text, below=below)


@dataclass(frozen=True)
class EditionPage:
    """An edition as everybody reads it. ``voices``: public opinions behind any clause, each counted once.

    ``with_origin`` of ``texts`` clauses that have a text know where they come from.
    """

    edition: Edition
    clauses: tuple[ShownClause, ...]
    editions: tuple[Edition, ...]
    steps: tuple[EditionStep, ...]
    files: tuple[EditionFile, ...]
    voices: int
    texts: int
    with_origin: int
    not_taken_up: int

    @property
    def contents(self) -> tuple[ShownClause, ...]:
        """The headings of the two outermost levels."""
        return tuple(clause for clause in self.clauses if clause.row.heading and clause.spot.depth <= 2)

    @property
    def previous(self) -> Edition | None:
        """The edition before, where everybody may read it."""
        earlier = [one for one in self.editions if one.number < self.edition.number]
        return earlier[-1] if earlier else None

    @property
    def newest(self) -> Edition | None:
        return self.editions[-1] if self.editions else None


@dataclass(frozen=True)
class DocumentRow:
    """A document in a list, with its newest public edition, its clauses and the voices behind them."""

    document: Document
    edition: Edition
    clauses: int
    voices: int


def public_documents() -> list[DocumentRow]:
    """Documents of which an edition is public, the newest first. Four queries."""
    related = Document.objects.public().select_related("process", "area", "department")
    newest = Edition.objects.published().order_by("number").defer("frozen")
    documents = list(related.prefetch_related(Prefetch("editions", queryset=newest, to_attr="public_editions")))
    last = {document.pk: document.public_editions[-1] for document in documents}
    counted = Edition.objects.filter(pk__in=[edition.pk for edition in last.values()]).annotate(n=Count("texts"))
    clauses = dict(counted.order_by().values_list("document_id", "n"))
    told = OriginVoice.objects.public().filter(origin__document__in=documents).order_by()
    voices = dict(told.values_list("origin__document").annotate(Count("opinion", distinct=True)))
    rows = [
        DocumentRow(document, last[document.pk], clauses.get(document.pk, 0), voices.get(document.pk, 0))
        for document in documents
    ]
    return sorted(rows, key=lambda row: (row.edition.published_at, row.document.pk), reverse=True)


def public_document(pk: int) -> Document | None:
    """A document of which everybody may read an edition. One query."""
    return Document.objects.public().select_related("process", "area", "department").filter(pk=pk).first()


def edition_page(edition: Edition) -> EditionPage:
    """An edition with everything that its page tells. Seven queries, whatever the number of clauses."""
    rows = list(edition.texts.select_related("clause"))
    by_clause = {row.clause_id: row for row in rows}
    backings = backing_of(edition)
    clauses = tuple(
        ShownClause(spot, by_clause[spot.clause_id], backings.get(spot.clause_id, Backing()))
        for spot in tree.spots(rows)
    )
    with_text = [clause for clause in clauses if clause.row.text]
    public = edition.document.editions.published().defer("frozen").order_by("number")
    told = told_origins(edition)
    return EditionPage(
        edition=edition,
        clauses=clauses,
        editions=tuple(public),
        steps=tuple(edition.steps.exclude(act=EditionAct.ASKED).select_related("department")),
        files=tuple(edition.files.defer("content")),
        voices=_told_voices(edition).filter(origin__clause__in=list(by_clause)).values("opinion").distinct().count(),
        texts=len(with_text),
        with_origin=sum(not clause.backing.is_empty for clause in with_text),
        not_taken_up=told.filter(clause__isnull=True).count(),
    )


def told_origins(edition: Edition) -> "QuerySet[Origin]":
    """The origins that an edition tells of: of this and earlier ones, and not ended before it came out."""
    told = Origin.objects.filter(document=edition.document_id, edition__number__lte=edition.number)
    if edition.published_at is None:
        return told.in_force()
    return told.filter(Q(ended_at__isnull=True) | Q(ended_at__gt=edition.published_at))


def backing_of(edition: Edition) -> dict[int, Backing]:
    """By clause what stands behind it in an edition. Two queries."""
    told = told_origins(edition).filter(clause__isnull=False).order_by()
    kinds: dict[int, list[tuple[str, int]]] = {}
    for clause, kind, count in told.values_list("clause", "kind").annotate(Count("pk")):
        kinds.setdefault(clause, []).append((kind, count))
    voices = dict(
        _told_voices(edition)
        .filter(origin__clause__isnull=False)
        .values_list("origin__clause")
        .annotate(Count("opinion", distinct=True))
    )
    return {clause: _backing(found, voices.get(clause, 0)) for clause, found in kinds.items()}


def not_taken_up(document: Document, *, start: int, count: int) -> tuple[list[Origin], int]:
    """What a document does not take up, newest first: a stretch of it, and how many in all. Two queries."""
    ends = Origin.objects.in_force().public().filter(document=document, clause__isnull=True)
    return list(with_sources(ends).order_by("-added_at", "-pk")[start : start + count]), ends.count()


def with_sources(origins: "QuerySet[Origin]") -> "QuerySet[Origin]":
    """With what a page tells of each source. No query of its own."""
    return origins.select_related(
        "clause",
        "edition",
        "department",
        "opinion__submission__ward",
        "group__issue",
        "issue",
        "statement__topic",
        "map_edition",
        "note__table__meeting",
        "note__opinion__submission",
        "decision__minutes__meeting",
        "decision__agenda_item",
        "recommendation__body",
        "finding__review",
        "source_department",
    ).defer("map_edition__document", "edition__frozen")


def _told_voices(edition: Edition) -> "QuerySet[OriginVoice]":
    """Public voices behind the origins that an edition tells of; the same choice as ``told_origins``, by joins."""
    told = Q(origin__document=edition.document_id, origin__edition__number__lte=edition.number)
    if edition.published_at is None:
        told &= Q(origin__ended_at__isnull=True)
    else:
        told &= Q(origin__ended_at__isnull=True) | Q(origin__ended_at__gt=edition.published_at)
    return OriginVoice.objects.filter(told, opinion__state=OpinionState.SHOWN).order_by()


def _backing(kinds: list[tuple[str, int]], voices: int) -> Backing:
    by_kind = dict(kinds)
    sources = tuple((UNITS[kind], by_kind[kind]) for kind in UNITS if kind in by_kind)
    return Backing(voices, sources, sum(by_kind.values()))
