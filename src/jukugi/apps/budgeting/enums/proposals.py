from django.db import models
from django.utils.translation import gettext_lazy as _

PROPOSAL_RECEIPT = "budget_proposal"

PARTS_AT_MOST = 12
SENT_PER_DAY = 5
"""Proposals from one device."""


class ProposerKind(models.TextChoices):
    """Who proposes."""

    CITIZEN = "citizen", _("個人")
    GROUP = "group", _("市民のグループ・活動")
    ASSOCIATION = "association", _("町内会・自治会")
    COMPANY = "company", _("企業・商店会・学校など")


class ProposalState(models.TextChoices):
    """Where a proposal stands. Merged and withdrawn ones keep their page."""

    WAITING = "waiting", _("確かめ待ち")
    SHOWN = "shown", _("公開")
    HIDDEN = "hidden", _("非公開")
    MERGED = "merged", _("ほかの提案とまとめた")
    WITHDRAWN = "withdrawn", _("取り下げ")


class ProposalAct(models.TextChoices):
    """What somebody did with a proposal."""

    SENT = "sent", _("提案")
    SHOWN = "shown", _("公開")
    HIDDEN = "hidden", _("非公開")
    ASSESSED = "assessed", _("実現できるかの回答")
    CORRECTED = "corrected", _("内容の修正")
    MERGED = "merged", _("統合")
    MADE = "made", _("統合してできた提案")
    WITHDRAWN = "withdrawn", _("取り下げ")
    LISTED = "listed", _("投票にかける事業に")
    LEFT_OUT = "left_out", _("投票にかけない")


class Verdict(models.TextChoices):
    """What a department answers: whether it can be done."""

    FEASIBLE = "feasible", _("実現できる")
    IF_CHANGED = "if_changed", _("直せば実現できる")
    NOT_FEASIBLE = "not_feasible", _("実現できない")
