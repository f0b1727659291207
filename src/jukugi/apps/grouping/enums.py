from django.db import models
from django.utils.translation import gettext_lazy as _


class RunState(models.TextChoices):
    """How far a calculation is."""

    WAITING = "waiting", _("始まるのを待っています")
    RUNNING = "running", _("計算しています")
    DONE = "done", _("終わりました")
    CANCELLED = "cancelled", _("取りやめました")
    FAILED = "failed", _("終わりませんでした")


UNDER_WAY = (RunState.WAITING, RunState.RUNNING)

LABEL_LIMIT = 40
"""Letters of the name of a group."""
