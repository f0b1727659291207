"""Proposals, what departments answer, what became of them, and what was made of several."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.areas.models import Area
from jukugi.apps.budgeting.enums.proposals import ProposalAct, ProposalState, ProposerKind, Verdict
from jukugi.apps.budgeting.enums.rounds import LINE_LIMIT, TITLE_LIMIT, WORDS_LIMIT
from jukugi.apps.budgeting.models.rounds import Round
from jukugi.apps.circles.models import Circle
from jukugi.apps.issues.enums import IssueLevel
from jukugi.apps.organizations.models import Organization


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def public(self) -> Self:
        """Those that everybody reads, with what became of them."""
        return self.filter(state__in=[ProposalState.SHOWN, ProposalState.MERGED, ProposalState.WITHDRAWN])

    def standing(self) -> Self:
        """Those that can still come onto the ballot."""
        return self.filter(state=ProposalState.SHOWN)

    def waiting(self) -> Self:
        """Those that nobody has looked at."""
        return self.filter(state=ProposalState.WAITING)

    def unanswered(self) -> Self:
        """Shown ones without an answer whether they can be done."""
        return self.standing().filter(verdict="")

    def electable(self) -> Self:
        """Those that a department finds feasible as they stand now."""
        return self.standing().filter(verdict=Verdict.FEASIBLE)


class Proposal(models.Model):
    """What somebody proposes to do with the money of a round (事業の提案), as it stands now.

    How it came to be so stands in its steps. ``cost_yen``: the estimate; after a department's answer the cost that it
    found. ``verdict``: of the latest answer. ``proposer_name`` is shown as the proposer wished. ``author_key`` is
    opaque; empty for one that was made of several. ``circle``: the citizens' project that proposes.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="proposals")
    title = models.CharField(max_length=TITLE_LIMIT)
    words = models.CharField(max_length=WORDS_LIMIT)
    where = models.CharField(max_length=LINE_LIMIT, blank=True)
    for_whom = models.CharField(max_length=LINE_LIMIT, blank=True)
    level = models.CharField(max_length=12, choices=IssueLevel)
    ward = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    cost_yen = models.PositiveBigIntegerField()
    proposer = models.CharField(max_length=12, choices=ProposerKind)
    proposer_name = models.CharField(max_length=LINE_LIMIT, blank=True)
    organization = models.ForeignKey(Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    circle = models.ForeignKey(Circle, null=True, blank=True, on_delete=models.PROTECT, related_name="budget_proposals")
    state = models.CharField(max_length=10, choices=ProposalState, default=ProposalState.WAITING)
    verdict = models.CharField(max_length=14, choices=Verdict, blank=True)
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="sources")
    receipt = models.CharField(max_length=9, unique=True)
    channel = models.CharField(max_length=12, choices=Channel)
    author_key = models.CharField(max_length=40, blank=True)
    received_at = models.DateTimeField()
    is_sample = models.BooleanField(default=False)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["round", "state", "verdict"], name="proposals_by_state")]
        constraints = [
            models.CheckConstraint(condition=~Q(title="") & ~Q(words=""), name="proposal_says_what"),
            models.CheckConstraint(
                condition=Q(state=ProposalState.MERGED, merged_into__isnull=False)
                | (~Q(state=ProposalState.MERGED) & Q(merged_into__isnull=True)),
                name="merged_proposal_names_what_it_became",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("budgeting:proposal", args=[self.round_id, self.pk])

    @property
    def is_public(self) -> bool:
        return self.state in (ProposalState.SHOWN, ProposalState.MERGED, ProposalState.WITHDRAWN)


class CostPart(models.Model):
    """One part of an estimate: for what, how much."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="parts")
    position = models.PositiveSmallIntegerField()
    what = models.CharField(max_length=LINE_LIMIT)
    yen = models.PositiveBigIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["proposal", "position"], name="one_cost_part_at_a_place")]

    def __str__(self) -> str:
        return f"{self.proposal_id}: {self.what}"


class ProposalStep(models.Model):
    """One act on a proposal, with what stood there after it. Never changed.

    ``digest`` fixes ``facts``; should words have to be forgotten, ``facts`` go and the act stays.
    """

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="steps")
    act = models.CharField(max_length=10, choices=ProposalAct)
    reason = models.CharField(max_length=WORDS_LIMIT, blank=True)
    facts = models.JSONField(default=dict)
    digest = models.CharField(max_length=64, editable=False)
    department = models.ForeignKey(Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    actor_key = models.CharField(max_length=40, blank=True)
    done_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.proposal_id}: {self.act}"


class Feasibility(models.Model):
    """A department's answer whether a proposal can be done (実現できるかの回答). Never changed; the latest counts.

    ``change``: what has to change, where it is feasible only then. ``cost_reason``: why the cost is another one.
    """

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="answers")
    verdict = models.CharField(max_length=14, choices=Verdict)
    reason = models.CharField(max_length=WORDS_LIMIT)
    change = models.CharField(max_length=WORDS_LIMIT, blank=True)
    cost_before_yen = models.PositiveBigIntegerField()
    cost_yen = models.PositiveBigIntegerField()
    cost_reason = models.CharField(max_length=WORDS_LIMIT, blank=True)
    department = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    actor_key = models.CharField(max_length=40)
    answered_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="feasibility_has_its_reason"),
            models.CheckConstraint(
                condition=~Q(verdict=Verdict.IF_CHANGED) | ~Q(change=""), name="feasibility_says_what_to_change"
            ),
            models.CheckConstraint(
                condition=Q(cost_yen=F("cost_before_yen")) | ~Q(cost_reason=""), name="cost_is_corrected_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id}: {self.verdict}"


class ProposalTie(models.Model):
    """One proposal from which another was made (まとめた元): the original stays, and leads there. Never changed."""

    made = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="ties_to_sources")
    source = models.OneToOneField(Proposal, on_delete=models.PROTECT, related_name="tie_to_made")
    reason = models.CharField(max_length=WORDS_LIMIT)
    actor_key = models.CharField(max_length=40)
    tied_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(made=F("source")), name="proposal_is_not_made_of_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} → {self.made_id}"
