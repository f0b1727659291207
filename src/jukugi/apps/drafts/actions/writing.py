"""The words of a clause: added, saved, and kept while they are typed."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from jukugi.apps.accounts.models import User
from jukugi.apps.drafts import errors, permissions, policies, tree
from jukugi.apps.drafts.actions.standing import keep_writings, next_serials, text_of, touch, writable_edition
from jukugi.apps.drafts.actions.words import checked_words
from jukugi.apps.drafts.enums import CLAUSES_AT_MOST, DEEPEST, HEADING_LIMIT, TEXT_LIMIT, WritingWay
from jukugi.apps.drafts.models import Clause, ClauseText, Edition, UnsavedWords
from jukugi.kit import audit

NAMES = (_("見出し"), _("本文"))


@transaction.atomic
def add_clause(
    *,
    edition: Edition,
    heading: str,
    text: str,
    actor: User,
    now: datetime,
    parent: Clause | None = None,
    after: Clause | None = None,
) -> ClauseText:
    """Add a clause as the last part of ``parent`` (None: outermost), or right after ``after`` beside it.

    Raises NotAllowed, EditionNotWritable, ClauseNotHere, TooManyClauses, TooDeep and what the words can raise.
    """
    current = writable_edition(edition, actor)
    head, body = checked_words(heading, text, names=NAMES)
    rows = list(current.texts.all())
    if len(rows) >= CLAUSES_AT_MOST:
        raise errors.TooManyClauses(limit=CLAUSES_AT_MOST)
    parent_id, position = _place(current, rows, parent, after)
    if tree.depth_of(rows, parent_id) >= DEEPEST:
        raise errors.TooDeep(limit=DEEPEST)
    current.texts.filter(parent=parent_id, position__gte=position).update(position=F("position") + 1)
    serial = next_serials(current.document, 1)[0]
    clause = Clause.objects.create(document=current.document, serial=serial, begun_in=current)
    added = ClauseText.objects.create(
        edition=current,
        clause=clause,
        parent_id=parent_id,
        position=position,
        heading=head,
        text=body,
        written_by=actor.actor_key,
        written_at=now,
    )
    keep_writings([added], WritingWay.SAVED)
    touch(current, actor, now)
    audit.record("drafts.clause_added", actor=actor, subject=clause, at=now)
    return added


@transaction.atomic
def write_clause(
    *,
    edition: Edition,
    clause: Clause,
    heading: str,
    text: str,
    seen_version: int,
    actor: User,
    now: datetime,
    way: WritingWay = WritingWay.SAVED,
) -> ClauseText:
    """Save the words of a clause; what was there is kept. Saving the same words again changes nothing.

    ``seen_version`` is the version that the writer had read. Raises NotAllowed, EditionNotWritable, ClauseNotHere,
    ClauseChangedMeanwhile and what the words can raise.
    """
    current = writable_edition(edition, actor)
    head, body = checked_words(heading, text, names=NAMES)
    row = text_of(current, clause)
    is_same = (row.heading, row.text) == (head, body)
    if row.version != seen_version and not is_same:
        raise errors.ClauseChangedMeanwhile
    UnsavedWords.objects.filter(edition=current, clause=clause, actor_key=actor.actor_key).delete()
    if is_same:
        return row
    rewrite(row, head, body, actor=actor, now=now, way=way)
    touch(current, actor, now)
    audit.record("drafts.clause_written", actor=actor, subject=clause, at=now, details={"version": row.version})
    return row


def rewrite(row: ClauseText, heading: str, text: str, *, actor: User, now: datetime, way: WritingWay) -> None:
    """Put other words in place, beside all that was there before, in the caller's transaction."""
    row.heading, row.text, row.version = heading, text, row.version + 1
    row.written_by, row.written_at = actor.actor_key, now
    row.save(update_fields=["heading", "text", "version", "written_by", "written_at"])
    keep_writings([row], way)


@transaction.atomic
def keep_unsaved(
    *, edition: Edition, clause: Clause, heading: str, text: str, seen_version: int, actor: User, now: datetime
) -> None:
    """Keep what somebody is typing, as it is, until they save it or throw it away. Longer than a clause may be is kept
    up to twice its length, so that nobody loses a pasted page.

    Raises NotAllowed or EditionNotWritable.
    """
    permissions.check_can_write(actor, edition.document)
    policies.check_is_writable(edition)
    UnsavedWords.objects.update_or_create(
        edition=edition,
        clause=clause,
        actor_key=actor.actor_key,
        defaults={
            "heading": heading[: 2 * HEADING_LIMIT],
            "text": text[: 2 * TEXT_LIMIT],
            "seen_version": seen_version,
            "kept_at": now,
        },
    )


@transaction.atomic
def throw_away_unsaved(*, edition: Edition, clause: Clause, actor: User, now: datetime) -> None:
    """Forget what was typed and not saved. Raises NotAllowed."""
    permissions.check_can_write(actor, edition.document)
    UnsavedWords.objects.filter(edition=edition, clause=clause, actor_key=actor.actor_key).delete()
    audit.record("drafts.unsaved_thrown_away", actor=actor, subject=clause, at=now)


def _place(
    edition: Edition, rows: list[ClauseText], parent: Clause | None, after: Clause | None
) -> tuple[int | None, int]:
    """The key of the parent, and the position among its parts."""
    if after is not None:
        beside = text_of(edition, after)
        return beside.parent_id, beside.position + 1
    parent_id = text_of(edition, parent).clause_id if parent is not None else None
    return parent_id, max((row.position for row in rows if row.parent_id == parent_id), default=0) + 1
