from django.db import models
from django.utils.translation import gettext_lazy as _

COUNT_JOB = "budgeting.count"
SEED_LIMIT = 200
BALLOTS_FILE, RULES_FILE, RESULT_FILE = "ballots.pb", "rules.json", "result.json"
FEWEST_SHOWN = 5
"""People of a group of whom something is published at least."""


class ResultState(models.TextChoices):
    """How far a result has come."""

    COUNTING = "counting", _("数えている")
    COUNTED = "counted", _("数えた")
    PUBLISHED = "published", _("公表")
    REPLACED = "replaced", _("数え直した")


class ResultAct(models.TextChoices):
    """What somebody did with a result."""

    WANTED = "wanted", _("くじの種を入れた")
    COUNTED = "counted", _("数えた")
    PUBLISHED = "published", _("公表した")
    REPLACED = "replaced", _("数え直すことにした")
    PROPOSED = "proposed", _("変更を起案した")
    CONFIRMED = "confirmed", _("変更を決めた")
    DROPPED = "dropped", _("変更を取り下げた")


class OverrideKind(models.TextChoices):
    """In what the city departs from a counted result."""

    ADDED = "added", _("選ばれなかったが、行う")
    LEFT_OUT = "left_out", _("選ばれたが、行わない")
    CHANGED = "changed", _("内容や費用を変えて行う")


class OverrideState(models.TextChoices):
    """Whether a second person has decided on it."""

    PROPOSED = "proposed", _("起案")
    CONFIRMED = "confirmed", _("決定")
    DROPPED = "dropped", _("取り下げ")
