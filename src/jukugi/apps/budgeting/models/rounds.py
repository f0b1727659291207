"""Rounds, their published rules, and the projects that stand on the ballot."""

import hashlib
import json
from datetime import date, datetime, time, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from jukugi.apps.areas.models import Area
from jukugi.apps.budgeting.enums.rounds import (
    LINE_LIMIT,
    TITLE_LIMIT,
    WORDS_LIMIT,
    CompletionRule,
    CountRule,
    RoundAct,
    RoundState,
    Scope,
    StopRule,
    Verification,
)
from jukugi.apps.issues.enums import IssueLevel
from jukugi.apps.processes.models import Process


def default_ties() -> list[str]:
    return ["max-votes", "min-cost"]


class RoundQuerySet(models.QuerySet["Round"]):
    def public(self) -> Self:
        """Those of which everybody may know."""
        return self.exclude(state=RoundState.PREPARED)

    def taking_proposals(self, day: date) -> Self:
        """Those that take proposals on this day."""
        return self.filter(state=RoundState.ANNOUNCED, proposals_from__lte=day, proposals_until__gte=day)

    def voting(self, day: date) -> Self:
        """Those in which people vote on this day."""
        return self.filter(state=RoundState.VOTING, vote_from__lte=day, vote_until__gte=day)

    def in_areas(self, areas: set[int | None]) -> Self:
        """Those of these wards; None among the keys stands for the whole city."""
        return self if None in areas else self.filter(area__in=[pk for pk in areas if pk is not None])


class Round(models.Model):
    """One round in which people decide on money (予算の投票): how much, when, and by which published rules.

    Proposals are taken from the first moment of ``proposals_from`` to the last of ``proposals_until``, votes likewise.
    ``area`` None: the whole city. ``companion``: the round that is voted on in the same visit, with the same code.
    ``approvals_least`` and ``approvals_most``: how many projects a ballot may choose (None: any number). A project is
    counted when at least ``supporters_least`` chose it and, with ``share_divisor`` d, when its share of the voters is
    at least its share of the budget divided by d. ``lot_words`` say how the seed of the lot will be found.
    ``rules_digest`` fixes rules and projects when voting opens.
    """

    process = models.ForeignKey(Process, null=True, blank=True, on_delete=models.PROTECT, related_name="budget_rounds")
    scope = models.CharField(max_length=8, choices=Scope)
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="budget_rounds")
    companion = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="companions")
    title = models.CharField(max_length=TITLE_LIMIT)
    purpose = models.CharField(max_length=WORDS_LIMIT)
    fiscal_year = models.PositiveSmallIntegerField()
    budget_yen = models.PositiveBigIntegerField()
    proposals_from = models.DateField()
    proposals_until = models.DateField()
    vote_from = models.DateField()
    vote_until = models.DateField()
    rule = models.CharField(max_length=16, choices=CountRule, default=CountRule.EQUAL_SHARES)
    completion = models.CharField(max_length=20, choices=CompletionRule, default=CompletionRule.ADD1_UTILITARIAN)
    stop = models.CharField(max_length=24, choices=StopRule, default=StopRule.INTEGRAL)
    increment_yen = models.PositiveIntegerField(default=1)
    ties = models.JSONField(default=default_ties)
    lot_words = models.CharField(max_length=WORDS_LIMIT)
    approvals_least = models.PositiveSmallIntegerField(default=1)
    approvals_most = models.PositiveSmallIntegerField(null=True, blank=True)
    supporters_least = models.PositiveIntegerField(default=0)
    share_divisor = models.PositiveSmallIntegerField(null=True, blank=True)
    verification = models.CharField(max_length=8, choices=Verification)
    age_from = models.PositiveSmallIntegerField(null=True, blank=True)
    who_may_vote = models.CharField(max_length=LINE_LIMIT)
    contact = models.CharField(max_length=LINE_LIMIT, blank=True)
    is_sample = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=RoundState, default=RoundState.PREPARED)
    rules_digest = models.CharField(max_length=64, blank=True, editable=False)
    begun_at = models.DateTimeField()
    actor_key = models.CharField(max_length=40)
    announced_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=WORDS_LIMIT, blank=True)

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ["-vote_from", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(title="") & Q(budget_yen__gt=0), name="round_has_title_and_money"),
            models.CheckConstraint(
                condition=Q(scope=Scope.WARD, area__isnull=False) | (~Q(scope=Scope.WARD) & Q(area__isnull=True)),
                name="round_of_a_ward_has_its_ward",
            ),
            models.CheckConstraint(
                condition=Q(
                    proposals_until__gte=F("proposals_from"),
                    vote_from__gt=F("proposals_until"),
                    vote_until__gte=F("vote_from"),
                ),
                name="round_goes_forward",
            ),
            models.CheckConstraint(condition=Q(increment_yen__gt=0), name="round_raises_shares_by_something"),
            models.CheckConstraint(
                condition=Q(approvals_most__isnull=True) | Q(approvals_most__gte=F("approvals_least")),
                name="round_lets_choose_some_number",
            ),
            models.CheckConstraint(
                condition=Q(share_divisor__isnull=True) | Q(share_divisor__gt=0), name="round_divides_by_something"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[RoundState.VOTING, RoundState.CLOSED])
                | (Q(opened_at__isnull=False) & ~Q(rules_digest="")),
                name="opened_round_is_frozen",
            ),
            models.CheckConstraint(
                condition=~Q(state=RoundState.CLOSED) | Q(closed_at__isnull=False), name="closed_round_has_its_moment"
            ),
            models.CheckConstraint(
                condition=~Q(state=RoundState.WITHDRAWN) | ~Q(withdrawn_reason=""),
                name="round_is_withdrawn_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("budgeting:round", args=[self.pk])

    @property
    def vote_opens_at(self) -> datetime:
        return _midnight(self.vote_from)

    @property
    def vote_closes_at(self) -> datetime:
        """The first moment at which no vote is taken any more."""
        return _midnight(self.vote_until + timedelta(days=1))

    @property
    def proposals_closes_at(self) -> datetime:
        """The first moment at which no proposal is taken any more."""
        return _midnight(self.proposals_until + timedelta(days=1))

    def takes_proposals_at(self, moment: datetime) -> bool:
        """Whether proposals are taken at this moment."""
        is_begun = _midnight(self.proposals_from) <= moment
        return self.state == RoundState.ANNOUNCED and is_begun and moment < self.proposals_closes_at

    def takes_votes_at(self, moment: datetime) -> bool:
        """Whether votes are taken at this moment."""
        return self.state == RoundState.VOTING and self.vote_opens_at <= moment < self.vote_closes_at

    @property
    def is_prepared(self) -> bool:
        return self.state == RoundState.PREPARED

    @property
    def is_frozen(self) -> bool:
        """Rules and projects stand for good."""
        return self.state in (RoundState.VOTING, RoundState.CLOSED)

    @property
    def rules(self) -> dict[str, Any]:
        """What is published before the vote and decides it, in plain values."""
        return {
            "budget_yen": self.budget_yen,
            "rule": self.rule,
            "completion": self.completion,
            "stop": self.stop,
            "increment_yen": self.increment_yen,
            "ties": list(self.ties),
            "lot": self.lot_words,
            "approvals_least": self.approvals_least,
            "approvals_most": self.approvals_most,
            "supporters_least": self.supporters_least,
            "share_divisor": self.share_divisor,
            "verification": self.verification,
            "age_from": self.age_from,
            "who_may_vote": self.who_may_vote,
        }


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


class RoundStep(models.Model):
    """What somebody did with a round, and when. Never changed. ``digest`` fixes ``facts``: the rules as they stood."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="steps")
    act = models.CharField(max_length=10, choices=RoundAct)
    note = models.CharField(max_length=WORDS_LIMIT, blank=True)
    facts = models.JSONField(default=dict)
    digest = models.CharField(max_length=64, editable=False)
    actor_key = models.CharField(max_length=40, blank=True)
    done_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.round_id}: {self.act}"


class Project(models.Model):
    """A project on the ballot of a round (投票にかける事業), as it stood when voting opened. Never changed.

    ``number``: from 1; by it ballots name the project, on paper too. ``ward`` None: the whole city.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="projects")
    number = models.PositiveSmallIntegerField()
    proposal = models.ForeignKey("budgeting.Proposal", on_delete=models.PROTECT, related_name="projects")
    title = models.CharField(max_length=TITLE_LIMIT)
    words = models.CharField(max_length=WORDS_LIMIT)
    where = models.CharField(max_length=LINE_LIMIT, blank=True)
    level = models.CharField(max_length=12, choices=IssueLevel)
    ward = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    cost_yen = models.PositiveBigIntegerField()

    class Meta:
        ordering = ["round", "number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="one_project_of_a_number"),
            models.UniqueConstraint(fields=["round", "proposal"], name="one_project_of_a_proposal"),
            models.CheckConstraint(condition=Q(number__gt=0, cost_yen__gt=0), name="project_has_number_and_cost"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


def facts_digest(facts: Any) -> str:
    """What fixes facts of the room: SHA-256 of them as canonical JSON."""
    said = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(said.encode()).hexdigest()
