"""What of this room belongs to the archive of a process."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.processes.models import Process
from jukugi.kit.archive.parts import PAGING, ArchivePart, Entry, archive_parts


def register() -> None:
    archive_parts.register("threads", ArchivePart(gettext_lazy("声のゆくえ"), URLS, entries), order=35)


def entries(process: Process) -> Iterator[Entry]:
    """No query, and no list of numbers: the page of a voice is in an archive only where a public page leads to it."""
    yield Entry(reverse("threads"), _("声がどうなったか"))
    yield Entry(reverse("threads:numbers"), _("声のゆくえの数"))
    yield Entry(reverse("threads:unlinked"), _("まだどの論点にもつながっていない声"))
    yield Entry(reverse("threads:ended"), _("取り入れなかった声と、その理由"))


URLS: dict[str, tuple[str, ...]] = {
    "threads": (),
    "receipt": (),
    "threads:numbers": (),
    "threads:numbers-csv": (),
    "threads:unlinked": PAGING,
    "threads:ended": PAGING,
}
