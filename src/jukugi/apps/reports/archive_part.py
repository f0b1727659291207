"""What of this room belongs to the archive of a process."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.processes.models import Process
from jukugi.apps.reports.models import ReportEdition
from jukugi.kit.archive.parts import PAGING, ArchivePart, Entry, archive_parts


def register() -> None:
    archive_parts.register("reports", ArchivePart(gettext_lazy("報告"), URLS, entries), order=90)


def entries(process: Process) -> Iterator[Entry]:
    """One query: every public edition of the reports on the process."""
    yield Entry(reverse("reports:list"), _("報告の一覧"))
    editions = ReportEdition.objects.public().filter(report__process=process).select_related("report")
    for edition in editions.defer("content", "report__asked_content").order_by("report_id", "-number"):
        words = _("%(title)s（第%(number)s版）") % {"title": edition.report.title, "number": edition.number}
        yield Entry(edition.get_absolute_url(), words)


URLS: dict[str, tuple[str, ...]] = {
    "reports:list": PAGING,
    "reports:edition": (),
    "reports:data": (),
    "reports:file": (),
}
