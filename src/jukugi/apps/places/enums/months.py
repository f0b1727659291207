from django.db import models
from django.utils.translation import gettext_lazy as _

MONTHS_BACK = 13
MONTHS_NEEDED = 3
"""Of one place, before it takes part in a comparison."""
LEAST_PLACES = 6
"""Fewer could be told apart, and say nothing of others."""


class StoryState(models.TextChoices):
    NONE = "none", _("話はない")
    WAITING = "waiting", _("確かめ待ち")
    SHOWN = "shown", _("載せている")
    LEFT = "left", _("載せなかった")


class Trait(models.TextChoices):
    """By what places are compared; never one place with another."""

    STEP_FREE = "step_free", _("段差のない入口がある所と、ない所")
    WIDE_TOILET = "wide_toilet", _("車いすで使えるトイレがある所と、ない所")
    WEEKEND = "weekend", _("土日にも開く所と、平日だけの所")
    FREE = "free", _("無料の所と、料金がある所")
