from django.db import models
from django.utils.translation import gettext_lazy as _

VOTING = "opinion_map.voting"
PROPOSING = "opinion_map.proposing"
# Kind of the receipt numbers behind which a proposed statement stands.
RECEIPT_KIND = "statement"


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
