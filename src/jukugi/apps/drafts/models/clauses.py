"""Clauses: who they are for good, what each edition says in them, and everything that was ever written."""

import hashlib

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from jukugi.apps.drafts.enums import HEADING_LIMIT, DescentKind, WritingWay
from jukugi.apps.drafts.models.editions import Document, Edition


class Clause(models.Model):
    """A clause (文) of a document: what stays the same when it is renumbered, moved, changed, split or merged.

    ``serial`` is its number for good; it is cited by it. ``ended_in``: the first edition in which it is no more.
    """

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="clauses")
    serial = models.PositiveIntegerField()
    begun_in = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="begun_clauses")
    ended_in = models.ForeignKey(Edition, null=True, blank=True, on_delete=models.PROTECT, related_name="ended_clauses")
    ended_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["serial"]
        constraints = [
            models.UniqueConstraint(fields=["document", "serial"], name="one_clause_per_serial"),
            models.CheckConstraint(
                condition=Q(ended_in__isnull=True, ended_reason="") | (Q(ended_in__isnull=False) & ~Q(ended_reason="")),
                name="clause_ends_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_id}-{self.serial}"

    def get_absolute_url(self) -> str:
        return reverse("drafts:clause", args=[self.document_id, self.serial])


class ClauseText(models.Model):
    """What an edition says in a clause, and where it stands in the tree.

    ``text`` is Markdown. ``version`` grows with each change of the words: who saves says which one they had read.
    """

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="texts")
    clause = models.ForeignKey(Clause, on_delete=models.PROTECT, related_name="texts")
    parent = models.ForeignKey(Clause, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveIntegerField()
    heading = models.CharField(max_length=HEADING_LIMIT, blank=True)
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    written_by = models.CharField(max_length=40)
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["position", "clause__serial"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "clause"], name="a_clause_stands_once_in_an_edition"),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("clause")), name="no_clause_is_part_of_itself"
            ),
            models.CheckConstraint(condition=~Q(heading="", text=""), name="clause_has_words"),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id}: {self.clause_id}"

    @property
    def digest(self) -> str:
        """By which one knows whether the words have changed."""
        return words_digest(self.heading, self.text)


def words_digest(heading: str, text: str) -> str:
    """SHA-256 of the words of a clause."""
    return hashlib.sha256(f"{heading}\x1f{text}".encode()).hexdigest()


class ClauseWriting(models.Model):
    """Words of a clause as somebody saved them. Nothing that was saved is ever lost: never changed."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="writings")
    clause = models.ForeignKey(Clause, on_delete=models.PROTECT, related_name="writings")
    version = models.PositiveIntegerField()
    way = models.CharField(max_length=8, choices=WritingWay)
    heading = models.CharField(max_length=HEADING_LIMIT, blank=True)
    text = models.TextField(blank=True)
    digest = models.CharField(max_length=64)
    actor_key = models.CharField(max_length=40)
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["edition", "clause", "version"], name="one_writing_per_version")]

    def __str__(self) -> str:
        return f"{self.edition_id}: {self.clause_id} v{self.version}"


class UnsavedWords(models.Model):
    """What somebody is typing in a clause, kept every few seconds until it is saved or thrown away.

    ``seen_version`` is the version that they had read.
    """

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="unsaved")
    clause = models.ForeignKey(Clause, on_delete=models.CASCADE, related_name="unsaved")
    actor_key = models.CharField(max_length=40)
    heading = models.TextField(blank=True)
    text = models.TextField(blank=True)
    seen_version = models.PositiveIntegerField()
    kept_at = models.DateTimeField()

    class Meta:
        ordering = ["kept_at"]
        verbose_name_plural = "unsaved words"
        constraints = [
            models.UniqueConstraint(fields=["edition", "clause", "actor_key"], name="one_unsaved_text_per_person")
        ]

    def __str__(self) -> str:
        return f"{self.edition_id}: {self.clause_id}"


class ClauseDescent(models.Model):
    """A clause that came out of another, or went into it, in an edition, and why. Never changed."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="descents")
    source = models.ForeignKey(Clause, on_delete=models.PROTECT, related_name="became")
    result = models.ForeignKey(Clause, on_delete=models.PROTECT, related_name="came_from")
    kind = models.CharField(max_length=8, choices=DescentKind)
    reason = models.TextField()
    actor_key = models.CharField(max_length=40)
    done_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "source", "result", "kind"], name="one_descent_per_pair"),
            models.CheckConstraint(condition=~Q(source=F("result")), name="no_clause_descends_from_itself"),
            models.CheckConstraint(condition=~Q(reason=""), name="descent_has_its_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} → {self.result_id}"
