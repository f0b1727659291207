"""The sentences of a vision at the desk: which are put to the vote, in which words, and what the map tells of them."""

from dataclasses import dataclass

from jukugi.apps.drafts import tree
from jukugi.apps.drafts.models import ClauseText, Edition, VisionTopic
from jukugi.apps.drafts.queries.support import Support, SupportTold, support_told
from jukugi.apps.opinion_map.models import TEXT_LIMIT
from jukugi.core.text import one_line


@dataclass(frozen=True)
class Sentence:
    """A clause with a text: ``support`` None where it was never asked. ``is_long``: too long to be asked."""

    row: ClauseText
    place: str
    support: Support | None
    is_long: bool

    @property
    def is_asked(self) -> bool:
        """In the words that stand there now."""
        return self.support is not None and self.support.now is not None

    @property
    def is_stale(self) -> bool:
        """Asked, but in other words."""
        return self.support is not None and self.support.now is None

    @property
    def can_be_asked(self) -> bool:
        return not self.is_asked and not self.is_long


@dataclass(frozen=True)
class VotePage:
    """``vision`` None: the vote is not open yet."""

    edition: Edition
    vision: VisionTopic | None
    sentences: tuple[Sentence, ...]
    told: SupportTold

    @property
    def unasked(self) -> int:
        return sum(sentence.support is None for sentence in self.sentences)

    @property
    def stale(self) -> int:
        return sum(sentence.is_stale for sentence in self.sentences)

    @property
    def is_anything_to_ask(self) -> bool:
        return any(sentence.can_be_asked for sentence in self.sentences)


def vote_page(edition: Edition) -> VotePage:
    """Nine queries at most, whatever the number of clauses."""
    rows = {row.clause_id: row for row in edition.texts.select_related("clause")}
    told = support_told(edition)
    vision = VisionTopic.objects.filter(document=edition.document_id).select_related("topic").first()
    sentences = tuple(
        Sentence(
            rows[spot.clause_id],
            spot.place,
            told.sentences.get(rows[spot.clause_id].clause.serial),
            len(one_line(rows[spot.clause_id].text)) > TEXT_LIMIT,
        )
        for spot in tree.spots(rows.values())
        if rows[spot.clause_id].text
    )
    return VotePage(edition, vision, sentences, told)
