from django.db import models
from django.utils.translation import gettext_lazy as _

# By which a device is known again.
PARTICIPANT_COOKIE = "jukugi_participant"


class RoleKind(models.TextChoices):
    """What a member of staff is trusted with; a role may be limited to one ward."""

    POLICY_OFFICER = "policy_officer", _("施策担当")
    WARD_OFFICER = "ward_officer", _("区の担当")
    OPERATOR = "operator", _("運用担当")


class StepKind(models.TextChoices):
    """What is known of somebody who takes part. Each is a step up, none is a door.

    A sign-in by another house (OIDC) would be one more kind, recorded by ``actions.reach_step``.
    """

    MAIL = "mail", _("メールの確認")
    RESIDENT = "resident", _("市民の確認")


class CodeWay(models.TextChoices):
    """How a code for a resident comes to them."""

    LETTER = "letter", _("手紙")
    COUNTER = "counter", _("窓口")


class ExportState(models.TextChoices):
    """Where an ask for a file with what is known of people stands."""

    WAITING = "waiting", _("確認待ち")
    AGREED = "agreed", _("受け取れる")
    REFUSED = "refused", _("断られた")
    LAPSED = "lapsed", _("期限切れ")


class ErasureReason(models.TextChoices):
    """Why what somebody had given was erased."""

    ASKED = "asked", _("本人の求め")
    LAW = "law", _("法律による消去")


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
