"""Codes of a roll: made and told once, as a table for the letters; only keyed hashes are kept."""

import secrets
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from jukugi.apps.accounts.models import User
from jukugi.apps.areas.models import Area
from jukugi.apps.budgeting import policies
from jukugi.apps.budgeting.actions.rounds import locked_round
from jukugi.apps.budgeting.enums.ballots import CODES_AT_MOST
from jukugi.apps.budgeting.enums.rounds import RoundState, Verification
from jukugi.apps.budgeting.errors import ballots as errors
from jukugi.apps.budgeting.models import Round, VoterCode
from jukugi.kit import audit

LETTERS, LENGTH = "abcdefghjkmnpqrstuvwxyz23456789", 12
"""Without what is mistaken for another: 59 bits, so that nobody guesses one of a roll."""


@transaction.atomic
def make_codes(*, budget_round: Round, count: int, actor: User, now: datetime, ward: Area | None = None) -> list[str]:
    """Make codes, each for one person, and tell them once. ``ward``: where these people live, if the roll tells.

    Raises NotAllowed, RoundNotInState, AnotherStep or TooManyCodes.
    """
    states = (RoundState.PREPARED, RoundState.ANNOUNCED, RoundState.VOTING)
    current = locked_round(budget_round, actor, *states)
    if current.verification != Verification.CODE:
        raise errors.AnotherStep(step=current.get_verification_display())
    if not 0 < count <= CODES_AT_MOST:
        raise errors.TooManyCodes(limit=CODES_AT_MOST)
    first = (current.codes.aggregate(last=Max("number"))["last"] or 0) + 1
    codes = ["".join(secrets.choice(LETTERS) for _n in range(LENGTH)) for _m in range(count)]
    VoterCode.objects.bulk_create(
        (
            VoterCode(
                round=current,
                digest=policies.code_digest(code),
                number=number,
                ward=ward or current.area,
                given_at=now,
                actor_key=actor.actor_key,
            )
            for number, code in enumerate(codes, start=first)
        ),
        batch_size=500,
    )
    audit.record("budgeting.codes_made", actor=actor, subject=current, at=now, details={"count": count})
    return ["-".join(code[place : place + 4] for place in range(0, LENGTH, 4)) for code in codes]
