"""The list of honorariums: a file that another officer looks at first."""

from collections.abc import Collection
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from jukugi.apps.sortition import permissions
from jukugi.apps.sortition.enums import HONORARIUMS
from jukugi.apps.sortition.models import CivicLottery
from jukugi.kit.pages.asked import whole
from jukugi.kit.personal_exports import ExportThing, PersonalExport, personal_exports


def register() -> None:
    personal_exports.register(
        HONORARIUMS,
        PersonalExport(
            name=_("謝礼の名簿"),
            holds=_("会議に出た市民委員の氏名、住所、出席した回数、謝礼の額が入ります。"),
            where=_("「無作為抽出」の「出席と謝礼」から。"),
            find=lotteries,
            may_take=may_take,
        ),
    )


def lotteries(keys: Collection[str]) -> dict[str, ExportThing]:
    """By the key of the lottery. One query."""
    found = CivicLottery.objects.select_related("area").filter(pk__in=[whole(key) for key in keys])
    return {
        str(lottery.pk): ExportThing(
            lottery.title, reverse("sortition:attendance", args=[lottery.pk]), lottery.area_id, lottery
        )
        for lottery in found
    }


def may_take(user: Any, lottery: CivicLottery) -> bool:
    """Whoever runs the lottery."""
    return permissions.can_run(user, lottery.area)
