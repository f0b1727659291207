"""What of this room belongs to the archive of a process."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.kit.archive.parts import PAGING, ArchivePart, Entry, archive_parts


def register() -> None:
    archive_parts.register("organizations", ArchivePart(gettext_lazy("町内会・自治会"), URLS, entries), order=120)


def entries(process: Any) -> Iterator[Entry]:
    """No query. The page of one association stays out: whose name and contact stand there may take them back."""
    yield Entry(reverse("organizations:associations"), _("町内会・自治会の一覧"))


URLS: dict[str, tuple[str, ...]] = {
    "organizations:associations": PAGING,
}
