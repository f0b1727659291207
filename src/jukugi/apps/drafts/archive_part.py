"""What of this room belongs to the archive of a process."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.drafts.enums import EditionState
from jukugi.apps.drafts.models import ClauseText, Document
from jukugi.apps.processes.models import Process
from jukugi.kit.archive.parts import PAGING, ArchivePart, Entry, archive_parts


def register() -> None:
    archive_parts.register("drafts", ArchivePart(gettext_lazy("文書"), URLS, entries), order=70)


def entries(process: Process) -> Iterator[Entry]:
    """Two queries: every document, and every clause of a public edition under its newest heading."""
    yield Entry(reverse("drafts:list"), _("文書の一覧"))
    for document in Document.objects.public().filter(process=process).order_by("begun_at", "pk"):
        yield Entry(document.get_absolute_url(), document.title, _("文書"))
    texts = ClauseText.objects.filter(
        edition__state=EditionState.PUBLISHED, edition__document__process=process, clause__document__process=process
    ).order_by("edition__document__begun_at", "edition__document", "position", "clause__serial", "edition__number")
    told = texts.values_list("edition__document", "edition__document__title", "clause__serial", "heading", "text")
    named: dict[tuple[int, int], tuple[str, str]] = {}
    for document_pk, title, serial, heading, text in told.iterator(chunk_size=2000):
        named[document_pk, serial] = (_("%(title)sの文") % {"title": title}, heading or Truncator(text).chars(40))
    for (document_pk, serial), (title, words) in sorted(named.items(), key=lambda item: item[0][0]):
        yield Entry(reverse("drafts:clause", args=[document_pk, serial]), words, title)


URLS: dict[str, tuple[str, ...]] = {
    "drafts:list": (),
    "drafts:document": ("lang",),
    "drafts:edition": ("lang",),
    "drafts:compare": ("from", "to"),
    "drafts:clause": (),
    "drafts:voices": PAGING,
    "drafts:not-taken-up": PAGING,
    "drafts:file": (),
}
