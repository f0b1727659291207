"""What of this room belongs to the archive of a process."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.outcomes.models import Promise
from jukugi.apps.processes.models import Process
from jukugi.kit.archive.parts import PAGING, ArchivePart, Entry, archive_parts


def register() -> None:
    archive_parts.register("outcomes", ArchivePart(gettext_lazy("市の約束"), URLS, entries), order=80)


def entries(process: Process) -> Iterator[Entry]:
    """One query: every public promise of the process, by its department."""
    yield Entry(reverse("outcomes:list"), _("約束の一覧"))
    yield Entry(reverse("outcomes:wards"), _("区ごとの一枚"))
    promises = Promise.objects.public().filter(process=process).select_related("department")
    for promise in promises.order_by("department__name", "number"):
        yield Entry(promise.get_absolute_url(), f"{promise.number}　{promise.title}", promise.department.name)


URLS: dict[str, tuple[str, ...]] = {
    "outcomes:list": PAGING,
    "outcomes:table": (),
    "outcomes:wards": (),
    "outcomes:sheet": (),
    "outcomes:review": (),
    "outcomes:review-file": (),
    "outcomes:promise": (),
}
