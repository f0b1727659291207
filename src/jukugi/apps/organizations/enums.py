from django.db import models
from django.utils.translation import gettext_lazy as _


class OrganizationKind(models.TextChoices):
    """What kind of body an organization is."""

    DEPARTMENT = "department", _("市・区の課")
    ASSOCIATION = "association", _("町内会・自治会")
    INTERMEDIARY = "intermediary", _("中間支援組織")
    SDC = "sdc", _("ソーシャルデザインセンター")
    COMPANY = "company", _("企業・商店会")


class MembershipRole(models.TextChoices):
    """What a person does in an organization."""

    LEAD = "lead", _("責任者")
    OFFICER = "officer", _("担当")
