"""What this room keeps for a time only."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from jukugi.apps.meetings import policies
from jukugi.apps.meetings.actions import erase_old_emails, erase_old_needs
from jukugi.kit.retention import NEEDED_ONLY, Retention, retentions


def register() -> None:
    retentions.register(
        "meetings.emails",
        Retention(
            what=_("会議に申し込んだ人のメール"),
            why=_("空きが出たことを知らせるため"),
            since=_("会議が終わった日"),
            days=policies.EMAIL_KEPT_AFTER.days,
            basis=NEEDED_ONLY,
            fields=("Registration.email",),
            erase=_emails,
        ),
    )
    retentions.register(
        "meetings.needs",
        Retention(
            what=_("手話、保育など、会議に参加するために要ること"),
            why=_("用意するため。障害や病気が分かることがある（要配慮個人情報）"),
            since=_("会議が終わった日"),
            days=policies.EMAIL_KEPT_AFTER.days,
            basis=NEEDED_ONLY,
            fields=(
                "Registration.needs",
                "Registration.needs_note",
            ),
            erase=_needs,
        ),
    )


def _emails(now: datetime, kept: timedelta) -> int:
    return erase_old_emails(now=now, kept=kept)


def _needs(now: datetime, kept: timedelta) -> int:
    return erase_old_needs(now=now, kept=kept)
