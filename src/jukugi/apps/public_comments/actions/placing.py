"""Comments that say the same are put into one line of the table of results."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from jukugi.apps.accounts.models import User
from jukugi.apps.drafts.models import Clause
from jukugi.apps.public_comments import errors
from jukugi.apps.public_comments.actions.standing import (
    answering,
    clause_here,
    locked_groups,
    numbers_for_groups,
)
from jukugi.apps.public_comments.enums import GIST_LIMIT, AnswerState
from jukugi.apps.public_comments.models import CommentGroup, Consultation, PublicComment
from jukugi.kit import audit
from jukugi.kit.worded import checked


@transaction.atomic
def place_comments(
    *,
    consultation: Consultation,
    comments: Collection[int],
    group: CommentGroup | None,
    actor: User,
    now: datetime,
) -> CommentGroup:
    """Put comments (keys) into a line of the table, or into a new one of their own. No calculation moves them again.

    A line that nobody is in any more ends. Raises NotAllowed, ProcessFinished, ConsultationNotInState, ResultPublished,
    PublicationUnderWay, NothingChosen, GroupEnded or AnswerNotInState (its answer is approved).
    """
    current = answering(consultation, actor)
    if not comments:
        raise errors.NothingChosen
    rows = list(
        PublicComment.objects.standing()
        .select_for_update(of=("self",))
        .select_related("opinion", "group__answer")
        .filter(consultation=current, pk__in=comments)
    )
    if len(rows) != len(set(comments)):
        raise errors.NothingChosen
    if group is not None:
        group = locked_groups(current, [group.pk])[0]
    else:
        group = _new_group(current, rows[0].clause_id, rows[0].opinion_id, now)
    for one in (*(row.group for row in rows), group):
        _check_is_open(one)
    left = {row.group_id for row in rows if row.group_id is not None and row.group_id != group.pk}
    PublicComment.objects.filter(pk__in=[row.pk for row in rows]).update(group=group, is_held=True)
    end_empty(left, now)
    audit.record("public_comments.placed", actor=actor, subject=group, at=now, details={"count": len(rows)})
    return group


@transaction.atomic
def merge_groups(*, consultation: Consultation, groups: Collection[int], actor: User, now: datetime) -> CommentGroup:
    """Make one line of several (keys): that with the lowest number stays, with the first gist there is.

    Raises what ``place_comments`` can raise.
    """
    current = answering(consultation, actor)
    rows = locked_groups(current, groups)
    if len(rows) < 2:
        raise errors.NothingChosen
    for row in rows:
        _check_is_open(row)
    kept, *others = rows
    if not kept.gist:
        written = next((row for row in others if row.gist), None)
        if written is not None:
            kept.gist, kept.gist_by = written.gist, written.gist_by
    if kept.answer is None:
        kept.answer = next((row.answer for row in others if row.answer is not None), None)
    kept.save(update_fields=["gist", "gist_by", "answer"])
    PublicComment.objects.filter(group__in=others).update(group=kept, is_held=True)
    end_empty([row.pk for row in others], now)
    audit.record("public_comments.merged", actor=actor, subject=kept, at=now, details={"count": len(rows)})
    return kept


@transaction.atomic
def write_group(*, group: CommentGroup, gist: str, clause: Clause | None, actor: User, now: datetime) -> CommentGroup:
    """Say what the comments of a line say (意見の要旨), and of which item of the draft.

    Raises NotAllowed, ProcessFinished, ConsultationNotInState, ResultPublished, PublicationUnderWay, GroupEnded,
    ClauseNotInEdition and what the words can raise.
    """
    current = answering(group.consultation, actor)
    row = locked_groups(current, [group.pk])[0]
    words = checked(gist, field=_("意見の要旨"), limit=GIST_LIMIT)
    row.clause = clause_here(current, clause)
    row.gist, row.gist_by = words, actor.actor_key if words else ""
    row.save(update_fields=["gist", "gist_by", "clause"])
    audit.record("public_comments.gist_written", actor=actor, subject=row, at=now)
    return row


@transaction.atomic
def set_clause(
    *, consultation: Consultation, comments: Collection[int], clause: Clause | None, actor: User, now: datetime
) -> int:
    """Say of which item of the draft comments (keys) speak. How many. Raises what ``place_comments`` can raise."""
    current = answering(consultation, actor)
    here = clause_here(current, clause)
    changed = PublicComment.objects.standing().filter(consultation=current, pk__in=comments).update(clause=here)
    if not changed:
        raise errors.NothingChosen
    audit.record("public_comments.item_set", actor=actor, subject=current, at=now, details={"count": changed})
    return changed


def new_groups(consultation_pk: int, rows: Sequence[dict[str, Any]], now: datetime) -> list[CommentGroup]:
    """Lines of the table with numbers, in the caller's transaction. Each row holds what a line is made of."""
    numbers = numbers_for_groups(consultation_pk, len(rows))
    made = (
        CommentGroup(consultation_id=consultation_pk, number=number, made_at=now, **row)
        for number, row in zip(numbers, rows, strict=True)
    )
    return CommentGroup.objects.bulk_create(made, batch_size=500)


def end_empty(groups: Collection[int], now: datetime) -> None:
    """End those of these lines in which no comment stands any more; their answers are free for others."""
    standing = PublicComment.objects.standing().filter(group__in=groups).order_by()
    full = set(standing.values_list("group", flat=True).distinct())
    CommentGroup.objects.standing().filter(pk__in=set(groups) - full).update(ended_at=now, answer=None)


def _new_group(consultation: Consultation, clause_pk: int | None, first: int, now: datetime) -> CommentGroup:
    return new_groups(consultation.pk, [{"clause_id": clause_pk, "first_id": first}], now)[0]


def _check_is_open(group: CommentGroup | None) -> None:
    """What was approved stands for the comments that it was approved for. Raises AnswerNotInState."""
    if group is not None and group.answer is not None and group.answer.state == AnswerState.APPROVED:
        raise errors.AnswerNotInState(state=group.answer.get_state_display())
