"""Surveys, whom they ask, by which codes, and how they came along."""

from datetime import date, datetime, time, timedelta
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from jukugi.apps.accounts.enums import Sex
from jukugi.apps.areas.models import Area
from jukugi.apps.opinions.enums import AgeBand
from jukugi.apps.opinions.models import Call
from jukugi.apps.organizations.models import Organization
from jukugi.apps.processes.models import Process
from jukugi.apps.surveys.enums import (
    LINE_LIMIT,
    OPTION_LIMIT,
    TITLE_LIMIT,
    Access,
    AudienceKind,
    Selection,
    SurveyAct,
    SurveyState,
)


class SurveyQuerySet(models.QuerySet["Survey"]):
    def public(self) -> Self:
        """Those of which everybody may know."""
        return self.exclude(state=SurveyState.PREPARED).filter(process__is_draft=False)

    def opened(self) -> Self:
        """Those that take answers, will, or did, and have no published result yet."""
        return self.filter(state=SurveyState.OPENED)

    def open_on(self, day: date) -> Self:
        """Those that take answers on this day."""
        return self.opened().filter(opens_on__lte=day, closes_on__gte=day)

    def in_areas(self, areas: set[int | None]) -> Self:
        """Those of these wards; None among the keys stands for the whole city."""
        if None in areas:
            return self
        return self.filter(area__in=[pk for pk in areas if pk is not None])


class Survey(models.Model):
    """The same questions to several groups of people (アンケート), on paper and on the web.

    Answers come in from the first moment of ``opens_on`` to the last of ``closes_on``; paper that came in then may be
    typed in later. ``code`` is its address on a letter. ``call`` is what its free texts are bound to, made when it
    opens. ``keys_twice``: paper is typed in by two people, and differences are settled by one who looks at the sheet.
    ``promise``: what will be done with the result. ``privacy``: how answers are kept.
    """

    process = models.ForeignKey(Process, on_delete=models.PROTECT, related_name="surveys")
    code = models.CharField(max_length=8, unique=True)
    title = models.CharField(max_length=TITLE_LIMIT)
    purpose = models.TextField(blank=True)
    promise = models.TextField(blank=True)
    privacy = models.TextField(blank=True)
    contact = models.CharField(max_length=LINE_LIMIT, blank=True)
    opens_on = models.DateField()
    closes_on = models.DateField()
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="surveys")
    department = models.ForeignKey(Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    call = models.OneToOneField(Call, null=True, blank=True, on_delete=models.PROTECT, related_name="survey")
    keys_twice = models.BooleanField(default=True)
    is_sample = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=SurveyState, default=SurveyState.PREPARED)
    begun_at = models.DateTimeField()
    actor_key = models.CharField(max_length=40)
    opened_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)

    objects = SurveyQuerySet.as_manager()

    class Meta:
        ordering = ["-opens_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(title="") & ~Q(code=""), name="survey_has_a_title"),
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="survey_opens_before_it_ends"),
            models.CheckConstraint(
                condition=Q(state=SurveyState.PREPARED, opened_at__isnull=True)
                | Q(state=SurveyState.WITHDRAWN)
                | Q(call__isnull=False, opened_at__isnull=False),
                name="opened_survey_has_its_call",
            ),
            models.CheckConstraint(
                condition=Q(state=SurveyState.PUBLISHED, published_at__isnull=False)
                | (~Q(state=SurveyState.PUBLISHED) & Q(published_at__isnull=True)),
                name="survey_is_published_at_a_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state=SurveyState.WITHDRAWN) | ~Q(withdrawn_reason=""),
                name="survey_is_withdrawn_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("surveys:survey", args=[self.code])

    @property
    def opens_at(self) -> datetime:
        return _midnight(self.opens_on)

    @property
    def closes_at(self) -> datetime:
        """The first moment at which nothing is taken any more."""
        return _midnight(self.closes_on + timedelta(days=1))

    def is_open_at(self, moment: datetime) -> bool:
        """Whether answers are taken at this moment."""
        return self.state == SurveyState.OPENED and self.opens_at <= moment < self.closes_at

    def is_over_at(self, moment: datetime) -> bool:
        """Whether the period has ended."""
        return moment >= self.closes_at

    @property
    def is_prepared(self) -> bool:
        return self.state == SurveyState.PREPARED

    @property
    def is_opened(self) -> bool:
        return self.state == SurveyState.OPENED

    @property
    def is_published(self) -> bool:
        return self.state == SurveyState.PUBLISHED

    @property
    def is_withdrawn(self) -> bool:
        return self.state == SurveyState.WITHDRAWN


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


class Audience(models.Model):
    """One group of people who are asked (調査対象): who, how they were chosen, how they come to the form.

    ``asked``: how many were asked, so that the result can tell how many did not answer; None where nobody can know.
    ``key`` opens the form to those who were given the link.
    """

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="audiences")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=AudienceKind)
    name = models.CharField(max_length=OPTION_LIMIT)
    selection = models.CharField(max_length=8, choices=Selection)
    access = models.CharField(max_length=8, choices=Access)
    asked = models.PositiveIntegerField(null=True, blank=True)
    key = models.CharField(max_length=22, unique=True, editable=False)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["survey", "name"], name="one_audience_of_a_name"),
            models.CheckConstraint(condition=~Q(name=""), name="audience_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def code(self) -> str:
        """By which the questionnaire knows these people."""
        return str(self.pk)


class PersonalCode(models.Model):
    """A code that was given to one person (回答番号), for one answer. Only its keyed hash is kept.

    ``ward``, ``age_band`` and ``sex``: of the list from which the person was drawn, where it tells.
    """

    audience = models.ForeignKey(Audience, on_delete=models.PROTECT, related_name="codes")
    digest = models.CharField(max_length=64, unique=True, editable=False)
    number = models.PositiveIntegerField()
    ward = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    age_band = models.CharField(max_length=4, choices=AgeBand, blank=True)
    sex = models.CharField(max_length=8, choices=Sex, blank=True)
    given_at = models.DateTimeField()
    actor_key = models.CharField(max_length=40)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["audience", "number"], name="one_code_per_number")]

    def __str__(self) -> str:
        return f"{self.audience_id}-{self.number}"


class Quota(models.Model):
    """How many answers of a group are wanted (目標数); watched, nobody is refused for it."""

    audience = models.ForeignKey(Audience, on_delete=models.PROTECT, related_name="quotas")
    ward = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    age_band = models.CharField(max_length=4, choices=AgeBand, blank=True)
    sex = models.CharField(max_length=8, choices=Sex, blank=True)
    wanted = models.PositiveIntegerField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["audience", "ward", "age_band", "sex"], name="one_quota_per_group"),
            models.UniqueConstraint(
                fields=["audience", "age_band", "sex"], condition=Q(ward__isnull=True), name="one_quota_of_all_wards"
            ),
            models.CheckConstraint(condition=Q(wanted__gt=0), name="quota_wants_somebody"),
        ]

    def __str__(self) -> str:
        return f"{self.audience_id}: {self.wanted}"


class SurveyStep(models.Model):
    """What somebody did with a survey, and when. Never changed."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="steps")
    act = models.CharField(max_length=10, choices=SurveyAct)
    note = models.TextField(blank=True)
    actor_key = models.CharField(max_length=40, blank=True)
    department = models.ForeignKey(Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.survey_id}: {self.act}"
