from datetime import datetime

from jukugi.apps.opinions.enums import HEARING
from jukugi.apps.processes.models import Phase, Process
from jukugi.apps.processes.policies import check_is_open, open_phase

WAITING_AT_MOST = 20
"""Opinions of one participant that nobody has looked at yet; but who drops a cookie is another participant."""
CARDS_AT_MOST = 100


def hearing_phase(process: Process, *, now: datetime) -> Phase | None:
    """The running phase in which this process hears opinions. One query."""
    return open_phase(process, HEARING, now=now)


def check_hearing_is_open(process: Process, *, received_at: datetime) -> None:
    """Opinions must have been heard when this one came in: paper may be typed in later. Raises PhaseNotOpen."""
    check_is_open(process, HEARING, now=received_at)
