"""What of this room belongs to the archive of a process."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.evaluations.models import Review
from jukugi.apps.processes.models import Process
from jukugi.kit.archive.parts import ArchivePart, Entry, archive_parts


def register() -> None:
    archive_parts.register("evaluations", ArchivePart(gettext_lazy("これまでの施策の検証"), URLS, entries), order=55)


def entries(process: Process) -> Iterator[Entry]:
    """One query."""
    yield Entry(reverse("evaluations:list"), _("検証の一覧"))
    for review in Review.objects.public().filter(process=process).order_by("opens_on", "pk"):
        yield Entry(review.get_absolute_url(), review.title, _("検証"))


URLS: dict[str, tuple[str, ...]] = {
    "evaluations:list": (),
    "evaluations:review": (),
    "evaluations:gaps": ("pair",),
    "evaluations:survey-gaps": ("pair",),
    "evaluations:finding": (),
    "evaluations:measure": (),
    "evaluations:sheets": ("page", "side"),
}
