"""What of this room belongs to the archive of a process."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.processes.models import Process
from jukugi.apps.public_comments.models import Consultation
from jukugi.kit.archive.parts import PAGING, ArchivePart, Entry, archive_parts


def register() -> None:
    archive_parts.register("public_comments", ArchivePart(gettext_lazy("パブリックコメント"), URLS, entries), order=75)


def entries(process: Process) -> Iterator[Entry]:
    """One query."""
    yield Entry(reverse("public_comments:list"), _("意見募集の一覧"))
    for consultation in Consultation.objects.public().filter(process=process).order_by("opens_on", "pk"):
        yield Entry(consultation.get_absolute_url(), consultation.title, _("意見募集"))


URLS: dict[str, tuple[str, ...]] = {
    "public_comments:list": PAGING,
    "public_comments:consultation": (),
    "public_comments:result": ("page", "chapter"),
    "public_comments:line": PAGING,
    "public_comments:file": (),
}
