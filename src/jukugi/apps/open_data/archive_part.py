"""What of this room belongs to the archive of a process."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.processes.models import Process
from jukugi.kit.archive.parts import ArchivePart, Entry, archive_parts
from jukugi.kit.open_tables import open_tables


def register() -> None:
    archive_parts.register("open_data", ArchivePart(gettext_lazy("データの表"), URLS, entries), order=130)


def entries(process: Process) -> Iterator[Entry]:
    """No query: the pages tell what every table and column means; the tables themselves lie in the folder ``data``."""
    yield Entry(reverse("open_data:catalogue"), _("表の一覧"))
    yield Entry(reverse("open_data:seals"), _("記録の印"))
    for name, table in open_tables.items():
        yield Entry(reverse("open_data:table", args=[name]), str(table.title), _("表と列の意味"))


URLS: dict[str, tuple[str, ...]] = {
    "open_data:catalogue": (),
    "open_data:catalogue-json": (),
    "open_data:seals": (),
    "open_data:table": (),
}
