"""What of this room belongs to the archive of a process."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.processes.models import Process
from jukugi.kit.archive.parts import PAGING, ArchivePart, Entry, archive_parts


def register() -> None:
    archive_parts.register("circles", ArchivePart(gettext_lazy("市民の活動"), URLS, entries), order=100)


def entries(process: Process) -> Iterator[Entry]:
    """No query: what citizens do is found from the lists. Offers and wishes stay out: they are soon forgotten."""
    yield Entry(reverse("circles:list"), _("活動の一覧"))
    yield Entry(reverse("circles:emergence"), _("生まれたもの"))
    yield Entry(reverse("circles:funds"), _("小さな基金"))


URLS: dict[str, tuple[str, ...]] = {
    "circles:list": PAGING,
    "circles:circle": (),
    "circles:emergence": (),
    "circles:funds": (),
    "circles:fund": (),
    "circles:fund-paper": (),
}
