import hashlib
import hmac
import secrets

from django.db import models
from django.db.models import Q

from jukugi.apps.issues.models import Issue, LineageAct
from jukugi.apps.opinions.enums import HidingRule, LinkKind, OpinionState
from jukugi.apps.opinions.models.receiving import Submission
from jukugi.apps.organizations.models import Organization


class OpinionQuerySet(models.QuerySet["Opinion"]):
    def shown(self) -> "OpinionQuerySet":
        """Opinions that everybody may read."""
        return self.filter(state=OpinionState.SHOWN)

    def waiting(self) -> "OpinionQuerySet":
        """Opinions on which nobody has decided yet."""
        return self.filter(state=OpinionState.WAITING)

    def standing(self) -> "OpinionQuerySet":
        """All that count: those in whose place no others stand."""
        return self.exclude(state=OpinionState.REPLACED)

    def unlinked(self) -> "OpinionQuerySet":
        """Public opinions that lead nowhere yet: no issue, and not ended with a reason either."""
        links = IssueLink.objects.in_force().filter(opinion=models.OuterRef("pk"))
        return self.shown().filter(~models.Exists(links))

    def in_areas(self, areas: set[int | None]) -> "OpinionQuerySet":
        """Those from these wards; None among the keys stands for the whole city."""
        if None in areas:
            return self
        return self.filter(submission__ward__in=[pk for pk in areas if pk is not None])

    def with_origin(self) -> "OpinionQuerySet":
        """With what every page tells of an opinion: its submission and ward."""
        return self.select_related("submission", "submission__ward")


class Opinion(models.Model):
    """One opinion (件) in the writer's own words, which never change. ``state`` follows its last review.

    ``made_by`` is the revision by which it came into the place of another; None for what came in. ``text_digest`` is
    a keyed hash of the words, sealed in their place: when the words must be erased, their key (``text_key``) goes with
    them and the row stays.
    """

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="opinions")
    position = models.PositiveSmallIntegerField(default=1)
    text = models.TextField()
    text_key = models.CharField(max_length=32, editable=False)
    text_digest = models.CharField(max_length=64, editable=False)
    state = models.CharField(max_length=8, choices=OpinionState, default=OpinionState.WAITING)
    made_by = models.ForeignKey(
        "opinions.OpinionRevision", null=True, blank=True, on_delete=models.PROTECT, related_name="results"
    )

    objects = OpinionQuerySet.as_manager()

    class Meta:
        ordering = ["submission", "position"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "position"], name="one_opinion_per_position"),
            models.CheckConstraint(condition=~Q(text="") | Q(text_key=""), name="opinion_has_words"),
        ]
        # Of the states only this one is rare: an index over all would lure the planner through every public opinion.
        indexes = [models.Index(fields=["id"], condition=Q(state=OpinionState.WAITING), name="opinions_waiting")]

    def __str__(self) -> str:
        return f"{self.submission_id}-{self.position}"

    @classmethod
    def of(cls, submission: Submission, text: str, *, position: int = 1) -> "Opinion":
        """An opinion that waits for review, with a fresh key to its words; not saved yet.

        One in a consultation does not wait: its gist is published with the answer.
        """
        key = secrets.token_hex(16)
        return cls(
            submission=submission,
            position=position,
            text=text,
            text_key=key,
            text_digest=text_digest(key, text),
            state=OpinionState.IN_GIST if submission.is_comment else OpinionState.WAITING,
        )


def text_digest(key: str, text: str) -> str:
    """HMAC-SHA-256 of the words under the row's own key."""
    return hmac.new(key.encode(), text.encode(), hashlib.sha256).hexdigest()


class OpinionReview(models.Model):
    """A decision of staff whether the public may read an opinion. Never changed; rule and reason are public.

    ``wave``: it was decided for many at once. Only what a wave hid goes back to waiting, when the wave is taken back.
    """

    opinion = models.ForeignKey(Opinion, on_delete=models.PROTECT, related_name="reviews")
    state = models.CharField(max_length=8, choices=OpinionState)
    rule = models.CharField(max_length=12, choices=HidingRule, blank=True)
    reason = models.TextField(blank=True)
    actor_key = models.CharField(max_length=40)
    department = models.ForeignKey(Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    wave = models.ForeignKey("opinions.Wave", null=True, blank=True, on_delete=models.PROTECT, related_name="reviews")

    class Meta:
        ordering = ["decided_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=OpinionState.HIDDEN) | (~Q(reason="") & ~Q(rule="")),
                name="hiding_an_opinion_has_rule_and_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state=OpinionState.WAITING) | (Q(wave__isnull=False) & ~Q(reason="")),
                name="only_a_wave_goes_back_to_waiting",
            ),
            models.UniqueConstraint(
                fields=["wave", "opinion", "state"],
                condition=Q(wave__isnull=False),
                name="a_wave_decides_once_on_a_voice",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.opinion_id}: {self.state}"

    @property
    def decided_by(self) -> frozenset[str]:
        """Keys of all who decided it: of a wave also who agreed. No query where ``wave`` was read along."""
        return frozenset({self.actor_key, self.wave.agreed_by if self.wave is not None else ""} - {""})


class IssueLinkQuerySet(models.QuerySet["IssueLink"]):
    def in_force(self) -> "IssueLinkQuerySet":
        """Links that were not ended."""
        return self.filter(ended_at__isnull=True)

    def ended(self) -> "IssueLinkQuerySet":
        """Links that no longer hold."""
        return self.filter(ended_at__isnull=False)


class IssueLink(models.Model):
    """Where an opinion leads: to an issue, or to an end with a reason. Ended, never deleted: its words stay.

    ``act``: nobody decided on this voice anew; it followed its issue when that was merged or split, or went back.
    """

    opinion = models.ForeignKey(Opinion, on_delete=models.PROTECT, related_name="issue_links")
    issue = models.ForeignKey(Issue, null=True, blank=True, on_delete=models.PROTECT, related_name="opinion_links")
    kind = models.CharField(max_length=16, choices=LinkKind)
    reason = models.TextField()
    actor_key = models.CharField(max_length=40)
    department = models.ForeignKey(Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    linked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_reason = models.TextField(blank=True)
    ended_by = models.CharField(max_length=40, blank=True)
    act = models.ForeignKey(LineageAct, null=True, blank=True, on_delete=models.PROTECT, related_name="opinion_links")

    objects = IssueLinkQuerySet.as_manager()

    class Meta:
        ordering = ["linked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["opinion", "issue"], condition=Q(ended_at__isnull=True), name="one_link_in_force_per_issue"
            ),
            models.UniqueConstraint(
                fields=["opinion"],
                condition=Q(ended_at__isnull=True, issue__isnull=True),
                name="one_end_in_force_per_opinion",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="link_has_its_reason"),
            models.CheckConstraint(
                condition=Q(kind=LinkKind.NOT_TAKEN_UP) | Q(issue__isnull=False), name="only_an_end_has_no_issue"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_reason="", ended_by="")
                | (Q(ended_at__isnull=False) & ~Q(ended_reason="") & ~Q(ended_by="")),
                name="link_is_ended_with_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["-linked_at"], name="links_by_day"),
            models.Index(fields=["-ended_at"], condition=Q(ended_at__isnull=False), name="links_by_end"),
            models.Index(
                fields=["issue", "kind", "opinion"], condition=Q(ended_at__isnull=True), name="links_by_issue"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.opinion_id} → {self.issue_id}"
