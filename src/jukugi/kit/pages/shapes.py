"""Shapes of opinion groups, the same in marks, legends and the map. Colours come from the classes ``g-a`` … ``g-h``.

A circle, B triangle, C hollow square, D diamond, E plus, F hollow triangle pointing down, G cross, H bar.
Told apart by shape alone at 8 px; letter and shape carry the meaning, colour only helps (VISUAL §3).
"""

from math import sqrt

GROUP_LETTERS = "ABCDEFGH"

# Corners around (0, 0) for radius 1, drawn to look equally heavy; the circle is an arc.
_THIRD = 0.34
_SLANT = _THIRD / sqrt(2)
_REACH = 0.95 / sqrt(2) + _SLANT
_CORNERS: dict[str, tuple[tuple[float, float], ...]] = {
    "B": ((0, -1.15), (1.2, 0.95), (-1.2, 0.95)),
    "C": ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
    "D": ((0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)),
    "E": (
        (-_THIRD, -1.2), (_THIRD, -1.2), (_THIRD, -_THIRD), (1.2, -_THIRD), (1.2, _THIRD), (_THIRD, _THIRD),
        (_THIRD, 1.2), (-_THIRD, 1.2), (-_THIRD, _THIRD), (-1.2, _THIRD), (-1.2, -_THIRD), (-_THIRD, -_THIRD),
    ),
    "F": ((0, 1.15), (1.2, -0.95), (-1.2, -0.95)),
    "G": (
        (0, -2 * _SLANT), (_REACH - 2 * _SLANT, -_REACH), (_REACH, -_REACH + 2 * _SLANT), (2 * _SLANT, 0),
        (_REACH, _REACH - 2 * _SLANT), (_REACH - 2 * _SLANT, _REACH), (0, 2 * _SLANT),
        (-_REACH + 2 * _SLANT, _REACH), (-_REACH, _REACH - 2 * _SLANT), (-2 * _SLANT, 0),
        (-_REACH, -_REACH + 2 * _SLANT), (-_REACH + 2 * _SLANT, -_REACH),
    ),
    "H": ((-1.3, -0.45), (1.3, -0.45), (1.3, 0.45), (-1.3, 0.45)),
}  # fmt: skip


def group_path(letter: str, *, x: float, y: float, radius: float) -> str:
    """SVG path data of a group's shape around a point. Give the element the class ``pt`` inside ``g-a`` … ``g-h``."""
    if letter == "A":
        half_turn = f"a{_n(radius)} {_n(radius)} 0 1 0"
        return f"M{_n(x - radius)} {_n(y)}{half_turn} {_n(2 * radius)} 0{half_turn} {_n(-2 * radius)} 0z"
    corners = (f"{_n(x + dx * radius)} {_n(y + dy * radius)}" for dx, dy in _CORNERS[letter])
    return f"M{'L'.join(corners)}z"


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
