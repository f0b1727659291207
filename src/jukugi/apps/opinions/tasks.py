"""Jobs of the room."""

from django.utils import timezone

from jukugi.kit import jobs

SECONDS_BETWEEN_LOOKS = 60


def register() -> None:
    jobs.register("opinions.take_rows", _take_rows)
    jobs.register("opinions.look_after_tables", _look_after_tables)
    jobs.every(SECONDS_BETWEEN_LOOKS, "opinions.look_after_tables")


def _take_rows(import_pk: int) -> None:
    from jukugi.apps.opinions.actions.importing import take_rows

    take_rows(import_pk=import_pk, clock=timezone.now)


def _look_after_tables() -> None:
    from jukugi.apps.opinions.actions.importing import look_after_tables

    look_after_tables(now=timezone.now())
