"""Comments as they came in, and how they stand together in the table of results."""

from typing import Self

from django.db import models
from django.db.models import Count, Q
from django.urls import reverse

from jukugi.apps.drafts.models import Clause
from jukugi.apps.grouping.enums import UNDER_WAY, RunState
from jukugi.apps.opinions.models import Opinion
from jukugi.apps.public_comments.enums import GIST_LIMIT
from jukugi.apps.public_comments.models.answers import Answer
from jukugi.apps.public_comments.models.consultations import Consultation


class CommentGroupQuerySet(models.QuerySet["CommentGroup"]):
    def standing(self) -> Self:
        """Those that hold comments."""
        return self.filter(ended_at__isnull=True)

    def unanswered(self) -> Self:
        """Those without an answer, however far it is."""
        return self.standing().filter(answer__isnull=True)

    def with_counts(self) -> Self:
        """With ``size``, the comments (件) in each that count."""
        return self.annotate(size=Count("comments", filter=Q(comments__is_replaced=False)))

    def largest_first(self) -> Self:
        """Those in which most comments stand first."""
        sizes = Count("comments", filter=Q(comments__is_replaced=False))
        return self.annotate(size=sizes).order_by("-size", "number")


class CommentGroup(models.Model):
    """Comments that say the same: one line of the table of results, with how many they are.

    ``gist`` is what they say (意見の要旨), written by a person; where it is empty, ``first`` speaks for them at the
    desk. ``theme`` brings lines together that speak of like things, a proposal of the machine. ``result_number`` is
    given when the result is published.
    """

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="groups")
    number = models.PositiveIntegerField()
    clause = models.ForeignKey(Clause, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    gist = models.CharField(max_length=GIST_LIMIT, blank=True)
    gist_by = models.CharField(max_length=40, blank=True)
    first = models.ForeignKey(Opinion, on_delete=models.PROTECT, related_name="+")
    theme = models.PositiveIntegerField(null=True, blank=True)
    theme_label = models.CharField(max_length=120, blank=True)
    answer = models.ForeignKey(Answer, null=True, blank=True, on_delete=models.PROTECT, related_name="groups")
    result_number = models.PositiveIntegerField(null=True, blank=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = CommentGroupQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "number"], name="one_comment_group_per_number"),
            models.CheckConstraint(
                condition=Q(gist="", gist_by="") | (~Q(gist="") & ~Q(gist_by="")), name="a_gist_is_somebodys"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(answer__isnull=True), name="an_ended_group_has_no_answer"
            ),
        ]
        indexes = [
            models.Index(fields=["consultation", "answer"], name="comment_groups_by_answer"),
            models.Index(fields=["consultation", "theme", "number"], name="comment_groups_by_theme"),
            models.Index(fields=["consultation", "result_number"], name="comment_groups_by_result"),
        ]

    def __str__(self) -> str:
        return f"{self.consultation_id}-{self.number}"

    def get_absolute_url(self) -> str:
        return reverse("public_comments:desk-group", args=[self.consultation_id, self.number])


class PublicCommentQuerySet(models.QuerySet["PublicComment"]):
    def standing(self) -> Self:
        """All that count (件): those in whose place no others stand."""
        return self.filter(is_replaced=False)

    def unplaced(self) -> Self:
        """Those that stand in no line of the table yet."""
        return self.standing().filter(group__isnull=True)


class PublicComment(models.Model):
    """An opinion (件) on the edition of a consultation. ``clause`` is what it speaks of; None: of the whole.

    ``is_held``: a person put it into its group. ``is_replaced``: others stand in its place; its opinion says so
    too, so that 26,000 are counted without looking at each.
    """

    opinion = models.OneToOneField(Opinion, on_delete=models.PROTECT, related_name="public_comment")
    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="comments")
    clause = models.ForeignKey(Clause, null=True, blank=True, on_delete=models.PROTECT, related_name="public_comments")
    group = models.ForeignKey(CommentGroup, null=True, blank=True, on_delete=models.PROTECT, related_name="comments")
    is_held = models.BooleanField(default=False)
    is_replaced = models.BooleanField(default=False)

    objects = PublicCommentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["consultation", "is_replaced", "group"], name="comments_by_group")]

    def __str__(self) -> str:
        return f"{self.consultation_id}: {self.opinion_id}"


class GatheringRun(models.Model):
    """One calculation that gathers comments which say the same. ``read`` of ``total`` texts so far.

    ``seen_at`` moves on while it runs: when it stands still, the worker has died, and the run is taken up again.
    """

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="runs")
    state = models.CharField(max_length=10, choices=RunState, default=RunState.WAITING)
    total = models.PositiveIntegerField(default=0)
    read = models.PositiveIntegerField(default=0)
    n_groups = models.PositiveIntegerField(default=0)
    n_joined = models.PositiveIntegerField(default=0)
    actor_key = models.CharField(max_length=40, blank=True)
    asked_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["consultation"], condition=Q(state__in=UNDER_WAY), name="one_gathering_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.consultation_id}: {self.state}"

    @property
    def is_under_way(self) -> bool:
        return self.state in UNDER_WAY
