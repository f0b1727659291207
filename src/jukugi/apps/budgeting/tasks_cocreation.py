"""What the desk for co-creation keeps for a time only."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from jukugi.apps.budgeting.actions.cocreating import erase_contacts
from jukugi.apps.budgeting.enums.cocreation import DAYS_CONTACT_STAYS
from jukugi.kit.retention import NEEDED_ONLY, Retention, retentions


def register() -> None:
    retentions.register(
        "budgeting.contacts",
        Retention(
            what=_("共創の提案をした人の連絡先"),
            why=_("答えと問い返しを届けるため"),
            since=_("提案が終わった日"),
            days=DAYS_CONTACT_STAYS,
            basis=NEEDED_ONLY,
            fields=(
                "CoContact.name",
                "CoContact.email",
                "CoContact.phone",
            ),
            erase=_contacts,
        ),
    )


def _contacts(now: datetime, kept: timedelta) -> int:
    return erase_contacts(now=now, kept=kept)
