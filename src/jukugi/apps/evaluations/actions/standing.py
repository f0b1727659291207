"""What actions load anew under a lock before they write, and what they write down."""

import hashlib
import json
from datetime import datetime

from django.utils import timezone

from jukugi.apps.accounts.models import User
from jukugi.apps.evaluations import permissions
from jukugi.apps.evaluations.enums import FindingAct, ReviewAct
from jukugi.apps.evaluations.models import Finding, FindingStep, Review, ReviewedMeasure, ReviewStep
from jukugi.apps.organizations.queries import department_of
from jukugi.apps.processes.policies import check_is_running
from jukugi.kit import audit


def locked_review(review: Review, actor: User) -> Review:
    """The review as it is now, for somebody who may run it. Raises NotAllowed or ProcessFinished."""
    permissions.check_can_run(actor, review.area)
    check_is_running(review.process)
    return Review.objects.select_for_update(of=("self",)).select_related("process", "area").get(pk=review.pk)


def locked_measure(measure: ReviewedMeasure) -> ReviewedMeasure:
    """A measure whose review cannot be closed before this transaction has ended."""
    Review.objects.select_for_update(of=("self",)).get(pk=measure.review_id)
    return ReviewedMeasure.objects.select_related("review__process", "review__area", "policy").get(pk=measure.pk)


def locked_finding(finding: Finding, actor: User) -> Finding:
    """The finding as it is now, for somebody who runs its review. Raises NotAllowed or ProcessFinished."""
    permissions.check_can_run(actor, finding.review.area)
    check_is_running(finding.review.process)
    return Finding.objects.select_for_update(of=("self",)).select_related("review__process").get(pk=finding.pk)


def tell(review: Review, act: ReviewAct, actor: User, now: datetime, note: str = "") -> None:
    """Write down a step of a review."""
    ReviewStep.objects.create(
        review=review,
        act=act,
        note=note,
        actor_key=actor.actor_key,
        department=department_of(actor, day=timezone.localdate(now)),
        done_at=now,
    )
    audit.record(f"evaluations.{act}", actor=actor, subject=review, at=now)


def tell_of_finding(finding: Finding, act: FindingAct, actor: User, now: datetime, note: str = "") -> None:
    """Write down a step of a finding, with a digest of what it says."""
    FindingStep.objects.create(
        finding=finding,
        act=act,
        note=note,
        digest=finding_digest(finding),
        actor_key=actor.actor_key,
        department=department_of(actor, day=timezone.localdate(now)),
        done_at=now,
    )
    audit.record(f"evaluations.finding_{act}", actor=actor, subject=finding, at=now)


def finding_digest(finding: Finding) -> str:
    """SHA-256 of what a finding says."""
    said = [finding.kind, finding.title, finding.text, finding.dissent, finding.measure_id]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()
