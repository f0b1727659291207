"""Jobs of this room."""

from django.utils import timezone

from jukugi.apps.reports import actions
from jukugi.apps.reports.models import ReportEdition
from jukugi.kit import jobs

DAY = 24 * 60 * 60


def register() -> None:
    jobs.register(actions.FILES_JOB, make_files)
    jobs.register("reports.make_missing_files", make_missing_files)
    jobs.every(DAY, "reports.make_missing_files")


def make_files(edition_id: int) -> None:
    """Make Word and PDF of an edition from what it froze; nothing where they are there."""
    edition = ReportEdition.objects.lacking_files().filter(pk=edition_id).first()
    if edition is not None:
        _make(edition)


def make_missing_files() -> None:
    """Make the files that an edition lacks: where the machine could not print, or the sample was just loaded."""
    for pk in list(ReportEdition.objects.lacking_files().values_list("pk", flat=True)):
        make_files(pk)


def _make(edition: ReportEdition) -> None:
    from jukugi.apps.reports.papers import edition_files  # loads what prints

    actions.add_files(edition=edition, files=edition_files(edition), now=timezone.now())
