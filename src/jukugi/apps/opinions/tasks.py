"""Jobs of the room."""

from collections.abc import Sequence

from jukugi.kit import jobs

INDEX = "opinions.index"
SECONDS_BETWEEN_LOOKS = 10 * 60


def register() -> None:
    jobs.register(INDEX, _index)
    jobs.every(SECONDS_BETWEEN_LOOKS, INDEX)


def _index(opinion_pks: Sequence[int] | None = None) -> None:
    """These opinions as soon as they came in; without any named, all that lack, as after an import or an upgrade."""
    from jukugi.apps.opinions.actions.indexing import index_opinions, index_what_lacks

    if opinion_pks is None:
        index_what_lacks()
    else:
        index_opinions(opinion_pks)
