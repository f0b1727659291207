"""A review is prepared, opened, closed, published."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jukugi.apps.accounts.models import User
from jukugi.apps.areas.models import Area
from jukugi.apps.evaluations import errors, permissions, policies
from jukugi.apps.evaluations.actions.standing import locked_review, tell
from jukugi.apps.evaluations.enums import (
    CLAIM_LIMIT,
    CRITERIA_AT_MOST,
    LINE_LIMIT,
    MEASURES_AT_MOST,
    NAME_LIMIT,
    TITLE_LIMIT,
    USUAL_CRITERIA,
    WORDS_LIMIT,
    ReviewAct,
    ReviewState,
)
from jukugi.apps.evaluations.models import Criterion, EvaluationSheet, Review, ReviewedMeasure
from jukugi.apps.issues.models import Policy
from jukugi.apps.organizations.queries import department_of
from jukugi.apps.processes.models import Process
from jukugi.apps.processes.policies import check_is_running
from jukugi.kit import audit
from jukugi.kit.worded import checked, checked_line


@dataclass(frozen=True)
class ReviewPlan:
    """What a review tells everybody: what for, of which years, from when to when sheets are taken."""

    title: str
    opens_on: date
    closes_on: date
    purpose: str = ""
    years: str = ""


@dataclass(frozen=True)
class CriterionDraft:
    """A criterion as it is typed."""

    name: str
    claim: str
    help: str = ""


@transaction.atomic
def prepare_review(
    *, process: Process, plan: ReviewPlan, ward: Area | None, actor: User, now: datetime, is_sample: bool = False
) -> Review:
    """Prepare a review with the usual criteria. Nobody but staff sees it yet.

    Raises NotAllowed, ProcessFinished and what the plan can raise (``_checked``).
    """
    permissions.check_can_run(actor, ward)
    check_is_running(process)
    review = Review.objects.create(
        process=process,
        area=ward,
        department=department_of(actor, day=timezone.localdate(now)),
        is_sample=is_sample,
        begun_at=now,
        actor_key=actor.actor_key,
        **_checked(plan),
    )
    _put_criteria(review, [CriterionDraft(str(name), str(claim), str(help)) for name, claim, help in USUAL_CRITERIA])
    tell(review, ReviewAct.PREPARED, actor, now)
    return review


@transaction.atomic
def change_review(*, review: Review, plan: ReviewPlan, actor: User, now: datetime) -> None:
    """Change what is told; once it is open, the period can only be made longer. Raises besides ReviewNotInState."""
    current = locked_review(review, actor)
    policies.check_state(current, ReviewState.PREPARED, ReviewState.OPENED)
    fields = _checked(plan)
    if current.is_opened and (plan.opens_on != current.opens_on or plan.closes_on < current.closes_on):
        raise errors.PeriodBackwards
    Review.objects.filter(pk=current.pk).update(**fields)
    audit.record("evaluations.changed", actor=actor, subject=current, at=now)


@transaction.atomic
def set_criteria(*, review: Review, criteria: Sequence[CriterionDraft], actor: User, now: datetime) -> None:
    """Word the criteria (観点) anew, in this order, before the review is open.

    Raises NotAllowed, ProcessFinished, ReviewNotInState, CriterionTwice, TooManyRows and what the words can raise.
    """
    current = locked_review(review, actor)
    policies.check_state(current, ReviewState.PREPARED)
    _put_criteria(current, criteria)
    audit.record("evaluations.criteria_set", actor=actor, subject=current, at=now)


@transaction.atomic
def add_measure(
    *, review: Review, policy: Policy, actor: User, now: datetime, listed_only: bool = False
) -> ReviewedMeasure:
    """Take a policy of the register into the review, with its aim and years as they stand there.

    Raises NotAllowed, ProcessFinished, ReviewNotInState, MeasureTwice or TooManyRows.
    """
    current = locked_review(review, actor)
    policies.check_state(current, ReviewState.PREPARED)
    there = list(current.measures.values_list("policy", flat=True))
    if policy.pk in there:
        raise errors.MeasureTwice(name=policy.name)
    if len(there) >= MEASURES_AT_MOST:
        raise errors.TooManyRows(field=_("施策"), limit=MEASURES_AT_MOST)
    measure = ReviewedMeasure.objects.create(
        review=current,
        policy=policy,
        position=len(there) + 1,
        aim=policy.aim,
        years="〜".join(filter(None, [policy.started, policy.ended or "いまも"])) if policy.started else "",
        listed_only=listed_only,
    )
    audit.record("evaluations.measure_added", actor=actor, subject=measure, at=now)
    return measure


@transaction.atomic
def remove_measure(*, measure: ReviewedMeasure, actor: User, now: datetime) -> None:
    """Leave a policy out again, before the review is open. Raises NotAllowed, ProcessFinished or ReviewNotInState."""
    current = locked_review(measure.review, actor)
    policies.check_state(current, ReviewState.PREPARED)
    audit.record("evaluations.measure_removed", actor=actor, subject=measure, at=now)
    ReviewedMeasure.objects.filter(pk=measure.pk, review=current).delete()


@transaction.atomic
def open_review(*, review: Review, actor: User, now: datetime) -> Review:
    """Tell everybody, and take sheets within the period. From now on the criteria stand as they are.

    Raises NotAllowed, ProcessFinished, ReviewNotInState, PeriodInThePast or NothingToReview.
    """
    current = locked_review(review, actor)
    policies.check_state(current, ReviewState.PREPARED)
    policies.check_not_over(current, timezone.localdate(now))
    if not current.measures.filter(listed_only=False).exists() or not current.criteria.exists():
        raise errors.NothingToReview
    current.state, current.opened_at = ReviewState.OPENED, now
    current.save(update_fields=["state", "opened_at"])
    tell(current, ReviewAct.OPENED, actor, now)
    return current


@transaction.atomic
def close_review(*, review: Review, actor: User, now: datetime) -> Review:
    """Take no more sheets; findings are written. Raises NotAllowed, ProcessFinished or ReviewNotInState."""
    current = locked_review(review, actor)
    policies.check_state(current, ReviewState.OPENED)
    current.state = ReviewState.CLOSED
    current.save(update_fields=["state"])
    tell(current, ReviewAct.CLOSED, actor, now)
    return current


@transaction.atomic
def publish_review(*, review: Review, actor: User, now: datetime) -> Review:
    """Make verdicts, words and findings public; they stand as they are from now on.

    Raises NotAllowed, ProcessFinished, ReviewNotInState, SheetsWait, MeasureWithoutSheets, FindingsNeeded or
    FindingsLeft.
    """
    current = locked_review(review, actor)
    policies.check_state(current, ReviewState.CLOSED)
    sheets = EvaluationSheet.objects.filter(measure__review=current)
    if waiting := sheets.waiting().count():
        raise errors.SheetsWait(count=waiting)
    judged = set(sheets.standing().values_list("measure", flat=True))
    for measure in current.measures.filter(listed_only=False).select_related("policy"):
        if measure.pk not in judged:
            raise errors.MeasureWithoutSheets(name=measure.policy.name)
    if not current.findings.standing().exists():
        raise errors.FindingsNeeded
    if left := current.findings.unapproved().count():
        raise errors.FindingsLeft(count=left)
    current.state, current.published_at = ReviewState.PUBLISHED, now
    current.save(update_fields=["state", "published_at"])
    tell(current, ReviewAct.PUBLISHED, actor, now)
    return current


def _checked(plan: ReviewPlan) -> dict[str, Any]:
    """Raises PeriodBackwards and what the words can raise."""
    policies.check_period(plan.opens_on, plan.closes_on)
    return {
        "title": checked_line(plan.title, field=_("題名"), limit=TITLE_LIMIT, is_needed=True),
        "purpose": checked(plan.purpose, field=_("ねらい"), limit=WORDS_LIMIT),
        "years": checked_line(plan.years, field=_("対象の年度"), limit=LINE_LIMIT),
        "opens_on": plan.opens_on,
        "closes_on": plan.closes_on,
    }


def _put_criteria(review: Review, drafts: Sequence[CriterionDraft]) -> None:
    rows: dict[str, Criterion] = {}
    for position, draft in enumerate(drafts, 1):
        name = checked_line(draft.name, field=_("観点の名前"), limit=NAME_LIMIT, is_needed=True)
        if name in rows:
            raise errors.CriterionTwice(name=name)
        rows[name] = Criterion(
            review=review,
            position=position,
            name=name,
            claim=checked_line(draft.claim, field=_("評価する文"), limit=CLAIM_LIMIT, is_needed=True),
            help=checked_line(draft.help, field=_("書き方の助け"), limit=LINE_LIMIT),
        )
    if not rows:
        raise errors.NothingToReview
    if len(rows) > CRITERIA_AT_MOST:
        raise errors.TooManyRows(field=_("観点"), limit=CRITERIA_AT_MOST)
    review.criteria.all().delete()
    Criterion.objects.bulk_create(rows.values())
