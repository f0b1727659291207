"""What of this room belongs to the archive of a process."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.processes.models import Process
from jukugi.kit.archive.parts import ArchivePart, Entry, archive_parts


def register() -> None:
    archive_parts.register("inventory", ArchivePart(gettext_lazy("市から地域への依頼"), URLS, entries), order=115)


def entries(process: Process) -> Iterator[Entry]:
    """No query: requests are found from the list."""
    yield Entry(reverse("inventory:requests"), _("依頼の一覧"))
    yield Entry(reverse("inventory:ward-year"), _("一年の依頼"))


URLS: dict[str, tuple[str, ...]] = {
    "inventory:requests": (),
    "inventory:request": (),
    "inventory:ward-year": ("ward",),
    "inventory:ward-year-ics": ("ward",),
}
