"""What of this room belongs to the archive of a process."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.processes.models import Process
from jukugi.kit.archive.parts import PAGING, ArchivePart, Entry, archive_parts


def register() -> None:
    archive_parts.register("places", ArchivePart(gettext_lazy("居場所"), URLS, entries), order=110)


def entries(process: Process) -> Iterator[Entry]:
    """No query: places belong to the city, and are found from the list."""
    yield Entry(reverse("places:list"), _("居場所の一覧"))
    yield Entry(reverse("places:coverage"), _("歩いて行けるか"))
    yield Entry(reverse("places:visits"), _("訪れた人の数"))


URLS: dict[str, tuple[str, ...]] = {
    "places:list": PAGING,
    "places:place": (),
    "places:photo": (),
    "places:coverage": (),
    "places:visits": (),
    "places:walks": (),
    "places:table": (),
    "places:geojson": (),
}
