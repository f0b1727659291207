"""Codes for residents: made and told once, entered once, stopped; and the step that they lead to."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jukugi.apps.accounts import errors, permissions, queries
from jukugi.apps.accounts.actions.taking_part import held_person
from jukugi.apps.accounts.enums import CodeWay, StepKind
from jukugi.apps.accounts.models import Participant, ResidentBatch, ResidentCode, StepReached, User
from jukugi.apps.areas.models import Area
from jukugi.kit import audit
from jukugi.kit.codes import NotACode, code_digest, new_code, read_code, shown_code
from jukugi.kit.worded import checked_line

RESIDENT = "jukugi accounts resident"
CODES_AT_MOST = 20_000
REASON_LIMIT = 200


@dataclass(frozen=True)
class GivenCodes:
    """Codes as they stand in letters, this once: afterwards nobody can read them."""

    batch: ResidentBatch
    codes: list[str]


@transaction.atomic
def make_resident_codes(
    *, way: CodeWay, count: int, ward: Area | None, valid_until: date, actor: User, now: datetime
) -> GivenCodes:
    """Make codes, each for one person, and tell them once; only keyed hashes are kept.

    To whom each letter goes stays with the city's register: no name comes in here. Raises NotAllowed, TooManyCodes,
    DayOver.
    """
    permissions.check_can_make_codes(actor, ward)
    if not 0 < count <= CODES_AT_MOST:
        raise errors.TooManyCodes(limit=CODES_AT_MOST)
    if valid_until < timezone.localdate(now):
        raise errors.DayOver
    batch = ResidentBatch.objects.create(
        way=way, ward=ward, valid_until=valid_until, made_at=now, actor_key=actor.actor_key
    )
    codes = [new_code() for _n in range(count)]
    ResidentCode.objects.bulk_create(
        (
            ResidentCode(batch=batch, number=number, digest=code_digest(RESIDENT, code))
            for number, code in enumerate(codes, start=1)
        ),
        batch_size=500,
    )
    details = {"way": way, "count": count, "ward": ward.pk if ward is not None else None}
    audit.record("accounts.resident_codes_made", actor=actor, subject=batch, at=now, details=details)
    return GivenCodes(batch, [shown_code(code) for code in codes])


@transaction.atomic
def stop_batch(*, batch: ResidentBatch, reason: str, actor: User, now: datetime) -> ResidentBatch:
    """Let no code of a batch be entered any more; steps that were reached by it stay.

    Raises NotAllowed, AlreadyStopped and what words can raise.
    """
    current = ResidentBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    permissions.check_can_make_codes(actor, current.ward)
    if current.stopped_at is not None:
        raise errors.AlreadyStopped
    current.stop_reason = checked_line(reason, field=_("止めるわけ"), limit=REASON_LIMIT, is_needed=True)
    current.stopped_at, current.stopped_by = now, actor.actor_key
    current.save(update_fields=["stop_reason", "stopped_at", "stopped_by"])
    audit.record("accounts.resident_codes_stopped", actor=actor, subject=current, at=now)
    return current


def redeem_code(*, typed: str, participant: Participant, now: datetime) -> StepReached:
    """Show by a code that one lives in the city. Once: of many at one moment exactly one is taken.

    Whether a code never was, is over, was used or stopped is not told. Raises CodeUnreadable or
    CodeUnknown.
    """
    try:
        digits = read_code(typed)
    except NotACode as error:
        raise errors.CodeUnreadable from error
    return _redeemed(code_digest(RESIDENT, digits), participant, now)


@transaction.atomic
def _redeemed(digest: str, participant: Participant, now: datetime) -> StepReached:
    person = held_person(participant)
    open_batches = ResidentBatch.objects.open_on(timezone.localdate(now))
    unused = ResidentCode.objects.filter(digest=digest, used_at__isnull=True, batch__in=open_batches)
    if not unused.update(used_at=now, used_by=person):
        raise errors.CodeUnknown
    code = ResidentCode.objects.select_related("batch__ward").get(digest=digest)
    audit.record("accounts.resident_code_used", actor=person, subject=code.batch, at=now)
    return reach_step(participant=person, kind=StepKind.RESIDENT, now=now, ward=code.batch.ward)


@transaction.atomic
def reach_step(*, participant: Participant, kind: StepKind, now: datetime, ward: Area | None = None) -> StepReached:
    """Record that somebody has reached a step, whichever way; who has it already keeps the first record of it."""
    there = StepReached.objects.filter(participant__in=queries.rows_of(participant), kind=kind).order_by("pk").first()
    if there is not None:
        return there
    step = StepReached.objects.create(participant=participant, kind=kind, ward=ward, reached_at=now)
    audit.record("accounts.step_reached", actor=participant, subject=step, at=now, details={"kind": kind})
    return step
