"""What was counted of a round, the files that were published of it, and what the city decided differently."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from jukugi.apps.budgeting.enums.results import SEED_LIMIT, OverrideKind, OverrideState, ResultAct, ResultState
from jukugi.apps.budgeting.enums.rounds import LINE_LIMIT, WORDS_LIMIT
from jukugi.apps.budgeting.models.rounds import Project, Round


class BudgetResultQuerySet(models.QuerySet["BudgetResult"]):
    def published(self) -> Self:
        """Those that everybody reads."""
        return self.filter(state=ResultState.PUBLISHED)

    def standing(self) -> Self:
        """Those that were not counted anew."""
        return self.exclude(state=ResultState.REPLACED)


class BudgetResult(models.Model):
    """A count of the ballots of a round (予算の投票の結果).

    ``seed``: of the lot, found as the rules announced; ``seed_words``: where it comes from. ``content``: the document
    that is published as result.json, compressed. ``data_digest`` fixes the ballots that were counted with what their
    voters told; ``digest`` is that of the document.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="results")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=ResultState, default=ResultState.COUNTING)
    seed = models.CharField(max_length=SEED_LIMIT)
    seed_words = models.CharField(max_length=WORDS_LIMIT)
    wanted_at = models.DateTimeField()
    actor_key = models.CharField(max_length=40)
    ballots = models.PositiveIntegerField(default=0)
    data_digest = models.CharField(max_length=64, blank=True, editable=False)
    digest = models.CharField(max_length=64, blank=True, editable=False)
    code_version = models.CharField(max_length=40, blank=True)
    content = models.BinaryField(default=bytes)
    counted_at = models.DateTimeField(null=True, blank=True)
    publisher_key = models.CharField(max_length=40, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    objects = BudgetResultQuerySet.as_manager()

    class Meta:
        ordering = ["round", "number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="one_result_of_a_number"),
            models.UniqueConstraint(
                fields=["round"], condition=~Q(state=ResultState.REPLACED), name="one_standing_result_of_a_round"
            ),
            models.CheckConstraint(condition=~Q(seed=""), name="result_has_a_seed"),
            models.CheckConstraint(
                condition=Q(state=ResultState.COUNTING)
                | Q(state=ResultState.REPLACED)
                | (Q(counted_at__isnull=False) & ~Q(digest="") & ~Q(data_digest="")),
                name="counted_result_has_its_digests",
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True, publisher_key="")
                | (Q(published_at__isnull=False, state=ResultState.PUBLISHED) & ~Q(publisher_key="")),
                name="result_is_published_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(publisher_key=models.F("actor_key")), name="result_is_published_by_two_hands"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round_id}-{self.number}"

    def get_absolute_url(self) -> str:
        return reverse("budgeting:result", args=[self.round_id])


class ResultFile(models.Model):
    """A file of a result, byte by byte as it is published. Never changed. ``content`` is compressed."""

    result = models.ForeignKey(BudgetResult, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(max_length=20)
    digest = models.CharField(max_length=64, editable=False)
    content = models.BinaryField()
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["result", "name"], name="one_result_file_of_a_name")]

    def __str__(self) -> str:
        return f"{self.result_id}: {self.name}"


class ResultStep(models.Model):
    """What somebody did with a result, and when. Never changed. ``digest`` fixes ``facts``."""

    result = models.ForeignKey(BudgetResult, on_delete=models.PROTECT, related_name="steps")
    act = models.CharField(max_length=10, choices=ResultAct)
    note = models.CharField(max_length=WORDS_LIMIT, blank=True)
    facts = models.JSONField(default=dict)
    digest = models.CharField(max_length=64, editable=False)
    actor_key = models.CharField(max_length=40, blank=True)
    done_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.result_id}: {self.act}"


class ResultOverride(models.Model):
    """In what the city departs from a published result, and why (結果と違う決定): shown beside it, never instead.

    One person proposes, another decides. ``decided_by``: the body or office that answers for it.
    """

    result = models.ForeignKey(BudgetResult, on_delete=models.PROTECT, related_name="overrides")
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="overrides")
    kind = models.CharField(max_length=8, choices=OverrideKind)
    reason = models.CharField(max_length=WORDS_LIMIT)
    decided_by = models.CharField(max_length=LINE_LIMIT)
    state = models.CharField(max_length=10, choices=OverrideState, default=OverrideState.PROPOSED)
    actor_key = models.CharField(max_length=40)
    proposed_at = models.DateTimeField()
    confirmer_key = models.CharField(max_length=40, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason="") & ~Q(decided_by=""), name="override_has_a_reason"),
            models.CheckConstraint(
                condition=Q(state=OverrideState.CONFIRMED, confirmed_at__isnull=False) & ~Q(confirmer_key="")
                | (~Q(state=OverrideState.CONFIRMED) & Q(confirmed_at__isnull=True, confirmer_key="")),
                name="override_is_confirmed_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(confirmer_key=models.F("actor_key")), name="override_is_confirmed_by_two_hands"
            ),
            models.UniqueConstraint(
                fields=["result", "project"],
                condition=~Q(state=OverrideState.DROPPED),
                name="one_override_of_a_project",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.result_id}: {self.project_id}"

    @property
    def facts(self) -> dict[str, Any]:
        """What its steps fix."""
        return {"override": self.pk, "project": self.project_id, "kind": self.kind, "decided_by": self.decided_by}
