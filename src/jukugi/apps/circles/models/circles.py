"""Circles, how far they have come, who is in them, what they say, and what was hidden."""

import hashlib
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.accounts.models import Participant
from jukugi.apps.areas.models import Area
from jukugi.apps.circles.enums import (
    NAME_LIMIT,
    STORY_LIMIT,
    TITLE_LIMIT,
    WORDS_LIMIT,
    CircleReviewAct,
    CircleRole,
    CircleStep,
    MemberState,
)
from jukugi.apps.circles.models.calling import ProjectCall
from jukugi.apps.issues.models import Issue
from jukugi.apps.opinion_map.models import Statement
from jukugi.apps.places.models import Place


class CircleQuerySet(models.QuerySet["Circle"]):
    def public(self) -> Self:
        """Those that everybody reads."""
        return self.filter(is_hidden=False)

    def in_wards(self, wards: set[int | None]) -> Self:
        """Of these wards; None among them stands for the whole city."""
        return self if None in wards else self.filter(ward__in=[key for key in wards if key is not None])


class Circle(models.Model):
    """Something that citizens do together (活動), begun from an issue, a place, a statement, a call, or from nothing.

    ``step`` is that of the newest writing. ``ward`` None: of the whole city. ``is_hidden`` after the newest review.
    """

    title = models.CharField(max_length=TITLE_LIMIT)
    about = models.CharField(max_length=WORDS_LIMIT)
    ward = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="circles")
    issue = models.ForeignKey(Issue, null=True, blank=True, on_delete=models.PROTECT, related_name="circles")
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="circles")
    statement = models.ForeignKey(Statement, null=True, blank=True, on_delete=models.PROTECT, related_name="circles")
    call = models.ForeignKey(ProjectCall, null=True, blank=True, on_delete=models.PROTECT, related_name="circles")
    step = models.CharField(max_length=12, choices=CircleStep, default=CircleStep.IDEA)
    welcomes = models.BooleanField(default=True)
    is_hidden = models.BooleanField(default=False)
    receipt = models.CharField(max_length=9, unique=True)
    channel = models.CharField(max_length=12, choices=Channel)
    began_at = models.DateTimeField()
    is_sample = models.BooleanField(default=False)

    objects = CircleQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [models.CheckConstraint(condition=~Q(title="") & ~Q(about=""), name="circle_says_what_it_does")]
        indexes = [models.Index(fields=["is_hidden", "ward", "step"], name="circles_by_ward")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("circles:circle", args=[self.pk])


class StepWriting(models.Model):
    """A circle says how far it has come (歩み), with words and the day. Never changed.

    ``digest`` fixes the words; should they have to be forgotten, they go and the step stays.
    """

    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="writings")
    step = models.CharField(max_length=12, choices=CircleStep)
    text = models.CharField(max_length=WORDS_LIMIT, blank=True)
    digest = models.CharField(max_length=64, editable=False)
    said_on = models.DateField()
    actor_key = models.CharField(max_length=40)
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.circle_id}: {self.step}"


class CircleMember(models.Model):
    """Who began a circle or wants to join it. ``name`` is one they chose, and public only with ``name_shown``."""

    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="members")
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=10, choices=CircleRole)
    state = models.CharField(max_length=10, choices=MemberState)
    name = models.CharField(max_length=NAME_LIMIT, blank=True)
    name_shown = models.BooleanField(default=False)
    note = models.CharField(max_length=WORDS_LIMIT, blank=True)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["circle", "participant"], name="one_membership_of_a_circle"),
            models.CheckConstraint(
                condition=Q(name_shown=False) | ~Q(name=""), name="a_shown_name_of_a_member_is_a_name"
            ),
            models.CheckConstraint(
                condition=Q(state=MemberState.LEFT, left_at__isnull=False)
                | (~Q(state=MemberState.LEFT) & Q(left_at__isnull=True)),
                name="a_member_leaves_at_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.circle_id}: {self.state}"


class CircleMessage(models.Model):
    """A line that those in the circle write to each other (連絡). For them and the ward's officer alone."""

    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="messages")
    member = models.ForeignKey(CircleMember, null=True, blank=True, on_delete=models.PROTECT, related_name="messages")
    officer_key = models.CharField(max_length=40, blank=True)
    text = models.CharField(max_length=WORDS_LIMIT)
    sent_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(member__isnull=False, officer_key="") | (Q(member__isnull=True) & ~Q(officer_key="")),
                name="circle_message_has_one_author",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.circle_id}: {self.pk}"


class CircleStory(models.Model):
    """What happened, told by somebody of the circle (活動の話)."""

    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="stories")
    text = models.CharField(max_length=STORY_LIMIT)
    happened_on = models.DateField()
    actor_key = models.CharField(max_length=40)
    told_at = models.DateTimeField()
    is_hidden = models.BooleanField(default=False)

    class Meta:
        ordering = ["-happened_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.circle_id}: {self.happened_on}"


class CircleReview(models.Model):
    """An officer hides a circle or a story, or shows it again, with the reason. Never changed; the reason is public."""

    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="reviews")
    story = models.ForeignKey(CircleStory, null=True, blank=True, on_delete=models.PROTECT, related_name="reviews")
    act = models.CharField(max_length=8, choices=CircleReviewAct)
    reason = models.CharField(max_length=WORDS_LIMIT)
    actor_key = models.CharField(max_length=40)
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="circle_review_has_its_reason")]

    def __str__(self) -> str:
        return f"{self.circle_id}: {self.act}"


def words_digest(*words: object) -> str:
    """What fixes words that may have to be forgotten."""
    return hashlib.sha256("\0".join(map(str, words)).encode()).hexdigest()
