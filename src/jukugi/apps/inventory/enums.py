from django.db import models
from django.utils.translation import gettext_lazy as _


class Basis(models.TextChoices):
    """On what a request rests. The values are those of ``core.planning.Basis``."""

    LAW = "law", _("法令")
    ORDINANCE = "ordinance", _("条例")
    GUIDELINE = "guideline", _("要綱")
    CUSTOM = "custom", _("慣行")
    UNKNOWN = "unknown", _("不明")


class Category(models.TextChoices):
    """What kind of work a request is. The order is that of the calendar's columns."""

    NOTICES = "notices", _("広報・回覧・掲示")
    SURROUNDINGS = "surroundings", _("環境・施設")
    GATHERINGS = "gatherings", _("会議・動員")
    DISASTER = "disaster", _("防災")
    COLLECTIONS = "collections", _("募金")
    PETITIONS = "petitions", _("要望取次")
    REPORTS = "reports", _("調査・報告")
    NOMINATIONS = "nominations", _("委員推薦")


class Carrier(models.TextChoices):
    """Who of an association carries a request out."""

    PRESIDENT = "president", _("会長")
    OFFICERS = "officers", _("役員")
    BLOCKS = "blocks", _("班長")
    ANYBODY = "anybody", _("会員")


class RequestChannel(models.TextChoices):
    """How a request reaches an association."""

    PAPER = "paper", _("紙")
    MEETING = "meeting", _("会議")
    PHONE = "phone", _("電話")
    MAIL = "mail", _("メール")
    WEB = "web", _("ウェブ")


class RequestState(models.TextChoices):
    """Where a request stands: filed and not yet looked at, made to associations, sent back, or over."""

    WAITING = "waiting", _("確認待ち")
    ACTIVE = "active", _("行っている")
    REFUSED = "refused", _("差し戻し")
    ENDED = "ended", _("終わった")


class AnswerKind(models.TextChoices):
    """What an association answers to one request of a month's bundle."""

    RECEIVED = "received", _("受け取りました")
    CANNOT = "cannot", _("できません")


class PlanState(models.TextChoices):
    """How far a plan has come."""

    ASKED = "asked", _("計算を待っています")
    DONE = "done", _("計算しました")


# Fewest associations of which anything may be told together.
MINIMUM = 5

# The words that most cities decide with: name, meaning, per cent of the hours left (few, middle, many), of the
# deliveries left, and whether it ends the request. A city changes them.
DECISION_WORDS = [
    ("廃止", "頼むことをやめます。", 0, 0, 0, 0, True),
    ("縮小", "回数、部数、人数を減らします。", 40, 50, 70, 50, False),
    ("統合", "ほかの依頼と一つにします。", 40, 50, 70, 30, False),
    ("手段変更", "紙や会議のかわりに、別の届け方にします。", 30, 50, 90, 20, False),
    ("対価・委託", "費用を払うか、ほかに委託します。", 0, 10, 40, 20, False),
    ("任意の明示", "しなくてもよいことを、文書の初めに書きます。", 40, 70, 100, 100, False),
    ("継続", "これまでどおり頼みます。", 100, 100, 100, 100, False),
    ("保留", "もっと調べてから決めます。", 100, 100, 100, 100, False),
]
