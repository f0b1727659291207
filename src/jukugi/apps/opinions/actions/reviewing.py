from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from jukugi.apps.accounts.models import User
from jukugi.apps.opinions import permissions
from jukugi.apps.opinions.actions.linking import LinkDraft, link_all
from jukugi.apps.opinions.enums import HidingRule, OpinionState
from jukugi.apps.opinions.errors import OpinionReplaced, ReasonMissing, ReviewChangesNothing, RuleMissing
from jukugi.apps.opinions.models import Opinion, OpinionReview
from jukugi.apps.organizations.queries import department_of
from jukugi.kit import audit

DECIDED = (OpinionState.SHOWN, OpinionState.HIDDEN)


@transaction.atomic
def review_opinion(
    *,
    opinion: Opinion,
    state: OpinionState,
    rule: HidingRule | str = "",
    reason: str = "",
    links: Sequence[LinkDraft] = (),
    actor: User,
    now: datetime,
) -> OpinionReview:
    """Make an opinion public or hide it; in the same step it may be linked to issues. The words stay as they are.

    Raises NotAllowed, OpinionReplaced, ReviewChangesNothing (nothing goes back to waiting either), RuleMissing,
    ReasonMissing and what linking can raise.
    """
    permissions.check_can_handle(actor, opinion.submission)
    current = Opinion.objects.select_for_update(of=("self",)).get(pk=opinion.pk)
    if current.state == OpinionState.REPLACED:
        raise OpinionReplaced
    if state not in DECIDED or current.state == state:
        raise ReviewChangesNothing(state=OpinionState(state).label)
    is_hiding = state == OpinionState.HIDDEN
    if is_hiding and rule not in HidingRule.values:
        raise RuleMissing
    if is_hiding and not reason.strip():
        raise ReasonMissing
    review = OpinionReview.objects.create(
        opinion=opinion,
        state=state,
        rule=rule if is_hiding else "",
        reason=reason.strip(),
        actor_key=actor.actor_key,
        department=department_of(actor, day=timezone.localdate(now)),
        decided_at=now,
    )
    opinion.state = state
    opinion.save(update_fields=["state"])
    audit.record("opinions.reviewed", actor=actor, subject=opinion, at=now, details={"state": str(state)})
    link_all(opinion, links, actor=actor, now=now)
    return review
