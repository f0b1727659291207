from django.db import models
from django.utils.translation import gettext_lazy as _

WORDS_LIMIT = 80
NOTE_LIMIT = 1000
REASON_LIMIT = 300
FORM = "2"
"""Raised when what a document holds changes its form."""
K = 5
"""Fewest people of whom a published figure may tell."""
UNSAID = "-"
"""Stands for those who did not say it."""


class OutreachKind(models.TextChoices):
    """How people were addressed."""

    LEAFLET = "leaflet", _("ちらし・ポスター")
    VISIT = "visit", _("訪問・出前")
    LETTER = "letter", _("手紙")
    SOCIAL = "social", _("SNS・メール")
    VENUE = "venue", _("会場・催し")
    OTHER = "other", _("そのほか")


BANDS: tuple[tuple[str, int, int | None], ...] = (
    ("u18", 0, 17),
    ("18", 18, 29),
    ("30", 30, 39),
    ("40", 40, 49),
    ("50", 50, 59),
    ("60", 60, 69),
    ("70", 70, 79),
    ("80", 80, None),
)
"""Youngest and oldest of each ``opinions.enums.AgeBand``."""
