"""One published total and its parts: all who answered a statement, and those of each group among them."""

from collections.abc import Sequence


def is_small(people: int, *, minimum: int) -> bool:
    """Above nobody, below the minimum."""
    return 0 < people < minimum


def shown_cells(cells: Sequence[int], *, rest: int, minimum: int) -> tuple[bool, ...]:
    """Say which parts of a published total may be published too.

    Cells under the minimum are hidden, empty ones among them: a hidden cell then may be an empty one. All that can be
    computed is the sum of what is not published, the rest included. Where that sum is small, the smallest cell still
    shown, the first of equals, is hidden as well; it holds at least the minimum, so one is enough. No more is hidden
    than that. Cost: linear.

    Parameters
    ----------
    cells : people in each part. rest : people in no part; never published as such.
    minimum : fewest people that may be told of, above 0.

    Returns
    -------
    One bool per cell. Where the total itself is small all are hidden, and the total must not be published.

    References
    ----------
    A. Hundepool et al., "Statistical Disclosure Control", 2012, chapter 4, on secondary suppression.
    """
    shown = [people >= minimum for people in cells]
    unpublished = rest + sum(people for people, is_shown in zip(cells, shown, strict=True) if not is_shown)
    if is_small(unpublished, minimum=minimum) and any(shown):
        shown[min((n for n, is_shown in enumerate(shown) if is_shown), key=lambda n: cells[n])] = False
    return tuple(shown)


def may_tell_others(cells: Sequence[int], part: int, *, rest: int, shown: Sequence[bool], minimum: int) -> bool:
    """Say whether a part may be set against all other parts together, beside the cells that are shown.

    To tell of the others is one more equation: it splits what is not published into the hidden cells and the rest. So
    the part must be shown, the others not few, and neither half of that split small.
    """
    hidden = sum(people for people, is_shown in zip(cells, shown, strict=True) if not is_shown)
    others = sum(cells) - cells[part]
    halves_are_safe = not is_small(hidden, minimum=minimum) and not is_small(rest, minimum=minimum)
    return shown[part] and others >= minimum and halves_are_safe
