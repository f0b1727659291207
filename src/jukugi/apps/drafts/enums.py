from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from jukugi.kit.pages.places import PagePart
from jukugi.kit.registry import Registry

TITLE_LIMIT = 120
"""Letters of the title of a document or an edition."""
HEADING_LIMIT = 120
"""Letters of the heading of a clause."""
TEXT_LIMIT = 8_000
"""Letters of one clause: what is longer has parts, and each part has origins of its own."""
REASON_LIMIT = 1_000
"""Letters of a reason."""
CLAUSES_AT_MOST = 1_000
"""Clauses of an edition."""
DEEPEST = 4
"""Levels of the tree: 章, 節, 項, 文."""
VOICES_AT_MOST = 20_000
"""Voices that one origin can stand for: a group that is larger is an issue."""


class DocumentKind(models.TextChoices):
    """What a document is for."""

    POLICY = "policy", _("市の方針")
    VISION = "vision", _("将来ビジョン")
    WARD = "ward", _("区のシナリオ")
    OTHER = "other", _("その他の文書")


class EditionStage(models.TextChoices):
    """How far a document had come with an edition; the last one is in force."""

    OUTLINE = "outline", _("検討方針")
    INTERIM = "interim", _("中間報告")
    DRAFT = "draft", _("素案")
    ADOPTED = "adopted", _("策定")


class EditionState(models.TextChoices):
    """Where an edition stands on its way to the public."""

    DRAFTED = "drafted", _("下書き")
    CHECKED = "checked", _("確認済み")
    APPROVED = "approved", _("承認済み")
    PUBLISHED = "published", _("公開")


class EditionAct(models.TextChoices):
    """What somebody did with an edition on its way."""

    BEGUN = "begun", _("書きはじめた")
    CHECKED = "checked", _("確認した")
    APPROVED = "approved", _("承認した")
    SENT_BACK = "sent_back", _("下書きに戻した")
    ASKED = "asked", _("公開を頼んだ")
    PUBLISHED = "published", _("公開した")


class WritingWay(models.TextChoices):
    """How words of a clause came to be kept."""

    BEGUN = "begun", _("版のはじめ")
    SAVED = "saved", _("保存")
    MERGED = "merged", _("二人の文を合わせた")
    SPLIT = "split", _("分けた")
    JOINED = "joined", _("まとめた")


class DescentKind(models.TextChoices):
    """How a clause came out of another, or went into it."""

    SPLIT = "split", _("分かれた")
    MERGED = "merged", _("まとめられた")


class OriginKind(models.TextChoices):
    """From what a clause comes."""

    OPINION = "opinion", _("意見")
    GROUP = "group", _("意見のまとまり")
    ISSUE = "issue", _("論点")
    STATEMENT = "statement", _("賛否を聞いた意見文")
    NOTE = "note", _("会場のふせん")
    DECISION = "decision", _("会議で決まったこと")
    RECOMMENDATION = "recommendation", _("会議体の提言")
    FINDING = "finding", _("検証で分かったこと")
    DEPARTMENT = "department", _("市の課の判断")
    LAW = "law", _("法令・条例・要綱")
    PAPER = "paper", _("調査・計画・そのほかの資料")


class Influence(models.TextChoices):
    """What the source did to the words."""

    ADOPTED = "adopted", _("文に取り入れた")
    PARTLY = "partly", _("一部を取り入れた")
    PROMPTED = "prompted", _("考えるきっかけになった")
    CONTRADICTS = "contradicts", _("文と違う考え")
    NOT_TAKEN_UP = "not_taken_up", _("取り入れなかった")


class Language(models.TextChoices):
    """In what else than the official text a clause is told."""

    PLAIN = "plain", _("やさしい日本語")
    # Not marked for translation: Django's own catalogue makes 英語(米国) of it.
    ENGLISH = "english", "English"


class FileForm(models.TextChoices):
    """As what file an edition can be taken along."""

    WORD = "docx", _("Word")
    PDF = "pdf", _("PDF")


class InvitationWay(models.TextChoices):
    """How a reviewer comes to the draft."""

    STAFF = "staff", _("職員")
    LINK = "link", _("秘密のリンク")


class CommentOutcome(models.TextChoices):
    """What the author did with a comment of a reviewer."""

    ANSWERED = "answered", _("答えた")
    TAKEN_OVER = "taken_over", _("文に取り入れた")
    NOT_TAKEN = "not_taken", _("取り入れなかった")


@dataclass(frozen=True)
class EditionOffer:
    """What a higher room does with a public edition: a sentence, and the way to it.

    ``is_open``: everybody can do something there now. ``clause_url`` leads to where one does it about one clause, whose
    number is put at its end; "" where there is no such place.
    """

    words: str
    url: str
    is_open: bool = False
    clause_url: str = ""


# Given keys of public editions and the moment: what a higher room offers on each, in queries that do not grow.
edition_offers: Registry[Callable[[Collection[int], datetime], Mapping[int, list[EditionOffer]]]] = Registry(
    "offers on editions"
)
# Lists of higher rooms that stand beside the list of documents: the words, and the name of the URL.
document_links: Registry[tuple[Any, str]] = Registry("lists beside documents")
# Given the key of a clause: what a higher room shows on its page, or None.
clause_parts: Registry[Callable[[int], PagePart | None]] = Registry("parts of a clause's page")
