"""From which part of the network a voice came: a mark for some days, by which a machine's flood is told from people."""

from datetime import datetime, timedelta

from jukugi.apps.opinions.models import ArrivalMark, Submission


def mark_arrival(submission: Submission, mark: str, *, now: datetime) -> None:
    """Keep the mark beside what was sent, in the caller's transaction; nothing where there is none."""
    if mark:
        ArrivalMark.objects.create(submission=submission, mark=mark, marked_at=now)


def forget_arrivals(*, now: datetime, kept: timedelta) -> int:
    """Delete marks whose time is over. Returns how many; safe to run twice."""
    return ArrivalMark.objects.filter(marked_at__lt=now - kept).delete()[0]
