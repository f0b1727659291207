"""What was in the tables before stays, with what the new columns need."""

import importlib

import pytest
from django.apps import apps

from jukugi.apps.processes.models import Milestone, Phase
from jukugi.apps.processes.tests.factories import MilestoneFactory, PhaseFactory

pytestmark = pytest.mark.django_db


def test_every_stage_that_had_no_key_gets_one_of_its_own_and_others_keep_theirs():
    migration = importlib.import_module("jukugi.apps.processes.migrations.0003_give_every_stage_a_key")
    phase, milestone, kept = PhaseFactory(key=""), MilestoneFactory(key=""), PhaseFactory()

    migration.give_keys(apps, None)

    phase.refresh_from_db()
    milestone.refresh_from_db()
    assert len({phase.key, milestone.key, kept.key}) == 3
    assert Phase.objects.get(pk=kept.pk).key == kept.key
    assert Milestone.objects.filter(key="").count() == 0
