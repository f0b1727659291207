from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from jukugi.kit.registry import Registry


class Lane(models.TextChoices):
    """The three lanes in which a process runs."""

    INTERNAL = "internal", _("庁内検討")
    CITIZENS = "citizens", _("市民参加")
    COUNCIL = "council", _("議会")


class Precision(models.TextChoices):
    """How exactly a date is known."""

    DAY = "day", _("日")
    MONTH = "month", _("月")
    LOOSE = "loose", _("月が決まっていない")


# The record of what really happened from 2017 to 2019; it comes with the sample, but is no sample.
RECORD_SLUG = "community-policy-2017-2019"

# What a phase can open. Rooms register their kinds at start-up: name -> words for it.
phase_kinds: Registry[Any] = Registry("phase kinds")
