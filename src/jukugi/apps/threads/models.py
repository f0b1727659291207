from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from jukugi.apps.opinions.models import Call, Submission
from jukugi.apps.organizations.models import Organization
from jukugi.apps.processes.models import Gate, Process
from jukugi.apps.threads.enums import OCCASION_LIMIT, SETTLED, AddressState, NoticeState, TellingState
from jukugi.kit import receipts


class AddressQuerySet(models.QuerySet["Address"]):
    def confirmed(self) -> Self:
        """Those to whom something may be sent: their owner said so by the link of a mail."""
        return self.filter(state=AddressState.CONFIRMED)

    def to_confirm(self, now: datetime) -> Self:
        """Those whose first mail, the one with the link, is due."""
        return self.filter(state=AddressState.ASKED, next_try_at__lte=now)


class Address(models.Model):
    """An e-mail address that somebody left with a receipt number, to be told what became of the voice.

    It stands apart from the voice and is encrypted (``sealed``); by the keyed hash ``digest`` the same address is found
    when its owner wants it gone. Taken back, it is deleted: nothing remains but that there was one.
    """

    process = models.ForeignKey(Process, on_delete=models.PROTECT, related_name="+")
    receipt = models.CharField(max_length=9, unique=True)
    kind = models.CharField(max_length=24)
    sealed = models.TextField(blank=True)
    digest = models.CharField(max_length=64, blank=True, db_index=True)
    state = models.CharField(max_length=9, choices=AddressState, default=AddressState.ASKED)
    asked_at = models.DateTimeField()
    left_by = models.CharField(max_length=40, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=40, blank=True)

    objects = AddressQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=AddressState.CONFIRMED, confirmed_at__isnull=False)
                | (~Q(state=AddressState.CONFIRMED) & Q(confirmed_at__isnull=True)),
                name="address_is_confirmed_with_its_moment",
            ),
            models.CheckConstraint(
                condition=Q(state=AddressState.REFUSED, sealed="", digest="")
                | (~Q(state=AddressState.REFUSED) & ~Q(sealed="") & ~Q(digest="")),
                name="refused_address_is_not_kept",
            ),
        ]
        indexes = [models.Index(fields=["process", "state"], name="addresses_of_process")]

    def __str__(self) -> str:
        return f"address {self.pk}"


class TellingQuerySet(models.QuerySet["Telling"]):
    def standing(self) -> Self:
        """All but those that were given up."""
        return self.exclude(state=TellingState.CANCELLED)

    def sending(self) -> Self:
        return self.filter(state=TellingState.SENDING)

    def drafts(self) -> Self:
        return self.filter(state=TellingState.DRAFT)


class Telling(models.Model):
    """One round in which people are told what became of their voices (知らせ): at a gate, or on another occasion.

    ``counted`` says how many would read what: per fate its label, how many by mail, and one number as an example; how
    many have no address stands in ``letters``. ``call``: those alone are told who answered it; None: everybody. One
    writes it, another approves it; then a job sends it.
    """

    process = models.ForeignKey(Process, on_delete=models.PROTECT, related_name="+")
    gate = models.ForeignKey(Gate, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    call = models.ForeignKey(Call, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    occasion = models.CharField(max_length=OCCASION_LIMIT)
    words = models.TextField()
    state = models.CharField(max_length=9, choices=TellingState, default=TellingState.DRAFT)
    counted = models.JSONField(default=list)
    letters = models.PositiveIntegerField(default=0)
    counted_at = models.DateTimeField(null=True, blank=True)
    drafted_by = models.CharField(max_length=40)
    drafted_at = models.DateTimeField()
    department = models.ForeignKey(Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    approved_by = models.CharField(max_length=40, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    listed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.CharField(max_length=40, blank=True)
    cancelled_reason = models.TextField(blank=True)

    objects = TellingQuerySet.as_manager()

    class Meta:
        ordering = ["-drafted_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["gate"], condition=~Q(state=TellingState.CANCELLED), name="one_telling_for_a_gate"
            ),
            models.UniqueConstraint(
                fields=["call"], condition=~Q(state=TellingState.CANCELLED), name="one_telling_for_a_call"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=(TellingState.SENDING, TellingState.DONE))
                | (Q(approved_at__isnull=False) & ~Q(approved_by="") & ~Q(approved_by=models.F("drafted_by"))),
                name="telling_is_approved_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(state=TellingState.CANCELLED) | ~Q(cancelled_reason=""), name="telling_ends_with_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(state__in=(TellingState.DONE, TellingState.CANCELLED), ended_at__isnull=False)
                | (~Q(state__in=(TellingState.DONE, TellingState.CANCELLED)) & Q(ended_at__isnull=True)),
                name="telling_ends_with_its_moment",
            ),
        ]

    def __str__(self) -> str:
        return self.occasion

    def get_absolute_url(self) -> str:
        return reverse("threads:telling", args=[self.pk])

    @property
    def owners(self) -> AddressQuerySet:
        """Confirmed addresses of those who are told. No query yet."""
        owners = Address.objects.confirmed().filter(process=self.process_id)
        if self.call_id is None:
            return owners
        return owners.filter(receipt__in=Submission.objects.filter(call=self.call_id).order_by().values("receipt"))

    @property
    def mails(self) -> int:
        """To how many addresses it would go, as it was counted."""
        return sum(row["mail"] for row in self.counted)


class NoticeQuerySet(models.QuerySet["Notice"]):
    def due(self, now: datetime) -> Self:
        """Those to hand over now."""
        waiting = self.filter(state=NoticeState.WAITING, telling__state=TellingState.SENDING)
        return waiting.filter(Q(next_try_at__isnull=True) | Q(next_try_at__lte=now))

    def unsettled(self) -> Self:
        """Those with which something still happens by itself."""
        return self.exclude(state__in=SETTLED)


class Notice(models.Model):
    """The mail of one telling to one number: one row, so that nobody is told twice. Without the address itself.

    It is claimed before it is handed over, and marked afterwards. ``reason`` is a code of the mail server.
    """

    telling = models.ForeignKey(Telling, on_delete=models.PROTECT, related_name="notices")
    receipt = models.CharField(max_length=9)
    address = models.ForeignKey(Address, null=True, blank=True, on_delete=models.SET_NULL, related_name="notices")
    state = models.CharField(max_length=9, choices=NoticeState, default=NoticeState.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    fate = models.CharField(max_length=40, blank=True)
    reason = models.CharField(max_length=40, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["telling", "receipt"], name="nobody_is_told_twice")]
        indexes = [models.Index(fields=["telling", "state", "id"], name="notices_by_state")]

    def __str__(self) -> str:
        return f"{self.telling_id}: {self.receipt}"

    @property
    def number(self) -> str:
        """The receipt number as it is printed."""
        return receipts.shown(self.receipt)
