"""What the actions of this room share."""

from datetime import datetime

from django.db.models import Max, Min
from django.utils import timezone

from jukugi.apps.accounts.models import User
from jukugi.apps.organizations.models import Organization
from jukugi.apps.organizations.queries import department_of
from jukugi.apps.processes.errors import ReasonMissing, TitleMissing
from jukugi.apps.processes.models import Process
from jukugi.apps.processes.policies import check_is_running
from jukugi.apps.processes.spans import last_day
from jukugi.core.text.tidying import has_letters, lines, one_line

TITLE_LIMIT, PROCESS_TITLE_LIMIT, REASON_LIMIT = 80, 120, 2000


def locked(process: Process) -> Process:
    """The process as it stands now, while nobody else changes its course. Raises ProcessFinished."""
    found = Process.objects.select_for_update(of=("self",)).select_related("area").get(pk=process.pk)
    check_is_running(found)
    return found


def checked_reason(text: str) -> str:
    """A reason that the public reads. Raises ReasonMissing."""
    reason = lines(text)
    if not has_letters(reason) or len(reason) > REASON_LIMIT:
        raise ReasonMissing
    return reason


def checked_title(text: str, limit: int = TITLE_LIMIT) -> str:
    """Raises TitleMissing."""
    title = one_line(text)
    if not has_letters(title) or len(title) > limit:
        raise TitleMissing
    return title


def key_of_actor(actor: User | None) -> str:
    """Nobody is the command line."""
    return actor.actor_key if actor is not None else ""


def department(actor: User | None, now: datetime) -> Organization | None:
    """The department in whose name somebody acts. At most one query."""
    return department_of(actor, day=timezone.localdate(now)) if actor is not None else None


def stretch(process: Process) -> None:
    """Let a process reach from its first stage to its last; it never shrinks. Two queries, and one where it grows."""
    phases = process.phases.aggregate(first=Min("opens_at"), last=Max("closes_at"))
    days = process.milestones.aggregate(first=Min("on"), last=Max("on"))
    first = [day for day in (days["first"], phases["first"] and timezone.localdate(phases["first"])) if day]
    last = [day for day in (days["last"], phases["last"] and last_day(phases["last"])) if day]
    starts_on, ends_on = min([process.starts_on, *first]), max([process.ends_on, *last])
    if (starts_on, ends_on) != (process.starts_on, process.ends_on):
        process.starts_on, process.ends_on = starts_on, ends_on
        process.save(update_fields=["starts_on", "ends_on"])
