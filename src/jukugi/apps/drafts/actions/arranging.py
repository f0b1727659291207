"""The tree of an edition: clauses moved, split, merged, ended and brought back. Who a clause is never changes."""

import re
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from jukugi.apps.accounts.models import User
from jukugi.apps.drafts import errors, tree
from jukugi.apps.drafts.actions.origins import carry_origins
from jukugi.apps.drafts.actions.standing import keep_writings, next_serials, text_of, touch, writable_edition
from jukugi.apps.drafts.actions.words import checked_reason
from jukugi.apps.drafts.actions.writing import rewrite
from jukugi.apps.drafts.enums import CLAUSES_AT_MOST, DEEPEST, TEXT_LIMIT, DescentKind, WritingWay
from jukugi.apps.drafts.models import Clause, ClauseDescent, ClauseText, Edition
from jukugi.kit import audit

REASON = _("理由")


@transaction.atomic
def move_clause(
    *,
    edition: Edition,
    clause: Clause,
    actor: User,
    now: datetime,
    parent: Clause | None = None,
    after: Clause | None = None,
) -> None:
    """Move a clause with its parts: right after ``after``, or else as the first part of ``parent`` (None: outermost).

    Raises NotAllowed, EditionNotWritable, ClauseNotHere, PartOfItself or TooDeep.
    """
    current = writable_edition(edition, actor)
    row = text_of(current, clause)
    rows = list(current.texts.all())
    if after is not None:
        beside = text_of(current, after)
        parent_id, position = beside.parent_id, beside.position + 1
    else:
        parent_id = text_of(current, parent).clause_id if parent is not None else None
        position = 0
    within = tree.inside(rows, clause.pk) | {clause.pk}
    if parent_id in within or (after is not None and after.pk in within):
        raise errors.PartOfItself
    if tree.depth_of(rows, parent_id) + tree.height_of(rows, clause.pk) > DEEPEST:
        raise errors.TooDeep(limit=DEEPEST)
    current.texts.filter(parent=parent_id, position__gte=position).update(position=F("position") + 1)
    row.parent_id, row.position = parent_id, position
    row.save(update_fields=["parent", "position"])
    touch(current, actor, now)
    audit.record("drafts.clause_moved", actor=actor, subject=clause, at=now)


@transaction.atomic
def split_clause(
    *, edition: Edition, clause: Clause, parts: Sequence[str], reason: str, actor: User, now: datetime
) -> list[Clause]:
    """Split the text of a clause: the first part keeps its number, the others get new ones right after it.

    Every part has all origins of the whole; which do not belong to it is then said one by one. The words stay: only
    blanks and empty lines between the parts may differ. Raises NotAllowed, EditionNotWritable, ClauseNotHere,
    SplitNeedsParts, SplitLosesWords, TooManyClauses and what the reason can raise.
    """
    current = writable_edition(edition, actor)
    row = text_of(current, clause)
    why = checked_reason(reason, field=REASON)
    pieces = [piece.strip("\n") for piece in parts if piece.strip()]
    if len(pieces) < 2:
        raise errors.SplitNeedsParts
    if _bare("".join(pieces)) != _bare(row.text):
        raise errors.SplitLosesWords
    if current.texts.count() + len(pieces) - 1 > CLAUSES_AT_MOST:
        raise errors.TooManyClauses(limit=CLAUSES_AT_MOST)
    siblings = current.texts.filter(parent=row.parent_id, position__gt=row.position)
    siblings.update(position=F("position") + len(pieces) - 1)
    rewrite(row, row.heading, pieces[0], actor=actor, now=now, way=WritingWay.SPLIT)
    made = []
    for place, (serial, piece) in enumerate(
        zip(next_serials(current.document, len(pieces) - 1), pieces[1:], strict=True), start=1
    ):
        part = Clause.objects.create(document=current.document, serial=serial, begun_in=current)
        text = ClauseText.objects.create(
            edition=current,
            clause=part,
            parent_id=row.parent_id,
            position=row.position + place,
            text=piece,
            written_by=actor.actor_key,
            written_at=now,
        )
        keep_writings([text], WritingWay.SPLIT)
        _descend(current, clause, part, DescentKind.SPLIT, why, actor, now)
        carry_origins(source=clause, result=part, edition=current)
        made.append(part)
    touch(current, actor, now)
    audit.record("drafts.clause_split", actor=actor, subject=clause, at=now, details={"parts": len(pieces)})
    return made


@transaction.atomic
def merge_clauses(
    *, edition: Edition, into: Clause, others: Sequence[Clause], reason: str, actor: User, now: datetime
) -> None:
    """Merge clauses into one that keeps its number; their texts follow in the order of the edition, and so do their
    parts and origins. The others end.

    Raises NotAllowed, EditionNotWritable, ClauseNotHere, NothingToMerge, PartOfItself, MergeTooLong, TooDeep and what
    the reason can raise.
    """
    current = writable_edition(edition, actor)
    row = text_of(current, into)
    why = checked_reason(reason, field=REASON)
    rows = list(current.texts.select_related("clause"))
    order = {spot.clause_id: place for place, spot in enumerate(tree.spots(rows))}
    chosen = {other.pk: text_of(current, other) for other in others if other.pk != into.pk}
    if not chosen:
        raise errors.NothingToMerge
    going = sorted(chosen.values(), key=lambda text: order[text.clause_id])
    _check_merge(rows, row, going)
    whole = "\n\n".join(words for text in [row, *going] if (words := _as_text(text, is_first=text is row)))
    if len(whole) > TEXT_LIMIT:
        raise errors.MergeTooLong(length=len(whole), limit=TEXT_LIMIT)
    last = max((one.position for one in rows if one.parent_id == into.pk), default=0)
    for text in going:
        for part in sorted((one for one in rows if one.parent_id == text.clause_id), key=lambda one: one.position):
            last += 1
            current.texts.filter(pk=part.pk).update(parent=into, position=last)
        _descend(current, text.clause, into, DescentKind.MERGED, why, actor, now)
        carry_origins(source=text.clause, result=into, edition=current)
        _end(current, text, why)
    rewrite(row, row.heading, whole, actor=actor, now=now, way=WritingWay.JOINED)
    touch(current, actor, now)
    audit.record("drafts.clauses_merged", actor=actor, subject=into, at=now, details={"others": sorted(chosen)})


@transaction.atomic
def end_clause(*, edition: Edition, clause: Clause, reason: str, actor: User, now: datetime) -> None:
    """Leave a clause out from this edition on, for a reason that everybody reads. Its words and origins are kept.

    Raises NotAllowed, EditionNotWritable, ClauseNotHere, PartsInside and what the reason can raise.
    """
    current = writable_edition(edition, actor)
    row = text_of(current, clause)
    why = checked_reason(reason, field=REASON)
    if parts := current.texts.filter(parent=clause).count():
        raise errors.PartsInside(count=parts)
    _end(current, row, why)
    touch(current, actor, now)
    audit.record("drafts.clause_ended", actor=actor, subject=clause, at=now)


@transaction.atomic
def bring_back_clause(*, edition: Edition, clause: Clause, actor: User, now: datetime) -> ClauseText:
    """Bring a clause back that was left out of the document: with the words it last had, outermost at the end.

    Raises NotAllowed, EditionNotWritable, ClauseStands or TooManyClauses.
    """
    current = writable_edition(edition, actor)
    ended = Clause.objects.select_for_update(of=("self",)).filter(document=current.document_id).get(pk=clause.pk)
    last = ended.writings.order_by("-pk").first()
    if ended.ended_in_id is None or last is None:
        raise errors.ClauseStands
    rows = list(current.texts.all())
    if len(rows) >= CLAUSES_AT_MOST:
        raise errors.TooManyClauses(limit=CLAUSES_AT_MOST)
    ended.ended_in, ended.ended_reason = None, ""
    ended.save(update_fields=["ended_in", "ended_reason"])
    versions = ended.writings.filter(edition=current).order_by("-version").values_list("version", flat=True)
    text = ClauseText.objects.create(
        edition=current,
        clause=ended,
        position=max((row.position for row in rows if row.parent_id is None), default=0) + 1,
        heading=last.heading,
        text=last.text,
        version=(versions.first() or 0) + 1,
        written_by=actor.actor_key,
        written_at=now,
    )
    keep_writings([text], WritingWay.SAVED)
    touch(current, actor, now)
    audit.record("drafts.clause_brought_back", actor=actor, subject=ended, at=now)
    return text


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _as_text(text: ClauseText, *, is_first: bool) -> str:
    """What a clause brings into the text of another: of one that goes, its heading too."""
    return text.text if is_first else "\n\n".join(part for part in (text.heading, text.text) if part)


def _check_merge(rows: list[ClauseText], into: ClauseText, going: list[ClauseText]) -> None:
    ending = {text.clause_id for text in going}
    for text in going:
        if into.clause_id in tree.inside(rows, text.clause_id):
            raise errors.PartOfItself
        for part in rows:
            if part.parent_id == text.clause_id and part.clause_id in ending:
                raise errors.PartOfItself
        if tree.depth_of(rows, into.clause_id) + tree.height_of(rows, text.clause_id) - 1 > DEEPEST:
            raise errors.TooDeep(limit=DEEPEST)


def _descend(
    edition: Edition, source: Clause, result: Clause, kind: DescentKind, reason: str, actor: User, now: datetime
) -> None:
    # A clause may go into another, be brought back, and go there again: that is told once.
    ClauseDescent.objects.get_or_create(
        edition=edition,
        source=source,
        result=result,
        kind=kind,
        defaults={"reason": reason, "actor_key": actor.actor_key, "done_at": now},
    )


def _end(edition: Edition, row: ClauseText, reason: str) -> None:
    row.clause.ended_in, row.clause.ended_reason = edition, reason
    row.clause.save(update_fields=["ended_in", "ended_reason"])
    row.delete()
