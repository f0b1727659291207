"""Jobs of the room."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jukugi.kit import jobs
from jukugi.kit.retention import NEEDED_ONLY, Retention, retentions

SECONDS_BETWEEN_LOOKS = 60
SECONDS_BETWEEN_SEARCHES = 600


def register() -> None:
    _register_retentions()
    jobs.register("sortition.compute_draw", _compute_draw)
    jobs.register("sortition.look_after_draws", _look_after_draws)
    jobs.every(SECONDS_BETWEEN_LOOKS, "sortition.look_after_draws")
    jobs.register("sortition.find_resemblances", _find_resemblances)
    jobs.every(SECONDS_BETWEEN_SEARCHES, "sortition.find_resemblances")


def _compute_draw(draw_pk: int) -> None:
    from jukugi.apps.sortition.actions.drawing import compute_draw

    compute_draw(draw_pk=draw_pk, now=timezone.now())


def _look_after_draws() -> None:
    from jukugi.apps.sortition.actions.drawing import look_after_draws

    look_after_draws(now=timezone.now())


def _find_resemblances() -> None:
    from jukugi.apps.sortition.actions.resembling import find_everywhere

    find_everywhere(now=timezone.now())


def _register_retentions() -> None:
    retentions.register(
        "sortition.volunteers",
        Retention(
            what=_("無作為抽出に応募した人の氏名、連絡先、属性"),
            why=_("選ばれた人に連絡し、市の縮図になるように選ぶため"),
            since=_("任期の最後の日"),
            days=30,
            basis=NEEDED_ONLY,
            fields=(
                "Volunteer.particulars",
                "Volunteer.answers",
                "Volunteer.household",
                "Resemblance.reason",
            ),
            erase=_erase_due,
            each=_("無作為抽出ごとに職員が決める。はじめは30日"),
        ),
    )


def _erase_due(now: datetime, kept: timedelta) -> int:
    """Every lottery says its own time."""
    from jukugi.apps.sortition.actions.erasing import erase_due

    return erase_due(now=now)
