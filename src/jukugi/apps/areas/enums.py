from django.db import models
from django.utils.translation import gettext_lazy as _

# Which ward is looked at on this device.
WARD_COOKIE = "jukugi_ward"


class AreaLevel(models.TextChoices):
    CITY = "city", _("市")
    WARD = "ward", _("区")
    SCHOOL_DISTRICT = "school_district", _("小学校区")
