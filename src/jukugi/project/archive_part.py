"""What of the pages of no room belongs to the archive of a process: how figures are made, what the site promises."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.kit.archive.parts import ArchivePart, Entry, archive_parts


def register() -> None:
    archive_parts.register("about", ArchivePart(gettext_lazy("このしくみについて"), URLS, entries), order=140)


def entries(process: Any) -> Iterator[Entry]:
    """No query."""
    yield Entry(reverse("about"), _("このしくみについて"))
    yield Entry(reverse("method"), _("数の出し方"))
    yield Entry(reverse("moderation"), _("公開するかの判断"))


URLS: dict[str, tuple[str, ...]] = {
    "about": (),
    "method": (),
    "lot": (),
    "budget": (),
    "privacy": (),
    "moderation": (),
    "accessibility": (),
}
