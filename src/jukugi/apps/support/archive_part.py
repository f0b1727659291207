"""What of this room belongs to the archive of a process."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.processes.models import Process
from jukugi.apps.support.models import Scenario
from jukugi.kit.archive.parts import PAGING, ArchivePart, Entry, archive_parts


def register() -> None:
    archive_parts.register("support", ArchivePart(gettext_lazy("中間支援とシナリオ"), URLS, entries), order=90)


def entries(process: Process) -> Iterator[Entry]:
    """One query."""
    yield Entry(reverse("support:support"), _("支援の一覧"))
    yield Entry(reverse("support:scenarios"), _("区ごとのシナリオ"))
    for scenario in Scenario.objects.public().filter(process=process).order_by("kind", "pk"):
        yield Entry(scenario.get_absolute_url(), scenario.title, str(scenario.get_kind_display()))


URLS: dict[str, tuple[str, ...]] = {
    "support:support": (),
    "support:scenarios": ("kind", "year"),
    "support:scenarios-csv": ("kind", "year"),
    "support:yardstick": (),
    "support:scenario": (),
    "support:compare-scenario": (),
    "support:scenario-changes": PAGING,
    "support:company-figures": (),
    "support:ask-figures": (),
    "support:ask-figures-csv": (),
}
