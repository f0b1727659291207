"""What a round allows in its state and on its days; how a voter is known again without being known."""

import hashlib
import hmac
from datetime import date, datetime

from django.conf import settings

from jukugi.apps.accounts.models import Participant, User
from jukugi.apps.budgeting.enums.rounds import RoundState
from jukugi.apps.budgeting.errors import ballots, rounds
from jukugi.apps.budgeting.models import Round, VoterCode, VoterTie
from jukugi.kit.pages.wording import jday


def check_state(budget_round: Round, *states: RoundState) -> None:
    """Raises RoundNotInState."""
    if budget_round.state not in states:
        raise rounds.RoundNotInState(state=budget_round.get_state_display())


def check_takes_votes(budget_round: Round, *, now: datetime) -> None:
    """Raises VoteNotOpen."""
    if not budget_round.takes_votes_at(now):
        raise ballots.VoteNotOpen


def check_takes_paper(budget_round: Round, *, received_on: date) -> None:
    """Paper may be read until the round is closed, if it came in on the days of the vote.

    Raises VoteNotOpen or ReceivedTooLate.
    """
    if budget_round.state != RoundState.VOTING:
        raise ballots.VoteNotOpen
    if not budget_round.vote_from <= received_on <= budget_round.vote_until:
        raise ballots.ReceivedTooLate(day=jday(received_on))


def check_chosen(budget_round: Round, count: int) -> None:
    """Raises TooFewChosen or TooManyChosen."""
    least, most = budget_round.approvals_least, budget_round.approvals_most
    if count < least:
        raise ballots.TooFewChosen(count=count, limit=least, missing=least - count)
    if most is not None and count > most:
        raise ballots.TooManyChosen(count=count, limit=most, over=count - most)


def voter_token(budget_round: Round, voter: Participant | VoterCode | User) -> str:
    """By which a voter is known again in one round; the key is the installation's own, so nobody else can make it.

    For a device one query: who was joined to another device may vote as that one.
    """
    if isinstance(voter, VoterCode):
        return _token(budget_round.pk, "code", voter.digest)
    if isinstance(voter, User):
        return _token(budget_round.pk, "person", voter.actor_key)
    token = device_token(budget_round.pk, voter.actor_key)
    tied = VoterTie.objects.filter(round=budget_round.pk, voter=token).values_list("votes_as", flat=True).first()
    return tied if tied is not None else token


def device_token(round_pk: int, actor_key: str) -> str:
    """The token of one device in one round, whatever it was joined to."""
    return _token(round_pk, "device", actor_key)


def paper_token(budget_round: Round, receipt: str) -> str:
    """The same for a ballot on paper that bears no code: that of its own number."""
    return _token(budget_round.pk, "paper", receipt)


def code_digest(code: str) -> str:
    """By which a code of the roll is known again."""
    plain = code.lower().replace("-", "").replace(" ", "")
    return _keyed(f"budget code:{plain}")


def _token(round_pk: int, kind: str, key: str) -> str:
    return _keyed(f"budget voter:{round_pk}:{kind}:{key}")


def _keyed(words: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), words.encode(), hashlib.sha256).hexdigest()
