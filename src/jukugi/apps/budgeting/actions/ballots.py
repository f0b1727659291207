"""Ballots are cast: each a row that is only added; the last of a voter counts."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.accounts.models import Participant, User
from jukugi.apps.areas.models import Area
from jukugi.apps.budgeting import permissions, policies
from jukugi.apps.budgeting.enums.ballots import BALLOT_RECEIPT
from jukugi.apps.budgeting.enums.rounds import Verification
from jukugi.apps.budgeting.errors import ballots as errors
from jukugi.apps.budgeting.models import Ballot, CurrentBallot, PaperBallot, Round, VoterCode
from jukugi.kit import receipts


@dataclass(frozen=True)
class BallotDraft:
    """A ballot as it is filled in: numbers of projects, and what the voter tells of themselves or not.

    ``is_of_age``: the voter says that they are as old as the round asks.
    """

    numbers: frozenset[int]
    order_seed: str
    ward: Area | None = None
    age_band: str = ""
    is_member: bool | None = None
    is_of_age: bool = False

    @property
    def choices(self) -> str:
        """As a ballot keeps them."""
        return ",".join(str(number) for number in sorted(self.numbers))


@transaction.atomic
def cast_ballot(
    *,
    budget_round: Round,
    voter: Participant | VoterCode | User,
    draft: BallotDraft,
    now: datetime,
) -> CurrentBallot:
    """Vote on the web, or vote anew: the last ballot counts. The same ballot twice is one.

    By what stands in the database now, not by what the caller has loaded. Raises VoteNotOpen, AnotherStep,
    CodeOfAnother, CodeUsedOnPaper, AgeNotSaid, NoSuchProject, TooFewChosen or TooManyChosen. Nothing is written
    of who the voter is but a keyed token.
    """
    current = Round.objects.get(pk=budget_round.pk)
    policies.check_takes_votes(current, now=now)
    permissions.check_may_vote(current, voter)
    if current.age_from and current.verification != Verification.CODE and not draft.is_of_age:
        raise errors.AgeNotSaid(age=current.age_from)
    check_numbers(current, draft.numbers)
    token = policies.voter_token(current, voter)
    if isinstance(voter, VoterCode) and Ballot.objects.filter(round=current, voter=token, paper__isnull=False).exists():
        raise errors.CodeUsedOnPaper
    return append(current, token, draft, Channel.WEB, now=now)


def append(
    current: Round, token: str, draft: BallotDraft, channel: Channel, *, now: datetime, paper: PaperBallot | None = None
) -> CurrentBallot:
    """Make a ballot the one that counts, and add it to the log while no other of the same voter can."""
    digest = ballot_digest(
        draft.choices, draft.ward.pk if draft.ward is not None else None, draft.age_band, draft.is_member
    )
    there = CurrentBallot.objects.filter(round=current, voter=token).first()
    number = there.receipt if there is not None else ""
    if not number:
        number = paper.receipt if paper is not None else receipts.issue(BALLOT_RECEIPT, now=now)
    receipt = CurrentBallot.objects.put(round_pk=current.pk, voter=token, digest=digest, receipt=number, now=now)
    if receipt is not None:
        Ballot.objects.create(
            round=current,
            voter=token,
            receipt=receipt,
            choices=draft.choices,
            order_seed=draft.order_seed,
            channel=channel,
            ward=draft.ward,
            age_band=draft.age_band,
            is_member=draft.is_member,
            paper=paper,
            cast_at=now,
        )
    return CurrentBallot.objects.get(round=current, voter=token)


def check_numbers(current: Round, numbers: Collection[int]) -> None:
    """Whether these projects may stand together on a ballot. Raises NoSuchProject, TooFewChosen, TooManyChosen."""
    known = set(current.projects.values_list("number", flat=True))
    for number in sorted(numbers):
        if number not in known:
            raise errors.NoSuchProject(number=number)
    policies.check_chosen(current, len(numbers))


def ballot_digest(choices: str, ward: int | None, age_band: str, is_member: bool | None) -> str:
    """What fixes a ballot: what was chosen, and what was told."""
    said = "\x1f".join((choices, str(ward or ""), age_band, "" if is_member is None else str(int(is_member))))
    return hashlib.sha256(said.encode()).hexdigest()
