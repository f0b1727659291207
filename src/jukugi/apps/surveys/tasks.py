"""Jobs of the room."""

from django.utils import timezone

from jukugi.apps.surveys.enums import PAGE_JOB
from jukugi.kit import jobs

SECONDS_BETWEEN_LOOKS = 60
SECONDS_BETWEEN_COUNTS = 10
SECONDS_OF_A_DAY = 24 * 60 * 60
PAGES_KEPT = 20


def register() -> None:
    jobs.register("surveys.take_rows", _take_rows)
    jobs.register("surveys.look_after_sheets", _look_after_sheets)
    jobs.every(SECONDS_BETWEEN_LOOKS, "surveys.look_after_sheets")
    jobs.register("surveys.count_due", _count_due)
    jobs.every(SECONDS_BETWEEN_COUNTS, "surveys.count_due")
    jobs.register(PAGE_JOB, _prepare_pages)
    jobs.every(SECONDS_OF_A_DAY, PAGE_JOB)
    jobs.register("surveys.erase_drafts", _erase_drafts)
    jobs.every(SECONDS_OF_A_DAY, "surveys.erase_drafts")


def _take_rows(import_pk: int) -> None:
    from jukugi.apps.surveys.actions.importing import take_rows

    take_rows(import_pk=import_pk, clock=timezone.now)


def _look_after_sheets() -> None:
    from jukugi.apps.surveys.actions.importing import look_after_sheets

    look_after_sheets(now=timezone.now())


def _count_due() -> None:
    from jukugi.apps.surveys.actions.counting import count_due

    count_due(now=timezone.now())


def _prepare_pages() -> None:
    """The pages of results, before anybody waits for them."""
    from jukugi.apps.surveys.models import Survey
    from jukugi.apps.surveys.prepared import prepare_page

    for survey in Survey.objects.public().filter(published_at__isnull=False).order_by("-published_at")[:PAGES_KEPT]:
        prepare_page(survey)


def _erase_drafts() -> None:
    from jukugi.apps.surveys.actions.forgetting import erase_drafts

    erase_drafts(now=timezone.now())
