"""The way of an edition to the public: checked, approved, asked for, and published with its files in one step."""

import hashlib
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jukugi.apps.accounts.models import User
from jukugi.apps.drafts import errors
from jukugi.apps.drafts.actions.reviewing import forget_reviewers
from jukugi.apps.drafts.actions.standing import locked_edition
from jukugi.apps.drafts.actions.words import checked_reason
from jukugi.apps.drafts.enums import REASON_LIMIT, EditionAct, EditionState, FileForm
from jukugi.apps.drafts.freezing import digest_of, frozen_text
from jukugi.apps.drafts.models import Edition, EditionFile, EditionStep, UnsavedWords
from jukugi.apps.organizations.models import Organization
from jukugi.apps.organizations.queries import department_of
from jukugi.kit import audit, jobs
from jukugi.kit.worded import checked

PUBLISH_JOB = "drafts.publish"
NOTE = _("伝えること")


@transaction.atomic
def check_edition(*, edition: Edition, note: str, actor: User, now: datetime) -> None:
    """Say that an edition is right, by somebody who did not write in it last.

    Raises NotAllowed, EditionNotInState, SamePerson, EditionEmpty and what the words can raise.
    """
    current = _in_state(edition, actor, EditionState.DRAFTED)
    _check_is_another(current, actor)
    if not current.texts.exists():
        raise errors.EditionEmpty
    current.state, current.checked_by, current.checked_at = EditionState.CHECKED, actor.actor_key, now
    current.save(update_fields=["state", "checked_by", "checked_at"])
    _tell(current, EditionAct.CHECKED, checked(note, field=NOTE, limit=REASON_LIMIT), actor, now)


@transaction.atomic
def approve_edition(*, edition: Edition, note: str, actor: User, now: datetime) -> None:
    """Approve what was checked, by somebody who did not write in it last.

    Raises NotAllowed, EditionNotInState, SamePerson and what the words can raise.
    """
    current = _in_state(edition, actor, EditionState.CHECKED)
    _check_is_another(current, actor)
    current.state, current.approved_by, current.approved_at = EditionState.APPROVED, actor.actor_key, now
    current.save(update_fields=["state", "approved_by", "approved_at"])
    _tell(current, EditionAct.APPROVED, checked(note, field=NOTE, limit=REASON_LIMIT), actor, now)


@transaction.atomic
def send_back_edition(*, edition: Edition, note: str, actor: User, now: datetime) -> None:
    """Let what was checked, approved or asked for be written again, with a reason for who wrote it.

    Raises NotAllowed, EditionNotInState and what the reason can raise.
    """
    current = _in_state(edition, actor, EditionState.CHECKED, EditionState.APPROVED)
    why = checked_reason(note, field=NOTE)
    current.state = EditionState.DRAFTED
    current.checked_by, current.approved_by, current.asked_by = "", "", ""
    current.checked_at, current.approved_at, current.asked_at = None, None, None
    current.save()
    _tell(current, EditionAct.SENT_BACK, why, actor, now)


@transaction.atomic
def ask_for_publication(*, edition: Edition, actor: User, now: datetime) -> None:
    """Have an approved edition published: a job makes its files, and then it is public with them at once.

    Raises NotAllowed, EditionNotInState or PublicationUnderWay.
    """
    current = _in_state(edition, actor, EditionState.APPROVED)
    if current.asked_at is not None:
        raise errors.PublicationUnderWay
    current.asked_by, current.asked_at = actor.actor_key, now
    current.save(update_fields=["asked_by", "asked_at"])
    _tell(current, EditionAct.ASKED, "", actor, now)
    jobs.defer(PUBLISH_JOB, edition_id=current.pk)


@transaction.atomic
def publish_edition(*, edition: Edition, asked_at: datetime, files: Mapping[FileForm, bytes], now: datetime) -> None:
    """Let everybody read an edition, frozen and with its files, all at once; from now on nothing in it changes.

    ``asked_at`` is the asking for which the files were made. Raises EditionNotInState where it was sent back or
    published since.
    """
    related = Edition.objects.select_for_update(of=("self",)).select_related("document")
    current = related.get(pk=edition.pk)
    if current.state != EditionState.APPROVED or current.asked_at != asked_at:
        raise errors.EditionNotInState(state=current.get_state_display())
    current.frozen = frozen_text(current)
    current.digest = digest_of(current.frozen)
    current.state, current.published_at = EditionState.PUBLISHED, now
    current.save()
    _keep_files(current, files)
    current.document.title = current.title
    current.document.save(update_fields=["title"])
    UnsavedWords.objects.filter(edition=current).delete()
    forget_reviewers(current, now)
    _tell(current, EditionAct.PUBLISHED, "", None, now)


@transaction.atomic
def add_files(*, edition: Edition, files: Mapping[FileForm, bytes], now: datetime) -> None:
    """Lay files beside a public edition that it lacked; what is there already stays as it is."""
    current = Edition.objects.published().select_for_update(of=("self",)).get(pk=edition.pk)
    there = set(current.files.values_list("form", flat=True))
    fresh = {form: content for form, content in files.items() if form not in there}
    _keep_files(current, fresh)
    if fresh:
        audit.record("drafts.files_added", actor=None, subject=current, at=now, details={"forms": sorted(fresh)})


@transaction.atomic
def look_after_publications(*, waited_since: datetime) -> int:
    """Have publications made again whose worker died: asked for before this moment and not public. How many."""
    left = Edition.objects.at_work().filter(asked_at__lt=waited_since).values_list("pk", flat=True)
    for pk in left:
        jobs.defer(PUBLISH_JOB, edition_id=pk)
    return len(left)


def _keep_files(edition: Edition, files: Mapping[FileForm, bytes]) -> None:
    EditionFile.objects.bulk_create(
        EditionFile(
            edition=edition,
            form=form,
            size=len(content),
            digest=hashlib.sha256(content).hexdigest(),
            content=content,
        )
        for form, content in files.items()
    )


def _in_state(edition: Edition, actor: User, *states: EditionState) -> Edition:
    current = locked_edition(edition, actor)
    if current.state not in states:
        raise errors.EditionNotInState(state=current.get_state_display())
    return current


def _check_is_another(edition: Edition, actor: User) -> None:
    if edition.drafted_by == actor.actor_key:
        raise errors.SamePerson


def _tell(edition: Edition, act: EditionAct, note: str, actor: User | None, now: datetime) -> None:
    department: Organization | None = edition.document.department
    if actor is not None:
        department = department_of(actor, day=timezone.localdate(now))
    EditionStep.objects.create(
        edition=edition,
        act=act,
        note=note,
        actor_key=actor.actor_key if actor is not None else "",
        department=department,
        done_at=now,
    )
    audit.record(f"drafts.edition_{act}", actor=actor, subject=edition, at=now)
