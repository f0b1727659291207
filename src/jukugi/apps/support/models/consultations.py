"""Somebody asks how to make the town better (相談), and everything that is done about it, step by step."""

from datetime import date, timedelta
from typing import Any, Self

from cryptography.fernet import InvalidToken
from django.conf import settings
from django.db import models
from django.db.models import Q

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.areas.models import Area
from jukugi.apps.issues.models import Issue
from jukugi.apps.organizations.models import Organization
from jukugi.apps.support.enums import CONTACT_PURPOSE, AskerKind, InquiryAct, InquiryResult, InquiryState
from jukugi.apps.support.models.catalogue import SupportFunction
from jukugi.apps.support.models.sealing import new_seal_key, words_digest
from jukugi.kit.ciphers import cipher
from jukugi.kit.receipts import shown

OPEN = (InquiryState.WAITING, InquiryState.ASSIGNED, InquiryState.HANDED_ON)


class InquiryQuerySet(models.QuerySet["Inquiry"]):
    def open(self) -> Self:
        """Those of which an answer is still to come."""
        return self.filter(state__in=OPEN)

    def overdue(self, day: date) -> Self:
        return self.open().filter(due_on__lt=day)

    def kept_by(self, areas: set[int | None], bodies: Any) -> Self:
        """Those of these wards (None: every one), and those that were handed on to these bodies."""
        handed = Q(handed_to__in=bodies)
        if None in areas:
            return self
        return self.filter(Q(ward__in=[pk for pk in areas if pk is not None]) | handed)


class Inquiry(models.Model):
    """A consultation (相談): who asks in coarse terms, what about, where it stands. Its words are in its first step.

    ``contact`` is encrypted; ``may_hand_on``: the asker agreed that it is told to a body that can help. ``ward`` None
    is the whole city, or nobody knows. ``answered_at`` is the first answer.
    """

    receipt = models.CharField(max_length=9, unique=True)
    channel = models.CharField(max_length=12, choices=Channel)
    author_key = models.CharField(max_length=40)
    asker = models.CharField(max_length=12, choices=AskerKind)
    ward = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="inquiries")
    function = models.ForeignKey(
        SupportFunction, null=True, blank=True, on_delete=models.PROTECT, related_name="inquiries"
    )
    issue = models.ForeignKey(Issue, null=True, blank=True, on_delete=models.PROTECT, related_name="inquiries")
    contact = models.TextField(blank=True)
    may_hand_on = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=InquiryState, default=InquiryState.WAITING)
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="inquiries"
    )
    handed_to = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="inquiries"
    )
    result = models.CharField(max_length=10, choices=InquiryResult, blank=True)
    received_at = models.DateTimeField()
    due_on = models.DateField()
    answered_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    contact_erased_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    is_sample = models.BooleanField(default=False)

    objects = InquiryQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="closed") | (Q(closed_at__isnull=False) & ~Q(result="")),
                name="a_closed_inquiry_has_its_result",
            ),
            models.CheckConstraint(
                condition=Q(contact="") | Q(contact_erased_at__isnull=True, erased_at__isnull=True),
                name="an_erased_contact_is_gone",
            ),
        ]

    def __str__(self) -> str:
        return self.receipt

    @property
    def number(self) -> str:
        """The receipt number as people say it."""
        return shown(self.receipt)

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def contact_words(self) -> str:
        """How the asker can be reached; "" where nothing was told, it was erased, or the key has changed."""
        if not self.contact:
            return ""
        try:
            return cipher(CONTACT_PURPOSE).decrypt(self.contact.encode()).decode()
        except InvalidToken:
            return ""

    @property
    def days_to_answer(self) -> int | None:
        """Whole days until the first answer; None where there is none yet."""
        return None if self.answered_at is None else (self.answered_at - self.received_at) // timedelta(days=1)


class InquiryStep(models.Model):
    """One step: by whom, on which day, why. Only added, and sealed; words go at the end of their time, with their key.

    Words of ``received`` are the question, those of ``answered``, ``told`` and ``closed`` are for the asker; those of
    ``assigned`` and ``handed_on`` are the reason, for those who work on it.
    """

    inquiry = models.ForeignKey(Inquiry, on_delete=models.PROTECT, related_name="steps")
    act = models.CharField(max_length=10, choices=InquiryAct)
    words = models.TextField(blank=True)
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    body = models.ForeignKey(Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField(null=True, blank=True)
    actor_key = models.CharField(max_length=40)
    done_at = models.DateTimeField()
    seal_key = models.CharField(max_length=32, default=new_seal_key, editable=False)
    digest = models.CharField(max_length=64, editable=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(words="") | ~Q(seal_key=""), name="words_of_a_step_have_their_key"),
        ]

    def __str__(self) -> str:
        return f"{self.inquiry_id}: {self.act}"

    def seal(self) -> None:
        self.digest = words_digest(self.seal_key, [self.words])
