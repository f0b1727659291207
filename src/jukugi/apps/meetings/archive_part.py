"""What of this room belongs to the archive of a process."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.processes.models import Process
from jukugi.kit.archive.parts import PAGING, ArchivePart, Entry, archive_parts
from jukugi.kit.pages.wording import jday


def register() -> None:
    archive_parts.register("meetings", ArchivePart(gettext_lazy("会議"), URLS, entries), order=40)


def entries(process: Process) -> Iterator[Entry]:
    """One query."""
    yield Entry(reverse("meetings:list"), _("会議の一覧"))
    yield Entry(reverse("meetings:bodies"), _("会議体"))
    for meeting in process.meetings.order_by("starts_at", "pk"):
        yield Entry(
            meeting.get_absolute_url(), f"{jday(meeting.starts_at)}　{meeting.title}", str(meeting.get_kind_display())
        )


URLS: dict[str, tuple[str, ...]] = {
    "meetings:list": (),
    "meetings:calendar": (),
    "meetings:meeting": ("voices",),
    "meetings:event": (),
    "meetings:minutes": (),
    "meetings:handout": (),
    "meetings:photo": (),
    "meetings:bodies": (),
    "meetings:body": PAGING,
}
