"""Array types of this package."""

from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

IntArray = NDArray[np.int64]
ChoiceArray = NDArray[np.int8]
AnyArray = NDArray[Any]
FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]
WordArray = NDArray[np.uint64]


Array = TypeVar("Array", bound=NDArray[Any])


def frozen(array: Array) -> Array:
    """Return a view of ``array`` that nobody can write into."""
    view = array.view()
    view.flags.writeable = False
    return view
