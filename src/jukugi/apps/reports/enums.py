from django.db import models
from django.utils.translation import gettext_lazy as _

TITLE_LIMIT = 120
WORDS_LIMIT = 6_000
REASON_LIMIT = 600


class ReportKind(models.TextChoices):
    """For whom, and when, a report is written. The values are the names by which sections say where they fit."""

    INTERIM = "interim", _("中間報告書")
    COUNCIL = "council", _("議会報告")
    YEARLY = "yearly", _("年次報告")


class FileForm(models.TextChoices):
    """As what file an edition can be taken along, beside its data."""

    WORD = "docx", _("Word")
    PDF = "pdf", _("PDF")


class ArrangeAct(models.TextChoices):
    """What one can do with the place of a section in a draft."""

    UP = "up", _("上へ")
    DOWN = "down", _("下へ")
    ADD = "add", _("載せる")
    LEAVE_OUT = "leave_out", _("外す")
