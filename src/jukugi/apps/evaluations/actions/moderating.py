"""The words of sheets are read before they are public."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jukugi.apps.accounts.models import User
from jukugi.apps.evaluations import errors, permissions
from jukugi.apps.evaluations.enums import REASON_LIMIT, SheetState
from jukugi.apps.evaluations.models import EvaluationSheet, SheetReview
from jukugi.apps.opinions.enums import HidingRule
from jukugi.apps.organizations.queries import department_of
from jukugi.kit import audit
from jukugi.kit.worded import checked

DECIDED = (SheetState.SHOWN, SheetState.HIDDEN)


@transaction.atomic
def review_sheet(
    *, sheet: EvaluationSheet, state: SheetState, actor: User, now: datetime, rule: str = "", reason: str = ""
) -> SheetReview:
    """Make the words of a sheet public, or hide them by a rule with a reason. Its verdicts count either way.

    Raises NotAllowed, SheetReplaced, ReviewChangesNothing, RuleMissing and what the reason can raise.
    """
    permissions.check_can_run(actor, sheet.measure.review.area)
    current = EvaluationSheet.objects.select_for_update(of=("self",)).get(pk=sheet.pk)
    if current.state == SheetState.REPLACED:
        raise errors.SheetReplaced
    if state not in DECIDED or current.state == state:
        raise errors.ReviewChangesNothing(state=current.get_state_display())
    is_hiding = state == SheetState.HIDDEN
    if is_hiding and rule not in HidingRule.values:
        raise errors.RuleMissing
    review = SheetReview.objects.create(
        sheet=current,
        state=state,
        rule=rule if is_hiding else "",
        reason=checked(reason, field=_("理由"), limit=REASON_LIMIT, is_needed=is_hiding),
        actor_key=actor.actor_key,
        department=department_of(actor, day=timezone.localdate(now)),
        decided_at=now,
    )
    current.state = state
    current.save(update_fields=["state"])
    audit.record("evaluations.sheet_reviewed", actor=actor, subject=current, at=now, details={"state": str(state)})
    return review
