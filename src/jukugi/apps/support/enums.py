from django.db import models
from django.utils.translation import gettext_lazy as _

NAME_LIMIT = 40
TITLE_LIMIT = 120
WORDS_LIMIT = 1_000
FUNCTIONS_AT_MOST = 30


class Outcome(models.TextChoices):
    """What became of an offer that was tried."""

    GOES_ON = "goes_on", _("続ける")
    CHANGES = "changes", _("変えて続ける")
    ENDS = "ends", _("終える")
