"""What of this room belongs to the archive of a process."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.issues.enums import IssueLevel
from jukugi.apps.processes.models import Process
from jukugi.kit.archive.parts import ArchivePart, Entry, archive_parts


def register() -> None:
    archive_parts.register("issues", ArchivePart(gettext_lazy("論点"), URLS, entries), order=20)


def entries(process: Process) -> Iterator[Entry]:
    """One query: every issue of the process, ended ones too, by its level."""
    yield Entry(reverse("issues:board"), _("論点の一覧"))
    yield Entry(reverse("issues:policies"), _("関わる施策"))
    issues = list(process.issues.order_by("position", "pk").only("process", "level", "title"))
    for level in IssueLevel:
        for issue in issues:
            if issue.level == level:
                yield Entry(issue.get_absolute_url(), issue.title, str(level.label))


URLS: dict[str, tuple[str, ...]] = {
    "issues:board": ("open",),
    "issues:issue": (),
    "issues:wards": (),
    "issues:directions": (),
    "issues:material": (),
    "issues:policies": (),
    "issues:policy": (),
    "issues:overlaps": (),
    "issues:table": (),
}
