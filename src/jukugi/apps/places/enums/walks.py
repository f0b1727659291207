from django.db import models
from django.utils.translation import gettext_lazy as _

CHECKS_PER_DAY = 300
"""From one device: nobody walks to more places."""
PLACES_AT_MOST = 150
"""On one checklist: so many are found on foot, and fit into a page that works without a connection."""
LEAST_TOLD = 5
"""Of fewer, nobody is told who looked."""


class CheckItem(models.TextChoices):
    """What one looks at. Those with a field of the register can be taken over by one press."""

    STILL = "still", _("いまも開いていますか")
    STEP_FREE = "step_free", _("入口に段差はありませんか")
    TOILET = "toilet", _("トイレ")
    HEARING_LOOP = "hearing_loop", _("補聴援助はありますか")
    PARKING = "parking", _("駐車場はありますか")
    IS_FREE = "is_free", _("料金")
    HOURS = "hours", _("貼り紙などに書いてある、開く日と時間")
    WORDS = "words", _("ほかに気づいたこと")


class Walker(models.TextChoices):
    """Who looked, in coarse terms; never a name."""

    LIVES = "lives", _("近くに住む人")
    WORKS = "works", _("近くで働く・学ぶ人")
    ASSOCIATION = "association", _("町内会・自治会や団体")
    STAFF = "staff", _("職員")
    UNSAID = "unsaid", _("言わない")


class FindingState(models.TextChoices):
    SAME = "same", _("台帳と同じ")
    WAITING = "waiting", _("確かめ待ち")
    TAKEN = "taken", _("台帳に入れた")
    LEFT = "left", _("入れなかった")
