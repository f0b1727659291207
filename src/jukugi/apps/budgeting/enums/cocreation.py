"""Choices and limits of the desk for co-creation."""

from django.db import models
from django.utils.translation import gettext_lazy as _

RECEIPT_KIND = "cocreation"
TITLE_LIMIT = 80
LINE_LIMIT = 120
WORDS_LIMIT = 1_000
DAYS_TO_ANSWER = 30
DAYS_CONTACT_STAYS = 90
"""After nothing more is to be told of a proposal."""
SENT_PER_DAY = 5


class OfferingKind(models.TextChoices):
    """Who wants to do something together with the city."""

    COMPANY = "company", _("企業・商店会")
    NPO = "npo", _("NPO・市民団体")
    SCHOOL = "school", _("学校・大学")
    OTHER = "other", _("そのほかの団体")


class CoState(models.TextChoices):
    """How far a proposal has come."""

    WAITING = "waiting", _("受け付けた")
    SHOWN = "shown", _("検討中")
    ASKED = "asked", _("問い返し中")
    AGREED = "agreed", _("合意")
    TRIED = "tried", _("試行")
    NOT_AGREED = "not_agreed", _("見送り")
    KEPT_BACK = "kept_back", _("載せない")
    WITHDRAWN = "withdrawn", _("提案者が取り下げ")


class CoAct(models.TextChoices):
    """One thing that somebody did with a proposal."""

    RECEIVED = "received", _("受け付け")
    SHOWN = "shown", _("一覧に載せた")
    KEPT_BACK = "kept_back", _("載せないことにした")
    ASKED = "asked", _("市からの問い")
    REPLIED = "replied", _("提案者の答え")
    AGREED = "agreed", _("合意した")
    TRIED = "tried", _("試すことにした")
    NOT_AGREED = "not_agreed", _("見送った")
    CAME = "came", _("その後")
    TIED = "tied", _("地域投資台帳とつないだ")
    WITHDRAWN = "withdrawn", _("提案者が取り下げた")


OPEN = (CoState.SHOWN, CoState.ASKED)
ANSWERS = (CoAct.AGREED, CoAct.TRIED, CoAct.NOT_AGREED)
UNSETTLED = (CoState.WAITING, CoState.SHOWN, CoState.ASKED)
