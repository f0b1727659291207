from django.db import models
from django.utils.translation import gettext_lazy as _

# Which ward is looked at on this device.
WARD_COOKIE = "jukugi_ward"


class AreaLevel(models.TextChoices):
    CITY = "city", _("市")
    WARD = "ward", _("区")
    SCHOOL_DISTRICT = "school_district", _("小学校区")


class CountedSex(models.TextChoices):
    """As which the register of residents and the census count people; the same values as ``accounts.enums.Sex``."""

    MALE = "male", _("男")
    FEMALE = "female", _("女")
