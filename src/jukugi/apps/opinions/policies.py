from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from django.utils import timezone

from jukugi.apps.areas.models import Area
from jukugi.apps.opinions.enums import HEARING
from jukugi.apps.opinions.errors import CallNotOpen, CallOfAnotherProcess
from jukugi.apps.opinions.models import Call
from jukugi.apps.processes.models import Phase, Process, WardException
from jukugi.apps.processes.policies import check_is_open, check_is_running, open_phase

Periods = Sequence[tuple[datetime, datetime]]

WAITING_AT_MOST = 20
"""Opinions of one participant that nobody has looked at yet; but who drops a cookie is another participant."""
CARDS_AT_MOST = 100
CODE_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
"""Of the address of a call: what nobody mixes up on a poster."""
CODE_LENGTH = 6
END_OF_TIME = datetime.max.replace(tzinfo=UTC)
ATTACHMENTS_AT_MOST = 6
PDF_BYTES_AT_MOST = 10 * 1024 * 1024
APPEALS_AT_MOST = 3
IMPORT_BYTES_AT_MOST = 16 * 1024 * 1024
IMPORT_ROWS_AT_MOST = 50_000
IMPORT_WAITS_FOR = timedelta(days=30)
"""A table on which nobody decides is put away: words of people lie in it."""
SHEETS_KEPT = timedelta(days=365)
"""Photos and PDFs of paper, from the day on which they were laid beside the voice."""
IMPORT_STANDS_STILL_AFTER = timedelta(seconds=60)
"""A chunk takes a fraction of a second: what has not moved for so long was left by a worker that died."""

WAVE_LASTS_AT_MOST = timedelta(days=7)
WAVE_LOOKS_BACK = timedelta(days=365)
WAVE_VOICES_AT_MOST = 20_000
ARRIVALS_KEPT = timedelta(days=7)
"""From which part of the network a voice came: from Saturday night until somebody has looked at it in the next week."""
WAVE_STANDS_STILL_AFTER = timedelta(seconds=120)
"""Comparing 20,000 texts takes less; a chunk of decisions a fraction of a second."""


def hearing_phase(process: Process, *, now: datetime) -> Phase | None:
    """The running phase in which this process hears opinions. One query."""
    return open_phase(process, HEARING, now=now)


def check_hearing_is_open(process: Process, *, received_at: datetime, ward: Area | None = None) -> None:
    """Opinions must have been heard, in this ward, when this one came in: paper may be typed in later.

    Raises PhaseNotOpen.
    """
    check_is_open(process, HEARING, now=received_at, area=ward)


def check_takes(process: Process, call: Call | None, *, received_at: datetime, ward: Area | None = None) -> None:
    """What came in at this moment must have been asked for: by a phase that hears, or by a call.

    Raises PhaseNotOpen, CallNotOpen or CallOfAnotherProcess. At most one query.
    """
    if call is not None and call.process_id != process.pk:
        raise CallOfAnotherProcess(call=call.title)
    if call is not None and not call.is_open_at(received_at):
        raise CallNotOpen(call=call.title)
    if call is None or call.needs_hearing:
        check_hearing_is_open(process, received_at=received_at, ward=ward)
    else:
        check_is_running(process)


def asked_until(phase: Phase | None, call: Call | None, *, now: datetime) -> datetime | None:
    """Until when one may write now, given the phase that hears and the call; None where one may not. No query.

    END_OF_TIME where no end is set.
    """
    if call is None:
        return phase.closes_at if phase else None
    if not call.is_open_at(now) or call.process.is_finished or (call.needs_hearing and phase is None):
        return None
    ends = [call.closes_at, call.ended_at, phase.closes_at if phase and call.needs_hearing else None]
    return min((end for end in ends if end is not None), default=END_OF_TIME)


def periods_of(process: Process, call: Call | None, ward: Area | None = None) -> list[tuple[datetime, datetime]]:
    """When what came in could come in, in this ward, each ``[opens_at, closes_at)``. At most one query."""
    if call is None:
        return hearing_periods(process, ward)
    ends = [end for end in (call.closes_at, call.ended_at) if end is not None]
    own = (call.opens_at, min(ends, default=END_OF_TIME))
    if not call.needs_hearing:
        return [] if process.is_finished else [own]
    both = [(max(own[0], opens_at), min(own[1], closes_at)) for opens_at, closes_at in hearing_periods(process, ward)]
    return [(opens_at, closes_at) for opens_at, closes_at in both if opens_at < closes_at]


def hearing_periods(process: Process, ward: Area | None = None) -> list[tuple[datetime, datetime]]:
    """When this process heard or hears opinions, each ``[opens_at, closes_at)``; a ward may have its own. At most one
    query.
    """
    if process.is_finished or process.is_draft:
        return []
    phases = process.phases.in_area(ward).filter(openings__kind=HEARING)
    return list(phases.values_list("area_opens_at", "area_closes_at"))  # type: ignore[misc]  # annotated by in_area


def wards_with_own_periods(process: Process) -> set[int]:
    """Keys of wards that hear opinions earlier or later than the city. One query."""
    own = WardException.objects.in_force().filter(phase__process=process, phase__openings__kind=HEARING)
    return set(own.values_list("ward", flat=True))


def received_moment(day: date, *, now: datetime, periods: Periods = ()) -> datetime:
    """What has a day and no hour came in at noon in Japan, and today at this moment.

    Where ``periods`` touch that day, but not that moment, at the first moment of that day within them.
    """
    midnight = timezone.make_aware(datetime.combine(day, time()))
    moment = now if day == timezone.localdate(now) else midnight + timedelta(hours=12)
    if any(opens_at <= moment < closes_at for opens_at, closes_at in periods):
        return moment
    next_day = min(midnight + timedelta(days=1), now)
    begun = [max(opens_at, midnight) for opens_at, closes_at in periods if closes_at > midnight]
    return min((first for first in begun if first < next_day), default=moment)
