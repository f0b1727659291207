from collections.abc import Callable

from django.db import models
from django.utils.translation import gettext_lazy as _

from jukugi.kit.pages.places import PagePart
from jukugi.kit.registry import Registry

TITLE_LIMIT = 80
LINE_LIMIT = 200
WORDS_LIMIT = 4_000
"""Letters of a part of the notice."""
REASON_LIMIT = 1_000
GIST_LIMIT = 600
"""Letters of a gist (意見の要旨) in the table of results."""
ANSWER_LIMIT = 4_000
"""Letters of an answer (市の考え方)."""
LEAST_DAYS = 30
"""Days that a consultation lasts at least, first and last counted; a shorter one needs a published reason."""
COMMENTS_AT_ONCE = 12
"""Comments (件) in one submission (通) from the web: one for each item of the draft."""
CATEGORIES_AT_MOST = 12


class ConsultationState(models.TextChoices):
    """Where a consultation stands; whether it takes comments now is told by its period."""

    PREPARED = "prepared", _("準備中")
    ANNOUNCED = "announced", _("募集・検討")
    PUBLISHED = "published", _("結果を公表")
    WITHDRAWN = "withdrawn", _("取りやめ")


class ConsultationAct(models.TextChoices):
    """What somebody did with a consultation on its way."""

    PREPARED = "prepared", _("準備をはじめた")
    ANNOUNCED = "announced", _("募集を知らせた")
    EXTENDED = "extended", _("期間を延ばした")
    WITHDRAWN = "withdrawn", _("取りやめた")
    ASKED = "asked", _("結果の公表を頼んだ")
    SENT_BACK = "sent_back", _("公表を取り消した")
    PUBLISHED = "published", _("結果を公表した")


class AnswerState(models.TextChoices):
    """Where an answer stands on its way."""

    DRAFTED = "drafted", _("下書き")
    SUBMITTED = "submitted", _("承認待ち")
    APPROVED = "approved", _("承認済み")


class AnswerAct(models.TextChoices):
    """What somebody did with an answer."""

    ASSIGNED = "assigned", _("担当を決めた")
    SUBMITTED = "submitted", _("承認を頼んだ")
    SENT_BACK = "sent_back", _("下書きに戻した")
    APPROVED = "approved", _("承認した")


class ResultForm(models.TextChoices):
    """As what file the result can be taken along."""

    HTML = "html", _("ウェブページ")
    WORD = "docx", _("Word")
    PDF = "pdf", _("PDF")
    XLSX = "xlsx", _("Excel")
    CSV = "csv", _("CSV")


# The categories (対応区分) that a new consultation begins with: code, words, whether the draft must have changed. A
# city changes them before the consultation is announced.
USUAL_CATEGORIES = (
    ("A", _("御意見を踏まえ、案に反映したもの"), True),
    ("B", _("御意見の趣旨が案に沿っているもの"), False),
    ("C", _("今後の取組の参考とするもの"), False),
    ("D", _("案への質問・要望で、内容を説明するもの"), False),
    ("E", _("その他"), False),
)


# Given the key of a published answer: what a higher room shows on the page of its line, or None.
answer_parts: Registry[Callable[[int], PagePart | None]] = Registry("parts of an answer's page")
