"""Ballots on paper: printed with numbers, read by two people who do not see each other's reading, counted once."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.accounts.models import User
from jukugi.apps.areas.models import Area
from jukugi.apps.budgeting import permissions, policies
from jukugi.apps.budgeting.actions.ballots import BallotDraft, append, check_numbers
from jukugi.apps.budgeting.enums.ballots import BALLOT_RECEIPT, PAPERS_AT_MOST, SpoiledReason
from jukugi.apps.budgeting.enums.rounds import WORDS_LIMIT, RoundState, Verification
from jukugi.apps.budgeting.errors import ballots as errors
from jukugi.apps.budgeting.models import (
    Ballot,
    CurrentBallot,
    PaperBallot,
    PaperReading,
    Round,
    SpoiledBallot,
    VoterCode,
)
from jukugi.kit import audit, receipts
from jukugi.kit.errors import Refusal
from jukugi.kit.worded import checked, checked_line

PAPER = (Channel.MEETING, Channel.POST, Channel.FAX)
SAME = ("voter", "choices", "spoiled", "channel", "received_on", "ward_id", "age_band", "is_member")
"""In what two readings are compared."""


@dataclass(frozen=True)
class PaperRead:
    """What somebody reads on a ballot on paper: the numbers that are marked, or why it cannot be counted."""

    numbers: frozenset[int]
    channel: Channel
    received_on: date
    form_key: str
    code: str = ""
    spoiled: str = ""
    note: str = ""
    ward: Area | None = None
    age_band: str = ""
    is_member: bool | None = None


@dataclass(frozen=True)
class Outcome:
    """What became of a reading: the ballot or the spoiled one, or in what it differs from the first reading."""

    reading: PaperReading
    is_settled: bool
    differs: tuple[str, ...] = ()


@transaction.atomic
def print_papers(*, budget_round: Round, count: int, place: str, actor: User, now: datetime) -> list[PaperBallot]:
    """Give out numbers for so many ballots on paper, each with an order of its own.

    Raises NotAllowed, VoteNotOpen, TooManyPapers and what the place can raise.
    """
    current = Round.objects.select_related("area").get(pk=budget_round.pk)
    permissions.check_can_read_papers(actor, current)
    if current.state != RoundState.VOTING:
        raise errors.VoteNotOpen
    if not 0 < count <= PAPERS_AT_MOST:
        raise errors.TooManyPapers(limit=PAPERS_AT_MOST)
    where = checked_line(place, field=_("配る所"), limit=80)
    papers = PaperBallot.objects.bulk_create(
        PaperBallot(
            round=current,
            receipt=number,
            order_seed=secrets.token_hex(8),
            place=where,
            printed_at=now,
            actor_key=actor.actor_key,
        )
        for number in receipts.issue_many(BALLOT_RECEIPT, count, now=now)
    )
    audit.record("budgeting.papers_printed", actor=actor, subject=current, at=now, details={"count": count})
    return papers


@transaction.atomic
def read_paper(*, paper: PaperBallot, read: PaperRead, actor: User, now: datetime) -> Outcome:
    """Note what one person reads. The second reading is another person's; if it is the same, the ballot is counted.

    The same form sent twice is one reading. Raises NotAllowed, VoteNotOpen, PaperSettled, SamePerson, WrongWay,
    ReceivedInTheFuture, ReceivedTooLate, NotSpoiledThus, CodeUnknown, NoSuchProject, TooFewChosen, TooManyChosen.
    """
    current, there = _at_work(paper, read, actor, now)
    for reading in there.values():
        if reading.form_key == read.form_key:
            return Outcome(reading, is_settled(current), differences(there))
    if is_settled(current) or len(there) >= 2:
        raise errors.PaperSettled(number=receipts.shown(current.receipt))
    if 1 in there and there[1].actor_key == actor.actor_key:
        raise errors.SamePerson
    reading = _keep(current, read, 2 if 1 in there else 1, actor, now)
    there[reading.turn] = reading
    differs = differences(there)
    if reading.turn == 2 and not differs:
        _settle(current, reading, actor, now)
        return Outcome(reading, True)
    return Outcome(reading, False, differs)


@transaction.atomic
def settle_paper(*, paper: PaperBallot, read: PaperRead, actor: User, now: datetime) -> Outcome:
    """Settle what two people read differently, having looked at the paper; all readings are kept.

    Raises as ``read_paper``, and NothingDiffers.
    """
    current, there = _at_work(paper, read, actor, now)
    if is_settled(current):
        if 3 in there and there[3].form_key == read.form_key:
            return Outcome(there[3], True)
        raise errors.PaperSettled(number=receipts.shown(current.receipt))
    if not differences(there):
        raise errors.NothingDiffers
    reading = _keep(current, read, 3, actor, now)
    _settle(current, reading, actor, now)
    return Outcome(reading, True)


def differences(readings: Mapping[int, PaperReading]) -> tuple[str, ...]:
    """In what the first two readings differ; empty while there is only one. No query."""
    first, second = readings.get(1), readings.get(2)
    if first is None or second is None:
        return ()
    return tuple(name for name in SAME if getattr(first, name) != getattr(second, name))


def is_settled(paper: PaperBallot) -> bool:
    """Whether it is counted or kept as spoiled. Two queries."""
    return Ballot.objects.filter(paper=paper).exists() or SpoiledBallot.objects.filter(paper=paper).exists()


def _at_work(
    paper: PaperBallot, read: PaperRead, actor: User, now: datetime
) -> tuple[PaperBallot, dict[int, PaperReading]]:
    # Closing a round waits for its row: no reading slips in behind it.
    Round.objects.select_for_update(of=("self",)).get(pk=paper.round_id)
    locked = PaperBallot.objects.select_for_update(of=("self",)).select_related("round__area")
    current = locked.get(pk=paper.pk)
    permissions.check_can_read_papers(actor, current.round)
    if read.channel not in PAPER:
        raise errors.WrongWay
    if read.received_on > timezone.localdate(now):
        raise errors.ReceivedInTheFuture
    if current.round.state != RoundState.VOTING:
        raise errors.VoteNotOpen
    _check_spoiled(current.round, read)
    return current, {reading.turn: reading for reading in current.readings.all()}


def _check_spoiled(current: Round, read: PaperRead) -> None:
    """Whether what was read can be counted, or is spoiled for the reason that is told."""
    if not read.spoiled:
        policies.check_takes_paper(current, received_on=read.received_on)
        check_numbers(current, read.numbers)
        return
    if read.spoiled == SpoiledReason.LATE and read.received_on <= current.vote_until:
        raise errors.NotSpoiledThus
    if read.spoiled in (SpoiledReason.TOO_MANY, SpoiledReason.TOO_FEW, SpoiledReason.BLANK):
        try:
            check_numbers(current, read.numbers)
        except Refusal:
            return
        if not (read.spoiled == SpoiledReason.BLANK and not read.numbers):
            raise errors.NotSpoiledThus


def _keep(current: PaperBallot, read: PaperRead, turn: int, actor: User, now: datetime) -> PaperReading:
    reading = PaperReading.objects.create(
        paper=current,
        turn=turn,
        voter=_token(current, read),
        choices=BallotDraft(numbers=read.numbers, order_seed="").choices,
        spoiled=read.spoiled,
        note=checked(read.note, field=_("メモ"), limit=WORDS_LIMIT),
        channel=read.channel,
        received_on=read.received_on,
        ward=read.ward,
        age_band=read.age_band,
        is_member=read.is_member,
        form_key=read.form_key,
        actor_key=actor.actor_key,
        read_at=now,
    )
    audit.record("budgeting.paper_read", actor=actor, subject=current, at=now, details={"turn": turn})
    return reading


def _token(current: PaperBallot, read: PaperRead) -> str:
    """Whose ballot it is; "" for a spoiled one without a code that fits. Raises CodeUnknown."""
    if current.round.verification != Verification.CODE:
        return policies.paper_token(current.round, current.receipt)
    digest = policies.code_digest(read.code[:40])
    code = VoterCode.objects.select_related("round").filter(digest=digest).first()
    if code is not None and permissions.code_opens(code, current.round):
        return policies.voter_token(current.round, code)
    if read.spoiled:
        return ""
    raise errors.CodeUnknown


def _settle(current: PaperBallot, reading: PaperReading, actor: User, now: datetime) -> None:
    """Count it once, or keep it as spoiled: also where the same person has voted before, on the web or on paper."""
    reason = reading.spoiled
    there = CurrentBallot.objects.select_for_update().filter(round=current.round, voter=reading.voter)
    if not reason and there.exists():
        reason = SpoiledReason.USED
    if reason:
        SpoiledBallot.objects.create(
            paper=current,
            reason=reason,
            note=reading.note,
            channel=reading.channel,
            actor_key=actor.actor_key,
            spoiled_at=now,
        )
    else:
        draft = BallotDraft(
            numbers=frozenset(int(number) for number in reading.choices.split(",") if number),
            order_seed=current.order_seed,
            ward=reading.ward,
            age_band=reading.age_band,
            is_member=reading.is_member,
        )
        append(current.round, reading.voter, draft, Channel(reading.channel), now=now, paper=current)
    what = "paper_spoiled" if reason else "paper_counted"
    audit.record(f"budgeting.{what}", actor=actor, subject=current, at=now)
