"""Choices and limits of the ledger of local investment."""

from django.db import models
from django.utils.translation import gettext_lazy as _

CODE_LIMIT = 20
TITLE_LIMIT = 80
LINE_LIMIT = 120
WORDS_LIMIT = 1_000
URL_LIMIT = 500
YEN_AT_MOST = 1_000_000_000_000
AMOUNTS_AT_MOST = 60
FIRST_YEAR, LAST_YEAR = 1990, 2099


class MoneySource(models.TextChoices):
    """Where the money of an investment comes from."""

    CITY = "city", _("市費")
    SUBSIDY = "subsidy", _("補助")
    DONATION = "donation", _("寄付")
    FUND = "fund", _("基金")
    SPONSOR = "sponsor", _("協賛")


class Way(models.TextChoices):
    """How an investment is carried out."""

    DIRECT = "direct", _("直営")
    CONTRACT = "contract", _("委託")
    GRANT = "grant", _("補助")
    COCREATION = "cocreation", _("共創")


class ProposedBy(models.TextChoices):
    """Who had the idea."""

    CITIZENS = "citizens", _("市民")
    CIRCLE = "circle", _("市民の活動")
    ASSOCIATION = "association", _("町内会・自治会")
    COMPANY = "company", _("企業・NPO・学校")
    CITY = "city", _("市")


class DecidedBy(models.TextChoices):
    """Who decided that the money goes there."""

    COUNCIL = "council", _("議会")
    WARD = "ward", _("区")
    VOTE = "vote", _("市民の投票")
    FUND = "fund", _("基金の審査")


class ItemState(models.TextChoices):
    """Whether everybody sees an investment."""

    DRAFT = "draft", _("公表前")
    PUBLIC = "public", _("公表")
    WITHDRAWN = "withdrawn", _("取り下げ")


class LedgerAct(models.TextChoices):
    """What somebody did with a row of the ledger."""

    WRITTEN = "written", _("記入")
    CHANGED = "changed", _("変更")
    RESULT = "result", _("成果の記入")
    WITHDRAWAL = "withdrawal", _("取り下げの申し出")
    PUBLISHED = "published", _("確認して公表")
    RETURNED = "returned", _("差し戻し")


class ResultYears(models.IntegerChoices):
    """How long after an investment was carried out people look at what came of it."""

    ONE = 1, _("1年後")
    THREE = 3, _("3年後")
    TEN = 10, _("10年後")


class ResultOutcome(models.TextChoices):
    """What came of an investment, against what was hoped."""

    REACHED = "reached", _("期待どおり")
    PARTLY = "partly", _("一部できた")
    MISSED = "missed", _("期待に届かない")
    UNCLEAR = "unclear", _("まだ分からない")
