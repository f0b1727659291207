"""What of this room belongs to the archive of a process."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.processes.models import Process
from jukugi.apps.sortition.models import CivicLottery
from jukugi.kit.archive.parts import ArchivePart, Entry, archive_parts


def register() -> None:
    archive_parts.register("sortition", ArchivePart(gettext_lazy("無作為抽出"), URLS, entries), order=60)


def entries(process: Process) -> Iterator[Entry]:
    """One query."""
    yield Entry(reverse("sortition:list"), _("抽出の一覧"))
    for lottery in CivicLottery.objects.public().filter(process=process).order_by("closes_on", "pk"):
        yield Entry(lottery.get_absolute_url(), lottery.title, _("無作為抽出"))


URLS: dict[str, tuple[str, ...]] = {
    "sortition:list": (),
    "sortition:lottery": (),
    "sortition:draw": (),
    "sortition:file": (),
}
