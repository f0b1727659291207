"""An edition in another language: what stands beside each clause, what is missing, and what is stale."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from jukugi.apps.drafts import tree
from jukugi.apps.drafts.enums import Language
from jukugi.apps.drafts.models import ClauseRendering, ClauseText, Edition

TAGS = {Language.PLAIN: "ja", Language.ENGLISH: "en"}
"""How a page marks the language of the words."""


@dataclass(frozen=True)
class Rendering:
    """A clause in another language. ``is_stale``: its official words have changed since."""

    heading: str
    text: str
    is_stale: bool
    written_at: datetime


@dataclass(frozen=True)
class RenderingRow:
    """A clause on the desk: official words beside what stands for them. ``newest_pk`` 0: nothing yet."""

    text: ClauseText
    place: str
    number: str
    rendering: Rendering | None
    newest_pk: int

    @property
    def is_due(self) -> bool:
        """Whether somebody has to write."""
        return self.rendering is None or self.rendering.is_stale


@dataclass(frozen=True)
class Standing:
    """How far an edition is told in a language."""

    language: Language
    total: int
    missing: int
    stale: int

    @property
    def told(self) -> int:
        return self.total - self.missing - self.stale


def renderings_told(edition: Edition, language: Language) -> dict[int, Rendering]:
    """By the number of a clause: of a public edition what was frozen with it. At most two queries."""
    if not edition.is_public:
        return {row.text.clause.serial: row.rendering for row in rendering_rows(edition, language) if row.rendering}
    frozen = json.loads(edition.frozen).get("renderings", {}).get(language, {})
    return {
        int(serial): Rendering(told["heading"], told["text"], told["is_stale"], datetime.fromisoformat(told["at"]))
        for serial, told in frozen.items()
    }


def rendering_rows(edition: Edition, language: Language) -> list[RenderingRow]:
    """Every clause in reading order. Two queries."""
    texts = {text.clause_id: text for text in edition.texts.select_related("clause")}
    found = ClauseRendering.objects.filter(clause__texts__edition=edition, language=language).order_by("pk")
    by_clause: dict[int, list[ClauseRendering]] = {}
    for row in found:
        by_clause.setdefault(row.clause_id, []).append(row)
    return [_row(texts[spot.clause_id], spot, by_clause.get(spot.clause_id, [])) for spot in tree.spots(texts.values())]


def standings(edition: Edition) -> list[Standing]:
    """How far the edition is told in every language. Two queries for each."""
    told = []
    for language in Language:
        rows = rendering_rows(edition, language)
        missing = sum(row.rendering is None for row in rows)
        stale = sum(row.rendering is not None and row.rendering.is_stale for row in rows)
        told.append(Standing(language, len(rows), missing, stale))
    return told


def renderings_part(edition: Edition) -> dict[str, Any]:
    """The same as plain values, to be frozen: a language of which nothing is written is left out. Four queries."""
    part: dict[str, Any] = {}
    for language in Language:
        told = {
            str(row.text.clause.serial): {
                "heading": row.rendering.heading,
                "text": row.rendering.text,
                "is_stale": row.rendering.is_stale,
                "at": row.rendering.written_at.isoformat(),
            }
            for row in rendering_rows(edition, language)
            if row.rendering is not None
        }
        if told:
            part[str(language)] = told
    return part


def rendering_in(rows: Sequence[ClauseRendering], digest: str) -> Rendering | None:
    """Of all that was written for a clause: the newest for these words, else the newest, which is stale. No query."""
    fitting = [row for row in rows if row.digest == digest]
    chosen = (fitting or list(rows))[-1:]
    return Rendering(chosen[0].heading, chosen[0].text, not fitting, chosen[0].written_at) if chosen else None


def _row(text: ClauseText, spot: tree.Spot, rows: Sequence[ClauseRendering]) -> RenderingRow:
    newest = rows[-1].pk if rows else 0
    return RenderingRow(text, spot.place, spot.number, rendering_in(rows, text.digest), newest)
