"""A copied sample city is the loaded one, to the last row and column."""

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.utils import timezone

from jukugi.apps.processes.tests.factories import ProcessFactory
from jukugi.kit.pages.places import samples
from tests import sample_city

pytestmark = pytest.mark.django_db


def everything() -> dict[str, list]:
    return {
        model._meta.label: sorted(map(repr, model._base_manager.values_list()))
        for model in apps.get_models(include_auto_created=True)
    }


def test_a_copy_holds_what_was_loaded_and_goes_on_counting_behind_it(monkeypatch):
    monkeypatch.setattr(sample_city, "_kept", {})
    monkeypatch.setattr(sample_city, "_migrated", set())
    with transaction.atomic():
        sample_city.load_sample_city()
        loaded = everything()
        transaction.set_rollback(True)

    sample_city.load_sample_city()

    assert everything() == loaded
    for load in samples:  # finds all that is there, and adds what is new behind it
        load(timezone.now())
    connection.check_constraints()


def test_what_is_there_already_is_not_written_over(monkeypatch):
    process = ProcessFactory()
    monkeypatch.setattr(sample_city, "_kept", {process._meta.db_table: []})
    monkeypatch.setattr(sample_city, "_migrated", set())

    with pytest.raises(AssertionError, match="empty"):
        sample_city.load_sample_city()
