from django.db import models
from django.utils.translation import gettext_lazy as _


class AreaLevel(models.TextChoices):
    CITY = "city", _("市")
    WARD = "ward", _("区")
    SCHOOL_DISTRICT = "school_district", _("小学校区")
