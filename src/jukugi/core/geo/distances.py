"""Great-circle distances, and which points lie within one of others."""

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

EARTH_RADIUS_M = 6_371_008.8
"""Mean radius of the Earth (IUGG, "Geodetic Reference System 1980": (2a + b) / 3)."""


def distance_m(a: FloatArray, b: FloatArray) -> FloatArray:
    """Great-circle distance in metres, by the haversine formula.

    Parameters
    ----------
    a, b : shape (…, 2), latitude and longitude in degrees; shapes are broadcast.

    References
    ----------
    R. W. Sinnott, "Virtues of the Haversine", Sky and Telescope 68, 1984. A sphere is off from the ellipsoid by up to
    0.5 %.
    """
    one, other = np.radians(a), np.radians(b)
    half = np.sin((other - one) / 2) ** 2
    inside = half[..., 0] + np.cos(one[..., 0]) * np.cos(other[..., 0]) * half[..., 1]
    return np.asarray(2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(np.clip(inside, 0.0, 1.0))))


def pairs_within(a: FloatArray, b: FloatArray, radius_m: float) -> tuple[IntArray, IntArray]:
    """Every pair of a point of ``a`` and a point of ``b`` at most so far apart: places in ``a``, places in ``b``.

    A tree of points in space finds those that may be; the formula above decides. Sorted by ``a``, then ``b``. Cost: log
    of the points, and the pairs found.

    Parameters
    ----------
    a, b : shape (points, 2), degrees.
    """
    from scipy.spatial import cKDTree

    if not len(a) or not len(b) or radius_m < 0:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    angle = min(radius_m / EARTH_RADIUS_M, np.pi)
    chord = 2 * np.sin(angle / 2) * (1 + 1e-9) + 1e-12
    found = cKDTree(_in_space(a)).sparse_distance_matrix(cKDTree(_in_space(b)), chord, output_type="coo_matrix")
    one, other = found.row.astype(np.int64), found.col.astype(np.int64)
    is_near = distance_m(a[one], b[other]) <= radius_m
    one, other = one[is_near], other[is_near]
    order = np.lexsort((other, one))
    return one[order], other[order]


def nearest_m(a: FloatArray, b: FloatArray) -> FloatArray:
    """For each point of ``a`` the distance to the nearest of ``b``, in metres; infinite where there is none."""
    from scipy.spatial import cKDTree

    if not len(a) or not len(b):
        return np.full(len(a), np.inf)
    _, place = cKDTree(_in_space(b)).query(_in_space(a))
    return distance_m(a, b[place])


def _in_space(points: FloatArray) -> FloatArray:
    """On the unit sphere: shape (points, 3)."""
    latitude, longitude = np.radians(points).T
    return np.column_stack(
        [np.cos(latitude) * np.cos(longitude), np.cos(latitude) * np.sin(longitude), np.sin(latitude)]
    )
