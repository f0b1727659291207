"""Proposals to do something together with the city, every step of them, and how to reach who made them."""

from datetime import date, timedelta
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.areas.models import Area
from jukugi.apps.budgeting.enums.cocreation import (
    DAYS_TO_ANSWER,
    LINE_LIMIT,
    TITLE_LIMIT,
    UNSETTLED,
    WORDS_LIMIT,
    CoAct,
    CoState,
    OfferingKind,
)
from jukugi.apps.budgeting.models.ledger import Investment
from jukugi.apps.organizations.models import Organization


class CoProposalQuerySet(models.QuerySet["CoProposal"]):
    def public(self) -> Self:
        """Those that everybody reads."""
        return self.filter(is_shown=True)

    def unsettled(self) -> Self:
        """Those that wait for an answer of the city or of who made them."""
        return self.filter(state__in=UNSETTLED)

    def to_look_back(self, day: date) -> Self:
        """Trials whose day has come, of which nobody has told anything."""
        return self.filter(state=CoState.TRIED, look_back_on__lte=day, outcome="")

    def in_areas(self, areas: set[int | None]) -> Self:
        """Those of these wards; None among the keys stands for the whole city and every ward."""
        return self if None in areas else self.filter(area__in=[pk for pk in areas if pk is not None])


class CoProposal(models.Model):
    """What a company, an NPO or a school wants to do together with the city (共創の提案), as it stands now.

    How it came to be so stands in its steps. ``interests``: ties with the city that it tells. ``is_shown``: everybody
    reads it. ``answer``, ``conditions``: of the latest answer. ``outcome``: what came of it.
    """

    kind = models.CharField(max_length=10, choices=OfferingKind)
    body_name = models.CharField(max_length=LINE_LIMIT)
    title = models.CharField(max_length=TITLE_LIMIT)
    words = models.CharField(max_length=WORDS_LIMIT)
    brings = models.CharField(max_length=WORDS_LIMIT)
    asks = models.CharField(max_length=WORDS_LIMIT)
    serves = models.CharField(max_length=WORDS_LIMIT)
    interests = models.CharField(max_length=WORDS_LIMIT)
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=CoState, default=CoState.WAITING)
    is_shown = models.BooleanField(default=False)
    department = models.ForeignKey(Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=WORDS_LIMIT, blank=True)
    conditions = models.CharField(max_length=WORDS_LIMIT, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    look_back_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=WORDS_LIMIT, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    investments = models.ManyToManyField(Investment, blank=True, related_name="co_proposals")
    receipt = models.CharField(max_length=9, unique=True)
    channel = models.CharField(max_length=12, choices=Channel)
    author_key = models.CharField(max_length=40)
    received_at = models.DateTimeField()
    answer_due_on = models.DateField()
    is_sample = models.BooleanField(default=False)

    objects = CoProposalQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at", "-pk"]
        indexes = [models.Index(fields=["state", "answer_due_on"], name="co_proposals_by_due_day")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(body_name="") & ~Q(interests=""), name="co_proposal_says_who_and_what"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[CoState.AGREED, CoState.TRIED, CoState.NOT_AGREED])
                | (~Q(answer="") & Q(answered_on__isnull=False, department__isnull=False)),
                name="co_answer_has_reason_day_and_department",
            ),
            models.CheckConstraint(
                condition=~Q(state=CoState.TRIED) | Q(look_back_on__isnull=False), name="co_trial_is_looked_back_on"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("budgeting:co-proposal", args=[self.pk])

    def is_late(self, day: date) -> bool:
        """The city has not answered by the day that it promised."""
        return self.state in UNSETTLED and self.state != CoState.ASKED and self.answer_due_on < day


def answer_day(received: date) -> date:
    """Until when the city answers."""
    return received + timedelta(days=DAYS_TO_ANSWER)


class CoStep(models.Model):
    """One act on a proposal, with all that it says. Never changed.

    ``digest`` fixes ``facts``; should words have to be forgotten, ``facts`` go and the act stays.
    """

    proposal = models.ForeignKey(CoProposal, on_delete=models.PROTECT, related_name="steps")
    act = models.CharField(max_length=12, choices=CoAct)
    facts = models.JSONField(default=dict)
    digest = models.CharField(max_length=64, editable=False)
    actor_key = models.CharField(max_length=40)
    done_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.proposal_id}: {self.act}"


class CoContact(models.Model):
    """How to reach who made a proposal (連絡先). Shown to nobody but who keeps the proposal, one at a time and on
    record; erased some time after nothing more is to be told."""

    proposal = models.OneToOneField(CoProposal, on_delete=models.CASCADE, related_name="contact")
    name = models.CharField(max_length=LINE_LIMIT)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(email="") | ~Q(phone=""), name="co_contact_can_be_reached"),
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id}"
