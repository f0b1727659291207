"""The items of a draft by which comments are counted: its outermost clauses, under which each clause stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from jukugi.apps.drafts.models import Clause, Edition
from jukugi.apps.drafts.queries.desk import placed

BEGINNING = 40


@dataclass(frozen=True)
class Item:
    """A clause as one chooses it: where it stands, its first words. ``chapter`` is the key of the outermost above."""

    clause: Clause
    depth: int
    place: str
    heading: str
    beginning: str
    chapter: int

    @property
    def label(self) -> str:
        """As it stands in a list to choose from."""
        indent = "　" * (self.depth - 1)
        return f"{indent}{self.place} {self.heading or self.beginning}"


@dataclass(frozen=True)
class Chapters:
    """The items of an edition in the order in which they are read. What speaks of none speaks of the whole."""

    items: tuple[Item, ...]

    @cached_property
    def by_clause(self) -> Mapping[int, Item]:
        return {item.clause.pk: item for item in self.items}

    @cached_property
    def names(self) -> Mapping[int | None, str]:
        """The name of each chapter by its key, in order; None is the whole."""
        found: dict[int | None, str] = {
            item.clause.pk: f"{item.place} {item.heading or item.beginning}".strip()
            for item in self.items
            if item.depth == 1
        }
        return {**found, None: _("案の全体・その他")}

    @cached_property
    def _places(self) -> Mapping[int | None, int]:
        return {key: number for number, key in enumerate(self.names)}

    def chapter(self, clause_pk: int | None) -> int | None:
        """The key of the chapter in which a clause stands; None for what stands in none."""
        item = self.by_clause.get(clause_pk) if clause_pk is not None else None
        return item.chapter if item is not None else None

    def place(self, clause_pk: int | None) -> int:
        """The place of the chapter of a clause among all, from 0; the whole stands last."""
        return self._places[self.chapter(clause_pk)]

    def name(self, clause_pk: int | None) -> str:
        """The name of the chapter of a clause."""
        return self.names[self.chapter(clause_pk)]

    def inside(self, chapter: int | None) -> list[int]:
        """Keys of the clauses that stand in a chapter, itself among them."""
        return [item.clause.pk for item in self.items if item.chapter == chapter]


def chapters_of(edition: Edition) -> Chapters:
    """The items of an edition. One query."""
    items = []
    chapter = 0
    for row, place, depth in placed(edition):
        if depth == 1:
            chapter = row.clause_id
        beginning = row.text if len(row.text) <= BEGINNING else f"{row.text[:BEGINNING]}…"
        items.append(Item(row.clause, depth, place, row.heading, beginning.replace("\n", " "), chapter))
    return Chapters(tuple(items))
