"""Where the real conversations lie; they are public, but stay outside the repository."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

ADVICE = (
    "Get the public conversations from https://github.com/compdemocracy/openData (CC BY 4.0), put them in a folder "
    "polis/<name>/ and set JUKUGI_REAL_DATA to the folder above polis."
)


@pytest.fixture(scope="session")
def polis_dir() -> Callable[[str], Path]:
    """Return a function from the name of a conversation to its folder."""
    root = os.environ.get("JUKUGI_REAL_DATA")
    if not root:
        if os.environ.get("CI"):
            pytest.fail(ADVICE)
        pytest.skip(ADVICE)
    return lambda name: Path(root) / "polis" / name
