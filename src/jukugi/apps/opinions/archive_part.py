"""What of this room belongs to the archive of a process."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.processes.models import Process
from jukugi.kit.archive.parts import PAGING, ArchivePart, Entry, archive_parts


def register() -> None:
    archive_parts.register("opinions", ArchivePart(gettext_lazy("寄せられた声"), URLS, entries), order=30)


def entries(process: Process) -> Iterator[Entry]:
    """No query: voices are found in the list, which is part of the archive page by page."""
    yield Entry(reverse("opinions:list"), _("公開した声の一覧"))
    yield Entry(reverse("opinions:hidden"), _("公開していない声について"))


URLS: dict[str, tuple[str, ...]] = {
    "opinions:list": PAGING,
    "opinions:call": (),
    "opinions:hidden": (),
}
