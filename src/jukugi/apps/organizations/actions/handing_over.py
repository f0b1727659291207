"""What an officer writes for the successor."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from jukugi.apps.accounts.models import User
from jukugi.apps.organizations import permissions
from jukugi.apps.organizations.actions.bodies import locked
from jukugi.apps.organizations.actions.facts import check_stands
from jukugi.apps.organizations.errors import NoteReplaced, SubjectNeeded
from jukugi.apps.organizations.models import HandOverNote, Organization
from jukugi.core.text.tidying import has_letters, lines, one_line
from jukugi.kit import audit

SUBJECT_LIMIT = 80


@transaction.atomic
def write_note(
    *,
    organization: Organization,
    subject: str,
    text: str,
    papers: str,
    due_on: date | None,
    actor: User | permissions.Representation,
    now: datetime,
    replaces: HandOverNote | None = None,
) -> HandOverNote:
    """Write something for the successor, or write it anew: the former wording is kept.

    Raises NotAllowed, AssociationEnded, SubjectNeeded, NoteReplaced.
    """
    permissions.check_may_tell(actor, organization)
    body = locked(organization)
    check_stands(body, day=localdate(now))
    subject = one_line(subject)
    if not has_letters(subject) or len(subject) > SUBJECT_LIMIT:
        raise SubjectNeeded
    if replaces is not None:
        permissions.check_is_of(replaces.organization_id, body)
        changed = HandOverNote.objects.filter(pk=replaces.pk, replaced_at__isnull=True).update(replaced_at=now)
        if not changed:
            raise NoteReplaced
    note = HandOverNote.objects.create(
        organization=body,
        subject=subject,
        text=lines(text),
        papers=one_line(papers),
        due_on=due_on,
        replaces=replaces,
        actor_key=actor.actor_key,
        written_at=now,
    )
    details = {"organization": body.pk, "replaces": replaces.pk if replaces else None}
    audit.record("organizations.note_written", actor=actor, subject=note, at=now, details=details)
    return note


@transaction.atomic
def settle_note(*, note: HandOverNote, is_done: bool, actor: User | permissions.Representation, now: datetime) -> None:
    """Say that what a note tells of is done, or is not after all. Raises NotAllowed, NoteReplaced."""
    permissions.check_may_tell(actor, note.organization)
    changed = HandOverNote.objects.filter(pk=note.pk, replaced_at__isnull=True).update(done_at=now if is_done else None)
    if not changed:
        raise NoteReplaced
    audit.record("organizations.note_settled", actor=actor, subject=note, at=now, details={"is_done": is_done})
