"""What this room keeps for a time only."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from jukugi.apps.organizations.actions import drop_old_lists, erase_old_contacts, forget_old_devices
from jukugi.kit.retention import NEEDED_ONLY, Retention, retentions


def register() -> None:
    retentions.register(
        "organizations.contacts",
        Retention(
            what=_("町内会・自治会の役員の電話とメール"),
            why=_("区から連絡するため"),
            since=_("任期の終わり"),
            days=30,
            basis=NEEDED_ONLY,
            fields=(
                "Officer.phone",
                "Officer.email",
            ),
            erase=_contacts,
        ),
    )
    retentions.register(
        "organizations.devices",
        Retention(
            what=_("招待コードを入れた機械の印"),
            why=_("次からコードを入れずに開けるように"),
            since=_("コードが使えなくなった日"),
            days=30,
            basis=NEEDED_ONLY,
            fields=("AccessDevice.token_hash",),
            erase=_devices,
        ),
    )
    retentions.register(
        "organizations.lists",
        Retention(
            what=_("決めないままの役員の名簿"),
            why=_("取り込むかを職員が決めるまで"),
            since=_("名簿を持ってきた日"),
            days=30,
            basis=NEEDED_ONLY,
            fields=("OfficerList.content",),
            erase=_lists,
        ),
    )


def _contacts(now: datetime, kept: timedelta) -> int:
    return erase_old_contacts(now=now, kept=kept)


def _devices(now: datetime, kept: timedelta) -> int:
    return forget_old_devices(now=now, kept=kept)


def _lists(now: datetime, kept: timedelta) -> int:
    return drop_old_lists(now=now, kept=kept)
