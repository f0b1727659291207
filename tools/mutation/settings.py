"""The settings of tests, with their database in memory: a forked process then has one of its own, as it stood."""

from jukugi.project.settings_for_tests import *  # noqa: F403

DATABASES["default"]["TEST"] = {"NAME": None}  # noqa: F405
