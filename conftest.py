"""For every test: a busy machine must not decide whether a property holds, and what takes long is begun first."""

import gc

import pytest
from django.core.cache import caches
from hypothesis import settings

settings.register_profile("jukugi", deadline=None)
settings.load_profile("jukugi")


@pytest.hookimpl(trylast=True)  # after pytest-django, whose order stands among the long and among the others
def pytest_collection_modifyitems(items):
    """A worker that came last to what takes long would leave the others idle."""
    items.sort(key=lambda item: not any(item.get_closest_marker(mark) for mark in ("journey", "long")))


def pytest_collection_finish():
    """What is imported by now stays to the end: looked through for garbage again and again, it took a fifth of the
    processor's time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 10, 10)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Tests whose writing is not rolled back leave the database to ``tests/emptying.py``."""
    from tests.emptying import empty_quickly

    with django_db_blocker.unblock():
        empty_quickly()


@pytest.fixture(autouse=True)
def nothing_kept_from_other_tests():
    """Parts of pages are kept in memory for some seconds; every test begins with none."""
    for name in ("frame", "api"):
        caches[name].clear()
