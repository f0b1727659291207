"""Which opinions hold what somebody looks for: the same ones on SQLite and on PostgreSQL.

What is found is decided by two texts of each opinion that the application made, its letters and its words. An index
of the application's own, kept in the database in parts (``SearchPart``), spares the reading of the others; opinions
that came in or changed since are compared one by one.
"""

from collections import defaultdict
from typing import Any
from zlib import decompress

import numpy as np
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, F, Func, Q, Value
from django.db.models.expressions import ExpressionWrapper
from django.db.models.sql.compiler import SQLCompiler

from jukugi.apps.opinions.models import IssueLink, SearchChange, SearchDoc, SearchPart, SearchPiece
from jukugi.apps.opinions.queries.counting import VOICES
from jukugi.apps.opinions.queries.found import Hits, Numbers
from jukugi.apps.opinions.queries.searching import Among, Kind, Search, second
from jukugi.core.text.search_parts import held_by_letters, held_by_words, pieces_for

KIND_FIELDS = (
    "opinion__submission__process",
    "opinion__submission__ward",
    "opinion__submission__channel",
    "opinion__state",
)
READINGS = 5
# Pieces of a part by their numbers.
Pieces = dict[int, bytes]


def hits(search: Search, among: Among) -> Hits:
    """The opinions that hold every term, by its letters or by its words, of those among which to look.

    Five queries at most. What changed is asked for before the index: what the worker brings into the index in between
    is then known from both, and told once.
    """
    changed = np.array(list(SearchChange.objects.values_list("opinion_key", flat=True)), np.int64)
    one_by_one = _one_by_one(search, among, np.unique(changed))
    return Hits.joined(
        [one_by_one, *(_in_part(search, among, part, pieces, changed) for part, pieces in _index(search))]
    )


def _in_part(search: Search, among: Among, part: SearchPart, pieces: Pieces, changed: Numbers) -> Hits:
    """What the index knows of a part, without what changed since. No query."""
    rows = Hits(
        keys=keys_of(part),
        seconds=np.frombuffer(part.seconds, "<u4").astype(np.int64) + part.first_second,
        kinds=np.frombuffer(part.kinds, "<u2"),
        as_words=np.ones(part.size, np.bool_),
        table=tuple(Kind(*kind) for kind in part.kind_table),
        voices=np.frombuffer(part.voices, "<u2").astype(np.int64),
        issues=np.array(part.issue_table, np.int64)[np.frombuffer(part.issues, "<u2")],
    )
    held, as_words = among.holds(rows), rows.as_words
    for term in search.terms:
        by_words = held_by_words(pieces, term, part.size)
        held &= held_by_letters(pieces, term, part.size) | by_words
        as_words &= by_words
    if len(changed):
        held &= ~np.isin(rows.keys, changed)
    return rows.taken(held)


def keys_of(part: SearchPart) -> Numbers:
    """Keys of the opinions in a part, in order: kept as steps from one to the next, which are small and all alike."""
    return np.frombuffer(decompress(part.keys), "<u4").cumsum(dtype=np.int64) + part.first_key


def _index(search: Search) -> list[tuple[SearchPart, Pieces]]:
    """The parts of the index, each with the pieces that tell of the terms. Two queries.

    Read again where the worker has put a new part in the place of one that was read.
    """
    numbers = set().union(*(pieces_for(term) for term in search.terms))
    for _ in range(READINGS):
        parts = list(SearchPart.objects.defer("digests"))
        pieces: dict[int, Pieces] = defaultdict(dict)
        wanted = SearchPiece.objects.filter(part__in=[part.pk for part in parts], number__in=numbers)
        for part, number, content in wanted.values_list("part", "number", "content"):
            pieces[part][number] = bytes(content)
        if all(len(pieces[part.pk]) == len(numbers) for part in parts):
            return [(part, pieces[part.pk]) for part in parts]
    raise RuntimeError("a part of the search index lacks pieces")


def _one_by_one(search: Search, among: Among, keys: Numbers) -> Hits:
    """Of some opinions those that are wanted, by what stands in the database now. Two queries, if there are any."""
    docs = SearchDoc.objects.filter(Listed("pk", keys))
    as_words: Any = Value(True)
    for term in search.terms:
        by_words: Any = Q(words__contains=term.words) if term.words else Value(False)
        docs = docs.filter(Q(letters__contains=term.letters) | Q(by_words))
        as_words = Q(as_words) & Q(by_words)
    docs = docs.annotate(as_words=ExpressionWrapper(Q(as_words), output_field=BooleanField()))
    rows = (
        list(docs.values_list("pk", "opinion__submission__received_at", "as_words", *KIND_FIELDS)) if len(keys) else []
    )
    kinds = [Kind(*row[3:]) for row in rows]
    places = {kind: place for place, kind in enumerate(dict.fromkeys(kinds))}
    held = np.array([row[0] for row in rows], np.int64)
    voices, issues = voices_among(held)
    found = Hits(
        keys=held,
        seconds=np.array([second(row[1]) for row in rows], np.int64),
        kinds=np.array([places[kind] for kind in kinds], np.int64),
        as_words=np.array([row[2] for row in rows], np.bool_),
        table=tuple(places),
        voices=voices,
        issues=issues,
    )
    return found.taken(among.holds(found))


def voices_among(keys: Numbers) -> tuple[Numbers, Numbers]:
    """Which of these opinions, by their place among them, are voices of which issue. One query, if there are any."""
    links = IssueLink.objects.in_force().filter(Listed("opinion", keys), kind__in=VOICES).order_by()
    told = np.array(list(links.values_list("opinion", "issue")) if len(keys) else [], np.int64).reshape(-1, 2)
    order = np.argsort(keys)
    return order[np.searchsorted(keys, told[:, 0], sorter=order)], told[:, 1]


class Listed(Func):
    """Whether a key is one of many: a single parameter, however many there are."""

    output_field = BooleanField()

    def __init__(self, name: str, keys: Numbers) -> None:
        super().__init__(F(name))
        self.keys: list[int] = keys.tolist()

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_: Any) -> Any:
        key, params = compiler.compile(self.source_expressions[0])
        sql = f"{key} IN (SELECT value FROM json_each(%s))"  # noqa: S608 - the keys are a parameter
        return sql, (*params, str(self.keys))

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_: Any) -> Any:
        key, params = compiler.compile(self.source_expressions[0])
        return f"{key} = ANY(%s)", (*params, self.keys)
