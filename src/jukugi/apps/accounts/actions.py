import hashlib
import secrets
from datetime import datetime

from django.db import transaction

from jukugi.apps.accounts.enums import Channel, RoleKind
from jukugi.apps.accounts.models import Participant, Role, User
from jukugi.apps.areas.models import Area
from jukugi.kit import audit


def token_hash(token: str) -> str:
    """What is kept of a device's token. The token has 256 random bits, so a plain hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_token() -> str:
    """A token by which a device is known again: 256 random bits as 43 letters."""
    return secrets.token_urlsafe(32)


def begin_participation(*, token: str, now: datetime) -> Participant:
    """The nameless participant on the web whose device holds this token; made where there is none yet."""
    defaults = {"channel": Channel.WEB, "created_at": now}
    participant, _created = Participant.objects.get_or_create(token_hash=token_hash(token), defaults=defaults)
    return participant


@transaction.atomic
def add_staff(
    *, username: str, display_name: str, password: str, kind: RoleKind, area: Area | None, now: datetime
) -> User:
    """Give a member of staff a sign-in and one role. For the operator's command line; one who is there is kept."""
    user = User.objects.filter(username=username).first()
    if user is None:
        user = User.objects.create_user(username, password, display_name=display_name, created_at=now)
    role, is_new = Role.objects.get_or_create(user=user, kind=kind, area=area)
    if is_new:
        audit.record("accounts.role_given", actor=None, subject=role, at=now, details={"kind": kind})
    return user
