"""Who took part is counted, in jobs, and published, by a person."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from jukugi.apps.accounts.models import User
from jukugi.apps.processes.models import Process
from jukugi.apps.reach import errors, permissions
from jukugi.apps.reach.enums import NOTE_LIMIT
from jukugi.apps.reach.models import PreparedReach, ReachEdition
from jukugi.kit import audit
from jukugi.kit.verifying import Verdict
from jukugi.kit.worded import checked

COUNTED_EVERY = timedelta(hours=6)


def count_due(*, now: datetime) -> int:
    """Count every process that nobody counted for a while, or that somebody wants counted. Safe to run twice."""
    fresh = Q(prepared_reach__counted_at__gt=now - COUNTED_EVERY, prepared_reach__wanted_at__isnull=True)
    due = list(Process.objects.filter(is_draft=False, is_finished=False).exclude(fresh).order_by("pk"))
    for process in due:
        count_reach(process=process, now=now)
    return len(due)


def want_count(*, process: Process, actor: User, now: datetime) -> None:
    """Have a process counted anew. Raises NotAllowed."""
    permissions.check_can_publish(actor)
    PreparedReach.objects.update_or_create(process=process, defaults={"wanted_at": now})


def count_reach(*, process: Process, now: datetime) -> PreparedReach:
    """Count who took part, and prepare what may be published of it. In jobs. Safe to run twice.

    Nothing is locked while it counts; the result comes to stand in one step.
    """
    from jukugi.apps.reach.counted.document import live_document, public_document

    wanted_at = PreparedReach.objects.filter(process=process).values_list("wanted_at", flat=True).first()
    before = process.reach_editions.first()
    live, whole = live_document(process, now=now)
    public, cells = public_document(process, whole, live, before=before, now=now)
    stands = {
        "live": live,
        "public": public,
        "cells": cells,
        "after": before.number if before else 0,
        "counted_at": now,
    }
    with transaction.atomic():
        prepared, _is_new = PreparedReach.objects.update_or_create(process=process, defaults=stands)
        PreparedReach.objects.filter(pk=prepared.pk, wanted_at=wanted_at).update(wanted_at=None)
    prepared.refresh_from_db()
    return prepared


@transaction.atomic
def publish_reach(*, process: Process, note: str, actor: User, now: datetime) -> ReachEdition:
    """Publish what was prepared as a dated edition; ``note``: what to bear in mind when reading it.

    Raises NotAllowed, NotCounted, NothingToPublish, NothingChanged and what the note can raise.
    """
    from jukugi.apps.reach.counted.document import CODE_VERSION, digest_of

    permissions.check_can_publish(actor)
    Process.objects.select_for_update().get(pk=process.pk)
    words = checked(note, field=_("添えることば"), limit=NOTE_LIMIT)
    last = process.reach_editions.first()
    prepared = PreparedReach.objects.filter(process=process).first()
    if prepared is None or prepared.counted_at is None or prepared.after != (last.number if last else 0):
        raise errors.NotCounted
    sources = prepared.public["sources"].values()
    if not any(one["figures"].get("total") for one in sources):
        raise errors.NothingToPublish
    if last is not None and all(one["since"] != prepared.public["edition"] for one in sources if not one["is_few"]):
        raise errors.NothingChanged(number=last.number)
    edition = ReachEdition.objects.create(
        process=process,
        number=prepared.public["edition"],
        content=prepared.public,
        digest=digest_of(prepared.public),
        cells=prepared.cells,
        note=words,
        code_version=CODE_VERSION,
        counted_at=prepared.counted_at,
        published_at=now,
        actor_key=actor.actor_key,
    )
    PreparedReach.objects.filter(pk=prepared.pk).update(wanted_at=now)
    audit.record("reach.published", actor=actor, subject=edition, at=now)
    return edition


def verified_editions() -> Iterator[Verdict]:
    """Look at every published edition again: its figures against its counts, and whether they are protected."""
    from jukugi.apps.reach.counted.again import fault_of
    from jukugi.apps.reach.counted.document import CODE_VERSION

    before: ReachEdition | None = None
    for edition in ReachEdition.objects.select_related("process").order_by("process", "number"):
        last = before if before is not None and before.process_id == edition.process_id else None
        what = _("参加の広がり「%(title)s」第%(number)s版") % {
            "title": edition.process.title,
            "number": edition.number,
        }
        note = ""
        if edition.code_version != CODE_VERSION:
            note = _("（公表したときの版は%(version)s。いまの版で確かめました）") % {"version": edition.code_version}
        yield Verdict(what, fault_of(edition, last), note)
        before = edition
