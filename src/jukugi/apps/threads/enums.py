from django.db import models
from django.utils.translation import gettext_lazy as _

OCCASION_LIMIT = 60
"""Letters of what a telling is about: it stands in the subject of a mail."""
WORDS_LIMIT = 1500
"""Letters of what happened, in a mail and on one sheet of paper."""
REASON_LIMIT = 300


class AddressState(models.TextChoices):
    """Where an e-mail address that somebody left with a number stands."""

    ASKED = "asked", _("確かめのメールを送る")
    MAILED = "mailed", _("確かめを待っている")
    CONFIRMED = "confirmed", _("知らせを送れる")
    REFUSED = "refused", _("届かなかった")


class TellingState(models.TextChoices):
    """Where one round of telling people stands."""

    DRAFT = "draft", _("下書き")
    SENDING = "sending", _("送っている")
    DONE = "done", _("送り終えた")
    CANCELLED = "cancelled", _("取りやめた")


class NoticeState(models.TextChoices):
    """What became of the mail to one number. CLAIMED: it is being handed over at this moment."""

    WAITING = "waiting", _("待っている")
    CLAIMED = "claimed", _("渡している")
    SENT = "sent", _("送った")
    REFUSED = "refused", _("断られた")
    GIVEN_UP = "given_up", _("あきらめた")
    UNSURE = "unsure", _("送れたか分からない")
    STOPPED = "stopped", _("本人が止めた")


# Nothing more happens with these by itself.
SETTLED = (
    NoticeState.SENT,
    NoticeState.REFUSED,
    NoticeState.GIVEN_UP,
    NoticeState.UNSURE,
    NoticeState.STOPPED,
)
