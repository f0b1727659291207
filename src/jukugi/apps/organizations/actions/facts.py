"""Facts of an association by year, how it wants to be contacted, and what of it everybody may read."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.accounts.models import User
from jukugi.apps.areas.models import Area
from jukugi.apps.organizations import permissions
from jukugi.apps.organizations.actions.bodies import locked
from jukugi.apps.organizations.enums import ConsentItem, ContactWay
from jukugi.apps.organizations.errors import (
    AssociationEnded,
    CountIsTheSame,
    CountNeedsFigures,
    DayLiesAhead,
    MoreMembersThanHouseholds,
    NeedsContactWay,
    NeedsPublicContact,
)
from jukugi.apps.organizations.models import Consent, ContactRule, HouseholdCount, Organization
from jukugi.core.text.tidying import one_line
from jukugi.kit import audit
from jukugi.kit.pages.wording import jdate, thousands

Teller = User | permissions.Representation


@transaction.atomic
def record_households(
    *,
    organization: Organization,
    as_of: date,
    households: int | None,
    member_households: int | None,
    source: str,
    actor: User,
    now: datetime,
) -> HouseholdCount:
    """Record the households of the area and its members on a day; another count of that day is replaced, and kept.

    Raises NotAllowed, AssociationEnded, DayLiesAhead, CountNeedsFigures, MoreMembersThanHouseholds, CountIsTheSame.
    """
    permissions.check_looks_after(actor, organization)
    body = locked(organization)
    check_stands(body, day=as_of)
    if as_of > localdate(now):
        raise DayLiesAhead(day=jdate(as_of))
    check_figures(households, member_households)
    return put_count(body, as_of, households, member_households, source, actor=actor, now=now)


def check_figures(households: int | None, member_households: int | None) -> None:
    """Raises CountNeedsFigures, MoreMembersThanHouseholds."""
    if households is None and member_households is None:
        raise CountNeedsFigures
    if households is not None and member_households is not None and member_households > households:
        raise MoreMembersThanHouseholds(members=thousands(member_households), households=thousands(households))


def put_count(
    body: Organization,
    as_of: date,
    households: int | None,
    member_households: int | None,
    source: str,
    *,
    actor: User,
    now: datetime,
) -> HouseholdCount:
    """Write a count that was checked. Raises CountIsTheSame."""
    before = body.household_counts.standing().filter(as_of=as_of).first()
    if before is not None:
        if (before.households, before.member_households) == (households, member_households):
            raise CountIsTheSame(day=jdate(as_of))
        before.replaced_at = now
        before.save(update_fields=["replaced_at"])
    count = HouseholdCount.objects.create(
        organization=body,
        as_of=as_of,
        households=households,
        member_households=member_households,
        source=one_line(source),
        actor_key=actor.actor_key,
        recorded_at=now,
    )
    details = {
        "organization": body.pk,
        "as_of": as_of.isoformat(),
        "households": households,
        "member_households": member_households,
        "replaces": before.pk if before else None,
    }
    audit.record("organizations.households_recorded", actor=actor, subject=count, at=now, details=details)
    return count


@transaction.atomic
def describe_area(
    *,
    organization: Organization,
    served: str,
    school_districts: list[Area],
    register_number: str,
    parent: Organization | None,
    actor: User,
    now: datetime,
) -> None:
    """Say which area an association serves, its number in the city's list, and its federation.

    Raises NotAllowed.
    """
    permissions.check_looks_after(actor, organization)
    body = locked(organization)
    body.served, body.register_number, body.parent = one_line(served), one_line(register_number), parent
    body.save(update_fields=["served", "register_number", "parent"])
    body.school_districts.set(school_districts)
    details = {"parent": parent.pk if parent else None, "school_districts": [each.pk for each in school_districts]}
    audit.record("organizations.area_described", actor=actor, subject=body, at=now, details=details)


@transaction.atomic
def set_contact_rule(
    *,
    organization: Organization,
    ways: list[ContactWay],
    wishes: str,
    channel: Channel,
    agreed_on: date,
    actor: Teller,
    now: datetime,
) -> ContactRule:
    """Record how and when an association wants to be contacted; what held before ends, and is kept.

    Raises NotAllowed, AssociationEnded, DayLiesAhead, NeedsContactWay.
    """
    permissions.check_may_tell(actor, organization)
    body = locked(organization)
    _check_day(body, agreed_on, now)
    if not ways:
        raise NeedsContactWay
    body.contact_rules.standing().update(ended_on=agreed_on, ended_by=actor.actor_key)
    rule = ContactRule.objects.create(
        organization=body,
        ways=[str(way) for way in dict.fromkeys(ways)],
        wishes=one_line(wishes),
        channel=channel,
        agreed_on=agreed_on,
        actor_key=actor.actor_key,
        recorded_at=now,
    )
    details = {"organization": body.pk, "ways": rule.ways, "channel": channel}
    audit.record("organizations.contact_rule_set", actor=actor, subject=rule, at=now, details=details)
    return rule


@transaction.atomic
def withdraw_contact_rule(*, organization: Organization, actor: Teller, now: datetime) -> int:
    """The association wants no rule any more: it is kept, with the day. Returns how many ended. Raises NotAllowed."""
    permissions.check_may_tell(actor, organization)
    body = locked(organization)
    ended = body.contact_rules.standing().update(ended_on=localdate(now), ended_by=actor.actor_key)
    if ended:
        audit.record("organizations.contact_rule_withdrawn", actor=actor, subject=body, at=now)
    return ended


@transaction.atomic
def choose_consents(
    *,
    organization: Organization,
    items: list[ConsentItem],
    contact: str,
    channel: Channel,
    chosen_on: date,
    actor: Teller,
    now: datetime,
) -> None:
    """The association says what everybody may read of it: what is new is agreed to, what is left out is withdrawn.

    ``contact`` are the words of the public contact. Raises NotAllowed, AssociationEnded, DayLiesAhead,
    NeedsPublicContact.
    """
    permissions.check_may_tell(actor, organization)
    body = locked(organization)
    _check_day(body, chosen_on, now)
    words = {ConsentItem.CONTACT: one_line(contact)}
    if ConsentItem.CONTACT in items and not words[ConsentItem.CONTACT]:
        raise NeedsPublicContact
    standing = {consent.item: consent for consent in body.consents.standing()}
    wanted = {item: words.get(item, "") for item in items}
    ended = [each for item, each in standing.items() if item not in wanted or wanted[ConsentItem(item)] != each.words]
    for consent in ended:
        consent.withdrawn_on, consent.withdrawn_by = chosen_on, actor.actor_key
        consent.save(update_fields=["withdrawn_on", "withdrawn_by"])
    kept = standing.keys() - {each.item for each in ended}
    for item in wanted.keys() - kept:
        Consent.objects.create(
            organization=body,
            item=item,
            words=wanted[item],
            channel=channel,
            agreed_on=chosen_on,
            actor_key=actor.actor_key,
            recorded_at=now,
        )
    details = {"items": sorted(wanted), "withdrawn": sorted(each.item for each in ended), "channel": channel}
    audit.record("organizations.consents_chosen", actor=actor, subject=body, at=now, details=details)


def check_stands(body: Organization, *, day: date) -> None:
    """Raises AssociationEnded for one that does not stand on a day any more."""
    if body.ended_on is not None and body.ended_on <= day:
        raise AssociationEnded(name=body.name, last_on=jdate(body.last_on))


def _check_day(body: Organization, day: date, now: datetime) -> None:
    check_stands(body, day=localdate(now))
    if day > localdate(now):
        raise DayLiesAhead(day=jdate(day))
