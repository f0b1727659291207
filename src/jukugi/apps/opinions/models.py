import hashlib
import hmac
import secrets

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.accounts.models import Participant
from jukugi.apps.areas.models import Area
from jukugi.apps.issues.models import Issue
from jukugi.apps.opinions.enums import AgeBand, HidingRule, ImportState, LinkKind, OpinionState
from jukugi.apps.organizations.models import Organization
from jukugi.apps.processes.models import Process


class OpinionImport(models.Model):
    """A table of opinions that came in elsewhere (意見の取り込み): looked at by a person, then taken row by row.

    ``content`` is the table as it was read, packed; it goes when the import ends. ``mapping`` says which column is
    what. ``areas`` are the wards for which whoever brought it may speak, None for the whole city. While it waits,
    ``faulty`` and ``known`` are what the check found; from then on they and ``taken`` count the rows done so far.
    ``moved_at`` is the last step: an import that takes and has not moved for long was left by a worker that died.
    """

    process = models.ForeignKey(Process, on_delete=models.PROTECT, related_name="opinion_imports")
    file_name = models.CharField(max_length=200)
    file_digest = models.CharField(max_length=64, editable=False)
    content = models.BinaryField()
    mapping = models.JSONField(default=dict)
    areas = models.JSONField()
    state = models.CharField(max_length=8, choices=ImportState, default=ImportState.CHECKING)
    rows = models.PositiveIntegerField()
    done = models.PositiveIntegerField(default=0)
    taken = models.PositiveIntegerField(default=0)
    known = models.PositiveIntegerField(default=0)
    faulty = models.PositiveIntegerField(default=0)
    actor_key = models.CharField(max_length=40)
    brought_at = models.DateTimeField()
    checked_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField(max_length=40, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    moved_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=ImportState.DONE) | Q(rows=F("taken") + F("known") + F("faulty")),
                name="every_row_of_an_import_is_accounted_for",
            ),
            models.CheckConstraint(
                condition=Q(state=ImportState.CHECKING, decided_at__isnull=True)
                | (~Q(state=ImportState.CHECKING) & Q(decided_at__isnull=False)),
                name="import_is_decided_with_its_moment",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[ImportState.CHECKING, ImportState.TAKING], ended_at__isnull=True)
                | Q(state__in=[ImportState.DONE, ImportState.GIVEN_UP], ended_at__isnull=False),
                name="import_ends_with_its_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.state}"

    def get_absolute_url(self) -> str:
        return reverse("opinions:import", args=[self.pk])

    @property
    def good(self) -> int:
        """Rows that will be taken, or would have been."""
        return self.rows - self.faulty - self.known

    @property
    def left(self) -> int:
        """Rows that were not reached."""
        return self.rows - self.done

    @property
    def is_waiting(self) -> bool:
        return self.state == ImportState.CHECKING

    @property
    def is_taking(self) -> bool:
        return self.state == ImportState.TAKING


class ImportFault(models.Model):
    """Why a row of a table cannot be taken, by a code; what stood there is kept only until a person has decided."""

    opinion_import = models.ForeignKey(OpinionImport, on_delete=models.CASCADE, related_name="faults")
    row = models.PositiveIntegerField()
    column = models.CharField(max_length=100, blank=True)
    code = models.CharField(max_length=24)
    params = models.JSONField(default=dict)

    class Meta:
        ordering = ["row", "pk"]
        indexes = [models.Index(fields=["opinion_import", "row"], name="import_faults_by_row")]

    def __str__(self) -> str:
        return f"{self.opinion_import_id}-{self.row}: {self.code}"


class Submission(models.Model):
    """What came in at once from one person (通): on which channel, where, when. It holds one or more opinions.

    ``sent_key`` is equal for the same words of the same form, and for the same row of a table: a second press finds the
    first. ``about`` is the issue that the writer chose. ``entered_by`` is the key of the member of staff who typed in
    what came on paper, or let a table be taken; then ``import_row`` is its row there, ``import_number`` its number.
    """

    process = models.ForeignKey(Process, on_delete=models.PROTECT, related_name="submissions")
    receipt = models.CharField(max_length=9, unique=True)
    channel = models.CharField(max_length=12, choices=Channel)
    place = models.CharField(max_length=80, blank=True)
    ward = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="submissions")
    age_band = models.CharField(max_length=4, choices=AgeBand, blank=True)
    author = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="submissions")
    about = models.ForeignKey(Issue, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField()
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=40, blank=True)
    sent_key = models.CharField(max_length=64, unique=True)
    opinion_import = models.ForeignKey(
        OpinionImport, null=True, blank=True, on_delete=models.PROTECT, related_name="submissions"
    )
    import_row = models.PositiveIntegerField(null=True, blank=True)
    import_number = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["-received_at", "-pk"]
        indexes = [models.Index(fields=["process", "-received_at"], name="submissions_by_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(opinion_import__isnull=True, import_row__isnull=True, import_number="")
                | Q(opinion_import__isnull=False, import_row__isnull=False),
                name="imported_submission_has_its_row",
            ),
            models.UniqueConstraint(fields=["opinion_import", "import_row"], name="a_row_is_imported_once"),
        ]

    def __str__(self) -> str:
        return self.receipt

    def get_absolute_url(self) -> str:
        return reverse("receipt", args=[self.receipt])


class OpinionQuerySet(models.QuerySet["Opinion"]):
    def shown(self) -> "OpinionQuerySet":
        """Opinions that everybody may read."""
        return self.filter(state=OpinionState.SHOWN)

    def waiting(self) -> "OpinionQuerySet":
        """Opinions on which nobody has decided yet."""
        return self.filter(state=OpinionState.WAITING)

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

    ``text_digest`` is a keyed hash of the words, sealed in their place: when the words must be erased, their key
    (``text_key``) goes with them and the row stays.
    """

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="opinions")
    position = models.PositiveSmallIntegerField(default=1)
    text = models.TextField()
    text_key = models.CharField(max_length=32, editable=False)
    text_digest = models.CharField(max_length=64, editable=False)
    state = models.CharField(max_length=8, choices=OpinionState, default=OpinionState.WAITING)

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
        """An opinion that waits for review, with a fresh key to its words; not saved yet."""
        key = secrets.token_hex(16)
        return cls(
            submission=submission, position=position, text=text, text_key=key, text_digest=text_digest(key, text)
        )


def text_digest(key: str, text: str) -> str:
    """HMAC-SHA-256 of the words under the row's own key."""
    return hmac.new(key.encode(), text.encode(), hashlib.sha256).hexdigest()


class SearchDoc(models.Model):
    """What is searched of an opinion: made from its words, and made anew at any time (``core.text.searching``).

    ``letters`` and ``words`` decide what is found; ``tokens``, of which the index of the database is made, only spare
    it the reading of the others. The index follows this table by itself (migration 0002): on SQLite by triggers, which
    a later migration that makes the table anew must make anew too. ``made_with`` is empty until the words are read.
    """

    opinion = models.OneToOneField(Opinion, primary_key=True, on_delete=models.CASCADE, related_name="search")
    letters = models.TextField()
    words = models.TextField(blank=True)
    tokens = models.TextField(blank=True)
    made_with = models.CharField(max_length=40, blank=True)

    class Meta:
        indexes = [models.Index(fields=["made_with"], name="search_docs_by_making")]

    def __str__(self) -> str:
        return f"{self.opinion_id}"


class OpinionReview(models.Model):
    """A decision of staff whether the public may read an opinion. Never changed; rule and reason are public."""

    opinion = models.ForeignKey(Opinion, on_delete=models.PROTECT, related_name="reviews")
    state = models.CharField(max_length=8, choices=OpinionState)
    rule = models.CharField(max_length=12, choices=HidingRule, blank=True)
    reason = models.TextField(blank=True)
    actor_key = models.CharField(max_length=40)
    department = models.ForeignKey(Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ["decided_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=OpinionState.HIDDEN) | (~Q(reason="") & ~Q(rule="")),
                name="hiding_an_opinion_has_rule_and_reason",
            )
        ]

    def __str__(self) -> str:
        return f"{self.opinion_id}: {self.state}"


class IssueLinkQuerySet(models.QuerySet["IssueLink"]):
    def in_force(self) -> "IssueLinkQuerySet":
        """Links that were not ended."""
        return self.filter(ended_at__isnull=True)

    def ended(self) -> "IssueLinkQuerySet":
        """Links that no longer hold."""
        return self.filter(ended_at__isnull=False)


class IssueLink(models.Model):
    """Where an opinion leads: to an issue, or to an end with a reason. Ended, never deleted: its words stay."""

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


class PrintedCard(models.Model):
    """A card that was printed with its number and handed out; back when a submission has the same number."""

    receipt = models.CharField(max_length=9, unique=True)
    place = models.CharField(max_length=80, blank=True)
    printed_at = models.DateTimeField()
    actor_key = models.CharField(max_length=40)

    class Meta:
        ordering = ["-printed_at", "-pk"]

    def __str__(self) -> str:
        return self.receipt
