"""What of this room belongs to the archive of a process."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.processes.models import Process
from jukugi.kit.archive.parts import PAGING, ArchivePart, Entry, archive_parts


def register() -> None:
    archive_parts.register("processes", ArchivePart(gettext_lazy("検討の歩み"), URLS, entries), order=10)


def entries(process: Process) -> Iterator[Entry]:
    """Three queries."""
    yield Entry(process.get_absolute_url(), _("検討の全体"))
    yield Entry(reverse("processes:calendar"), _("暦"))
    yield Entry(reverse("processes:changes"), _("予定の変わったところ"))
    for phase in process.phases.all():
        yield Entry(phase.get_absolute_url(), phase.title, _("期間"))
    for milestone in process.milestones.all():
        yield Entry(milestone.get_absolute_url(), milestone.title, _("節目"))
    for gate in process.gates.all():
        yield Entry(gate.get_absolute_url(), gate.title, _("関門"))


URLS: dict[str, tuple[str, ...]] = {
    "processes:list": (),
    "processes:process": (),
    "processes:process-ics": (),
    "processes:phase": (),
    "processes:milestone": (),
    "processes:gate": (),
    "processes:calendar": (),
    "processes:calendar-ics": (),
    "processes:changes": PAGING,
}
