from datetime import date, datetime, time, timedelta

from django.utils import timezone

from jukugi.apps.areas.models import Area
from jukugi.apps.opinions.enums import HEARING
from jukugi.apps.processes.models import Phase, Process
from jukugi.apps.processes.policies import check_is_open, open_phase

WAITING_AT_MOST = 20
"""Opinions of one participant that nobody has looked at yet; but who drops a cookie is another participant."""
CARDS_AT_MOST = 100
IMPORT_BYTES_AT_MOST = 16 * 1024 * 1024
IMPORT_ROWS_AT_MOST = 50_000
IMPORT_WAITS_FOR = timedelta(days=30)
"""A table on which nobody decides is put away: words of people lie in it."""
IMPORT_STANDS_STILL_AFTER = timedelta(seconds=60)
"""A chunk takes a fraction of a second: what has not moved for so long was left by a worker that died."""


def hearing_phase(process: Process, *, now: datetime) -> Phase | None:
    """The running phase in which this process hears opinions. One query."""
    return open_phase(process, HEARING, now=now)


def check_hearing_is_open(process: Process, *, received_at: datetime, ward: Area | None = None) -> None:
    """Opinions must have been heard, in this ward, when this one came in: paper may be typed in later.

    Raises PhaseNotOpen.
    """
    check_is_open(process, HEARING, now=received_at, area=ward)


def hearing_periods(process: Process) -> list[tuple[datetime, datetime]]:
    """When this process heard or hears opinions, each ``[opens_at, closes_at)``. At most one query."""
    if process.is_finished:
        return []
    return list(process.phases.filter(openings__kind=HEARING).values_list("opens_at", "closes_at"))


def received_moment(day: date, *, now: datetime) -> datetime:
    """What has a day and no hour came in at noon in Japan, and today at this moment."""
    return now if day == timezone.localdate(now) else timezone.make_aware(datetime.combine(day, time(12)))
