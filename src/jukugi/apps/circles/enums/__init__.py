"""Choices of the room, and how much one may write."""

from django.db import models
from django.utils.translation import gettext_lazy as _

CIRCLE_RECEIPT = "circle"
SEEK_RECEIPT = "circle_seek"
FUND_RECEIPT = "circle_fund"

TITLE_LIMIT = 60
NAME_LIMIT = 40
LINE_LIMIT = 120
WORDS_LIMIT = 600
STORY_LIMIT = 2_000

DAYS_A_SEEK_LASTS = 90
"""Unless its author says another day."""
DAYS_A_SEEK_LASTS_AT_MOST = 365
DAYS_A_MATCH_WAITS = 30
"""Then a proposal ends for both, whoever answered what: silence and a no look alike."""


class CircleStep(models.TextChoices):
    """How far a circle has come, in its own judgement."""

    IDEA = "idea", _("思いつき")
    COMPANIONS = "companions", _("仲間さがし")
    FIRST_TRY = "first_try", _("はじめの一歩")
    GOING_ON = "going_on", _("続けている")
    ENDED_WELL = "ended_well", _("よく終えた")


class CircleRole(models.TextChoices):
    STARTER = "starter", _("言い出した人")
    COMPANION = "companion", _("仲間")


class MemberState(models.TextChoices):
    """A no is told to who asked alone."""

    ASKED = "asked", _("入りたい")
    JOINED = "joined", _("入っている")
    DECLINED = "declined", _("今回は見送り")
    LEFT = "left", _("抜けた")


class CircleReviewAct(models.TextChoices):
    HIDDEN = "hidden", _("伏せる")
    SHOWN = "shown", _("また見せる")


class SeekSide(models.TextChoices):
    INTEREST = "interest", _("気になること")
    OFFER = "offer", _("できること・出せるもの")
    NEED = "need", _("ほしいこと・借りたいもの")


class SeekKind(models.TextChoices):
    """What is offered or needed; an interest has none."""

    TIME = "time", _("時間・手")
    SKILL = "skill", _("技・知識")
    ROOM = "room", _("場所")
    TOOLS = "tools", _("道具・材料")
    MONEY = "money", _("お金")


class Consent(models.TextChoices):
    """Who may see one item: told for every item, and changed at any time."""

    MINE = "mine", _("自分だけ（だれにも見せない）")
    MATCHED = "matched", _("合いそうな人にだけ（どちらも「はい」のあと、名のりと連絡先を渡す）")
    SHOWN = "shown", _("だれにでも見せる")


class HelpKind(models.TextChoices):
    PLACE = "place", _("場所")
    ADVICE = "advice", _("相談・助言")


class HelpState(models.TextChoices):
    ASKED = "asked", _("返事待ち")
    GIVEN = "given", _("整った")
    NOT_NOW = "not_now", _("今回は見送り")


class FundState(models.TextChoices):
    """Two hands: one officer proposes, another decides."""

    ASKED = "asked", _("受け付けた")
    PROPOSED = "proposed", _("案を出した（もう一人が見る）")
    GRANTED = "granted", _("出すと決めた")
    DECLINED = "declined", _("出さないと決めた")
    PAID = "paid", _("渡した")
    REPORTED = "reported", _("報告を受けた")
    WITHDRAWN = "withdrawn", _("取り下げた")


class FundAct(models.TextChoices):
    """One act on a request for money, as its sealed history tells it."""

    ASKED = "asked", _("申し込み")
    PROPOSED = "proposed", _("案")
    SENT_BACK = "sent_back", _("差し戻し")
    GRANTED = "granted", _("出す決定")
    DECLINED = "declined", _("出さない決定")
    PAID = "paid", _("支払い")
    REPORTED = "reported", _("報告")
    WITHDRAWN = "withdrawn", _("取り下げ")


class CircleProposalState(models.TextChoices):
    SENT = "sent", _("届いた")
    TAKEN = "taken", _("論点で取り上げる")
    NOT_TAKEN = "not_taken", _("取り上げない")
