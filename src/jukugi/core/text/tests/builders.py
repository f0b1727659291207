"""What tests of texts are given."""

import sys
from functools import cache
from pathlib import Path

import numpy as np

from jukugi.core.text.vectors import WordVectors


@cache
def word_vectors() -> WordVectors:
    """The vectors laid ready with the environment; a test without them would say nothing."""
    with np.load(Path(sys.prefix) / "share" / "jukugi" / "word_vectors.npz") as file:
        return WordVectors(file["keys"], file["rows"], file["vectors"].astype(np.float32))
