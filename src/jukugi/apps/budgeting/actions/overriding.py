"""The city decides otherwise than was counted: in public, with a reason, by two people. The count stays as it is."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy

from jukugi.apps.accounts.models import User
from jukugi.apps.budgeting.actions.counting import locked_result, tell_result
from jukugi.apps.budgeting.enums.results import OverrideKind, OverrideState, ResultAct, ResultState
from jukugi.apps.budgeting.enums.rounds import LINE_LIMIT, WORDS_LIMIT
from jukugi.apps.budgeting.errors import results as errors
from jukugi.apps.budgeting.models import BudgetResult, Project, ResultOverride
from jukugi.apps.budgeting.queries.results import winners_of
from jukugi.kit.worded import checked, checked_line


@dataclass(frozen=True)
class OverrideDraft:
    """What shall be done otherwise, as it is typed."""

    project: Project
    kind: OverrideKind
    reason: str
    decided_by: str


@transaction.atomic
def propose_override(*, result: BudgetResult, draft: OverrideDraft, actor: User, now: datetime) -> ResultOverride:
    """Propose to depart from a published result; nobody but staff sees it yet.

    Raises NotAllowed, ResultNotInState, ProjectOfAnother, OverrideUnfit, OverrideStands and what words can raise.
    """
    current = locked_result(result, actor, ResultState.PUBLISHED)
    project = draft.project
    if project.round_id != current.round_id:
        raise errors.ProjectOfAnother
    is_winner = str(project.number) in winners_of(current)
    if is_winner == (draft.kind == OverrideKind.ADDED):
        raise errors.OverrideUnfit(title=project.title)
    if current.overrides.filter(project=project).exclude(state=OverrideState.DROPPED).exists():
        raise errors.OverrideStands(title=project.title)
    override = ResultOverride.objects.create(
        result=current,
        project=project,
        kind=draft.kind,
        reason=checked(draft.reason, field=gettext_lazy("理由"), limit=WORDS_LIMIT, is_needed=True),
        decided_by=checked_line(
            draft.decided_by, field=gettext_lazy("だれが決めるか"), limit=LINE_LIMIT, is_needed=True
        ),
        actor_key=actor.actor_key,
        proposed_at=now,
    )
    tell_result(current, ResultAct.PROPOSED, actor, now, note=override.reason, facts=override.facts)
    return override


@transaction.atomic
def confirm_override(*, override: ResultOverride, actor: User, now: datetime) -> ResultOverride:
    """Decide: from now on everybody reads it beside the result, for good.

    Raises NotAllowed, ResultNotInState or SecondHandNeeded.
    """
    current = _locked(override, actor)
    if current.actor_key == actor.actor_key:
        raise errors.SecondHandNeeded
    current.state, current.confirmer_key, current.confirmed_at = OverrideState.CONFIRMED, actor.actor_key, now
    current.save(update_fields=["state", "confirmer_key", "confirmed_at"])
    tell_result(current.result, ResultAct.CONFIRMED, actor, now, note=current.reason, facts=current.facts)
    return current


@transaction.atomic
def drop_override(*, override: ResultOverride, actor: User, now: datetime) -> ResultOverride:
    """Take back what was proposed and is not decided. Raises NotAllowed or ResultNotInState."""
    current = _locked(override, actor)
    current.state = OverrideState.DROPPED
    current.save(update_fields=["state"])
    tell_result(current.result, ResultAct.DROPPED, actor, now, facts=current.facts)
    return current


def _locked(override: ResultOverride, actor: User) -> ResultOverride:
    result = locked_result(override.result, actor, ResultState.PUBLISHED)
    current = ResultOverride.objects.select_for_update(of=("self",)).select_related("project").get(pk=override.pk)
    if current.state != OverrideState.PROPOSED:
        raise errors.ResultNotInState(state=current.get_state_display())
    current.result = result
    return current
