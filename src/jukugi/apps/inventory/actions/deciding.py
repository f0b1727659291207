"""Decisions on requests, and the city's words for them."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.timezone import localdate

from jukugi.apps.accounts.models import User
from jukugi.apps.inventory import permissions
from jukugi.apps.inventory.enums import RequestState
from jukugi.apps.inventory.errors import KindNotInUse, LeftReversed, NotMade, ReasonMissing
from jukugi.apps.inventory.models import AdminRequest, Decision, DecisionKind
from jukugi.apps.inventory.queries.hours import city_now
from jukugi.apps.inventory.queries.simulation import promised
from jukugi.apps.organizations.models import Organization
from jukugi.core.text.tidying import lines, one_line
from jukugi.kit import audit

TENTH = Decimal("0.1")


@transaction.atomic
def decide(
    *,
    admin_request: AdminRequest,
    kind: DecisionKind,
    reason: str,
    starts_on: date,
    owner: Organization,
    actor: User,
    now: datetime,
) -> Decision:
    """Decide what becomes of a request, and keep what that promises. Everybody reads it. Replaces the former decision.

    Raises NotAllowed, NotMade, KindNotInUse, ReasonMissing.
    """
    day = localdate(now)
    permissions.check_is_policy(actor, day=day)
    held = AdminRequest.objects.select_for_update(of=("self",)).with_recipients().get(pk=admin_request.pk)
    if held.state != RequestState.ACTIVE:
        raise NotMade(title=held.title)
    if not kind.is_in_use:
        raise KindNotInUse(name=kind.name)
    if not lines(reason):
        raise ReasonMissing
    least, middle, most = promised(held, kind, city_now(day=day))
    Decision.objects.standing().filter(admin_request=held).update(replaced_at=now)
    decision = Decision.objects.create(
        admin_request=held,
        kind=kind,
        reason=lines(reason),
        decided_on=day,
        starts_on=starts_on,
        owner=owner,
        promised_low=Decimal(least).quantize(TENTH),
        promised=Decimal(middle).quantize(TENTH),
        promised_high=Decimal(most).quantize(TENTH),
        actor_key=actor.actor_key,
        recorded_at=now,
    )
    details = {"request": held.pk, "kind": kind.pk}
    audit.record("inventory.decided", actor=actor, subject=decision, at=now, details=details)
    return decision


@dataclass(frozen=True)
class KindWords:
    """One of the city's words for a decision; the fields of the model of the same names."""

    name: str
    meaning: str
    left_low: int
    left: int
    left_high: int
    deliveries_left: int
    ends_it: bool
    is_in_use: bool


@transaction.atomic
def set_kind(*, kind: DecisionKind | None, words: KindWords, actor: User, now: datetime) -> DecisionKind:
    """Add one of the city's words for decisions (``kind`` None), or change it. Decisions made keep what they promised.

    Raises NotAllowed, LeftReversed.
    """
    permissions.check_is_policy(actor, day=localdate(now))
    if not 0 <= words.left_low <= words.left <= words.left_high <= 100:
        raise LeftReversed
    columns = asdict(words) | {"name": one_line(words.name), "meaning": one_line(words.meaning)}
    if kind is None:
        last = DecisionKind.objects.order_by("-position").first()
        kind = DecisionKind(position=(last.position if last else 0) + 10)
    for name, value in columns.items():
        setattr(kind, name, value)
    kind.save()
    audit.record("inventory.decision_kind_set", actor=actor, subject=kind, at=now)
    return kind
