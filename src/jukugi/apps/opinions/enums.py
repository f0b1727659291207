import re
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

from django.db import models
from django.utils.translation import gettext_lazy as _

from jukugi.kit.registry import Registry

# What a phase opens: sending in opinions, on the web and on paper.
HEARING = "opinions.hearing"
# Kind of the receipt numbers behind which a submission stands, or a printed card that is not back yet.
RECEIPT_KIND = "opinion"

TEXT_LIMIT = 4000
"""Letters of an opinion on the web: about ten sheets of manuscript paper."""
ARRIVAL = "arrival"
"""Kind of the marks by which voices of one day from one part of the network are known."""
PAPER_TEXT_LIMIT = 20_000
"""Letters of a typed-in letter: what came on paper is never cut."""
APPEAL_LIMIT = 1000
"""Letters of an appeal."""
GIST_LIMIT = 200
"""Letters of a gist (要旨): what a table of results has room for."""
FORM_KEY = re.compile(r"[A-Za-z0-9_-]{22}")
"""By which a page is known that sends twice."""
UNSAID = ("", _("選ばない"))
"""The choice of those who do not say it."""
MASK = "■■■"
"""Stands for words that are not shown, whatever their length."""


class OpinionState(models.TextChoices):
    """Whether the public may read an opinion. Counted are all but those in whose place others stand (REPLACED).

    IN_GIST: a comment in a consultation (パブリックコメント); not its words, but its gist is published, with an answer.
    """

    WAITING = "waiting", _("確認待ち")
    SHOWN = "shown", _("公開中")
    HIDDEN = "hidden", _("非公開")
    IN_GIST = "in_gist", _("要旨で公表")
    REPLACED = "replaced", _("置き換え済み")


class RevisionKind(models.TextChoices):
    """Why an opinion stands no longer itself, but others in its place."""

    SPLIT = "split", _("分けた")
    CORRECTED = "corrected", _("写し直した")
    MASKED = "masked", _("伏せ字にした")


class HidingRule(models.TextChoices):
    """By which rule an opinion is not made public; shown to everybody beside the reason."""

    PERSONAL = "personal", _("個人が分かることが書かれている")
    OFFENSIVE = "offensive", _("人をおとしめる言葉がある")
    ADVERTISING = "advertising", _("宣伝・勧誘である")
    REPEATED = "repeated", _("同じ人から同じ文が続けて届いた")
    UNREADABLE = "unreadable", _("読み取れない")


class LinkKind(models.TextChoices):
    """What an opinion has to do with an issue; its end without one is an answer too."""

    ABOUT = "about", _("この論点の声")
    PARTLY = "partly", _("一部がこの論点の声")
    NOT_TAKEN_UP = "not_taken_up", _("取り上げない")


class AgeBand(models.TextChoices):
    """Age as people say it of themselves, by choice; published in sums only."""

    UNDER_18 = "u18", _("17歳以下")
    FROM_18 = "18", _("18〜29歳")
    FROM_30 = "30", _("30〜39歳")
    FROM_40 = "40", _("40〜49歳")
    FROM_50 = "50", _("50〜59歳")
    FROM_60 = "60", _("60〜69歳")
    FROM_70 = "70", _("70〜79歳")
    FROM_80 = "80", _("80歳以上")


class AttachmentKind(models.TextChoices):
    """What was laid beside a submission, for those who handle it."""

    PHOTO = "photo", _("紙の写真")
    PDF = "pdf", _("PDF")


class AppealState(models.TextChoices):
    """What became of an appeal against hiding."""

    WAITING = "waiting", _("答えを待っている")
    UPHELD = "upheld", _("認めた")
    DISMISSED = "dismissed", _("認めなかった")


class WaveState(models.TextChoices):
    """Where the work on voices that came in at once stands."""

    LOOKING = "looking", _("調べている")
    READY = "ready", _("選んでいる")
    ASKED = "asked", _("二人目の確認待ち")
    HIDING = "hiding", _("記録している")
    HIDDEN = "hidden", _("判断した")
    RETURNING = "returning", _("取り消している")
    RETURNED = "returned", _("取り消した")
    GIVEN_UP = "given_up", _("やめた")


class Likeness(models.TextChoices):
    """What voices that came in at once have in common."""

    WORDS = "words", _("ほぼ同じ文")
    DEVICE = "device", _("同じ機械から")
    PLACE = "place", _("同じあたりから")


class VoiceFate(models.TextChoices):
    """What a decision on a wave did to one voice of it. PASSED: somebody had decided on it before. STAYED: somebody had
    decided on it since, so that taking the wave back leaves it as it is.
    """

    UNTOUCHED = "untouched", _("触れていない")
    HIDDEN = "hidden", _("公開しないとした")
    PASSED = "passed", _("先にほかの判断があった")
    RETURNED = "returned", _("確認待ちに戻した")
    STAYED = "stayed", _("あとの判断を残した")


class CallKind(models.TextChoices):
    """What asks for opinions."""

    EVENT = "event", _("催し")
    PLACE = "place", _("場所")
    MEETING = "meeting", _("会議")
    CONSULTATION = "consult", _("パブリックコメント")
    SURVEY = "survey", _("アンケート")
    SCENARIO = "scenario", _("区のシナリオ")


class ImportState(models.TextChoices):
    """Where the import of a table stands."""

    CHECKING = "checking", _("確認待ち")
    TAKING = "taking", _("取り込み中")
    DONE = "done", _("完了")
    GIVEN_UP = "given_up", _("取りやめ")


class ImportField(models.TextChoices):
    """What a column of a table can tell of an opinion."""

    WORDS = "words", _("意見")
    NUMBER = "number", _("番号")
    DAY = "day", _("日付")
    CHANNEL = "channel", _("手段")
    WARD = "ward", _("区")
    PLACE = "place", _("場所")
    AGE_BAND = "age_band", _("年代")


class Follower(Protocol):
    """What a room does with its rows of an opinion when others stand in its place: in the same transaction."""

    def __call__(self, opinion_pk: int, successors: Sequence[int], now: datetime) -> None: ...


class Taker(Protocol):
    """What a room does with what came in for its own call: in the same transaction. Keys of opinions, in order."""

    def __call__(self, call_pk: int, opinion_pks: Sequence[int]) -> None: ...


followers: Registry[Follower] = Registry("followers of opinions")
# By the kind of a call, for rooms that keep rows of their own for what comes in.
takers: Registry[Taker] = Registry("takers of opinions")
# Issues that another room proposes for an opinion, by its key: keys of issues, nearest first, with the words that
# speak for each.
issue_proposals: Registry[Callable[[int], Sequence[tuple[int, tuple[str, ...]]]]] = Registry("proposals of issues")
