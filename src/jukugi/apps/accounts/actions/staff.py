"""Sign-ins of staff, and the roles they hold."""

from datetime import date, datetime, timedelta

from allauth.mfa.models import Authenticator
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from jukugi.apps.accounts import errors, permissions
from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.models import Role, User
from jukugi.apps.areas.models import Area
from jukugi.core.fiscal_year import first_day, fiscal_year_of
from jukugi.kit import audit


@transaction.atomic
def add_staff(
    *,
    username: str,
    display_name: str,
    password: str,
    kind: RoleKind,
    area: Area | None,
    now: datetime,
    since: date | None = None,
    until: date | None = None,
    department: str = "",
) -> User:
    """Give a member of staff a sign-in and one role, from today (``since``) until the end of the fiscal year or the day
    named. For the operator's command line; one who is there is kept, and so is a role that stands.

    An operator's role has no last day where none is named: a city must never be locked out of its own house. A role
    that is over, given again, begins anew. Raises DayOver.
    """
    today = timezone.localdate(now)
    last_on = until if until is not None or kind == RoleKind.OPERATOR else last_day_of_year(today)
    if last_on is not None and last_on < today:
        raise errors.DayOver
    user = User.objects.filter(username=username).first()
    if user is None:
        user = User.objects.create_user(username, password, display_name=display_name, created_at=now)
    term = {"starts_on": since or today, "ends_on": last_on, "department": department}
    role, is_new = Role.objects.get_or_create(user=user, kind=kind, area=area, defaults=term)
    if not is_new and not role.is_over(today):
        return user
    if not is_new:
        Role.objects.filter(pk=role.pk).update(**term)
    details = {"kind": kind, "ends_on": last_on.isoformat() if last_on else ""}
    audit.record("accounts.role_given", actor=None, subject=role, at=now, details=details)
    return user


@transaction.atomic
def extend_role(*, role: Role, ends_on: date, actor: User, now: datetime) -> Role:
    """Let a role go on until a later day, as somebody else than who holds it decides.

    Raises NotAllowed, OwnRole, RoleOver.
    """
    permissions.check_can_run_roles(actor)
    current = Role.objects.select_for_update(of=("self",)).get(pk=role.pk)
    if current.user_id == actor.pk:
        raise errors.OwnRole
    if current.ends_on is None or ends_on <= current.ends_on or ends_on < timezone.localdate(now):
        raise errors.RoleOver
    details = {"before": current.ends_on.isoformat(), "ends_on": ends_on.isoformat()}
    current.ends_on = ends_on
    current.save(update_fields=["ends_on"])
    audit.record("accounts.role_extended", actor=actor, subject=current, at=now, details=details)
    return current


def last_day_of_year(day: date) -> date:
    """The 31 March with which the fiscal year of a day ends."""
    return first_day(fiscal_year_of(day) + 1) - timedelta(days=1)


@transaction.atomic
def give_new_password(*, user: User, password: str, now: datetime) -> None:
    """Put a new password in place of one that was forgotten or given away, and sign the person out everywhere."""
    user.set_password(password)
    user.save(update_fields=["password"])
    _sign_out_everywhere(user)
    audit.record("accounts.password_given", actor=None, subject=user, at=now)


@transaction.atomic
def end_sign_in(*, user: User, now: datetime) -> bool:
    """Switch a sign-in off, and sign the person out everywhere. Roles stay, without force. Returns whether it was on.

    Safe to run twice: sessions are looked for again, nothing is recorded again.
    """
    was_on = _switch(user, to=False)
    _sign_out_everywhere(user)
    if was_on:
        audit.record("accounts.sign_in_ended", actor=None, subject=user, at=now)
    return was_on


@transaction.atomic
def resume_sign_in(*, user: User, now: datetime) -> bool:
    """Switch a sign-in on again, with the password and the roles it had. Returns whether it was off."""
    was_off = _switch(user, to=True)
    if was_off:
        audit.record("accounts.sign_in_resumed", actor=None, subject=user, at=now)
    return was_off


@transaction.atomic
def reset_second_step(*, user: User, now: datetime) -> bool:
    """Take the second step away with its codes in reserve; it can be set up anew. Returns whether there was one."""
    deleted, _by_model = Authenticator.objects.filter(user=user).delete()
    if deleted:
        audit.record("accounts.second_step_reset", actor=None, subject=user, at=now)
    return deleted > 0


def _switch(user: User, *, to: bool) -> bool:
    changed = User.objects.filter(pk=user.pk, is_active=not to).update(is_active=to)
    user.is_active = to
    return changed > 0


def _sign_out_everywhere(user: User) -> None:
    """Whose a session is stands inside it: every one is opened. Cost: linear in the sessions of all staff."""
    for session in Session.objects.iterator():
        if session.get_decoded().get(SESSION_KEY) == str(user.pk):
            session.delete()
