from django.db import models
from django.utils.translation import gettext_lazy as _

BALLOT_RECEIPT = "budget_ballot"

PAPERS_AT_MOST = 500
CODES_AT_MOST = 200_000


class SpoiledReason(models.TextChoices):
    """Why a ballot on paper cannot be counted."""

    TOO_MANY = "too_many", _("選べる数より多い")
    TOO_FEW = "too_few", _("選ぶ数に足りない")
    UNREADABLE = "unreadable", _("読み取れない")
    BLANK = "blank", _("何も書いていない")
    LATE = "late", _("期限のあとに届いた")
    USED = "used", _("同じ投票番号でもう投票がある")
    NO_CODE = "no_code", _("投票番号がない、または違う")
    COPY = "copy", _("同じ番号の紙が二枚ある")
