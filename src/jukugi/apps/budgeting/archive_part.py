"""What of this room belongs to the archive of a process."""

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.budgeting.models import Round
from jukugi.apps.processes.models import Process
from jukugi.kit.archive.parts import PAGING, ArchivePart, Entry, archive_parts


def register() -> None:
    archive_parts.register("budgeting", ArchivePart(gettext_lazy("予算と地域投資"), URLS, entries), order=105)


def entries(process: Process) -> Iterator[Entry]:
    """One query: rounds of this process, and those of none."""
    yield Entry(reverse("budgeting:rounds"), _("予算の投票"))
    yield Entry(reverse("budgeting:investments"), _("地域への投資"))
    yield Entry(reverse("budgeting:co-proposals"), _("協働の提案"))
    own = Round.objects.public().filter(Q(process=process) | Q(process=None))
    for budget_round in own.order_by("proposals_from", "pk"):
        yield Entry(budget_round.get_absolute_url(), budget_round.title, _("予算の投票"))


URLS: dict[str, tuple[str, ...]] = {
    "budgeting:rounds": (),
    "budgeting:round": (),
    "budgeting:proposals": PAGING,
    "budgeting:proposal": (),
    "budgeting:result": (),
    "budgeting:result-file": (),
    "budgeting:investments": (),
    "budgeting:investment-list": PAGING,
    "budgeting:investment-table": (),
    "budgeting:investment-document": (),
    "budgeting:investment": (),
    "budgeting:co-proposals": PAGING,
    "budgeting:co-proposal": (),
}
