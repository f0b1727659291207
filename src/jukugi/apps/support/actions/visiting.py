"""Officers and associations speak, agree on next steps, and say afterwards whether these helped."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jukugi.apps.accounts.models import User
from jukugi.apps.organizations.models import Organization
from jukugi.apps.organizations.permissions import Representation, check_is_of
from jukugi.apps.support import errors, permissions
from jukugi.apps.support.actions.accompanying import check_not_ahead
from jukugi.apps.support.enums import LINE_LIMIT, WORDS_LIMIT, Helped, StepBy, VisitWay
from jukugi.apps.support.models import Match, NextStep, Visit
from jukugi.kit import audit
from jukugi.kit.pages.wording import jdate
from jukugi.kit.worded import checked, checked_line


@dataclass(frozen=True)
class StepDraft:
    """A next step as it is agreed on; ``match`` is the proposal that it makes use of."""

    what: str
    by: StepBy
    due_on: date
    match: Match | None = None


@transaction.atomic
def record_visit(
    *,
    organization: Organization,
    visited_on: date,
    way: VisitWay,
    heard: str,
    actor: User,
    now: datetime,
    helped: str = "",
    step: StepDraft | None = None,
    is_sample: bool = False,
) -> Visit:
    """Keep what was heard, what had helped since the last time, and the first step that was agreed on.

    Raises NotAllowed, ToldInTheFuture, StepInThePast and what the words can raise.
    """
    permissions.check_in_charge(actor, organization)
    check_not_ahead(visited_on, now=now)
    visit = Visit.objects.create(
        organization=organization,
        visited_on=visited_on,
        way=way,
        heard=checked(heard, field=_("聞いたこと"), limit=WORDS_LIMIT, is_needed=True),
        helped=checked(helped, field=_("助けになったこと"), limit=WORDS_LIMIT),
        actor_key=actor.actor_key,
        recorded_at=now,
        is_sample=is_sample,
    )
    details = {"organization": organization.pk}
    audit.record("support.visit_recorded", actor=actor, subject=visit, at=now, details=details)
    if step is not None:
        agree_step(organization=organization, step=step, visit=visit, actor=actor, now=now)
    return visit


@transaction.atomic
def agree_step(
    *,
    organization: Organization,
    step: StepDraft,
    actor: User | Representation,
    now: datetime,
    visit: Visit | None = None,
) -> NextStep:
    """Agree on a next step: by the officer in charge, or by the association itself.

    Raises NotAllowed, StepInThePast and what the words can raise.
    """
    permissions.check_tells(actor, organization)
    if step.match is not None:
        check_is_of(step.match.organization_id, organization)
    today = timezone.localdate(now)
    agreed_on = visit.visited_on if visit is not None else today
    if step.due_on < agreed_on:
        raise errors.StepInThePast(due=jdate(step.due_on), agreed=jdate(agreed_on))
    agreed = NextStep.objects.create(
        organization=organization,
        visit=visit,
        match=step.match,
        what=checked_line(step.what, field=_("すること"), limit=LINE_LIMIT, is_needed=True),
        by=step.by,
        due_on=step.due_on,
        agreed_on=agreed_on,
        actor_key=actor.actor_key,
    )
    details = {"organization": organization.pk, "due_on": step.due_on.isoformat()}
    audit.record("support.step_agreed", actor=actor, subject=agreed, at=now, details=details)
    return agreed


@transaction.atomic
def finish_step(
    *, step: NextStep, helped: Helped, note: str, done_on: date, actor: User | Representation, now: datetime
) -> NextStep:
    """Say that a step is done, and whether it helped. Either side may.

    Raises NotAllowed, StepDoneBefore, ToldInTheFuture and what the words can raise.
    """
    permissions.check_tells(actor, step.organization)
    check_not_ahead(done_on, now=now)
    kept = NextStep.objects.select_for_update(of=("self",)).get(pk=step.pk)
    if kept.done_on is not None:
        raise errors.StepDoneBefore
    kept.done_on = done_on
    kept.helped = helped
    kept.done_note = checked(note, field=_("どうなったか"), limit=WORDS_LIMIT)
    kept.done_by = actor.actor_key
    kept.save()
    details = {"organization": kept.organization_id, "helped": str(helped)}
    audit.record("support.step_done", actor=actor, subject=kept, at=now, details=details)
    return kept
