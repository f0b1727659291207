"""What an association tells of itself, who may read it, and what was agreed on with it (伴走支援).

All of this is the association's. It is read by itself, by the ward officers named for it, and by bodies it names.
"""

from datetime import date
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.organizations.models import Organization
from jukugi.apps.support.enums import (
    LINE_LIMIT,
    AgeClass,
    Helped,
    MatchAnswer,
    MoneyClass,
    Need,
    ReasonKind,
    SizeClass,
    StepBy,
    VisitConsent,
    VisitWay,
)
from jukugi.apps.support.models.catalogue import SupportOffer
from jukugi.apps.support.models.sealing import new_seal_key, words_digest


def need_words(codes: Any) -> list[str]:
    """The words of needs, in their order."""
    return [str(one.label) for one in Need if one in codes]


class SituationSheet(models.Model):
    """One edition (版) of an association's situation sheet (状況シート). Each change is a new edition.

    Finances, sizes and ages are classes. ``wants`` and ``worries`` are values of ``Need``. ``entered_by`` is the
    officer who typed in paper, "" where the association wrote itself. Where words were erased, ``seal_key`` is "".
    """

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="situation_sheets")
    number = models.PositiveIntegerField()
    size = models.CharField(max_length=10, choices=SizeClass, default=SizeClass.UNKNOWN)
    member_ages = models.CharField(max_length=10, choices=AgeClass, default=AgeClass.UNKNOWN)
    officer_ages = models.CharField(max_length=10, choices=AgeClass, default=AgeClass.UNKNOWN)
    money = models.CharField(max_length=10, choices=MoneyClass, default=MoneyClass.UNKNOWN)
    wants = models.JSONField(default=list)
    wants_words = models.TextField(blank=True)
    worries = models.JSONField(default=list)
    worries_words = models.TextField(blank=True)
    visit = models.CharField(max_length=10, choices=VisitConsent, default=VisitConsent.NO)
    visit_words = models.CharField(max_length=LINE_LIMIT, blank=True)
    channel = models.CharField(max_length=12, choices=Channel)
    told_on = models.DateField()
    actor_key = models.CharField(max_length=40)
    entered_by = models.CharField(max_length=40, blank=True)
    written_at = models.DateTimeField()
    seal_key = models.CharField(max_length=32, default=new_seal_key, editable=False)
    digest = models.CharField(max_length=64, editable=False)
    erased_at = models.DateTimeField(null=True, blank=True)
    is_sample = models.BooleanField(default=False)

    class Meta:
        ordering = ["organization", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "number"], name="one_sheet_per_edition"),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True) | Q(seal_key="", wants_words="", worries_words="", visit_words=""),
                name="nothing_is_left_of_an_erased_sheet",
            ),
        ]

    def __str__(self) -> str:
        return f"sheet {self.organization_id}-{self.number}"

    @property
    def told(self) -> list[Any]:
        """What the seal is made over."""
        classes = [self.size, self.member_ages, self.officer_ages, self.money, self.visit]
        return [*classes, self.wants, self.worries, self.wants_words, self.worries_words, self.visit_words]

    def seal(self) -> None:
        self.digest = words_digest(self.seal_key, self.told)

    @property
    def want_labels(self) -> list[str]:
        return need_words(self.wants)

    @property
    def worry_labels(self) -> list[str]:
        return need_words(self.worries)

    @property
    def is_from_paper(self) -> bool:
        return bool(self.entered_by)


class ChargeQuerySet(models.QuerySet["Charge"]):
    def running(self) -> Self:
        return self.filter(ended_on__isnull=True)


class Charge(models.Model):
    """A ward officer is in charge (受け持ち) of the company of one association, until it is handed over.

    ``note`` is what the former officer leaves for this one.
    """

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="charges")
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="charges")
    starts_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)
    named_by = models.CharField(max_length=40)
    named_at = models.DateTimeField()

    objects = ChargeQuerySet.as_manager()

    class Meta:
        ordering = ["organization", "starts_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "officer"], condition=Q(ended_on__isnull=True), name="in_charge_once"
            ),
        ]

    def __str__(self) -> str:
        return f"charge {self.pk} of {self.organization_id}"


class SheetReaderQuerySet(models.QuerySet["SheetReader"]):
    def running(self) -> Self:
        return self.filter(withdrawn_on__isnull=True)


class SheetReader(models.Model):
    """A body whom the association lets read its sheet (an intermediary, say). Withdrawn, never deleted."""

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="sheet_readers")
    reader = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="sheets_to_read")
    named_on = models.DateField()
    withdrawn_on = models.DateField(null=True, blank=True)
    actor_key = models.CharField(max_length=40)

    objects = SheetReaderQuerySet.as_manager()

    class Meta:
        ordering = ["organization", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "reader"], condition=Q(withdrawn_on__isnull=True), name="named_as_reader_once"
            ),
            models.CheckConstraint(condition=~Q(reader=F("organization")), name="an_association_reads_its_own_sheet"),
        ]

    def __str__(self) -> str:
        return f"reader {self.reader_id} of {self.organization_id}"


class SheetOpening(models.Model):
    """Somebody who is not of the association opened its sheet: told to the association, once for a person and day."""

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="sheet_openings")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    opened_on = models.DateField()
    opened_at = models.DateTimeField()

    class Meta:
        ordering = ["organization", "-opened_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "person", "opened_on"], name="told_once_a_day_of_opening"),
        ]

    def __str__(self) -> str:
        return f"opening {self.pk} of {self.organization_id}"


class OfferNeed(models.Model):
    """An offer of the catalogue helps associations with one kind of need."""

    offer = models.ForeignKey(SupportOffer, on_delete=models.CASCADE, related_name="needs")
    need = models.CharField(max_length=10, choices=Need)

    class Meta:
        ordering = ["offer", "need"]
        constraints = [models.UniqueConstraint(fields=["offer", "need"], name="one_need_per_offer")]

    def __str__(self) -> str:
        return f"{self.offer_id}: {self.need}"


class Match(models.Model):
    """The machine proposes an offer to an association, with its reasons; a person takes it or sets it aside.

    ``reasons`` are lists of a ``ReasonKind`` and a ``Need`` or "".
    """

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="support_matches")
    sheet = models.ForeignKey(SituationSheet, on_delete=models.PROTECT, related_name="matches")
    offer = models.ForeignKey(SupportOffer, on_delete=models.PROTECT, related_name="matches")
    reasons = models.JSONField()
    proposed_at = models.DateTimeField()
    answer = models.CharField(max_length=10, choices=MatchAnswer, default=MatchAnswer.PROPOSED)
    reason = models.TextField(blank=True)
    answered_by_association = models.BooleanField(default=False)
    answered_at = models.DateTimeField(null=True, blank=True)
    actor_key = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["organization", "-proposed_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "offer"], condition=Q(answer="proposed"), name="proposed_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(answer="proposed", answered_at__isnull=True)
                | (~Q(answer="proposed") & Q(answered_at__isnull=False)),
                name="an_answered_match_has_its_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"match {self.pk} of {self.organization_id}"

    @property
    def reason_words(self) -> list[str]:
        """Why it fits, in sentences."""
        return [reason_sentence(kind, need) for kind, need in self.reasons]


def reason_sentence(kind: str, need: str) -> str:
    """One reason for a match, as both sides read it."""
    label = str(Need(need).label) if need else ""
    known = {
        ReasonKind.WANTED: _("「%(need)s」を望んでいます。"),
        ReasonKind.WORRY: _("「%(need)s」を心配しています。"),
        ReasonKind.NEVER_TAKEN: _("「%(need)s」の支援を受けた記録が、ありません。"),
        ReasonKind.MONEY_SHORT: _("お金のやりくりが苦しいと答えています。"),
        ReasonKind.OFFICERS_OLD: _("役員の半分より多くが65歳以上と答えています。"),
        ReasonKind.FEW_HOUSEHOLDS: _("50世帯より少ないと答えています。"),
    }
    return known[ReasonKind(kind)] % {"need": label}


class Visit(models.Model):
    """An officer and an association spoke: what was heard, and what had helped since the last time."""

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="support_visits")
    visited_on = models.DateField()
    way = models.CharField(max_length=8, choices=VisitWay)
    heard = models.TextField(blank=True)
    helped = models.TextField(blank=True)
    actor_key = models.CharField(max_length=40)
    recorded_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True, blank=True)
    is_sample = models.BooleanField(default=False)

    class Meta:
        ordering = ["organization", "-visited_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(erased_at__isnull=True) & ~Q(heard="")) | Q(heard="", helped="", erased_at__isnull=False),
                name="a_visit_says_what_was_heard",
            ),
        ]

    def __str__(self) -> str:
        return f"visit {self.pk} of {self.organization_id}"


class NextStepQuerySet(models.QuerySet["NextStep"]):
    def open(self) -> Self:
        return self.filter(done_on__isnull=True)

    def overdue(self, day: date) -> Self:
        """Those whose last day has passed."""
        return self.open().filter(due_on__lt=day)


class NextStep(models.Model):
    """Something agreed on (次の一歩): what, who does it, until when; then what came of it."""

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="next_steps")
    visit = models.ForeignKey(Visit, null=True, blank=True, on_delete=models.PROTECT, related_name="steps")
    match = models.ForeignKey(Match, null=True, blank=True, on_delete=models.PROTECT, related_name="steps")
    what = models.CharField(max_length=LINE_LIMIT)
    by = models.CharField(max_length=12, choices=StepBy)
    due_on = models.DateField()
    agreed_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    done_note = models.TextField(blank=True)
    helped = models.CharField(max_length=10, choices=Helped, blank=True)
    done_by = models.CharField(max_length=40, blank=True)
    actor_key = models.CharField(max_length=40)

    objects = NextStepQuerySet.as_manager()

    class Meta:
        ordering = ["organization", "due_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(what=""), name="a_step_says_what"),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True, helped="", done_note="", done_by="")
                | (Q(done_on__isnull=False) & ~Q(helped="")),
                name="a_step_that_is_done_says_whether_it_helped",
            ),
        ]

    def __str__(self) -> str:
        return f"step {self.pk} of {self.organization_id}"


class SupportReceivedQuerySet(models.QuerySet["SupportReceived"]):
    def standing(self) -> Self:
        """Rows that were not corrected."""
        return self.filter(replaced_at__isnull=True)


class SupportReceived(models.Model):
    """Whether an association took a kind of support in one fiscal year, or nothing. A correction is a new row."""

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="supports_received")
    fiscal_year = models.PositiveSmallIntegerField()
    need = models.CharField(max_length=10, choices=Need)
    is_taken = models.BooleanField()
    source = models.CharField(max_length=LINE_LIMIT)
    actor_key = models.CharField(max_length=40)
    recorded_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True, blank=True)
    is_sample = models.BooleanField(default=False)

    objects = SupportReceivedQuerySet.as_manager()

    class Meta:
        ordering = ["organization", "-fiscal_year", "need", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "fiscal_year", "need"],
                condition=Q(replaced_at__isnull=True),
                name="support_is_told_once_a_year",
            ),
            models.CheckConstraint(condition=~Q(source=""), name="support_received_has_its_source"),
        ]

    def __str__(self) -> str:
        return f"{self.organization_id}: {self.fiscal_year} {self.need}"


class SupportCount(models.Model):
    """Keys that stand behind each public figure of one kind, as they were last counted; the public reads numbers."""

    kind = models.CharField(max_length=30, unique=True)
    cells = models.JSONField(default=dict)
    counted_at = models.DateTimeField()

    class Meta:
        ordering = ["kind"]

    def __str__(self) -> str:
        return self.kind
