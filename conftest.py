"""For every test: a busy machine must not decide whether a property holds."""

import pytest
from django.core.cache import caches
from hypothesis import settings

settings.register_profile("jukugi", deadline=None)
settings.load_profile("jukugi")


@pytest.fixture(autouse=True)
def nothing_kept_from_other_tests():
    """Parts of pages are kept in memory for some seconds; every test begins with none."""
    caches["frame"].clear()
