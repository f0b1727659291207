"""Many comparisons at once: p-values as they must be read then. Plain numbers, no numpy: pages use it too."""

from collections.abc import Sequence


def holm(p: Sequence[float]) -> tuple[float, ...]:
    """Adjusted so that, at level a, the chance of any false finding at all is at most a.

    S. Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of Statistics 6, 1979.
    """
    order = sorted(range(len(p)), key=lambda place: p[place])
    adjusted, reached = [0.0] * len(p), 0.0
    for rank, place in enumerate(order):
        reached = max(reached, min(1.0, (len(p) - rank) * p[place]))
        adjusted[place] = reached
    return tuple(adjusted)


def benjamini_hochberg(p: Sequence[float]) -> tuple[float, ...]:
    """Adjusted so that, at level q, of what is found a share of at most q is expected to be false.

    Y. Benjamini, Y. Hochberg, "Controlling the false discovery rate", Journal of the Royal Statistical Society B 57,
    1995; for independent or positively dependent tests.
    """
    order = sorted(range(len(p)), key=lambda place: p[place])
    adjusted, reached = [0.0] * len(p), 1.0
    for rank in range(len(p), 0, -1):
        place = order[rank - 1]
        reached = min(reached, p[place] * len(p) / rank)
        adjusted[place] = reached
    return tuple(adjusted)
