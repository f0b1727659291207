"""Courses of deliberation as calendars, and what changed as a feed, for anybody to take along."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from jukugi.apps.processes.models import Process
from jukugi.kit.open_files import OpenFile, OpenFiles, open_files
from jukugi.kit.open_tables import Theme


def register() -> None:
    open_files.register("courses", COURSES, order=22)


def _files() -> Iterator[OpenFile]:
    """One query."""
    yield OpenFile("changes.atom", _("変わったことの便り（Atom）"), reverse("processes:changes-feed"))
    yield OpenFile("calendar.ics", _("すべての検討の予定"), reverse("processes:calendar-ics"))
    for slug, title in Process.objects.shown_first().values_list("slug", "title"):
        yield OpenFile(f"{slug}.ics", title, reverse("processes:process-ics", args=[slug]))


COURSES = OpenFiles(
    title=_("検討の予定のカレンダーと便り"),
    about=_("手元のカレンダーや読み取り機に入れると、変わるたびに届きます（iCalendar、Atom）。"),
    form="iCalendar・Atom",
    media_type="text/calendar",
    files=_files,
    path="/processes/",
    theme=Theme.COURSE,
)
