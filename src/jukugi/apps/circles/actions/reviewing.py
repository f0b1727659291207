"""An officer hides a circle or one of its stories, or shows it again, always with the reason."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from jukugi.apps.accounts.models import User
from jukugi.apps.circles import errors, permissions
from jukugi.apps.circles.actions.circles import locked_circle
from jukugi.apps.circles.enums import WORDS_LIMIT, CircleReviewAct
from jukugi.apps.circles.models import Circle, CircleReview, CircleStory
from jukugi.kit import audit
from jukugi.kit.worded import checked


@transaction.atomic
def review_circle(*, circle: Circle, hides: bool, reason: str, actor: User, now: datetime) -> CircleReview:
    """Hide a circle from the pages, or show it again. Raises NotAllowed, ReasonMissing, AlreadySo."""
    locked = locked_circle(circle)
    permissions.check_can_keep(actor, locked.ward)
    if locked.is_hidden == hides:
        raise errors.AlreadySo
    locked.is_hidden = hides
    locked.save(update_fields=["is_hidden"])
    return _reviewed(locked, None, hides, reason, actor, now)


@transaction.atomic
def review_story(*, story: CircleStory, hides: bool, reason: str, actor: User, now: datetime) -> CircleReview:
    """The same of one story. Raises NotAllowed, ReasonMissing, AlreadySo."""
    locked = CircleStory.objects.select_for_update(of=("self",)).select_related("circle__ward").get(pk=story.pk)
    permissions.check_can_keep(actor, locked.circle.ward)
    if locked.is_hidden == hides:
        raise errors.AlreadySo
    locked.is_hidden = hides
    locked.save(update_fields=["is_hidden"])
    return _reviewed(locked.circle, locked, hides, reason, actor, now)


def checked_reason(words: str) -> str:
    """Raises ReasonMissing and what words can raise."""
    found = checked(words, field=_("理由"), limit=WORDS_LIMIT)
    if not found:
        raise errors.ReasonMissing
    return found


def _reviewed(
    circle: Circle, story: CircleStory | None, hides: bool, reason: str, actor: User, now: datetime
) -> CircleReview:
    act = CircleReviewAct.HIDDEN if hides else CircleReviewAct.SHOWN
    review = CircleReview.objects.create(
        circle=circle,
        story=story,
        act=act,
        reason=checked_reason(reason),
        actor_key=actor.actor_key,
        decided_at=now,
    )
    audit.record(f"circles.{act}", actor=actor, subject=story or circle, at=now)
    return review
