"""Consultations, by which categories they answer, how they came along, and the files of their results."""

from datetime import date, datetime, time, timedelta
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from jukugi.apps.areas.models import Area
from jukugi.apps.drafts.models import Edition
from jukugi.apps.opinions.models import Call
from jukugi.apps.organizations.models import Organization
from jukugi.apps.processes.models import Process
from jukugi.apps.public_comments.enums import LINE_LIMIT, TITLE_LIMIT, ConsultationAct, ConsultationState, ResultForm


class ConsultationQuerySet(models.QuerySet["Consultation"]):
    def public(self) -> Self:
        """Those of which everybody may know."""
        return self.exclude(state=ConsultationState.PREPARED).filter(process__is_draft=False)

    def announced(self) -> Self:
        """Those that take comments, will, or did, and have no published result yet."""
        return self.filter(state=ConsultationState.ANNOUNCED)

    def open_on(self, day: date) -> Self:
        """Those that take comments on this day."""
        return self.announced().filter(opens_on__lte=day, closes_on__gte=day)

    def in_areas(self, areas: set[int | None]) -> Self:
        """Those of these wards; None among the keys stands for the whole city."""
        if None in areas:
            return self
        return self.filter(area__in=[pk for pk in areas if pk is not None])


class Consultation(models.Model):
    """Asking for comments on an edition of a document (パブリックコメント), with a period and a duty to answer.

    Comments come in from the first moment of ``opens_on`` to the last of ``closes_on``. ``call`` is what they are bound
    to, made when it is announced. ``shorter_reason``: why it lasts less than the usual days; public. ``next_group``
    and ``next_answer`` are numbers that were not given yet; none is given twice. ``asked_at``: somebody asked for the
    publication of the result, and a job makes the files; it becomes public with them, in one step.
    """

    process = models.ForeignKey(Process, on_delete=models.PROTECT, related_name="consultations")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="consultations")
    call = models.OneToOneField(Call, null=True, blank=True, on_delete=models.PROTECT, related_name="consultation")
    title = models.CharField(max_length=TITLE_LIMIT)
    summary = models.TextField(blank=True)
    basis = models.CharField(max_length=LINE_LIMIT)
    eligible = models.TextField()
    ways = models.TextField()
    notices = models.TextField(blank=True)
    places = models.TextField(blank=True)
    result_how = models.TextField(blank=True)
    opens_on = models.DateField()
    closes_on = models.DateField()
    shorter_reason = models.TextField(blank=True)
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="consultations")
    department = models.ForeignKey(Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    is_sample = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=ConsultationState, default=ConsultationState.PREPARED)
    next_group = models.PositiveIntegerField(default=1)
    next_answer = models.PositiveIntegerField(default=1)
    begun_at = models.DateTimeField()
    actor_key = models.CharField(max_length=40)
    announced_at = models.DateTimeField(null=True, blank=True)
    asked_by = models.CharField(max_length=40, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        ordering = ["-opens_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(title="") & ~Q(basis=""), name="consultation_has_title_and_basis"),
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="consultation_opens_before_it_ends"),
            models.CheckConstraint(
                condition=Q(state=ConsultationState.PREPARED, announced_at__isnull=True)
                | Q(state=ConsultationState.WITHDRAWN)
                | Q(call__isnull=False, announced_at__isnull=False),
                name="announced_consultation_has_its_call",
            ),
            models.CheckConstraint(
                condition=Q(state=ConsultationState.PUBLISHED, published_at__isnull=False)
                | (~Q(state=ConsultationState.PUBLISHED) & Q(published_at__isnull=True)),
                name="result_is_published_at_a_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state=ConsultationState.WITHDRAWN) | ~Q(withdrawn_reason=""),
                name="consultation_is_withdrawn_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("public_comments:consultation", args=[self.pk])

    @property
    def days(self) -> int:
        """How many days it lasts, the first and the last counted."""
        return (self.closes_on - self.opens_on).days + 1

    @property
    def opens_at(self) -> datetime:
        return _midnight(self.opens_on)

    @property
    def closes_at(self) -> datetime:
        """The first moment at which nothing is taken any more."""
        return _midnight(self.closes_on + timedelta(days=1))

    def is_open_at(self, moment: datetime) -> bool:
        """Whether comments are taken at this moment."""
        is_announced = self.state == ConsultationState.ANNOUNCED
        return is_announced and self.opens_at <= moment < self.closes_at

    def is_over_at(self, moment: datetime) -> bool:
        """Whether the period has ended."""
        return moment >= self.closes_at

    @property
    def is_prepared(self) -> bool:
        return self.state == ConsultationState.PREPARED

    @property
    def is_announced(self) -> bool:
        return self.state == ConsultationState.ANNOUNCED

    @property
    def is_published(self) -> bool:
        return self.state == ConsultationState.PUBLISHED

    @property
    def is_withdrawn(self) -> bool:
        return self.state == ConsultationState.WITHDRAWN


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


class AnswerCategory(models.Model):
    """How an answer deals with a comment (対応区分), as the city words it.

    ``needs_change``: it says that the draft was changed; then the answer shows which clause.
    """

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="categories")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=4)
    name = models.CharField(max_length=LINE_LIMIT)
    needs_change = models.BooleanField(default=False)

    class Meta:
        ordering = ["position"]
        verbose_name_plural = "answer categories"
        constraints = [
            models.UniqueConstraint(fields=["consultation", "code"], name="one_category_per_code"),
            models.CheckConstraint(condition=~Q(code="") & ~Q(name=""), name="category_has_code_and_name"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class ConsultationStep(models.Model):
    """What somebody did with a consultation, and when. Never changed."""

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="steps")
    act = models.CharField(max_length=10, choices=ConsultationAct)
    note = models.TextField(blank=True)
    actor_key = models.CharField(max_length=40, blank=True)
    department = models.ForeignKey(Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.consultation_id}: {self.act}"


class ResultFile(models.Model):
    """A file of a published result, as the job made it. Never changed."""

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="files")
    form = models.CharField(max_length=4, choices=ResultForm)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    content = models.BinaryField()

    class Meta:
        ordering = ["form"]
        constraints = [models.UniqueConstraint(fields=["consultation", "form"], name="one_result_file_per_form")]

    def __str__(self) -> str:
        return f"{self.consultation_id}.{self.form}"
