"""What a computed map tells of statements: the one way in which its figures are read, by this room and by others.

Small cells are left out of the document already: what is None there is told of nowhere.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from jukugi.apps.opinion_map.models import MapEdition
from jukugi.apps.opinion_map.policies import MAJORITY
from jukugi.kit.pages.shapes import GROUP_LETTERS


@dataclass(frozen=True)
class Answers:
    """How so many people answered."""

    agree: int
    disagree: int
    unsure: int

    @property
    def total(self) -> int:
        return self.agree + self.disagree + self.unsure

    @property
    def unsure_share(self) -> float:
        """0..1 of those who answered; 0 when nobody did."""
        return self.unsure / self.total if self.total else 0.0

    @property
    def agree_share(self) -> float:
        """0..1 of those who answered; 0 when nobody did."""
        return self.agree / self.total if self.total else 0.0

    @property
    def disagree_share(self) -> float:
        """0..1 of those who answered; 0 when nobody did."""
        return self.disagree / self.total if self.total else 0.0


@dataclass(frozen=True)
class GroupAnswers:
    """One group's answers to a statement; ``answers`` is None where they are not to be told."""

    letter: str
    answers: Answers | None


@dataclass(frozen=True)
class Told:
    """The answers to one statement: of everybody, and of each group; None where too few answered."""

    everybody: Answers
    groups: tuple[GroupAnswers, ...]


def groups_told(cells: list[list[int] | None]) -> tuple[GroupAnswers, ...]:
    """The groups' cells of a document under their letters. No query."""
    return tuple(GroupAnswers(GROUP_LETTERS[n], Answers(*cell) if cell else None) for n, cell in enumerate(cells))


def told_of(document: dict[str, Any], statement_pk: int) -> Told | None:
    """What a map tells of one statement; None where it tells nothing. No query."""
    figures = document["statements"].get(str(statement_pk))
    if not figures:
        return None
    return Told(Answers(*figures["everybody"]), groups_told(figures["groups"]) if document["groups"] else ())


def joining(document: dict[str, Any]) -> list[int]:
    """Keys of the statements with which most people in each group agree, the strongest first. No query."""
    return [found["statement"] for found in document["bridging"] if found["score"] >= MAJORITY]


def newest_editions(topics: Iterable[int]) -> dict[int, MapEdition]:
    """The newest published map of each topic, without its document. One query."""
    found = MapEdition.objects.filter(topic__in=list(topics)).defer("document").order_by("topic", "number")
    return {edition.topic_id: edition for edition in found}
