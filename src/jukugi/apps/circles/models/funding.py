"""A ward's small fund of one fiscal year, requests for its money, what was decided, and what circles report back."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.areas.models import Area
from jukugi.apps.circles.enums import LINE_LIMIT, STORY_LIMIT, WORDS_LIMIT, FundAct, FundState
from jukugi.apps.circles.models.circles import Circle

PLAIN = (FundState.ASKED, FundState.WITHDRAWN)
GRANTED = (FundState.GRANTED, FundState.PAID, FundState.REPORTED)


class WardFund(models.Model):
    """Small money of one ward for circles (小さな基金) in one fiscal year, with its published rules."""

    ward = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="circle_funds")
    fiscal_year = models.PositiveSmallIntegerField()
    sum_yen = models.PositiveIntegerField()
    most_yen = models.PositiveIntegerField()
    pays_for = models.CharField(max_length=WORDS_LIMIT)
    pays_not_for = models.CharField(max_length=WORDS_LIMIT, blank=True)
    closes_on = models.DateField()
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=40)
    is_sample = models.BooleanField(default=False)

    class Meta:
        ordering = ["-fiscal_year", "ward__lane_order"]
        constraints = [
            models.UniqueConstraint(fields=["ward", "fiscal_year"], name="one_fund_of_a_ward_and_year"),
            models.CheckConstraint(
                condition=Q(most_yen__gt=0) & Q(most_yen__lte=F("sum_yen")), name="a_circle_gets_at_most_the_fund"
            ),
            models.CheckConstraint(condition=~Q(pays_for=""), name="a_fund_says_what_it_pays_for"),
        ]

    def __str__(self) -> str:
        return f"{self.ward_id}: {self.fiscal_year}"

    def get_absolute_url(self) -> str:
        return reverse("circles:fund", args=[self.pk])


class FundRequest(models.Model):
    """One page by which a circle asks for money (小さな基金の申込書), and how it stands now.

    ``grant_yen`` is what an officer proposes, then what was granted. ``report_due_on`` from the payment on.
    """

    fund = models.ForeignKey(WardFund, on_delete=models.PROTECT, related_name="requests")
    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="fund_requests")
    what = models.CharField(max_length=WORDS_LIMIT)
    spends_on = models.CharField(max_length=WORDS_LIMIT)
    ask_yen = models.PositiveIntegerField()
    done_by = models.DateField()
    receipt = models.CharField(max_length=9, unique=True)
    channel = models.CharField(max_length=12, choices=Channel)
    actor_key = models.CharField(max_length=40)
    asked_at = models.DateTimeField()
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=FundState, default=FundState.ASKED)
    grant_yen = models.PositiveIntegerField(null=True, blank=True)
    reason = models.CharField(max_length=WORDS_LIMIT, blank=True)
    proposed_by = models.CharField(max_length=40, blank=True)
    decided_by = models.CharField(max_length=40, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    paid_on = models.DateField(null=True, blank=True)
    report_due_on = models.DateField(null=True, blank=True)
    is_sample = models.BooleanField(default=False)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ask_yen__gt=0), name="a_fund_request_asks_for_money"),
            models.CheckConstraint(
                condition=Q(state__in=PLAIN) | (Q(grant_yen__isnull=False) & ~Q(reason="") & ~Q(proposed_by="")),
                name="money_is_proposed_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[*PLAIN, FundState.PROPOSED])
                | (~Q(decided_by="") & Q(decided_at__isnull=False) & ~Q(decided_by=F("proposed_by"))),
                name="money_is_decided_by_two_hands",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[FundState.PAID, FundState.REPORTED])
                | Q(paid_on__isnull=False, report_due_on__isnull=False),
                name="money_is_paid_on_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=GRANTED) | Q(grant_yen__gt=0), name="a_grant_is_of_some_money"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.circle_id}: {self.state}"


class FundStep(models.Model):
    """One act on a request for money, with its sum and words. Never changed."""

    request = models.ForeignKey(FundRequest, on_delete=models.PROTECT, related_name="steps")
    act = models.CharField(max_length=10, choices=FundAct)
    yen = models.PositiveIntegerField(null=True, blank=True)
    text = models.CharField(max_length=WORDS_LIMIT, blank=True)
    digest = models.CharField(max_length=64, editable=False)
    actor_key = models.CharField(max_length=40)
    done_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.request_id}: {self.act}"


class FundReport(models.Model):
    """What a circle did with the money (基金の報告). What it did not use goes back into the fund."""

    request = models.OneToOneField(FundRequest, on_delete=models.PROTECT, related_name="report")
    done = models.CharField(max_length=STORY_LIMIT)
    spent_on = models.CharField(max_length=WORDS_LIMIT)
    used_yen = models.PositiveIntegerField()
    left_yen = models.PositiveIntegerField()
    people = models.CharField(max_length=LINE_LIMIT, blank=True)
    channel = models.CharField(max_length=12, choices=Channel)
    actor_key = models.CharField(max_length=40)
    sent_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.request_id}: {self.used_yen}"
