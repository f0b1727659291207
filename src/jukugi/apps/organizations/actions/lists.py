"""April: a ward's new list of officers is brought, looked at, and taken as a whole or without the faulty parts."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from jukugi.apps.accounts.models import User
from jukugi.apps.areas.models import Area
from jukugi.apps.organizations import permissions
from jukugi.apps.organizations.actions.access import end_codes
from jukugi.apps.organizations.actions.bodies import locked, save_body
from jukugi.apps.organizations.actions.facts import put_count
from jukugi.apps.organizations.actions.list_reading import BodyChange, ListPlan, NewOfficer, read_list
from jukugi.apps.organizations.actions.officers import Person, begin_term, end_term, put_person
from jukugi.apps.organizations.enums import OfficerListState
from jukugi.apps.organizations.errors import CountIsTheSame, ListDecided, TermEndsBeforeItStarts
from jukugi.apps.organizations.models import AccessCode, Officer, OfficerList, Organization
from jukugi.core.text.tidying import one_line
from jukugi.kit import audit
from jukugi.kit.pages.wording import jdate

FILE_NAME_LIMIT = 200
LISTS_KEPT = timedelta(days=30)


@transaction.atomic
def bring_list(
    *,
    ward: Area,
    file_name: str,
    content: bytes,
    starts_on: date,
    ends_on: date | None,
    actor: User,
    now: datetime,
    adds_unknown: bool = False,
) -> OfficerList:
    """Bring a ward's list of officers whose terms begin on a day. Nothing is changed before a person has looked.

    Raises NotAllowed, TermEndsBeforeItStarts.
    """
    permissions.check_looks_after_ward(actor, ward)
    if ends_on is not None and ends_on <= starts_on:
        raise TermEndsBeforeItStarts(last_on=jdate(ends_on - timedelta(days=1)), starts_on=jdate(starts_on))
    brought = OfficerList.objects.create(
        ward=ward,
        file_name=one_line(file_name)[:FILE_NAME_LIMIT],
        content=content,
        starts_on=starts_on,
        ends_on=ends_on,
        adds_unknown=adds_unknown,
        actor_key=actor.actor_key,
        brought_at=now,
    )
    audit.record("organizations.list_brought", actor=actor, subject=brought, at=now, details={"ward": ward.pk})
    return brought


def plan_of(officer_list: OfficerList) -> ListPlan:
    """What taking a list that waits would do. Two queries."""
    return read_list(
        bytes(officer_list.content),
        ward=officer_list.ward,
        starts_on=officer_list.starts_on,
        adds_unknown=officer_list.adds_unknown,
    )


@transaction.atomic
def take_list(*, officer_list: OfficerList, takes_good: bool, actor: User, now: datetime) -> ListPlan:
    """Take a list: with faults nothing, or the associations without one (``takes_good``).

    Who is not in the list of an association any more ends the term the day before, and the codes with it; who is there
    in the same office goes on. What was before stays. Raises NotAllowed, ListDecided, OrganizationExists (a
    number or a name was taken in another ward, or by one that has ended).
    """
    permissions.check_looks_after_ward(actor, officer_list.ward)
    taken = _waiting(officer_list)
    plan = plan_of(taken)
    if plan.is_unreadable or (plan.faults and not takes_good):
        return plan
    for change in plan.changes:
        _take_change(change, taken, actor=actor, now=now)
    _decide(taken, OfficerListState.TAKEN, plan.counts, actor=actor, now=now)
    audit.record("organizations.list_taken", actor=actor, subject=taken, at=now, details=plan.counts)
    return plan


@transaction.atomic
def drop_list(*, officer_list: OfficerList, actor: User, now: datetime) -> None:
    """Give a list up; its table goes. Raises NotAllowed, ListDecided."""
    permissions.check_looks_after_ward(actor, officer_list.ward)
    dropped = _waiting(officer_list)
    _decide(dropped, OfficerListState.DROPPED, {}, actor=actor, now=now)
    audit.record("organizations.list_dropped", actor=actor, subject=dropped, at=now)


@transaction.atomic
def drop_old_lists(*, now: datetime, kept: timedelta = LISTS_KEPT) -> int:
    """Drop lists on which nobody decided for so long: they hold names. Returns how many."""
    old = OfficerList.objects.select_for_update().filter(state=OfficerListState.WAITING, brought_at__lte=now - kept)
    dropped = list(old)
    for each in dropped:
        _decide(each, OfficerListState.DROPPED, {}, actor=None, now=now)
        audit.record("organizations.list_dropped", actor=None, subject=each, at=now)
    return len(dropped)


def _waiting(officer_list: OfficerList) -> OfficerList:
    """The list as it stands now. Raises ListDecided."""
    waiting = OfficerList.objects.select_for_update(of=("self",)).select_related("ward").get(pk=officer_list.pk)
    if waiting.state != OfficerListState.WAITING:
        raise ListDecided
    return waiting


def _decide(
    officer_list: OfficerList,
    state: OfficerListState,
    outcome: dict[str, int],
    *,
    actor: User | None,
    now: datetime,
) -> None:
    officer_list.state, officer_list.content, officer_list.outcome = state, b"", outcome
    officer_list.decided_by, officer_list.decided_at = actor.actor_key if actor else "", now
    officer_list.save(update_fields=["state", "content", "outcome", "decided_by", "decided_at"])


def _take_change(change: BodyChange, officer_list: OfficerList, *, actor: User, now: datetime) -> None:
    starts_on = officer_list.starts_on
    body = _added(change, actor=actor, now=now) if change.is_new else locked(change.organization)
    for officer in change.leaving:
        end_term(officer, starts_on, actor=actor, now=now)
    if change.arriving:
        # A code that was given to nobody by name was the former officers'.
        unnamed = AccessCode.objects.filter(organization=body, officer__isnull=True, starts_on__lt=starts_on)
        end_codes(unnamed, starts_on)
    for new in change.officers:
        if new.same is None:
            begin_term(body, new.role, new.person, starts_on, officer_list.ends_on, actor=actor, now=now)
        else:
            _go_on(new, new.same, officer_list, now=now)
    if change.households is not None or change.members is not None:
        _count(change, officer_list, actor=actor, now=now)


def _added(change: BodyChange, *, actor: User, now: datetime) -> Organization:
    """The association that the list adds to the register."""
    body = change.organization
    save_body(body)
    details = {"kind": body.kind}
    audit.record("organizations.organization_added", actor=actor, subject=body, at=now, details=details)
    return body


def _go_on(new: NewOfficer, officer: Officer, officer_list: OfficerList, *, now: datetime) -> None:
    """The same person in the same office: one term, which now ends with the new one; contact as the list tells it."""
    told = new.person
    kept = Person(told.name, told.agrees, told.phone or officer.phone, told.email or officer.email)
    put_person(officer, kept, day=localdate(now))
    officer.ends_on = officer_list.ends_on
    officer.save(update_fields=["name", "name_agreed_on", "phone", "email", "ends_on"])
    going_on = Q(ends_on__isnull=True) | Q(ends_on__gte=officer_list.starts_on)
    AccessCode.objects.filter(going_on, officer=officer).update(ends_on=officer_list.ends_on)


def _count(change: BodyChange, officer_list: OfficerList, *, actor: User, now: datetime) -> None:
    """The figures of the list are of the day on which its terms begin, or of today where that lies ahead."""
    as_of = min(officer_list.starts_on, localdate(now))
    source = _("役員名簿（%(day)sから）") % {"day": jdate(officer_list.starts_on)}
    try:
        put_count(change.organization, as_of, change.households, change.members, source, actor=actor, now=now)
    except CountIsTheSame:
        # The same list, taken again.
        return
