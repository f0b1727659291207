"""Jobs of the room."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jukugi.kit import jobs
from jukugi.kit.retention import NEEDED_ONLY, Retention, retentions

SECONDS_BETWEEN_MATCHES = 600
SECONDS_BETWEEN_PICTURES = 3_600


def register() -> None:
    _register_retentions()
    jobs.register("circles.find_matches", _find_matches)
    jobs.every(SECONDS_BETWEEN_MATCHES, "circles.find_matches")
    jobs.register("circles.count_due", _count_due)
    jobs.every(SECONDS_BETWEEN_PICTURES, "circles.count_due")


def _find_matches() -> None:
    from jukugi.apps.circles.actions.matching import find_matches

    find_matches(now=timezone.now())


def _count_due() -> None:
    from jukugi.apps.circles.actions.picturing import count_due

    count_due(now=timezone.now())


def _register_retentions() -> None:
    retentions.register(
        "circles.items",
        Retention(
            what=_("やりたい・手伝えるの言葉と、合わせた組"),
            why=_("合う人を引き合わせるため"),
            since=_("期限の日"),
            days=30,
            basis=NEEDED_ONLY,
            fields=(
                "Seek.text",
                "Match.why",
            ),
            erase=_forget_old,
        ),
    )
    retentions.register(
        "circles.contacts",
        Retention(
            what=_("引き合わせた二人の名のりと連絡先"),
            why=_("二人が連絡をとるため"),
            since=_("二人が合った日"),
            days=90,
            basis=NEEDED_ONLY,
            fields=(
                "MatchReply.name",
                "MatchReply.contact",
            ),
            erase=_erase_contacts,
        ),
    )


def _forget_old(now: datetime, kept: timedelta) -> int:
    from jukugi.apps.circles.actions.seeking import forget_old

    return forget_old(now=now, kept=kept)


def _erase_contacts(now: datetime, kept: timedelta) -> int:
    from jukugi.apps.circles.actions.seeking import erase_contacts

    return erase_contacts(now=now, kept=kept)
