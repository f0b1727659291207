from django.db import models
from django.utils.translation import gettext_lazy as _

VOTING = "opinion_map.voting"
PROPOSING = "opinion_map.proposing"
# Kinds of the receipt numbers behind which a proposed statement, a reason, a sheet of paper stands.
RECEIPT_KIND = "statement"
REASON_RECEIPT = "reason"
SHEET_RECEIPT = "vote_sheet"


class Choice(models.IntegerChoices):
    """How a participant answers a statement. Always shown in this order, with the same weight."""

    AGREE = 1, _("賛成")
    DISAGREE = -1, _("反対")
    PASS = 0, _("わからない")

    @property
    def word(self) -> str:
        """The value in forms and URLs."""
        return self.name.lower()


class StatementState(models.TextChoices):
    WAITING = "waiting", _("確認待ち")
    SHOWN = "shown", _("公開中")
    HIDDEN = "hidden", _("非公開")


class StatementOrigin(models.TextChoices):
    CITY = "city", _("市が用意")
    PARTICIPANT = "participant", _("参加者")
    IMPORT = "import", _("取り込み")
    OPINION = "opinion", _("届いた意見から")
    CONDITION = "condition", _("多くの人が挙げた条件から")


class ReasonSide(models.TextChoices):
    """What a reason speaks for. Shown in this order."""

    FOR = "for", _("賛成の理由")
    AGAINST = "against", _("反対の理由")
    CONDITION = "condition", _("賛成できるなら")
