"""Documents, their editions, how an edition came to the public, and the files made of it."""

from typing import Self

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q
from django.urls import reverse

from jukugi.apps.areas.models import Area
from jukugi.apps.drafts.enums import (
    TITLE_LIMIT,
    DocumentKind,
    EditionAct,
    EditionStage,
    EditionState,
    FileForm,
)
from jukugi.apps.organizations.models import Organization
from jukugi.apps.processes.models import Process


class DocumentQuerySet(models.QuerySet["Document"]):
    def public(self) -> Self:
        """Those of which everybody may read an edition."""
        published = Edition.objects.published().filter(document=OuterRef("pk"))
        return self.filter(Exists(published), process__is_draft=False)

    def in_areas(self, areas: set[int | None]) -> Self:
        """Those of these wards; None among the keys stands for the whole city."""
        if None in areas:
            return self
        return self.filter(area__in=[pk for pk in areas if pk is not None])


class Document(models.Model):
    """A paper that a city writes with its citizens (文書). It stays one, however its editions are called.

    ``area`` None: of the whole city. ``next_serial``: the number of the next clause; numbers are never used again.
    """

    process = models.ForeignKey(Process, on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=8, choices=DocumentKind)
    title = models.CharField(max_length=TITLE_LIMIT)
    summary = models.TextField(blank=True)
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="documents")
    department = models.ForeignKey(Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    is_sample = models.BooleanField(default=False)
    next_serial = models.PositiveIntegerField(default=1)
    begun_at = models.DateTimeField()
    actor_key = models.CharField(max_length=40)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=~Q(title=""), name="document_has_a_title")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("drafts:document", args=[self.pk])


class EditionQuerySet(models.QuerySet["Edition"]):
    def published(self) -> Self:
        """Those that everybody may read."""
        return self.filter(state=EditionState.PUBLISHED)

    def at_work(self) -> Self:
        """Those that are not public yet: one at most of each document."""
        return self.exclude(state=EditionState.PUBLISHED)

    def lacking_files(self) -> Self:
        """Those that do not have a file of every form."""
        made = EditionFile.objects.filter(edition=OuterRef("pk")).order_by().values("edition").annotate(n=Count("pk"))
        return self.exclude(Exists(made.filter(n=len(FileForm))))


class Edition(models.Model):
    """One edition (版) of a document. Once it is public nothing in it changes.

    ``reason`` says what is new in it, for everybody. ``drafted_by`` is who wrote in it last. ``asked_at``: somebody
    asked for publication, and the job makes the files; it becomes public with them, in one step. ``digest`` is the
    SHA-256 of ``frozen``: its words, origins and figures as canonical JSON.
    """

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=TITLE_LIMIT)
    stage = models.CharField(max_length=8, choices=EditionStage)
    reason = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=EditionState, default=EditionState.DRAFTED)
    drafted_by = models.CharField(max_length=40)
    drafted_at = models.DateTimeField()
    checked_by = models.CharField(max_length=40, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.CharField(max_length=40, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    asked_by = models.CharField(max_length=40, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    frozen = models.TextField(blank=True)
    digest = models.CharField(max_length=64, blank=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["document", "number"]
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="one_edition_per_number"),
            models.UniqueConstraint(
                fields=["document"], condition=~Q(state=EditionState.PUBLISHED), name="one_edition_at_work"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="edition_has_a_title"),
            models.CheckConstraint(condition=Q(number=1) | ~Q(reason=""), name="a_new_edition_has_its_reason"),
            models.CheckConstraint(
                condition=Q(state=EditionState.DRAFTED)
                | (~Q(checked_by="") & Q(checked_at__isnull=False) & ~Q(checked_by=F("drafted_by"))),
                name="edition_is_checked_by_another",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[EditionState.DRAFTED, EditionState.CHECKED])
                | (~Q(approved_by="") & Q(approved_at__isnull=False) & ~Q(approved_by=F("drafted_by"))),
                name="edition_is_approved_by_another",
            ),
            models.CheckConstraint(
                condition=Q(asked_at__isnull=True) | Q(state__in=[EditionState.APPROVED, EditionState.PUBLISHED]),
                name="only_an_approved_edition_is_asked_for",
            ),
            models.CheckConstraint(
                condition=(Q(state=EditionState.PUBLISHED, published_at__isnull=False) & ~Q(digest="") & ~Q(frozen=""))
                | (~Q(state=EditionState.PUBLISHED) & Q(published_at__isnull=True, digest="", frozen="")),
                name="what_is_public_is_frozen",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} v{self.number}"

    def get_absolute_url(self) -> str:
        return reverse("drafts:edition", args=[self.document_id, self.number])

    @property
    def is_public(self) -> bool:
        return self.state == EditionState.PUBLISHED

    @property
    def is_writable(self) -> bool:
        """Whether its words may still change."""
        return self.state == EditionState.DRAFTED


class EditionStep(models.Model):
    """What somebody did with an edition on its way to the public, and when. Never changed."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="steps")
    act = models.CharField(max_length=10, choices=EditionAct)
    note = models.TextField(blank=True)
    actor_key = models.CharField(max_length=40, blank=True)
    department = models.ForeignKey(Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(act=EditionAct.SENT_BACK) | ~Q(note=""), name="sending_back_has_its_reason"
            )
        ]

    def __str__(self) -> str:
        return f"{self.edition_id}: {self.act}"


class EditionFile(models.Model):
    """A file of a public edition, as the job made it. Never changed."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="files")
    form = models.CharField(max_length=4, choices=FileForm)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    content = models.BinaryField()

    class Meta:
        ordering = ["form"]
        constraints = [models.UniqueConstraint(fields=["edition", "form"], name="one_file_per_form")]

    def __str__(self) -> str:
        return f"{self.edition_id}.{self.form}"
