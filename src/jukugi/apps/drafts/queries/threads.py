"""What documents know of voices: to which clauses they led, directly and by their issue."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, F, Prefetch

from jukugi.apps.drafts.enums import Influence
from jukugi.apps.drafts.models import Clause, ClauseText, Edition, Origin, OriginVoice
from jukugi.apps.drafts.models.origins import OriginQuerySet

CLAUSES_SHOWN = 5


@dataclass(frozen=True)
class LedTo:
    """A clause to which something led: by which origin, and its words in every public edition that has it, oldest
    first. ``others``: further public voices behind the clause.
    """

    origin: Origin
    clause: Clause
    texts: tuple[ClauseText, ...]
    others: int

    @property
    def last(self) -> ClauseText:
        return self.texts[-1]


def led_to(voices: Sequence[int]) -> tuple[list[LedTo], list[Origin]]:
    """Where opinions led: to clauses, each once, and the ends at which a document did not take them up. Three queries,
    one where there is nothing.
    """
    behind = OriginVoice.objects.filter(opinion__in=voices).values("origin")
    public = Origin.objects.in_force().public().filter(pk__in=behind)
    return _clauses_and_ends(_told(public), own=set(voices))


def led_to_from_statement(statement_pk: int) -> tuple[list[LedTo], list[Origin]]:
    """The same of a statement that was voted on. Three queries."""
    return _clauses_and_ends(_told(Origin.objects.in_force().public().filter(statement=statement_pk)), own=set())


def led_to_by_issues(issues: Iterable[int]) -> list[LedTo]:
    """Clauses that came from these issues. At most three queries; none without an issue."""
    keys = list(issues)
    if not keys:
        return []
    public = Origin.objects.in_force().public().filter(issue__in=keys, clause__isnull=False)
    return _clauses_and_ends(_told(public.exclude(influence=Influence.NOT_TAKEN_UP)), own=set())[0]


def clauses_of_issue(issue_pk: int) -> tuple[list[LedTo], int]:
    """The first clauses that came from an issue, and how many there are in all. At most three queries."""
    found = led_to_by_issues([issue_pk])
    return found[:CLAUSES_SHOWN], len(found)


def newest_led(count: int, ward: int | None) -> list[OriginVoice]:
    """The voices that led to a public clause, or to an end, last: each once. Two queries."""
    shown = OriginVoice.objects.public().filter(origin__carried_from__isnull=True)
    if ward is not None:
        shown = shown.filter(opinion__submission__ward=ward)
    newest = shown.order_by(F("origin__edition__published_at").desc(), "-pk").values_list("opinion_id", "pk")
    last: dict[int, int] = {}
    for opinion, key in newest[: 4 * count]:
        last.setdefault(opinion, key)
    related = OriginVoice.objects.select_related(
        "origin__edition", "origin__clause", "origin__document", "opinion__submission__ward"
    ).defer("origin__edition__frozen")
    told = related.in_bulk(list(last.values())[:count])
    return [told[key] for key in list(last.values())[:count]]


def _told(origins: OriginQuerySet) -> OriginQuerySet:
    public = Edition.objects.published()
    texts = ClauseText.objects.filter(edition__in=public).select_related("edition").order_by("edition__number")
    related = origins.select_related("edition", "document", "clause__document", "clause__ended_in", "department")
    return (
        related.defer("edition__frozen", "clause__ended_in__frozen")
        .prefetch_related(Prefetch("clause__texts", queryset=texts.defer("edition__frozen"), to_attr="public_texts"))
        .order_by("edition__number", "pk")
    )


def _clauses_and_ends(origins: Iterable[Origin], *, own: set[int]) -> tuple[list[LedTo], list[Origin]]:
    ends: list[Origin] = []
    first: dict[int, Origin] = {}
    for origin in origins:
        if origin.influence == Influence.NOT_TAKEN_UP or origin.clause_id is None:
            ends.append(origin)
        else:
            first.setdefault(origin.clause_id, origin)
    counted = _voices(first.keys(), own)
    told = []
    for pk, origin in first.items():
        clause = origin.clause
        texts: list[ClauseText] = getattr(clause, "public_texts", [])  # read along by _told
        if clause is not None and texts:
            told.append(LedTo(origin, clause, tuple(texts), counted.get(pk, 0)))
    return told, ends


def _voices(clauses: Iterable[int], own: set[int]) -> dict[int, int]:
    """By clause the public voices behind it, without these. One query."""
    behind = OriginVoice.objects.public().filter(origin__clause__in=list(clauses)).exclude(opinion__in=own)
    return dict(behind.order_by().values_list("origin__clause").annotate(Count("opinion", distinct=True)))
