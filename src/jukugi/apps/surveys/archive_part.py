"""What of this room belongs to the archive of a process."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.processes.models import Process
from jukugi.apps.surveys.models import Survey
from jukugi.kit.archive.parts import ArchivePart, Entry, archive_parts


def register() -> None:
    archive_parts.register("surveys", ArchivePart(gettext_lazy("アンケート"), URLS, entries), order=45)


def entries(process: Process) -> Iterator[Entry]:
    """One query."""
    yield Entry(reverse("surveys:list"), _("アンケートの一覧"))
    for survey in Survey.objects.public().filter(process=process).order_by("opens_on", "pk"):
        yield Entry(survey.get_absolute_url(), survey.title, _("アンケート"))


URLS: dict[str, tuple[str, ...]] = {
    "surveys:list": (),
    "surveys:survey": (),
    "surveys:answer": (),
    "surveys:result": (),
    "surveys:result-cross": ("q", "by"),
    "surveys:result-file": (),
}
