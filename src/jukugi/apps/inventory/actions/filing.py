"""The one window: a department files a request here first; another person approves it."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.timezone import localdate

from jukugi.apps.accounts.models import User
from jukugi.apps.areas.models import Area
from jukugi.apps.inventory import permissions
from jukugi.apps.inventory.enums import Basis, RequestState
from jukugi.apps.inventory.errors import (
    AlreadyReviewed,
    ApprovedByFiler,
    NoSuchMonths,
    NotMade,
    RangeReversed,
    ReasonMissing,
    WarningsUnanswered,
)
from jukugi.apps.inventory.models import AdminRequest
from jukugi.apps.inventory.queries.warnings import Asking, warnings_for
from jukugi.apps.organizations.models import Organization
from jukugi.core.text.tidying import lines, one_line
from jukugi.kit import audit


@dataclass(frozen=True)
class RequestWords:
    """What a department says of a request; the fields of the model of the same names."""

    category: str
    title: str
    purpose: str
    basis: str
    basis_note: str
    is_voluntary_told: bool
    times_per_year: Decimal
    months: Sequence[int]
    people_per_time: Decimal
    hours_per_person: Decimal
    hours_low: Decimal | None
    hours_high: Decimal | None
    per_households: int | None
    carrier: str
    channel: str
    copies: str
    payment: str
    since_year: int | None
    note: str

    def checked(self) -> "dict[str, object]":
        """Tidied, as columns. Raises NoSuchMonths, RangeReversed."""
        if len(set(self.months)) != len(self.months) or any(not 1 <= month <= 12 for month in self.months):
            raise NoSuchMonths
        ends = (self.hours_low, self.hours_high)
        if any(end is not None for end in ends):
            low, high = (self.hours_per_person if end is None else end for end in ends)
            if not low <= self.hours_per_person <= high:
                raise RangeReversed(hours=self.hours_per_person, low=low, high=high)
            ends = low, high
        columns = asdict(self) | {"months": sorted(self.months), "hours_low": ends[0], "hours_high": ends[1]}
        columns["purpose"] = lines(self.purpose)
        return columns | {
            name: one_line(str(columns[name])) for name in ("title", "basis_note", "copies", "payment", "note")
        }


@transaction.atomic
def file_request(
    *,
    department: Organization,
    words: RequestWords,
    wards: Sequence[Area],
    associations: Sequence[Organization],
    answer_to_warnings: str,
    actor: User,
    now: datetime,
) -> AdminRequest:
    """File a request: it waits until another person approves it.

    Raises NotAllowed, NoSuchMonths, RangeReversed; WarningsUnanswered (with ``warnings``) where the department did not
    say why it asks in spite of what it was warned of.
    """
    day = localdate(now)
    permissions.check_can_file_for(actor, department, day=day)
    columns = words.checked()
    _check_warnings(words, wards, associations, answer_to_warnings, day=day, besides=None)
    filed = AdminRequest.objects.create(
        department=department,
        answer_to_warnings=lines(answer_to_warnings),
        filed_by=actor.actor_key,
        filed_at=now,
        **columns,
    )
    filed.wards.set(wards)
    filed.associations.set(associations)
    audit.record("inventory.request_filed", actor=actor, subject=filed, at=now, details={"department": department.pk})
    return filed


@transaction.atomic
def revise_request(
    *,
    admin_request: AdminRequest,
    words: RequestWords,
    wards: Sequence[Area],
    associations: Sequence[Organization],
    answer_to_warnings: str,
    actor: User,
    now: datetime,
) -> AdminRequest:
    """Change a request that waits or was sent back; it waits again.

    Raises NotAllowed, AlreadyReviewed, and what ``file_request`` raises.
    """
    held = _locked(admin_request)
    day = localdate(now)
    permissions.check_can_file_for(actor, held.department, day=day)
    if held.state not in (RequestState.WAITING, RequestState.REFUSED):
        raise AlreadyReviewed(title=held.title, state=held.get_state_display())
    columns = words.checked()
    _check_warnings(words, wards, associations, answer_to_warnings, day=day, besides=held.pk)
    for name, value in columns.items():
        setattr(held, name, value)
    held.answer_to_warnings = lines(answer_to_warnings)
    held.state, held.filed_by, held.filed_at = RequestState.WAITING, actor.actor_key, now
    held.reviewed_by, held.reviewed_at = "", None
    held.save()
    held.wards.set(wards)
    held.associations.set(associations)
    audit.record("inventory.request_revised", actor=actor, subject=held, at=now)
    return held


@transaction.atomic
def review_request(
    *, admin_request: AdminRequest, is_approved: bool, reason: str, actor: User, now: datetime
) -> AdminRequest:
    """Let a request go to associations, or send it back with a reason.

    Raises NotAllowed, ApprovedByFiler, AlreadyReviewed, ReasonMissing.
    """
    permissions.check_is_policy(actor, day=localdate(now))
    held = _locked(admin_request)
    if held.state != RequestState.WAITING:
        raise AlreadyReviewed(title=held.title, state=held.get_state_display())
    if held.filed_by == actor.actor_key:
        raise ApprovedByFiler
    if not is_approved and not lines(reason):
        raise ReasonMissing
    held.state = RequestState.ACTIVE if is_approved else RequestState.REFUSED
    held.review_reason, held.reviewed_by, held.reviewed_at = lines(reason), actor.actor_key, now
    held.save(update_fields=["state", "review_reason", "reviewed_by", "reviewed_at"])
    action = "inventory.request_approved" if is_approved else "inventory.request_sent_back"
    audit.record(action, actor=actor, subject=held, at=now)
    return held


@transaction.atomic
def end_request(*, admin_request: AdminRequest, ended_on: date, actor: User, now: datetime) -> AdminRequest:
    """Say that a request is made no more. Raises NotAllowed, NotMade."""
    held = _locked(admin_request)
    permissions.check_can_file_for(actor, held.department, day=localdate(now))
    if held.state != RequestState.ACTIVE:
        raise NotMade(title=held.title)
    held.state, held.ended_on = RequestState.ENDED, ended_on
    held.save(update_fields=["state", "ended_on"])
    details = {"ended_on": ended_on.isoformat()}
    audit.record("inventory.request_ended", actor=actor, subject=held, at=now, details=details)
    return held


@transaction.atomic
def end_decided(*, now: datetime) -> int:
    """End the requests whose decision says that they are over from today or an earlier day on. Returns how many."""
    due = AdminRequest.objects.select_for_update(of=("self",)).filter(
        state=RequestState.ACTIVE,
        decisions__replaced_at__isnull=True,
        decisions__kind__ends_it=True,
        decisions__starts_on__lte=localdate(now),
    )
    ended = list(due)
    for each in ended:
        decision = each.decisions.standing().get()
        each.state, each.ended_on = RequestState.ENDED, decision.starts_on
        each.save(update_fields=["state", "ended_on"])
        audit.record("inventory.request_ended", actor=None, subject=each, at=now, details={"decision": decision.pk})
    return len(ended)


def _locked(admin_request: AdminRequest) -> AdminRequest:
    return AdminRequest.objects.select_for_update(of=("self",)).select_related("department").get(pk=admin_request.pk)


def _check_warnings(
    words: RequestWords,
    wards: Sequence[Area],
    associations: Sequence[Organization],
    answer: str,
    *,
    day: date,
    besides: int | None,
) -> None:
    if lines(answer):
        return
    asking = Asking(
        title=one_line(words.title),
        category=words.category,
        carrier=words.carrier,
        months=words.months,
        rests_on_little=words.basis in (Basis.CUSTOM, Basis.UNKNOWN),
        wards=frozenset(ward.pk for ward in wards),
        associations=frozenset(each.pk for each in associations),
    )
    found = warnings_for(asking, day=day, besides=besides)
    if found.count:
        raise WarningsUnanswered(count=found.count, warnings=found)
