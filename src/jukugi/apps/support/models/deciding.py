"""The yardstick for alternatives, their scores, decisions by two hands, and what a year brought."""

from django.db import models
from django.db.models import Q

from jukugi.apps.support.enums import NAME_LIMIT, SCORE_AT_MOST, WEIGHT_AT_MOST, ScenarioKind, SecondHand
from jukugi.apps.support.models.scenarios import Alternative, Scenario


class YardstickCriterion(models.Model):
    """One criterion (観点) by which alternatives of a kind are compared, the same in all wards.

    ``scale`` are five lines: what 0, 1, 2, 3 and 4 mean. ``weight`` is where readers begin. One that is no longer in
    use stays for the decisions that rest on it.
    """

    kind = models.CharField(max_length=14, choices=ScenarioKind)
    name = models.CharField(max_length=NAME_LIMIT)
    meaning = models.TextField()
    scale = models.TextField()
    weight = models.PositiveSmallIntegerField()
    position = models.PositiveSmallIntegerField()
    is_in_use = models.BooleanField(default=True)

    class Meta:
        ordering = ["kind", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "name"], name="one_criterion_per_name"),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(meaning="") & ~Q(scale=""), name="criterion_is_told_in_words"
            ),
            models.CheckConstraint(condition=Q(weight__lte=WEIGHT_AT_MOST), name="criterion_weighs_ten_at_most"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def steps(self) -> list[str]:
        """What each score means, from 0."""
        return self.scale.split("\n")


class YardstickChange(models.Model):
    """The yardstick of a kind as it read after one change, and why. Rows are only added."""

    kind = models.CharField(max_length=14, choices=ScenarioKind)
    words = models.TextField()
    reason = models.TextField(blank=True)
    actor_key = models.CharField(max_length=40)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["-changed_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.kind}: {self.changed_at}"


class AlternativeScore(models.Model):
    """How well an alternative does by one criterion, 0 to 4, and why."""

    alternative = models.ForeignKey(Alternative, on_delete=models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(YardstickCriterion, on_delete=models.PROTECT, related_name="scores")
    score = models.PositiveSmallIntegerField()
    reason = models.TextField()

    class Meta:
        ordering = ["alternative", "criterion__position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["alternative", "criterion"], name="one_score_per_criterion"),
            models.CheckConstraint(condition=Q(score__lte=SCORE_AT_MOST), name="score_is_four_at_most"),
            models.CheckConstraint(condition=~Q(reason=""), name="score_has_its_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.alternative_id}: {self.criterion_id} {self.score}"


class ScenarioDecision(models.Model):
    """A decision as one person proposed it: which alternative, why, what of the comments was taken up and what not.

    ``table`` keeps scores, weights and sums of that moment as text. It counts once a second person decided it, and only
    a later decision takes its place. Rows are only added.
    """

    scenario = models.ForeignKey(Scenario, on_delete=models.PROTECT, related_name="decisions")
    alternative = models.ForeignKey(Alternative, on_delete=models.PROTECT, related_name="decisions")
    number = models.PositiveSmallIntegerField()
    reason = models.TextField()
    taken_up = models.TextField(blank=True)
    not_taken_up = models.TextField(blank=True)
    table = models.TextField(blank=True)
    voices = models.PositiveIntegerField(default=0)
    actor_key = models.CharField(max_length=40)
    proposed_at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["scenario", "number"], name="one_decision_per_number"),
            models.CheckConstraint(condition=~Q(reason=""), name="scenario_decision_has_its_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.scenario_id}-{self.number}"


class DecisionSettling(models.Model):
    """What the second person did with a proposed decision: decided it, or gave it back with a note. Once, for ever."""

    decision = models.OneToOneField(ScenarioDecision, on_delete=models.PROTECT, related_name="settling")
    act = models.CharField(max_length=8, choices=SecondHand)
    note = models.TextField(blank=True)
    actor_key = models.CharField(max_length=40)
    done_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(act=SecondHand.DECIDED) | ~Q(note=""), name="a_decision_is_returned_with_a_note"
            )
        ]

    def __str__(self) -> str:
        return f"{self.decision_id}: {self.act}"


class ScenarioLookBack(models.Model):
    """What a fiscal year brought in what was decided: what stood in the plan, what came, figures, what is next."""

    scenario = models.ForeignKey(Scenario, on_delete=models.PROTECT, related_name="look_backs")
    year = models.PositiveSmallIntegerField()
    stood = models.TextField()
    came = models.TextField()
    figures = models.TextField(blank=True)
    ahead = models.TextField()
    actor_key = models.CharField(max_length=40)
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(fields=["scenario", "year"], name="one_look_back_per_year"),
            models.CheckConstraint(
                condition=~Q(stood="") & ~Q(came="") & ~Q(ahead=""), name="a_look_back_on_a_year_is_whole"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scenario_id}: {self.year}"
