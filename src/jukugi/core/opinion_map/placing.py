"""Show one person where they stand on a published map. Plain Python, so that the web process needs no numpy for it."""

from collections.abc import Mapping, Sequence
from math import sqrt


def place(
    choices: Mapping[int, int],
    *,
    statement_ids: Sequence[int],
    means: Sequence[float],
    components: Sequence[Sequence[float]],
    n_average_votes: int,
) -> tuple[float, ...] | None:
    """Return the point of one participant on a map that is already made; the map does not change.

    Parameters
    ----------
    choices : vote by statement id, 1 agree, -1 disagree, 0 pass; statements the map does not use are ignored.
    statement_ids : of the map, S of them. means : S values. components : per axis S values.
    n_average_votes : the setting the map was made with.

    Returns
    -------
    One coordinate per axis, equal to ``OpinionMap.points`` up to rounding; ``None`` where none of the votes is on a
    statement of the map.
    """
    voted = [position for position, statement in enumerate(statement_ids) if statement in choices]
    if not voted:
        return None
    scale = sqrt((len(statement_ids) + n_average_votes) / (len(voted) + n_average_votes))
    deviations = [choices[statement_ids[position]] - means[position] for position in voted]
    return tuple(
        scale * sum(deviation * axis[position] for deviation, position in zip(deviations, voted, strict=True))
        for axis in components
    )


def nearest_group(point: Sequence[float], centres: Sequence[Sequence[float]]) -> int | None:
    """Return the group whose centre is nearest, the lower id of two equally near; ``None`` where there are none."""
    if not centres:
        return None
    distances = [
        sum((coordinate - middle) ** 2 for coordinate, middle in zip(point, centre, strict=True)) for centre in centres
    ]
    return distances.index(min(distances))
