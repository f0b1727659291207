"""Investments as everybody sees them, their money, what came of them, and every change."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from jukugi.apps.areas.models import Area
from jukugi.apps.budgeting.enums.ledger import (
    CODE_LIMIT,
    LINE_LIMIT,
    TITLE_LIMIT,
    URL_LIMIT,
    WORDS_LIMIT,
    DecidedBy,
    ItemState,
    LedgerAct,
    MoneySource,
    ProposedBy,
    ResultOutcome,
    ResultYears,
    Way,
)
from jukugi.apps.budgeting.models.rounds import Project
from jukugi.apps.issues.enums import IssueLevel
from jukugi.apps.issues.models import Issue, Policy
from jukugi.apps.organizations.models import Organization
from jukugi.apps.places.models import Place

WAITING_ACTS = (LedgerAct.WRITTEN, LedgerAct.CHANGED, LedgerAct.RESULT, LedgerAct.WITHDRAWAL)


def years_from(day: date, years: int) -> date:
    """The same day so many years later (earlier, below zero); of 29 February the 28th where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


class InvestmentQuerySet(models.QuerySet["Investment"]):
    def public(self) -> Self:
        """Those with a page for everybody; some were withdrawn, with a reason."""
        return self.exclude(state=ItemState.DRAFT)

    def counted(self) -> Self:
        """Those whose money stands in the sums."""
        return self.filter(state=ItemState.PUBLIC)

    def waiting(self) -> Self:
        """Those of which something waits for a second person."""
        return self.filter(waiting__isnull=False)

    def in_areas(self, areas: set[int | None]) -> Self:
        """Those of these wards; None among the keys stands for the whole city and every ward."""
        return self if None in areas else self.filter(area__in=[pk for pk in areas if pk is not None])

    def result_due(self, day: date) -> Self:
        """Public ones of which a result should be told by now and is not."""
        return self.counted().filter(is_due(day))


def is_due(day: date) -> Any:
    """What is true of an investment of which a result is overdue on this day."""
    told = Result.objects.filter(investment=OuterRef("pk"))
    due: Any = Q(pk__in=[])
    for years in ResultYears:
        due |= Q(carried_out_on__lt=years_from(day, -years)) & ~Exists(told.filter(years=years))
    return due


class Investment(models.Model):
    """Money that goes into a neighbourhood, a ward or the city, as everybody sees it (地域投資台帳の事業).

    How it came to be so stands in its writings. ``area`` None stands for the whole city. ``carried_out_on``: from this
    day the one, three and ten years are counted. ``waiting``: what a second person has to look at. ``project``:
    the project of a vote that chose it.
    """

    code = models.CharField(max_length=CODE_LIMIT, unique=True)
    title = models.CharField(max_length=TITLE_LIMIT)
    purpose = models.CharField(max_length=WORDS_LIMIT)
    level = models.CharField(max_length=12, choices=IssueLevel)
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="investments")
    way = models.CharField(max_length=12, choices=Way)
    department = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="investments")
    proposed_by = models.CharField(max_length=12, choices=ProposedBy)
    proposer_words = models.CharField(max_length=LINE_LIMIT, blank=True)
    decided_by = models.CharField(max_length=12, choices=DecidedBy)
    decided_on = models.DateField()
    decision_words = models.CharField(max_length=LINE_LIMIT, blank=True)
    expected = models.CharField(max_length=WORDS_LIMIT)
    carried_out_on = models.DateField(null=True, blank=True)
    issues = models.ManyToManyField(Issue, blank=True, related_name="investments")
    policies = models.ManyToManyField(Policy, blank=True, related_name="investments")
    places = models.ManyToManyField(Place, blank=True, related_name="investments")
    project = models.ForeignKey(Project, null=True, blank=True, on_delete=models.PROTECT, related_name="investments")
    state = models.CharField(max_length=10, choices=ItemState, default=ItemState.DRAFT)
    waiting = models.ForeignKey("LedgerWriting", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    is_sample = models.BooleanField(default=False)

    objects = InvestmentQuerySet.as_manager()

    class Meta:
        ordering = ["-decided_on", "-pk"]
        indexes = [models.Index(fields=["state", "area"], name="investments_by_ward")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(code="") & ~Q(title="") & ~Q(purpose=""), name="investment_says_what_and_why"
            ),
            models.CheckConstraint(
                condition=Q(level=IssueLevel.SHIIKI, area__isnull=True)
                | Q(level__in=[IssueLevel.CHIIKI, IssueLevel.KUIKI], area__isnull=False)
                | Q(level=IssueLevel.KOBETSU),
                name="investment_level_fits_its_area",
            ),
            models.CheckConstraint(
                condition=Q(state=ItemState.DRAFT, published_at__isnull=True)
                | (~Q(state=ItemState.DRAFT) & Q(published_at__isnull=False)),
                name="public_investment_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("budgeting:investment", args=[self.pk])

    @property
    def is_public(self) -> bool:
        return self.state != ItemState.DRAFT

    def result_day(self, years: int) -> date | None:
        """From when one can say what came of it; None where nobody knows when it was carried out."""
        return self.carried_out_on and years_from(self.carried_out_on, years)


class Amount(models.Model):
    """Money of one source in one fiscal year: planned (予算), and settled (決算) once it is known."""

    investment = models.ForeignKey(Investment, on_delete=models.CASCADE, related_name="amounts")
    fiscal_year = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=10, choices=MoneySource)
    planned_yen = models.PositiveBigIntegerField()
    settled_yen = models.PositiveBigIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["fiscal_year", "pk"]
        indexes = [models.Index(fields=["fiscal_year", "source"], name="amounts_by_year")]
        constraints = [
            models.UniqueConstraint(
                fields=["investment", "fiscal_year", "source"], name="one_amount_of_a_source_in_a_year"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.investment_id}: {self.fiscal_year} {self.source}"


class LedgerWriting(models.Model):
    """One act on an investment, with all that it says. Never changed.

    ``digest`` fixes ``facts``; should words have to be forgotten, ``facts`` go and the act stays.
    """

    investment = models.ForeignKey(Investment, on_delete=models.PROTECT, related_name="writings")
    act = models.CharField(max_length=12, choices=LedgerAct)
    reason = models.CharField(max_length=WORDS_LIMIT, blank=True)
    facts = models.JSONField(default=dict)
    digest = models.CharField(max_length=64, editable=False)
    actor_key = models.CharField(max_length=40)
    done_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.investment_id}: {self.act}"


class Result(models.Model):
    """What came of an investment one, three or ten years after (成果), as it is told now; earlier tellings stand in
    the writings."""

    investment = models.ForeignKey(Investment, on_delete=models.CASCADE, related_name="results")
    years = models.PositiveSmallIntegerField(choices=ResultYears)
    outcome = models.CharField(max_length=10, choices=ResultOutcome)
    words = models.CharField(max_length=WORDS_LIMIT)
    evidence = models.CharField(max_length=WORDS_LIMIT)
    evidence_url = models.URLField(max_length=URL_LIMIT, blank=True)
    told_on = models.DateField()

    class Meta:
        ordering = ["years"]
        constraints = [
            models.UniqueConstraint(fields=["investment", "years"], name="one_result_after_so_many_years"),
            models.CheckConstraint(condition=~Q(words="") & ~Q(evidence=""), name="result_has_words_and_evidence"),
        ]

    def __str__(self) -> str:
        return f"{self.investment_id}: {self.years}"
