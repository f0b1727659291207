from django.db import models
from django.utils.translation import gettext_lazy as _

# By which a device is known again.
PARTICIPANT_COOKIE = "jukugi_participant"


class RoleKind(models.TextChoices):
    """What a member of staff is trusted with; a role may be limited to one ward."""

    POLICY_OFFICER = "policy_officer", _("施策担当")
    WARD_OFFICER = "ward_officer", _("区の担当")
    OPERATOR = "operator", _("運用担当")


class Channel(models.TextChoices):
    """On which way a contribution came in. Kept for ever, shown in every count, all of the same weight."""

    WEB = "web", _("ウェブ")
    CARD = "card", _("意見カード")
    FAX = "fax", _("FAX")
    POST = "post", _("郵送")
    MEETING = "meeting", _("会場")
    PHONE = "phone", _("電話")
    IMPORT = "import", _("取り込み")


class Sex(models.TextChoices):
    """As people say it of themselves, by choice; published in sums only. The population is told by the first two."""

    MALE = "male", _("男性")
    FEMALE = "female", _("女性")
    OTHER = "other", _("そのほか")
