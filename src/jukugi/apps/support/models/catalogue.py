"""Functions of support for civic activity, and who offers which of them where."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from jukugi.apps.areas.models import Area
from jukugi.apps.organizations.models import Organization
from jukugi.apps.support.enums import NAME_LIMIT, TITLE_LIMIT, Outcome


class SupportFunction(models.Model):
    """What support does for people (はたらき): a place, money, training, advice, ties. The desk names them."""

    name = models.CharField(max_length=NAME_LIMIT, unique=True)
    meaning = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="support_function_has_a_name")]

    def __str__(self) -> str:
        return self.name


class SupportOfferQuerySet(models.QuerySet["SupportOffer"]):
    def running_on(self, day: date) -> Self:
        """Those that people can use on this day."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), starts_on__lte=day)

    def awaiting_review(self, day: date) -> Self:
        """Those on trial whose day to look back has come, and on which nobody has looked back."""
        return self.filter(review_on__lte=day, outcome="")

    def in_areas(self, areas: set[int | None]) -> Self:
        """Those of these wards; None among the keys stands for the whole city and every ward."""
        if None in areas:
            return self
        return self.filter(area__in=[pk for pk in areas if pk is not None])


class SupportOffer(models.Model):
    """A body offers one function (支援メニュー), for the whole city (``area`` None) or for one ward.

    ``ends_on`` is the last day. An offer on trial has ``review_on``; the look back says what was tried, what came of it
    and what becomes of the offer.
    """

    function = models.ForeignKey(SupportFunction, on_delete=models.PROTECT, related_name="offers")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="support_offers")
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="support_offers")
    title = models.CharField(max_length=TITLE_LIMIT)
    conditions = models.TextField(blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True)
    tried = models.TextField(blank=True)
    came_of_it = models.TextField(blank=True)
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True)
    looked_back_on = models.DateField(null=True, blank=True)
    is_sample = models.BooleanField(default=False)

    objects = SupportOfferQuerySet.as_manager()

    class Meta:
        ordering = ["function__position", F("area__lane_order").asc(nulls_first=True), "organization__name", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="support_offer_has_a_title"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="support_offer_goes_forward"
            ),
            models.CheckConstraint(
                condition=Q(review_on__isnull=True) | Q(review_on__gte=F("starts_on")),
                name="support_offer_is_reviewed_after_its_start",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", looked_back_on__isnull=True, tried="", came_of_it="")
                | (Q(looked_back_on__isnull=False, review_on__isnull=False) & ~Q(outcome="") & ~Q(tried="")),
                name="a_look_back_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_on_trial(self) -> bool:
        """Somebody agreed to look back on it, and has not done so."""
        return self.review_on is not None and not self.outcome
