"""Choices and limits of the room."""

from django.db import models
from django.utils.translation import gettext_lazy as _

TITLE_LIMIT = 80
WORDS_LIMIT = 1_000
INDICATOR_LIMIT = 80
UNIT_LIMIT = 12
EVIDENCE_LIMIT = 500


class PromiseState(models.TextChoices):
    """Where a promise stands. Whether one that is open is late depends on the day."""

    DRAFTED = "drafted", _("下書き")
    OPEN = "open", _("進めている")
    DONE = "done", _("行った")
    GIVEN_UP = "given_up", _("行わないことにした")


class Standing(models.TextChoices):
    """How a public promise stands on a day."""

    LATE = "late", _("期日を過ぎている")
    OPEN = "open", _("進めている")
    DONE = "done", _("行った")
    GIVEN_UP = "given_up", _("行わないことにした")


class SourceKind(models.TextChoices):
    """In what the city made a promise."""

    CLAUSE = "clause", _("文書の文")
    ANSWER = "answer", _("意見への市の考え方")
    ERRAND = "errand", _("行政依頼事務の決め方")
    RECOMMENDATION = "recommendation", _("会議体の提言")


SOURCE_COLUMNS = {
    SourceKind.CLAUSE: "clause",
    SourceKind.ANSWER: "answer",
    SourceKind.ERRAND: "errand",
    SourceKind.RECOMMENDATION: "recommendation",
}


class PromiseAct(models.TextChoices):
    """What happened with a promise."""

    MADE = "made", _("約束した")
    PROGRESS = "progress", _("進みぐあい")
    MEASURED = "measured", _("測った")
    MOVED = "moved", _("期日を変えた")
    HANDED_ON = "handed_on", _("受け持ちを移した")
    DONE = "done", _("行った")
    GIVEN_UP = "given_up", _("行わないことにした")
    REOPENED = "reopened", _("もう一度、進めることにした")


class EntryVerdict(models.TextChoices):
    """What a yearly review says of one promise."""

    ON_TRACK = "on_track", _("予定どおり")
    LATE = "late", _("遅れている")
    CHANGED = "changed", _("進め方を変える")
    DONE = "done", _("行った")
    GIVEN_UP = "given_up", _("行わない")
