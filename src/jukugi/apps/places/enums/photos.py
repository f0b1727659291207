from django.db import models
from django.utils.translation import gettext_lazy as _

PHOTOS_AT_MOST = 6
"""Of one place at one time, waiting and shown."""


class PhotoLicence(models.TextChoices):
    """What others may do with a photo."""

    HERE = "here", _("このサイトで見せるだけ")
    CC_BY = "cc_by", _("名前を示せば、だれでも使ってよい（CC BY 4.0）")
    CC0 = "cc0", _("だれでも自由に使ってよい（CC0）")


class PhotoPeople(models.TextChoices):
    """Who can be recognised; a photo of people who were not asked is not taken."""

    NOBODY = "nobody", _("だれだか分かる人は写っていない")
    AGREED = "agreed", _("写っている人みなが、載せてよいと言っている")


class PhotoState(models.TextChoices):
    WAITING = "waiting", _("確かめ待ち")
    SHOWN = "shown", _("載せている")
    REMOVED = "removed", _("外した")
