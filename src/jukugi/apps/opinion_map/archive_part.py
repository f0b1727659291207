"""What of this room belongs to the archive of a process."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.processes.models import Process
from jukugi.kit.archive.parts import PAGING, ArchivePart, Entry, archive_parts


def register() -> None:
    archive_parts.register(
        "opinion_map", ArchivePart(gettext_lazy("熟議と意見の地図"), URLS, entries, INSTEAD), order=50
    )


def entries(process: Process) -> Iterator[Entry]:
    """One query."""
    yield Entry(reverse("opinion_map:topics"), _("問いの一覧"))
    for topic in process.topics.order_by("pk"):
        yield Entry(reverse("opinion_map:map", args=[topic.pk]), topic.title, _("意見の地図"))
        yield Entry(reverse("opinion_map:results", args=[topic.pk]), topic.title, _("意見文ごとの答え"))


URLS: dict[str, tuple[str, ...]] = {
    "opinion_map:topics": (),
    "opinion_map:reasons": PAGING,
    "opinion_map:map": (),
    "opinion_map:results": PAGING,
    "opinion_map:results-csv": (),
    "opinion_map:editions": (),
    "opinion_map:edition": (),
    "opinion_map:edition-json": (),
}
INSTEAD = {"opinion_map:vote": "opinion_map:results", "opinion_map:statement": "opinion_map:reasons"}
