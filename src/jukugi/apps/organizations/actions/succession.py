"""What becomes of associations: named anew, merged, split, dissolved, found to stand there twice."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import F, Q

from jukugi.apps.accounts.models import User
from jukugi.apps.organizations import permissions
from jukugi.apps.organizations.actions.access import end_codes
from jukugi.apps.organizations.actions.bodies import checked_name, locked, save_body
from jukugi.apps.organizations.actions.facts import check_stands
from jukugi.apps.organizations.enums import OrganizationKind, SuccessionKind, SuccessionSide
from jukugi.apps.organizations.errors import ReasonNeeded, SuccessionNeedsOthers
from jukugi.apps.organizations.models import AccessCode, DistinctPair, Organization, Succession, SuccessionTie
from jukugi.core.text.tidying import has_letters, lines
from jukugi.kit import audit


@transaction.atomic
def rename_association(
    *, organization: Organization, name: str, on: date, reason: str, actor: User, now: datetime
) -> Succession:
    """Give an association its new name; the former one stays readable, and is found.

    Raises NotAllowed, AssociationEnded, ReasonNeeded, OrganizationNeedsName, OrganizationExists.
    """
    body = _checked(organization, actor, on)
    former, body.name = body.name, checked_name(name)
    save_body(body)
    return _record(SuccessionKind.RENAMED, on, reason, before=[body], after=[body], former=former, actor=actor, now=now)


@transaction.atomic
def dissolve_association(
    *, organization: Organization, on: date, reason: str, aftermath: str, actor: User, now: datetime
) -> Succession:
    """End an association that nobody follows. ``aftermath`` says who looks after the area from then on.

    Raises NotAllowed, AssociationEnded, ReasonNeeded.
    """
    body = _checked(organization, actor, on)
    _end(body, on)
    return _record(SuccessionKind.DISSOLVED, on, reason, before=[body], aftermath=aftermath, actor=actor, now=now)


@transaction.atomic
def merge_associations(
    *,
    organizations: Sequence[Organization],
    into: Organization | None,
    name: str,
    on: date,
    reason: str,
    actor: User,
    now: datetime,
) -> Succession:
    """Let associations become one: one that stands (``into``), or a new one of this name.

    Raises NotAllowed, AssociationEnded, SuccessionNeedsOthers, ReasonNeeded, OrganizationNeedsName,
    OrganizationExists.
    """
    ending = [each for each in organizations if into is None or each.pk != into.pk]
    if len(ending) < (2 if into is None else 1):
        raise SuccessionNeedsOthers
    bodies = [_checked(each, actor, on) for each in sorted(ending, key=lambda each: each.pk)]
    after = _checked(into, actor, on) if into is not None else _new(bodies[0], name)
    for body in bodies:
        _end(body, on)
    return _record(SuccessionKind.MERGED, on, reason, before=bodies, after=[after], actor=actor, now=now)


@transaction.atomic
def split_association(
    *, organization: Organization, names: Sequence[str], on: date, reason: str, actor: User, now: datetime
) -> Succession:
    """Let an association become several new ones of these names.

    Raises NotAllowed, AssociationEnded, SuccessionNeedsOthers, ReasonNeeded, OrganizationNeedsName,
    OrganizationExists.
    """
    body = _checked(organization, actor, on)
    if len(names) < 2:
        raise SuccessionNeedsOthers
    parts = [_new(body, name) for name in names]
    _end(body, on)
    return _record(SuccessionKind.SPLIT, on, reason, before=[body], after=parts, actor=actor, now=now)


@transaction.atomic
def join_duplicates(
    *, wrong: Organization, kept: Organization, on: date, reason: str, actor: User, now: datetime
) -> Succession:
    """Two rows were of one association: the wrong one ends, what was written there stays readable from the other.

    Raises NotAllowed, AssociationEnded, SuccessionNeedsOthers, ReasonNeeded.
    """
    if wrong.pk == kept.pk:
        raise SuccessionNeedsOthers
    body, after = _checked(wrong, actor, on), _checked(kept, actor, on)
    _end(body, on)
    return _record(SuccessionKind.DUPLICATE, on, reason, before=[body], after=[after], actor=actor, now=now)


@transaction.atomic
def tell_apart(*, one: Organization, other: Organization, actor: User, now: datetime) -> None:
    """Two names are alike, and the associations are two: the pair is proposed no more. Raises NotAllowed."""
    for each in (one, other):
        permissions.check_looks_after(actor, each)
    first, second = sorted((one.pk, other.pk))
    pair, is_new = DistinctPair.objects.get_or_create(
        first_id=first, second_id=second, defaults={"actor_key": actor.actor_key, "decided_at": now}
    )
    if is_new:
        audit.record("organizations.told_apart", actor=actor, subject=pair, at=now)


def _checked(organization: Organization, actor: User, on: date) -> Organization:
    permissions.check_looks_after(actor, organization)
    body = locked(organization)
    check_stands(body, day=on)
    return body


def _new(model: Organization, name: str) -> Organization:
    body = Organization(
        kind=OrganizationKind(model.kind),
        name=checked_name(name),
        area_id=model.area_id,
        parent_id=model.parent_id,
        is_sample=model.is_sample,
    )
    save_body(body)
    return body


def _end(body: Organization, on: date) -> None:
    """From this day on the body, its offices, terms and codes are over."""
    body.ended_on = on
    body.save(update_fields=["ended_on"])
    going_on = Q(ends_on__isnull=True) | Q(ends_on__gt=on)
    for terms in (body.officers, body.memberships):
        terms.filter(going_on, starts_on__lt=on).update(ends_on=on)
        # A term that was to begin later never does.
        terms.filter(going_on, starts_on__gte=on).update(ends_on=F("starts_on"))
    end_codes(AccessCode.objects.filter(organization=body), on)


def _record(
    kind: SuccessionKind,
    on: date,
    reason: str,
    *,
    before: Sequence[Organization],
    after: Sequence[Organization] = (),
    aftermath: str = "",
    former: str = "",
    actor: User,
    now: datetime,
) -> Succession:
    words = lines(reason)
    if not has_letters(words):
        raise ReasonNeeded
    succession = Succession.objects.create(
        kind=kind,
        on=on,
        reason=words,
        aftermath=lines(aftermath),
        former_name=former,
        actor_key=actor.actor_key,
        recorded_at=now,
    )
    sides = ((SuccessionSide.BEFORE, before), (SuccessionSide.AFTER, after))
    SuccessionTie.objects.bulk_create(
        SuccessionTie(succession=succession, organization=body, side=side) for side, bodies in sides for body in bodies
    )
    details = {"kind": kind, "on": on.isoformat(), "before": [b.pk for b in before], "after": [b.pk for b in after]}
    audit.record("organizations.succession_recorded", actor=actor, subject=succession, at=now, details=details)
    return succession
