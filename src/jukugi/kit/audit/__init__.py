"""Audit log: what was done, by which opaque key, when. Plain appends, sealed in batches into a hash chain."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol


class HasActorKey(Protocol):
    """Whoever acts: a member of staff, a participant. The log keeps the key alone."""

    @property
    def actor_key(self) -> str: ...


def record(
    action: str, *, actor: HasActorKey | None, subject: Any, at: datetime, details: dict[str, Any] | None = None
) -> None:
    """Append one entry, in the caller's transaction.

    ``action`` is ``room.past_participle``; ``actor`` is None for the machine itself; ``details`` hold keys and
    numbers, never a name or a citizen's text.
    """
    from jukugi.kit.audit.models import AuditEntry

    AuditEntry.objects.create(
        action=action,
        actor_key=actor.actor_key if actor is not None else "",
        subject_type=subject._meta.label_lower,
        subject_key=str(subject.pk),
        details=details or {},
        at=at,
    )


def record_all(
    action: str,
    *,
    actor: HasActorKey | None,
    subjects: Sequence[Any],
    at: datetime,
    details: dict[str, Any] | None = None,
) -> None:
    """`record` of the same for each of many subjects of one kind, in one statement for each thousand."""
    from jukugi.kit.audit.models import AuditEntry

    AuditEntry.objects.bulk_create(
        (
            AuditEntry(
                action=action,
                actor_key=actor.actor_key if actor is not None else "",
                subject_type=subject._meta.label_lower,
                subject_key=str(subject.pk),
                details=details or {},
                at=at,
            )
            for subject in subjects
        ),
        batch_size=1000,
    )
