from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from jukugi.apps.opinions.enums import HidingRule, Likeness, VoiceFate, WaveState
from jukugi.apps.opinions.models.opinions import Opinion
from jukugi.apps.opinions.models.receiving import Submission
from jukugi.apps.organizations.models import Organization
from jukugi.apps.processes.models import Process


class ArrivalMark(models.Model):
    """From which part of the network a voice came, as a hash with the salt of its day (``kit.limits``); it tells only
    that voices of one day came from one part. Goes after some days.
    """

    submission = models.OneToOneField(Submission, on_delete=models.PROTECT, related_name="arrival_mark")
    mark = models.CharField(max_length=64)
    marked_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["marked_at"], name="arrival_marks_by_age")]

    def __str__(self) -> str:
        return f"{self.submission_id}"


class Wave(models.Model):
    """Voices that came in at once from the web, looked at together (一度に届いた声): those of ``[since, until)`` that
    nobody had decided on. What is hidden of them is decided in one step, and can be taken back in one.

    ``areas`` are the wards for which whoever opened it may speak, None for the whole city. ``total`` voices were found,
    ``chosen`` are to be hidden, ``hidden`` were. ``moved_at`` is the last step. ``needs_second``: so many that another
    officer has to agree.
    """

    process = models.ForeignKey(Process, on_delete=models.PROTECT, related_name="waves")
    areas = models.JSONField()
    since = models.DateTimeField()
    until = models.DateTimeField()
    state = models.CharField(max_length=9, choices=WaveState, default=WaveState.LOOKING)
    total = models.PositiveIntegerField(default=0)
    chosen = models.PositiveIntegerField(default=0)
    hidden = models.PositiveIntegerField(default=0)
    rule = models.CharField(max_length=12, choices=HidingRule, blank=True)
    reason = models.TextField(blank=True)
    needs_second = models.BooleanField(default=False)
    opened_by = models.CharField(max_length=40)
    opened_at = models.DateTimeField()
    decided_by = models.CharField(max_length=40, blank=True)
    department = models.ForeignKey(Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    agreed_by = models.CharField(max_length=40, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)
    returned_by = models.CharField(max_length=40, blank=True)
    returned_department = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    returned_reason = models.TextField(blank=True)
    returned_at = models.DateTimeField(null=True, blank=True)
    moved_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(since__lt=F("until")), name="wave_begins_before_it_ends"),
            models.CheckConstraint(
                condition=Q(state__in=[WaveState.LOOKING, WaveState.READY, WaveState.GIVEN_UP])
                | (~Q(rule="") & ~Q(reason="") & ~Q(decided_by="") & Q(decided_at__isnull=False)),
                name="wave_is_decided_with_rule_and_reason",
            ),
            models.CheckConstraint(
                condition=Q(agreed_by="", agreed_at__isnull=True)
                | (~Q(agreed_by="") & Q(agreed_at__isnull=False) & ~Q(agreed_by=F("decided_by"))),
                name="another_agrees_to_a_wave",
            ),
            models.CheckConstraint(
                condition=Q(needs_second=False)
                | ~Q(agreed_by="")
                | Q(state__in=[WaveState.LOOKING, WaveState.READY, WaveState.ASKED, WaveState.GIVEN_UP]),
                name="large_wave_needs_a_second",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[WaveState.RETURNING, WaveState.RETURNED])
                | (~Q(returned_by="") & ~Q(returned_reason="") & Q(returned_at__isnull=False)),
                name="wave_is_taken_back_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.state}"

    def get_absolute_url(self) -> str:
        return reverse("opinions:wave", args=[self.pk])

    @property
    def is_working(self) -> bool:
        """A job is at it."""
        return self.state in (WaveState.LOOKING, WaveState.HIDING, WaveState.RETURNING)

    @property
    def can_return(self) -> bool:
        return self.state in (WaveState.HIDING, WaveState.HIDDEN)


class WaveGroup(models.Model):
    """Voices of a wave that have something in common: ``people`` devices, ``places`` parts of the network, 0 where none
    is known any more.
    """

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="groups")
    number = models.PositiveIntegerField()
    likeness = models.CharField(max_length=8, choices=Likeness)
    count = models.PositiveIntegerField()
    people = models.PositiveIntegerField()
    places = models.PositiveIntegerField()
    is_chosen = models.BooleanField(default=False)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["wave", "number"], name="one_group_per_number_of_a_wave")]

    def __str__(self) -> str:
        return f"{self.wave_id}-{self.number}"


class WaveVoiceQuerySet(models.QuerySet["WaveVoice"]):
    def chosen(self) -> "WaveVoiceQuerySet":
        """Those to be hidden: of chosen groups, without the exceptions."""
        return self.filter(group__is_chosen=True, is_excluded=False)


class WaveVoice(models.Model):
    """One voice of a wave; ``group`` is None where it has nothing in common with others: such a one is never hidden.

    ``device_count`` and ``place_count``: how many voices of the wave came from the same device and part of the network,
    itself among them; 0 where that is not known. ``is_sample``: shown first.
    """

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="voices")
    opinion = models.ForeignKey(Opinion, on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey(WaveGroup, null=True, blank=True, on_delete=models.CASCADE, related_name="voices")
    device_count = models.PositiveIntegerField(default=1)
    place_count = models.PositiveIntegerField(default=0)
    is_sample = models.BooleanField(default=False)
    is_excluded = models.BooleanField(default=False)
    fate = models.CharField(max_length=9, choices=VoiceFate, default=VoiceFate.UNTOUCHED)

    objects = WaveVoiceQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["wave", "opinion"], name="a_voice_is_once_in_a_wave"),
            models.CheckConstraint(
                condition=Q(fate=VoiceFate.UNTOUCHED) | Q(group__isnull=False, is_excluded=False),
                name="only_chosen_voices_of_a_wave_are_touched",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.wave_id}: {self.opinion_id}"
