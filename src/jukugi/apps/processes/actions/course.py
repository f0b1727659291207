"""Make a process, name it, show it to the public, end it."""

from datetime import date, datetime

from django.db import transaction

from jukugi.apps.accounts.models import User
from jukugi.apps.areas.models import Area
from jukugi.apps.processes import permissions
from jukugi.apps.processes.actions.common import (
    PROCESS_TITLE_LIMIT,
    checked_reason,
    checked_title,
    department,
    key_of_actor,
    locked,
)
from jukugi.apps.processes.enums import KEPT_SLUGS
from jukugi.apps.processes.errors import EndsBeforeItStarts, NoPhases, SlugTaken
from jukugi.apps.processes.models import FocusPoint, FormerName, Process
from jukugi.core.text.tidying import lines
from jukugi.kit import audit


@transaction.atomic
def create_process(
    *,
    title: str,
    slug: str,
    summary: str,
    area: Area | None,
    starts_on: date,
    ends_on: date,
    actor: User | None,
    now: datetime,
) -> Process:
    """Begin to prepare a process: nobody outside the desk sees it yet.

    Raises NotAllowed, TitleMissing, SlugTaken, EndsBeforeItStarts.
    """
    permissions.check_can_edit(actor)
    title = checked_title(title, PROCESS_TITLE_LIMIT)
    _check_slug(slug, None)
    if ends_on < starts_on:
        raise EndsBeforeItStarts(title=title)
    process = Process.objects.create(
        slug=slug,
        title=title,
        summary=lines(summary),
        area=area,
        starts_on=starts_on,
        ends_on=ends_on,
        is_draft=True,
    )
    audit.record("processes.process_created", actor=actor, subject=process, at=now)
    return process


@transaction.atomic
def edit_process(*, process: Process, summary: str, attribution: str, actor: User, now: datetime) -> None:
    """Correct what is said of a process. Raises NotAllowed, ProcessFinished."""
    permissions.check_can_edit(actor)
    edited = locked(process)
    edited.summary, edited.attribution = lines(summary), lines(attribution)
    edited.save(update_fields=["summary", "attribution"])
    audit.record("processes.process_edited", actor=actor, subject=edited, at=now)


@transaction.atomic
def rename_process(*, process: Process, title: str, slug: str, reason: str, actor: User, now: datetime) -> None:
    """Give a process another name, and another address if one is given; the old ones stay known.

    Raises NotAllowed, ProcessFinished, TitleMissing, SlugTaken, ReasonMissing (of a public one).
    """
    permissions.check_can_edit(actor)
    renamed = locked(process)
    title = checked_title(title, PROCESS_TITLE_LIMIT)
    _check_slug(slug, renamed)
    if (title, slug) == (renamed.title, renamed.slug):
        return
    if not renamed.is_draft:
        FormerName.objects.filter(process=renamed, slug=slug).update(slug="")
        FormerName.objects.create(
            process=renamed,
            title=renamed.title,
            slug=renamed.slug if slug != renamed.slug else "",
            reason=checked_reason(reason),
            renamed_at=now,
            actor_key=key_of_actor(actor),
            department=department(actor, now),
        )
    renamed.title, renamed.slug = title, slug
    renamed.save(update_fields=["title", "slug"])
    audit.record("processes.process_renamed", actor=actor, subject=renamed, at=now, details={"slug": slug})


@transaction.atomic
def publish_process(*, process: Process, is_main: bool, actor: User, now: datetime) -> None:
    """Show a process to everybody, on home if it is the main one. Raises NotAllowed, ProcessFinished, NoPhases."""
    permissions.check_can_edit(actor)
    shown = locked(process)
    if not shown.phases.exists():
        raise NoPhases(process=shown.title)
    if is_main:
        Process.objects.filter(is_main=True).exclude(pk=shown.pk).update(is_main=False)
    shown.is_draft, shown.is_main = False, is_main or shown.is_main
    shown.save(update_fields=["is_draft", "is_main"])
    audit.record("processes.process_published", actor=actor, subject=shown, at=now, details={"is_main": shown.is_main})


@transaction.atomic
def finish_process(*, process: Process, actor: User, now: datetime) -> None:
    """Make a process a record: it can be read, and nothing is opened in it or added to it any more.

    Raises NotAllowed, ProcessFinished.
    """
    permissions.check_can_edit(actor)
    finished = locked(process)
    finished.is_finished, finished.is_main = True, False
    finished.save(update_fields=["is_finished", "is_main"])
    audit.record("processes.process_finished", actor=actor, subject=finished, at=now)


@transaction.atomic
def add_focus(
    *, process: Process, title: str, starts_on: date, ends_on: date, note: str, actor: User | None, now: datetime
) -> FocusPoint:
    """Say what a year of the process is about.

    Raises NotAllowed, ProcessFinished, TitleMissing, EndsBeforeItStarts.
    """
    permissions.check_can_edit(actor)
    of = locked(process)
    title = checked_title(title, PROCESS_TITLE_LIMIT)
    if ends_on < starts_on:
        raise EndsBeforeItStarts(title=title)
    focus = FocusPoint.objects.create(process=of, title=title, starts_on=starts_on, ends_on=ends_on, note=lines(note))
    audit.record("processes.focus_added", actor=actor, subject=focus, at=now)
    return focus


@transaction.atomic
def remove_focus(*, focus: FocusPoint, actor: User, now: datetime) -> None:
    """Raises NotAllowed, ProcessFinished."""
    permissions.check_can_edit(actor)
    locked(focus.process)
    audit.record("processes.focus_removed", actor=actor, subject=focus, at=now)
    focus.delete()


def _check_slug(slug: str, own: Process | None) -> None:
    """No other process stands at this address, or stood there. Raises SlugTaken."""
    others, former = Process.objects.filter(slug=slug), FormerName.objects.filter(slug=slug)
    if own is not None:
        others, former = others.exclude(pk=own.pk), former.exclude(process=own)
    if slug in KEPT_SLUGS or others.exists() or former.exists():
        raise SlugTaken(slug=slug)
