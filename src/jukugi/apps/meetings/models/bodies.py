from datetime import date

from django.db import models
from django.db.models import Count, F, Q
from django.urls import reverse

from jukugi.apps.areas.models import Area
from jukugi.apps.issues.models import Issue
from jukugi.apps.meetings.enums import BodyEventKind, BodyKind, BodyState, FollowUpKind, MemberRole, SeatKind
from jukugi.apps.organizations.models import Organization


class BodyQuerySet(models.QuerySet["Body"]):
    def told(self) -> "BodyQuerySet":
        """With ward and the number of recommendations, those that work first."""
        counted = self.select_related("area").annotate(recommendation_count=Count("recommendations"))
        return counted.order_by("is_sample", "state", F("area__lane_order").asc(nulls_first=True), "name", "pk")


class Body(models.Model):
    """A body that meets and recommends (会議体): what it rests on, what it is for, who sits in it.

    ``state`` follows its last event. ``area`` None stands for the whole city. ``source`` holds one source a line;
    a body that was made up for a sample says so by ``is_sample``.
    """

    kind = models.CharField(max_length=12, choices=BodyKind)
    name = models.CharField(max_length=80)
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="bodies")
    legal_basis = models.CharField(max_length=200, blank=True)
    mandate = models.TextField(blank=True)
    seats = models.PositiveSmallIntegerField(null=True, blank=True)
    term = models.CharField(max_length=80, blank=True)
    department = models.ForeignKey(Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=BodyState, default=BodyState.ACTIVE)
    source = models.TextField(blank=True)
    is_sample = models.BooleanField(default=False)

    objects = BodyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["name", "area"], name="one_body_per_name_and_area"),
            models.UniqueConstraint(fields=["name"], condition=Q(area__isnull=True), name="one_body_of_the_city"),
            models.CheckConstraint(condition=~Q(name=""), name="body_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("meetings:body", args=[self.pk])


class BodyEvent(models.Model):
    """A step in the story of a body, with its reason and day. Never changed.

    ``on`` orders the steps; ``when`` says the time in words where the day is not known. What is succeeded names the
    ``successor``.
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=10, choices=BodyEventKind)
    on = models.DateField()
    when = models.CharField(max_length=80, blank=True)
    reason = models.TextField()
    source = models.TextField(blank=True)
    successor = models.ForeignKey(
        Body, null=True, blank=True, on_delete=models.PROTECT, related_name="events_of_predecessors"
    )
    department = models.ForeignKey(Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    actor_key = models.CharField(max_length=40)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["on", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="body_event_has_its_reason"),
            models.CheckConstraint(
                condition=Q(kind=BodyEventKind.SUCCEEDED, successor__isnull=False)
                | (~Q(kind=BodyEventKind.SUCCEEDED) & Q(successor__isnull=True)),
                name="only_a_succession_names_a_successor",
            ),
            models.CheckConstraint(
                condition=Q(successor__isnull=True) | ~Q(successor=F("body")), name="no_body_succeeds_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body_id}: {self.kind}"


class BodyMember(models.Model):
    """One seat in a body for one term, ``[starts_on, ends_on)``.

    The name is public only where the person agreed (``name_agreed_on``); else the ``label`` stands for them.
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="members")
    role = models.CharField(max_length=12, choices=MemberRole, default=MemberRole.MEMBER)
    seat = models.CharField(max_length=12, choices=SeatKind)
    label = models.CharField(max_length=40)
    public_name = models.CharField(max_length=80, blank=True)
    name_agreed_on = models.DateField(null=True, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["role", "starts_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(label=""), name="member_has_a_label"),
            models.CheckConstraint(
                condition=Q(public_name="") | Q(name_agreed_on__isnull=False), name="a_name_is_public_by_consent"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(starts_on__lte=F("ends_on")), name="seat_starts_before_it_ends"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body_id}: {self.label}"

    @property
    def shown(self) -> str:
        """How everybody may call this member."""
        return self.public_name or self.label

    def is_in_term(self, day: date) -> bool:
        """Whether the seat is taken on this day."""
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)


class Recommendation(models.Model):
    """What a body recommended; it stays with the body, whatever becomes of either.

    ``about`` is the body that it speaks of, where it speaks of one. Its words never change.
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="recommendations")
    about = models.ForeignKey(
        Body, null=True, blank=True, on_delete=models.PROTECT, related_name="recommendations_about"
    )
    issue = models.ForeignKey(Issue, null=True, blank=True, on_delete=models.PROTECT, related_name="recommendations")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    text = models.TextField(blank=True)
    on = models.DateField()
    when = models.CharField(max_length=80, blank=True)
    source = models.TextField(blank=True)
    actor_key = models.CharField(max_length=40)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["on", "number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["body", "number"], name="one_recommendation_per_number"),
            models.CheckConstraint(condition=~Q(title=""), name="recommendation_has_a_title"),
        ]

    def __str__(self) -> str:
        return f"{self.body_id}-{self.number}"


class FollowUp(models.Model):
    """What became of a recommendation, step by step: kind, words, department, day. Never changed."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="follow_ups")
    kind = models.CharField(max_length=12, choices=FollowUpKind)
    text = models.TextField()
    on = models.DateField()
    when = models.CharField(max_length=80, blank=True)
    source = models.TextField(blank=True)
    department = models.ForeignKey(Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    actor_key = models.CharField(max_length=40)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["on", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="follow_up_has_words")]

    def __str__(self) -> str:
        return f"{self.recommendation_id}: {self.kind}"
