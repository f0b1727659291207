"""Comments come in: on the web, on paper, from a table; each becomes a comment of its consultation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from jukugi.apps.accounts.models import Participant
from jukugi.apps.areas.models import Area
from jukugi.apps.drafts.models import Clause
from jukugi.apps.opinions.actions import send_opinion
from jukugi.apps.opinions.enums import AgeBand
from jukugi.apps.opinions.models import Submission
from jukugi.apps.public_comments import errors, policies
from jukugi.apps.public_comments.actions.standing import clause_here
from jukugi.apps.public_comments.enums import COMMENTS_AT_ONCE
from jukugi.apps.public_comments.models import Consultation, PublicComment


@dataclass(frozen=True)
class CommentDraft:
    """What somebody says of one item of the draft; ``clause`` None: of the whole."""

    text: str
    clause: Clause | None = None


@transaction.atomic
def send_comments(
    *,
    consultation: Consultation,
    comments: Sequence[CommentDraft],
    ward: Area | None,
    age_band: AgeBand | str,
    author: Participant,
    form_key: str,
    now: datetime,
) -> Submission:
    """Take comments (件) from the web as one submission (通), each for its item. The same sent twice is one.

    Raises ConsultationNotOpen, NothingChosen, TooManyComments, TooManyFromOne, ClauseNotInEdition and what sending can
    raise.
    """
    if not comments:
        raise errors.NothingChosen
    if len(comments) > COMMENTS_AT_ONCE:
        raise errors.TooManyComments(limit=COMMENTS_AT_ONCE)
    for comment in comments:
        clause_here(consultation, comment.clause)
    _check_is_open(consultation, author, now)
    first, *further = (comment.text for comment in comments)
    submission = send_opinion(
        process=consultation.process,
        text=first,
        further=further,
        ward=ward,
        age_band=age_band,
        about=None,
        author=author,
        form_key=form_key,
        call=consultation.call,
        now=now,
    )
    _check_not_too_many(consultation, author, submission)
    kept = PublicComment.objects.filter(opinion__submission=submission).order_by("opinion__position")
    for row, comment in zip(kept, comments, strict=False):
        if comment.clause is not None and row.clause_id is None and row.group_id is None:
            row.clause = comment.clause
            row.save(update_fields=["clause"])
    return submission


def take_comments(call_pk: int, opinion_pks: Sequence[int]) -> None:
    """Keep what came in for a consultation, in the transaction in which it came in. Two queries.

    Raises ResultPublished: a result is never counted anew.
    """
    consultation = Consultation.objects.get(call=call_pk)
    if consultation.is_published:
        raise errors.ResultPublished
    PublicComment.objects.bulk_create(
        PublicComment(consultation=consultation, opinion_id=opinion_pk) for opinion_pk in opinion_pks
    )


def follow(opinion_pk: int, successors: Sequence[int], now: datetime) -> None:
    """When others stand in the place of an opinion they are comments too; each alone stands where it stood.

    Parts of one that was split stand nowhere yet: each says something of its own. Raises ResultPublished.
    """
    comment = PublicComment.objects.select_related("consultation").filter(opinion=opinion_pk).first()
    if comment is None:
        return
    if comment.consultation.is_published:
        raise errors.ResultPublished
    is_same = len(successors) == 1
    there = {row.opinion_id: row for row in PublicComment.objects.filter(opinion__in=successors)}
    for successor in successors:
        row = there.get(successor) or PublicComment(opinion_id=successor, consultation_id=comment.consultation_id)
        row.clause_id, row.is_replaced = comment.clause_id, False
        row.group_id, row.is_held = (comment.group_id, comment.is_held) if is_same else (None, False)
        row.save()
    PublicComment.objects.filter(pk=comment.pk).update(group=None, is_held=False, is_replaced=True)
    _end_if_empty(comment.group_id, now)


def _end_if_empty(group_pk: int | None, now: datetime) -> None:
    from jukugi.apps.public_comments.actions.placing import end_empty

    if group_pk is not None:
        end_empty([group_pk], now)


def _check_not_too_many(consultation: Consultation, author: Participant, submission: Submission) -> None:
    """Counted with what was just kept: what was taken once is not refused when it comes again.

    Raises TooManyFromOne.
    """
    sent = PublicComment.objects.filter(consultation=consultation, opinion__submission__author=author)
    if sent.count() > policies.COMMENTS_OF_ONE_AT_MOST:
        before = sent.exclude(opinion__submission=submission).count()
        raise errors.TooManyFromOne(limit=policies.COMMENTS_OF_ONE_AT_MOST, sent=before)


def _check_is_open(consultation: Consultation, author: Participant, now: datetime) -> None:
    """What was taken once is not refused when it comes again after the period: ``send_opinion`` finds it first."""
    current = Consultation.objects.select_related("call").get(pk=consultation.pk)
    if current.call is None:
        policies.check_is_open(current, now=now)
    consultation.call = current.call
