"""Reports, the sections chosen for each, and their frozen editions with the files made of them."""

from typing import Any, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from jukugi.apps.organizations.models import Organization
from jukugi.apps.processes.models import Process
from jukugi.apps.reports.enums import TITLE_LIMIT, FileForm, ReportKind
from jukugi.kit.report_sections import report_sections


class ReportQuerySet(models.QuerySet["Report"]):
    def public(self) -> Self:
        """Those of which everybody may read an edition."""
        return self.filter(Exists(ReportEdition.objects.filter(report=OuterRef("pk"))), process__is_draft=False)


class Report(models.Model):
    """A report on a process (報告): which sections it has, and what officers say beside them.

    Handed over for approval, ``asked_content`` is what will be published, with the figures of ``asked_at``; nothing in
    the report changes until somebody publishes it or sends it back. ``written_by``: who changed its words last.
    ``fiscal_year`` of yearly reports alone. ``sent_back`` says to its writers why it came back last.
    """

    process = models.ForeignKey(Process, on_delete=models.PROTECT, related_name="reports")
    kind = models.CharField(max_length=8, choices=ReportKind)
    fiscal_year = models.PositiveSmallIntegerField(null=True, blank=True)
    title = models.CharField(max_length=TITLE_LIMIT)
    is_sample = models.BooleanField(default=False)
    begun_at = models.DateTimeField()
    written_by = models.CharField(max_length=40)
    written_at = models.DateTimeField()
    asked_by = models.CharField(max_length=40, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    asked_department = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    asked_reason = models.TextField(blank=True)
    asked_content = models.TextField(blank=True)
    sent_back = models.TextField(blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="report_has_a_title"),
            models.CheckConstraint(
                condition=Q(kind=ReportKind.YEARLY, fiscal_year__isnull=False)
                | (~Q(kind=ReportKind.YEARLY) & Q(fiscal_year__isnull=True)),
                name="a_yearly_report_has_its_year",
            ),
            models.CheckConstraint(
                condition=Q(asked_at__isnull=True, asked_by="", asked_content="", asked_reason="")
                | (Q(asked_at__isnull=False) & ~Q(asked_by="") & ~Q(asked_content="")),
                name="what_is_handed_over_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("reports:report", args=[self.pk])

    @property
    def is_asked(self) -> bool:
        """Whether it waits for approval."""
        return self.asked_at is not None


class ReportPartQuerySet(models.QuerySet["ReportPart"]):
    def chosen(self) -> Self:
        """Those that stand in the report, in its order."""
        return self.filter(is_chosen=True).order_by("position", "pk")


class ReportPart(models.Model):
    """A section in a report with an officer's own words before and after it (Markdown).

    One that is left out keeps its words. ``section`` is the name under which its room registered it.
    """

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="parts")
    section = models.CharField(max_length=40)
    position = models.PositiveSmallIntegerField()
    is_chosen = models.BooleanField(default=True)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)

    objects = ReportPartQuerySet.as_manager()

    class Meta:
        ordering = ["report", "position", "pk"]
        constraints = [models.UniqueConstraint(fields=["report", "section"], name="one_part_per_section")]

    def __str__(self) -> str:
        return f"{self.report_id}: {self.section}"

    @property
    def title(self) -> str:
        """What its room calls it; its bare name where no room offers it any more."""
        return str(report_sections[self.section].title) if self.section in report_sections else self.section

    @property
    def about(self) -> Any:
        return report_sections[self.section].about if self.section in report_sections else ""

    @property
    def has_words(self) -> bool:
        return bool(self.before or self.after)


class ReportEditionQuerySet(models.QuerySet["ReportEdition"]):
    def public(self) -> Self:
        """Those that everybody reads."""
        return self.filter(report__process__is_draft=False)

    def lacking_files(self) -> Self:
        """Those that do not have a file of every form."""
        found = self
        for form in FileForm:
            found = found.annotate(
                **{f"has_{form.value}": Exists(ReportFile.objects.filter(edition=OuterRef("pk"), form=form))}
            )
        return found.filter(Q(has_docx=False) | Q(has_pdf=False))


class ReportEdition(models.Model):
    """A report as it was published on a day (報告の版). Never changed.

    ``content`` is canonical JSON of all that it says; ``digest`` its SHA-256. ``as_of``: when its figures were counted.
    ``reason`` says why it was made, for everybody.
    """

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField()
    as_of = models.DateTimeField()
    reason = models.TextField(blank=True)
    content = models.TextField()
    digest = models.CharField(max_length=64)
    asked_by = models.CharField(max_length=40)
    asked_at = models.DateTimeField()
    asked_department = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    published_by = models.CharField(max_length=40)
    published_at = models.DateTimeField()
    department = models.ForeignKey(Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = ReportEditionQuerySet.as_manager()

    class Meta:
        ordering = ["report", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="one_report_edition_per_number"),
            models.CheckConstraint(condition=~Q(published_by=F("asked_by")), name="a_report_is_published_by_another"),
            models.CheckConstraint(condition=~Q(content="") & ~Q(digest=""), name="a_report_edition_is_frozen"),
            models.CheckConstraint(condition=Q(number=1) | ~Q(reason=""), name="a_new_report_edition_has_its_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} v{self.number}"

    def get_absolute_url(self) -> str:
        return reverse("reports:edition", args=[self.report_id, self.number])


class ReportFile(models.Model):
    """A file of an edition, as the job made it. Made again from the content it is the same, byte for byte."""

    edition = models.ForeignKey(ReportEdition, on_delete=models.PROTECT, related_name="files")
    form = models.CharField(max_length=4, choices=FileForm)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    content = models.BinaryField()

    class Meta:
        ordering = ["form"]
        constraints = [models.UniqueConstraint(fields=["edition", "form"], name="one_report_file_per_form")]

    def __str__(self) -> str:
        return f"{self.edition_id}.{self.form}"
