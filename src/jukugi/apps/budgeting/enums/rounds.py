from django.db import models
from django.utils.translation import gettext_lazy as _

TITLE_LIMIT = 80
LINE_LIMIT = 120
WORDS_LIMIT = 600
TEXT_LIMIT = 2_000

YEN_AT_MOST = 1_000_000_000_000
PROJECTS_AT_MOST = 300


class RoundState(models.TextChoices):
    """How far a round has come. Between announcing and voting the days say whether proposals are taken."""

    PREPARED = "prepared", _("準備中")
    ANNOUNCED = "announced", _("募集・確認中")
    VOTING = "voting", _("投票")
    CLOSED = "closed", _("投票を終えた")
    WITHDRAWN = "withdrawn", _("取りやめ")


class RoundAct(models.TextChoices):
    """What somebody did with a round."""

    PREPARED = "prepared", _("準備")
    CHANGED = "changed", _("変更")
    ANNOUNCED = "announced", _("公表・募集")
    OPENED = "opened", _("投票の開始")
    EXTENDED = "extended", _("投票期間の延長")
    CLOSED = "closed", _("投票の締め切り")
    WITHDRAWN = "withdrawn", _("取りやめ")


class Scope(models.TextChoices):
    """Whose money a round gives out: one ward's, that of the whole city, or both in one election."""

    WARD = "ward", _("区の予算")
    CITY = "city", _("市全体の予算")
    JOINT = "joint", _("区と市全体を一つの投票で")


class Verification(models.TextChoices):
    """By which step a person is known who votes."""

    DEVICE = "device", _("端末ごとに一票（名前はいりません）")
    CODE = "code", _("郵送した投票番号ごとに一票")
    ACCOUNT = "account", _("サインインした人ごとに一票")


class CountRule(models.TextChoices):
    """How projects are chosen; the values are those of ``core.budgeting``."""

    EQUAL_SHARES = "equal-shares", _("均等割り")
    GREEDY = "greedy", _("票の多い順")


class CompletionRule(models.TextChoices):
    """What is done with the money that equal shares leave."""

    NONE = "none", _("残す")
    ADD1 = "add1", _("一人の持ち分を少しずつ増やす")
    UTILITARIAN = "utilitarian", _("残りを票の多い順に使う")
    ADD1_UTILITARIAN = "add1-utilitarian", _("持ち分を増やし、残りを票の多い順に使う")


class StopRule(models.TextChoices):
    """When raising the shares ends."""

    INTEGRAL = "integral", _("予算を超える手前まで")
    EXHAUSTIVE_INTEGRAL = "exhaustive-integral", _("もうどの事業も入らなくなるまで")


class TieRule(models.TextChoices):
    """What decides between projects that are equally good, before the lot."""

    MAX_VOTES = "max-votes", _("票の多いもの")
    MIN_VOTES = "min-votes", _("票の少ないもの")
    MIN_COST = "min-cost", _("費用の少ないもの")
    MAX_COST = "max-cost", _("費用の多いもの")
