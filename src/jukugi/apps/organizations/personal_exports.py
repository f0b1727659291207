"""The officers of a ward as a table: a file that another officer looks at first."""

from collections.abc import Collection
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from jukugi.apps.areas.models import Area
from jukugi.apps.organizations import permissions
from jukugi.apps.organizations.enums import OFFICERS_OF_A_WARD
from jukugi.kit.personal_exports import ExportThing, PersonalExport, personal_exports


def register() -> None:
    personal_exports.register(
        OFFICERS_OF_A_WARD,
        PersonalExport(
            name=_("いまの役員の名簿"),
            holds=_(
                "区の町内会・自治会の役員の氏名、役職、電話、メールが入ります。公開してよいとしていない人も入ります。"
            ),
            where=_("「町内会・自治会」の「4月の役員名簿」から。"),
            find=wards,
            may_take=may_take,
        ),
    )


def wards(keys: Collection[str]) -> dict[str, ExportThing]:
    """By the code of the ward. One query."""
    page = reverse("organizations:april") + "#current"
    return {
        ward.code: ExportThing(ward.name, page, ward.pk, ward) for ward in Area.objects.wards().filter(code__in=keys)
    }


def may_take(user: Any, ward: Area) -> bool:
    """Whoever looks after the associations of the ward."""
    return permissions.can_look_after(user, ward)
