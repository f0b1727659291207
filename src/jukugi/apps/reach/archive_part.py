"""What of this room belongs to the archive of a process."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.processes.models import Process
from jukugi.kit.archive.parts import ArchivePart, Entry, archive_parts


def register() -> None:
    archive_parts.register("reach", ArchivePart(gettext_lazy("参加の広がり"), URLS, entries), order=85)


def entries(process: Process) -> Iterator[Entry]:
    """No query."""
    yield Entry(reverse("reach:reach"), _("だれが参加したか"))
    yield Entry(reverse("reach:method"), _("数の出し方"))


URLS: dict[str, tuple[str, ...]] = {
    "reach:reach": ("edition", "way", "phase"),
    "reach:method": (),
    "reach:file": (),
}
