"""What a meeting allows at a moment, what its raised hands say, and how tables are drawn."""

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from fractions import Fraction

from jukugi.apps.meetings import errors
from jukugi.apps.meetings.enums import REGISTRATION, Hand, Verdict
from jukugi.apps.meetings.models import Meeting
from jukugi.apps.processes.policies import check_is_open, is_open

NOTES_OPEN_BEFORE = timedelta(hours=2)
PARTICIPANTS_WRITE_AFTER = timedelta(hours=1)
FACILITATORS_WRITE_AFTER = timedelta(days=7)
"""Sticky notes are typed in on the days after; and a phone that was without a network sends late."""
NOTES_AT_A_TABLE = 500
EMAIL_KEPT_AFTER = timedelta(days=30)
VERDICT_NEEDS = 5
"""Raised hands of fewer people are not published: one could tell whose they are."""
AGREEMENT, NOT_JUDGING = Fraction(3, 4), Fraction(1, 2)


def is_registration_open(meeting: Meeting, *, now: datetime) -> bool:
    """Whether one can register now. At most one query."""
    return (
        meeting.registration_closes_at is not None
        and meeting.cancelled_at is None
        and now < min(meeting.registration_closes_at, meeting.ends_at)
        and is_open(meeting.process, REGISTRATION, now=now, area=meeting.ward)
    )


def check_registration_is_open(meeting: Meeting, *, now: datetime) -> None:
    """Raises MeetingCancelled, NoRegistration, MeetingOver, RegistrationClosed or PhaseNotOpen. One query."""
    check_is_on(meeting)
    if meeting.registration_closes_at is None:
        raise errors.NoRegistration(meeting=meeting.title)
    if now >= meeting.ends_at:
        raise errors.MeetingOver(meeting=meeting.title)
    if now >= meeting.registration_closes_at:
        raise errors.RegistrationClosed(meeting=meeting.title)
    check_is_open(meeting.process, REGISTRATION, now=now, area=meeting.ward)


def check_is_on(meeting: Meeting) -> None:
    """Raises MeetingCancelled."""
    if meeting.cancelled_at is not None:
        raise errors.MeetingCancelled(meeting=meeting.title)


def notes_are_open(meeting: Meeting, *, now: datetime, to_participants: bool = False) -> bool:
    """Whether notes are taken: of those in the hall, or of facilitators too, who have some days more."""
    after = PARTICIPANTS_WRITE_AFTER if to_participants else FACILITATORS_WRITE_AFTER
    return meeting.cancelled_at is None and meeting.starts_at - NOTES_OPEN_BEFORE <= now < meeting.ends_at + after


def check_notes_are_open(meeting: Meeting, *, now: datetime, to_participants: bool = False) -> None:
    """Raises NotesClosed."""
    if not notes_are_open(meeting, now=now, to_participants=to_participants):
        raise errors.NotesClosed(meeting=meeting.title)


def verdict(counts: dict[str, int]) -> Verdict:
    """What raised hands say: whether most cannot judge, three in four of those who judge agree, or they are split."""
    judged = counts.get(Hand.AGREE, 0) + counts.get(Hand.DISAGREE, 0)
    everybody = judged + counts.get(Hand.UNSURE, 0)
    if everybody < VERDICT_NEEDS:
        return Verdict.TOO_FEW
    if Fraction(counts.get(Hand.UNSURE, 0), everybody) >= NOT_JUDGING:
        return Verdict.CANNOT_JUDGE
    agreeing = Fraction(counts.get(Hand.AGREE, 0), judged)
    if agreeing >= AGREEMENT:
        return Verdict.AGREED
    return Verdict.OPPOSED if agreeing <= 1 - AGREEMENT else Verdict.SPLIT


def drawn_tables(positions: Sequence[int], tables: int, *, seed: str) -> dict[int, int]:
    """At which table each position sits, from 1: in the order of SHA-256 of ``seed:position``, dealt round.

    Anybody who knows the seed and the positions computes the same; no two tables differ by more than one seat.
    """
    order = sorted(positions, key=lambda position: hashlib.sha256(f"{seed}:{position}".encode()).hexdigest())
    return {position: place % tables + 1 for place, position in enumerate(order)}
