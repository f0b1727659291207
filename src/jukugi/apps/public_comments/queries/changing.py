"""What was changed in the draft since it was put up for comment: the proof behind "reflected"."""

from collections.abc import Sequence
from dataclasses import dataclass

from jukugi.apps.drafts.models import Clause, ClauseText, Edition
from jukugi.apps.drafts.queries.desk import placed
from jukugi.apps.public_comments.models import Answer, Consultation
from jukugi.core.text import Piece, compare_texts


@dataclass(frozen=True)
class ClauseChange:
    """A clause in the edition that was put up for comment, and in a later one. None where it does not stand there."""

    clause: Clause
    before: ClauseText | None
    after: ClauseText | None
    edition: Edition

    @property
    def heading(self) -> tuple[Piece, ...]:
        return compare_texts(*(row.heading if row else "" for row in (self.before, self.after)))

    @property
    def text(self) -> tuple[Piece, ...]:
        return compare_texts(*(row.text if row else "" for row in (self.before, self.after)))

    @property
    def is_change(self) -> bool:
        """Whether it reads otherwise: moved alone it says the same."""
        return _words(self.before) != _words(self.after)


def newest_edition(consultation: Consultation, *, is_public: bool = False) -> Edition | None:
    """The newest edition after the one that was put up for comment; None where there is none. One query."""
    later = Edition.objects.filter(
        document=consultation.edition.document_id, number__gt=consultation.edition.number
    ).defer("frozen")
    if is_public:
        later = later.published()
    return later.order_by("-number").first()


def change_of(consultation: Consultation, clause: Clause, edition: Edition | None) -> ClauseChange | None:
    """A clause then and in a later edition; None without one. One query."""
    if edition is None:
        return None
    rows = ClauseText.objects.filter(clause=clause, edition__in=[consultation.edition_id, edition.pk])
    by_edition = {row.edition_id: row for row in rows}
    return ClauseChange(clause, by_edition.get(consultation.edition_id), by_edition.get(edition.pk), edition)


def change_shown(answer: Answer) -> ClauseChange | None:
    """The change that everybody may read: in the edition with which the result came out. One query."""
    return changes_shown([answer]).get(answer.pk)


def changes_shown(answers: Sequence[Answer]) -> dict[int, ClauseChange]:
    """The same for answers of one consultation, by their keys. One query."""
    proven = [one for one in answers if one.changed_clause is not None and one.changed_in is not None]
    if not proven:
        return {}
    asked = proven[0].consultation.edition_id
    editions = {asked, *(one.changed_in_id for one in proven)}
    rows = ClauseText.objects.filter(clause__in={one.changed_clause_id for one in proven}, edition__in=editions)
    found = {(row.clause_id, row.edition_id): row for row in rows}
    return {
        one.pk: ClauseChange(
            one.changed_clause,
            found.get((one.changed_clause.pk, asked)),
            found.get((one.changed_clause.pk, one.changed_in.pk)),
            one.changed_in,
        )
        for one in proven
        if one.changed_clause is not None and one.changed_in is not None
    }


@dataclass(frozen=True)
class ChangedClause:
    """A clause that reads otherwise than when it was put up for comment, for a list to choose from."""

    clause: Clause
    place: str
    beginning: str


def changed_clauses(consultation: Consultation, edition: Edition | None) -> list[ChangedClause]:
    """All clauses that were changed, added or left out, in the order in which they are read. Two queries."""
    if edition is None:
        return []
    asked, changed_in = placed(consultation.edition), placed(edition)
    before = {row.clause_id: row for row, _place, _depth in asked}
    after = {row.clause_id: row for row, _place, _depth in changed_in}
    places = {row.clause_id: place for row, place, _depth in (*asked, *changed_in)}
    changed = [pk for pk in {**after, **before} if _words(before.get(pk)) != _words(after.get(pk))]
    order = {pk: number for number, pk in enumerate(places)}
    found = []
    for pk in sorted(changed, key=lambda one: order.get(one, 0)):
        row = after.get(pk) or before[pk]
        found.append(ChangedClause(row.clause, places.get(pk, ""), (row.heading or row.text)[:60]))
    return found


def _words(row: ClauseText | None) -> tuple[str, str] | None:
    return (row.heading, row.text) if row is not None else None
