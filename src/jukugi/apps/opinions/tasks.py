"""Jobs of the room."""

from collections.abc import Sequence

from django.utils import timezone

from jukugi.kit import jobs

SECONDS_BETWEEN_LOOKS = 60
INDEX = "opinions.index"
SECONDS_BETWEEN_INDEXINGS = 10 * 60


def register() -> None:
    jobs.register("opinions.take_rows", _take_rows)
    jobs.register("opinions.look_after_tables", _look_after_tables)
    jobs.every(SECONDS_BETWEEN_LOOKS, "opinions.look_after_tables")
    jobs.register(INDEX, _index)
    jobs.every(SECONDS_BETWEEN_INDEXINGS, INDEX)


def _take_rows(import_pk: int) -> None:
    from jukugi.apps.opinions.actions.importing import take_rows

    take_rows(import_pk=import_pk, clock=timezone.now)


def _look_after_tables() -> None:
    from jukugi.apps.opinions.actions.importing import look_after_tables

    look_after_tables(now=timezone.now())


def _index(opinion_pks: Sequence[int] | None = None) -> None:
    """These opinions as soon as they came in; without any named, all that lack, as after an import or an upgrade."""
    from jukugi.apps.opinions.actions.indexing import index_opinions, index_what_lacks

    if opinion_pks is None:
        index_what_lacks()
    else:
        index_opinions(opinion_pks)
