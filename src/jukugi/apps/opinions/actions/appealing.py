from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from jukugi.apps.accounts.models import Participant, User
from jukugi.apps.opinions import permissions
from jukugi.apps.opinions.actions.reviewing import review_opinion
from jukugi.apps.opinions.enums import APPEAL_LIMIT, AppealState, OpinionState
from jukugi.apps.opinions.errors import (
    AnswerMissing,
    AppealDecided,
    AppealDecidedByWhoHid,
    AppealEmpty,
    AppealTooLong,
    AppealWaiting,
    NotHidden,
    TooManyAppeals,
)
from jukugi.apps.opinions.models import Appeal, Opinion
from jukugi.apps.opinions.policies import APPEALS_AT_MOST
from jukugi.apps.organizations.queries import department_of
from jukugi.core.text import has_letters, lines
from jukugi.kit import audit


def appeal(*, opinion: Opinion, text: str, author: Participant | None, now: datetime) -> Appeal:
    """Say that an opinion should not have been hidden; whoever holds its number may. The same words twice are one.

    Raises NotHidden, AppealEmpty, AppealTooLong, AppealWaiting or TooManyAppeals.
    """
    words = lines(text).replace("\x00", "")
    if not has_letters(words):
        raise AppealEmpty
    if len(words) > APPEAL_LIMIT:
        raise AppealTooLong(length=len(words), limit=APPEAL_LIMIT)
    with transaction.atomic():
        current = Opinion.objects.select_for_update(of=("self",)).get(pk=opinion.pk)
        before = list(current.appeals.all())
        waiting = next((one for one in before if one.state == AppealState.WAITING), None)
        if waiting is not None and waiting.text == words:
            return waiting
        if waiting is not None:
            raise AppealWaiting
        if current.state != OpinionState.HIDDEN:
            raise NotHidden
        if len(before) >= APPEALS_AT_MOST:
            raise TooManyAppeals(limit=APPEALS_AT_MOST)
        try:
            with transaction.atomic():
                sent = Appeal.objects.create(opinion=current, text=words, author=author, sent_at=now)
        except IntegrityError as error:
            raise AppealWaiting from error
        audit.record("opinions.appealed", actor=author, subject=sent, at=now)
    return sent


@transaction.atomic
def answer_appeal(*, appeal: Appeal, is_upheld: bool, answer: str, actor: User, now: datetime) -> Appeal:
    """Decide on an appeal, with words for everybody; one that is upheld makes the opinion public.

    Raises NotAllowed, AnswerMissing, AppealDecided or AppealDecidedByWhoHid.
    """
    opinion = appeal.opinion
    permissions.check_can_handle(actor, opinion.submission)
    if not answer.strip():
        raise AnswerMissing
    current = Appeal.objects.select_for_update(of=("self",)).get(pk=appeal.pk)
    if current.state != AppealState.WAITING:
        raise AppealDecided(state=current.get_state_display())
    hiding = opinion.reviews.select_related("wave").filter(state=OpinionState.HIDDEN).last()
    if hiding is not None and actor.actor_key in hiding.decided_by:
        raise AppealDecidedByWhoHid
    current.state = AppealState.UPHELD if is_upheld else AppealState.DISMISSED
    current.answer, current.decided_by, current.decided_at = answer.strip(), actor.actor_key, now
    current.department = department_of(actor, day=timezone.localdate(now))
    current.save(update_fields=["state", "answer", "decided_by", "decided_at", "department"])
    # One that waits again, because it was hidden with many others and that was taken back, is read with its appeal.
    if is_upheld and Opinion.objects.get(pk=opinion.pk).state in (OpinionState.HIDDEN, OpinionState.WAITING):
        review_opinion(opinion=opinion, state=OpinionState.SHOWN, actor=actor, now=now)
    audit.record("opinions.appeal_answered", actor=actor, subject=current, at=now, details={"state": current.state})
    return current
