from django.db import models
from django.db.models import Q

from jukugi.apps.grouping.enums import LABEL_LIMIT, UNDER_WAY, RunState
from jukugi.apps.issues.models import Issue
from jukugi.apps.opinions.models import Opinion
from jukugi.apps.processes.models import Process


class OpinionGroup(models.Model):
    """Opinions of one issue (None: without any yet) that speak of the same thing. Its number never changes.

    ``draft`` is the machine's heading with the share of members that use its words (0 for a quotation); ``label`` what
    a person named it, by ``labelled_by``: only then does the public see it. The three voices are the machine's choice.
    """

    process = models.ForeignKey(Process, on_delete=models.PROTECT, related_name="opinion_groups")
    issue = models.ForeignKey(Issue, null=True, blank=True, on_delete=models.PROTECT, related_name="opinion_groups")
    number = models.PositiveIntegerField()
    draft = models.CharField(max_length=120, blank=True)
    draft_coverage = models.FloatField(default=0)
    label = models.CharField(max_length=LABEL_LIMIT, blank=True)
    labelled_by = models.CharField(max_length=40, blank=True)
    labelled_at = models.DateTimeField(null=True, blank=True)
    central = models.ForeignKey(Opinion, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    different = models.ForeignKey(Opinion, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    minority = models.ForeignKey(Opinion, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["process", "number"], name="one_group_per_number"),
            models.CheckConstraint(
                condition=Q(label="", labelled_by="", labelled_at__isnull=True)
                | (~Q(label="") & ~Q(labelled_by="") & Q(labelled_at__isnull=False)),
                name="a_label_is_somebodys",
            ),
        ]
        indexes = [models.Index(fields=["process", "issue"], name="groups_by_issue")]

    def __str__(self) -> str:
        return f"{self.number}: {self.name}"

    @property
    def name(self) -> str:
        """What it is called: the name a person gave, else the draft."""
        return self.label or self.draft


class Placement(models.Model):
    """The group in which an opinion stands: one for each opinion. It holds while the opinion's issue is the group's.

    ``is_held``: a person put it there, and no calculation moves it. ``same_as`` is the first of a set of opinions that
    are one and the same in other writing; ``is_apart``: a person said it is not.
    """

    opinion = models.OneToOneField(Opinion, on_delete=models.PROTECT, related_name="placement")
    group = models.ForeignKey(OpinionGroup, on_delete=models.PROTECT, related_name="placements")
    is_held = models.BooleanField(default=False)
    same_as = models.ForeignKey(Opinion, null=True, blank=True, on_delete=models.PROTECT, related_name="repeats")
    is_apart = models.BooleanField(default=False)
    placed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(is_apart=False) | Q(same_as__isnull=True), name="who_stands_apart_repeats_nobody"
            )
        ]

    def __str__(self) -> str:
        return f"{self.opinion_id} → {self.group_id}"


class GroupingRunQuerySet(models.QuerySet["GroupingRun"]):
    def under_way(self, process: Process, issue: Issue | None) -> "GroupingRunQuerySet":
        """Those for the voices of an issue (None: of none) that have not ended: one at most."""
        return self.filter(process=process, issue=issue, state__in=UNDER_WAY)


class GroupingRun(models.Model):
    """One calculation of the groups of an issue (None: of opinions without any). ``read`` of ``total`` texts so far.

    ``seen_at`` moves on while it runs: when it stands still, the worker has died, and the run may be taken up again.
    """

    process = models.ForeignKey(Process, on_delete=models.PROTECT, related_name="grouping_runs")
    issue = models.ForeignKey(Issue, null=True, blank=True, on_delete=models.PROTECT, related_name="grouping_runs")
    state = models.CharField(max_length=10, choices=RunState, default=RunState.WAITING)
    seed = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    read = models.PositiveIntegerField(default=0)
    n_groups = models.PositiveIntegerField(default=0)
    n_repeated = models.PositiveIntegerField(default=0)
    actor_key = models.CharField(max_length=40, blank=True)
    asked_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = GroupingRunQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["process", "issue"], condition=Q(state__in=UNDER_WAY), name="one_run_of_an_issue_at_a_time"
            ),
            models.UniqueConstraint(
                fields=["process"],
                condition=Q(state__in=UNDER_WAY, issue__isnull=True),
                name="one_run_without_an_issue_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.issue_id}: {self.state}"


class IssueSuggestion(models.Model):
    """Issues that the machine proposes for an opinion, nearest first, with the words that speak for the first.

    ``sureness`` 0…1 is the share of the first; where ``is_abstaining``, a person had better decide alone.
    """

    opinion = models.OneToOneField(Opinion, on_delete=models.PROTECT, related_name="issue_suggestion")
    first = models.ForeignKey(Issue, null=True, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Issue, null=True, on_delete=models.PROTECT, related_name="+")
    third = models.ForeignKey(Issue, null=True, on_delete=models.PROTECT, related_name="+")
    words = models.JSONField(default=list)
    sureness = models.FloatField(default=0)
    is_abstaining = models.BooleanField(default=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(sureness__gte=0, sureness__lte=1), name="sureness_is_a_share")
        ]

    def __str__(self) -> str:
        return f"{self.opinion_id} → {self.first_id}"
