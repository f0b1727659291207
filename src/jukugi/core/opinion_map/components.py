"""Leading components of the centred votes, the same on every run.

The eigenproblem is small; with several BLAS threads on busy cores it can become a thousand times slower and differ in
the last bits. BLAS cannot be pinned from here without another dependency: the process that calls this sets
``OPENBLAS_NUM_THREADS=1`` before numpy is imported (the command ``jukugi map`` and the job worker do).
"""

import numpy as np

from jukugi.core.opinion_map.arrays import FloatArray

DENSE_LIMIT = 512
"""Up to so many statements the direct solver is fast enough, and it cannot stall on degenerate matrices."""

TOLERANCE = 1e-10
"""Of the iterative solver, as a share of the eigenvalue: when it holds for all, the first are long exact."""

NOTHING = 1e-11
"""An eigenvalue below this share of the trace is rounding noise: there is no such axis."""


def leading_components(gram: FloatArray, *, n_axes: int = 2, n_values: int = 5) -> tuple[FloatArray, FloatArray]:
    """Return the largest eigenvalues and the directions of the first axes.

    The sign of an axis is fixed so that the sum of its cubed loadings is positive (the longer tail points right), which
    does not depend on the order of statements; where that sum is nil, the largest loading is positive.

    Parameters
    ----------
    gram : shape (S, S), symmetric, positive semidefinite.
    n_axes : directions to return.
    n_values : eigenvalues to return, at least ``n_axes``.

    Returns
    -------
    eigenvalues : shape (n_values,), falling, 0 where there is none.
    components : shape (n_axes, S), unit length; all 0 for an axis that does not exist.
    """
    size = gram.shape[0]
    eigenvalues, components = np.zeros(n_values), np.zeros((n_axes, size))
    trace = float(np.trace(gram))
    if size == 0 or trace <= 0:
        return eigenvalues, components
    values, vectors = _largest_pairs(gram, min(n_values, size))
    is_real = values > NOTHING * trace
    eigenvalues[: values.size] = np.where(is_real, values, 0.0)
    for axis in range(min(n_axes, values.size)):
        if is_real[axis]:
            components[axis] = _with_fixed_sign(vectors[:, axis])
    return eigenvalues, components


def _largest_pairs(gram: FloatArray, count: int) -> tuple[FloatArray, FloatArray]:
    """Return ``count`` eigenvalues, falling, and their vectors as columns."""
    size = gram.shape[0]
    if size <= DENSE_LIMIT:
        from scipy.linalg import eigh

        values, vectors = eigh(gram, subset_by_index=(size - count, size - 1))
    else:
        from scipy.sparse.linalg import eigsh

        # The start is a function of the matrix, so that the history of the process cannot matter.
        values, vectors = eigsh(gram, k=count, which="LA", v0=np.sqrt(np.maximum(gram.diagonal(), 0.0)), tol=TOLERANCE)
    order = np.argsort(values)[::-1]
    return values[order], vectors[:, order]


def _with_fixed_sign(vector: FloatArray) -> FloatArray:
    lean = float(np.sum(vector**3))
    if abs(lean) < 1e-9:
        lean = float(vector[np.argmax(np.abs(vector))])
    return vector if lean > 0 else -vector
