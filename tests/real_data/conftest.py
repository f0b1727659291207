"""Where the real conversations lie; they are public, but stay outside the repository."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

ADVICE = (
    "Get the public conversations from https://github.com/compdemocracy/openData (CC BY 4.0), put them in a folder "
    "polis/<name>/ and set JUKUGI_REAL_DATA to the folder above polis."
)
PABULIB_ADVICE = (
    "Get .pb files from https://pabulib.org (cite arXiv:2012.06539), put them and expected.json, their known results, "
    "in a folder pabulib/ and set JUKUGI_REAL_DATA to the folder above."
)


def _root(advice: str) -> Path:
    root = os.environ.get("JUKUGI_REAL_DATA")
    if not root:
        if os.environ.get("CI"):
            pytest.fail(advice)
        pytest.skip(advice)
    return Path(root)


@pytest.fixture(scope="session")
def polis_dir() -> Callable[[str], Path]:
    """Return a function from the name of a conversation to its folder."""
    root = _root(ADVICE)
    return lambda name: root / "polis" / name


@pytest.fixture(scope="session")
def pabulib_dir() -> Path:
    """The folder of real votes on budgets."""
    return _root(PABULIB_ADVICE) / "pabulib"
