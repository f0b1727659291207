"""Letters go out: a round with its codes, the promise before the draw, and the letters that came back."""

import hashlib
import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from jukugi.apps.accounts.enums import Sex
from jukugi.apps.accounts.models import User
from jukugi.apps.areas.models import Area
from jukugi.apps.sortition import errors, policies
from jukugi.apps.sortition.actions.standing import locked_lottery, move, tell
from jukugi.apps.sortition.enums import (
    CODE_LETTERS,
    CODES_AT_MOST,
    LINE_LIMIT,
    PERSONAL_CODE_LENGTH,
    LotteryAct,
    LotteryState,
    RoundState,
)
from jukugi.apps.sortition.models import CivicLottery, InvitationCode, InvitationRound
from jukugi.apps.sortition.queries.inviting import BANDS
from jukugi.kit import audit
from jukugi.kit.worded import checked_line

# What is not one of these could be a name, and is not kept.
BAND_CODES = {"", *(code for code, _low, _high in BANDS)}
SEXES = {"", *Sex.values}


@dataclass(frozen=True)
class InvitedRow:
    """One letter of the file that the city's machine gives back: its number, and its stratum."""

    number: int
    ward: str
    band: str
    sex: str


@transaction.atomic
def plan_round(
    *,
    lottery: CivicLottery,
    letters: int,
    weights: Mapping[str, float],
    rate: float,
    how: str,
    actor: User,
    now: datetime,
) -> tuple[InvitationRound, list[str]]:
    """Plan so many letters, publish the digest of a secret seed, and make the codes; these are told once.

    ``weights`` by the name of an age band: how much more often its people are written to. ``rate``: how many answers
    are expected of a letter. ``how``: which public number is put to the secret, named before it is known.

    Raises NotAllowed, ProcessFinished, LotteryNotInState, TooManyLetters and what the words can raise.
    """
    current = locked_lottery(lottery, actor, LotteryState.PREPARED, LotteryState.OPENED)
    if not 0 < letters <= CODES_AT_MOST:
        raise errors.TooManyLetters(count=letters, limit=CODES_AT_MOST)
    secret = secrets.token_hex(32)
    number = (current.rounds.aggregate(last=Max("number"))["last"] or 0) + 1
    made = InvitationRound.objects.create(
        lottery=current,
        number=number,
        letters=letters,
        plan={"weights": dict(weights), "rate": rate},
        secret=secret,
        secret_digest=hashlib.sha256(secret.encode()).hexdigest(),
        announced_how=checked_line(how, field=_("公の数"), limit=LINE_LIMIT, is_needed=True),
        state=RoundState.ANNOUNCED,
        planned_at=now,
        announced_at=now,
        actor_key=actor.actor_key,
    )
    codes = ["".join(secrets.choice(CODE_LETTERS) for _n in range(PERSONAL_CODE_LENGTH)) for _m in range(letters)]
    InvitationCode.objects.bulk_create(
        (
            InvitationCode(round=made, number=place, digest=policies.code_digest(code))
            for place, code in enumerate(codes, start=1)
        ),
        batch_size=500,
    )
    audit.record("sortition.round_planned", actor=actor, subject=made, at=now, details={"count": letters})
    return made, [policies.code_shown(code) for code in codes]


@transaction.atomic
def know_public_number(*, round_: InvitationRound, number: str, actor: User, now: datetime) -> None:
    """Enter the public number; secret and number together are the seed by which the letters are drawn.

    Raises NotAllowed, ProcessFinished, LotteryNotInState, RoundNotInState and what the words can raise.
    """
    locked_lottery(round_.lottery, actor, LotteryState.PREPARED, LotteryState.OPENED)
    current = InvitationRound.objects.select_for_update().get(pk=round_.pk)
    if current.state != RoundState.ANNOUNCED or current.public_number:
        raise errors.RoundNotInState(state=current.get_state_display())
    current.public_number = checked_line(number, field=_("公の数"), limit=40, is_needed=True)
    current.save(update_fields=["public_number"])
    audit.record("sortition.round_number_known", actor=actor, subject=current, at=now)


def seed_of(round_: InvitationRound) -> str:
    """The secret and the public number; empty before this is known."""
    return f"{round_.secret}:{round_.public_number}" if round_.public_number else ""


@transaction.atomic
def take_invited(
    *, round_: InvitationRound, rows: Sequence[InvitedRow], counts: Mapping[str, int], actor: User, now: datetime
) -> int:
    """Keep to which stratum each letter went, and how many people of the register are in each; how many letters.

    Codes beyond the letters that were drawn are never valid. Raises NotAllowed, ProcessFinished, LotteryNotInState,
    RoundNotInState, PublicNumberUnknown, InvitedUnfit.
    """
    locked_lottery(round_.lottery, actor, LotteryState.PREPARED, LotteryState.OPENED)
    current = InvitationRound.objects.select_for_update().get(pk=round_.pk)
    if current.state == RoundState.SENT:
        raise errors.RoundNotInState(state=current.get_state_display())
    if not current.public_number:
        raise errors.PublicNumberUnknown
    codes = {code.number: code for code in current.codes.all()}
    if not rows or len({row.number for row in rows}) != len(rows) or not {row.number for row in rows} <= codes.keys():
        raise errors.InvitedUnfit
    if any(row.band not in BAND_CODES or row.sex not in SEXES for row in rows):
        raise errors.InvitedUnfit
    wards = {area.name: area for area in Area.objects.wards()} | {area.code: area for area in Area.objects.wards()}
    changed = []
    for row in rows:
        code = codes[row.number]
        code.ward, code.age_band, code.sex = wards.get(row.ward), row.band, row.sex
        changed.append(code)
    InvitationCode.objects.bulk_update(changed, ["ward", "age_band", "sex"], batch_size=500)
    current.codes.exclude(number__in=[row.number for row in rows]).filter(volunteer__isnull=True).delete()
    current.register_counts, current.letters = dict(counts), len(rows)
    current.state, current.drawn_at = RoundState.DRAWN, now
    current.save(update_fields=["register_counts", "letters", "state", "drawn_at"])
    audit.record("sortition.invited_kept", actor=actor, subject=current, at=now, details={"count": len(rows)})
    return len(rows)


@transaction.atomic
def letters_sent(*, round_: InvitationRound, actor: User, now: datetime) -> None:
    """The letters went out. Raises NotAllowed, ProcessFinished, LotteryNotInState, RoundNotInState."""
    lottery = locked_lottery(round_.lottery, actor, LotteryState.PREPARED, LotteryState.OPENED)
    current = InvitationRound.objects.select_for_update().get(pk=round_.pk)
    if current.state != RoundState.DRAWN:
        raise errors.RoundNotInState(state=current.get_state_display())
    current.state, current.sent_at = RoundState.SENT, now
    current.save(update_fields=["state", "sent_at"])
    audit.record("sortition.letters_sent", actor=actor, subject=current, at=now)
    if lottery.state == LotteryState.PREPARED:
        move(lottery, LotteryState.OPENED)
        tell(lottery, LotteryAct.OPENED, "", actor, now)


@transaction.atomic
def letters_returned(*, round_: InvitationRound, numbers: Collection[int], actor: User, now: datetime) -> int:
    """Letters that came back, by the numbers of their codes; how many are new. Raises NotAllowed, ProcessFinished,
    LotteryNotInState, InvitedUnfit."""
    locked_lottery(round_.lottery, actor, LotteryState.OPENED, LotteryState.CLOSED)
    known = round_.codes.filter(number__in=list(numbers))
    if known.count() != len(set(numbers)):
        raise errors.InvitedUnfit
    count = known.filter(returned_at__isnull=True).update(returned_at=now)
    audit.record("sortition.letters_returned", actor=actor, subject=round_, at=now, details={"count": count})
    return count
