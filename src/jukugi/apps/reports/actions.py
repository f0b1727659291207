"""A report is put together, handed over with the figures of that moment, and published by another person."""

import hashlib
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jukugi.apps.accounts.models import User
from jukugi.apps.organizations.queries import department_of
from jukugi.apps.processes.models import Process
from jukugi.apps.reports import errors, permissions
from jukugi.apps.reports.enums import REASON_LIMIT, TITLE_LIMIT, WORDS_LIMIT, ArrangeAct, FileForm, ReportKind
from jukugi.apps.reports.freezing import freeze
from jukugi.apps.reports.models import Report, ReportEdition, ReportFile, ReportPart
from jukugi.kit import audit, jobs
from jukugi.kit.report_sections import digest_of, report_sections
from jukugi.kit.worded import checked, checked_line

FILES_JOB = "reports.make_files"


@transaction.atomic
def begin_report(
    *,
    process: Process,
    kind: ReportKind,
    title: str,
    fiscal_year: int | None,
    actor: User,
    now: datetime,
    is_sample: bool = False,
) -> Report:
    """Begin a report with the sections that fit its kind; the others are at hand.

    Raises NotAllowed, ProcessInPreparation, YearMissing, YearOfOthers and what the title can raise.
    """
    permissions.check_can_report(actor)
    if process.is_draft:
        raise errors.ProcessInPreparation
    if kind == ReportKind.YEARLY and fiscal_year is None:
        raise errors.YearMissing
    if kind != ReportKind.YEARLY and fiscal_year is not None:
        raise errors.YearOfOthers
    report = Report.objects.create(
        process=process,
        kind=kind,
        fiscal_year=fiscal_year,
        title=checked_line(title, field=_("報告の名前"), limit=TITLE_LIMIT, is_needed=True),
        is_sample=is_sample,
        begun_at=now,
        written_by=actor.actor_key,
        written_at=now,
    )
    ReportPart.objects.bulk_create(
        ReportPart(report=report, section=name, position=place, is_chosen=not one.kinds or kind in one.kinds)
        for place, (name, one) in enumerate(report_sections.items())
    )
    audit.record("reports.begun", actor=actor, subject=report, at=now)
    return report


@transaction.atomic
def rename_report(*, report: Report, title: str, actor: User, now: datetime) -> Report:
    """Raises NotAllowed, ReportHandedOver and what the title can raise."""
    kept = _to_write(report, actor)
    kept.title = checked_line(title, field=_("報告の名前"), limit=TITLE_LIMIT, is_needed=True)
    _written(kept, actor, now)
    audit.record("reports.renamed", actor=actor, subject=kept, at=now)
    return kept


@transaction.atomic
def write_words(*, report: Report, section: str, before: str, after: str, actor: User, now: datetime) -> ReportPart:
    """Write what stands before and after a section. Raises NotAllowed, ReportHandedOver, SectionUnknown, WordsTooLong,
    WordsHaveControls.
    """
    kept = _to_write(report, actor)
    part = _part(kept, section)
    part.before = checked(before, field=_("この節の前の言葉"), limit=WORDS_LIMIT)
    part.after = checked(after, field=_("この節の後の言葉"), limit=WORDS_LIMIT)
    part.save()
    _written(kept, actor, now)
    audit.record("reports.words_written", actor=actor, subject=kept, at=now, details={"section": section})
    return part


@transaction.atomic
def arrange_section(*, report: Report, section: str, act: ArrangeAct, actor: User, now: datetime) -> None:
    """Move a section, take it in (at the end), or leave it out with its words kept.

    Raises NotAllowed, ReportHandedOver, SectionUnknown.
    """
    kept = _to_write(report, actor)
    part = _part(kept, section)
    chosen = [one for one in kept.parts.chosen() if one.pk != part.pk]
    place = sum(one.position < part.position for one in chosen)
    if act == ArrangeAct.ADD:
        place = len(chosen)
    elif act in (ArrangeAct.UP, ArrangeAct.DOWN):
        place = min(max(place + (1 if act == ArrangeAct.DOWN else -1), 0), len(chosen))
    part.is_chosen = act != ArrangeAct.LEAVE_OUT and (part.is_chosen or act == ArrangeAct.ADD)
    if part.is_chosen:
        chosen.insert(place, part)
    for position, one in enumerate([*chosen, *([] if part.is_chosen else [part])]):
        one.position = position
    ReportPart.objects.bulk_update({one.pk: one for one in [*chosen, part]}.values(), ["position", "is_chosen"])
    _written(kept, actor, now)
    audit.record(f"reports.section_{act}", actor=actor, subject=kept, at=now, details={"section": section})


@transaction.atomic
def hand_over(*, report: Report, reason: str, issuer: str, site: str, actor: User, now: datetime) -> Report:
    """Freeze what the report says now, for another person to read and publish.

    Raises NotAllowed, ReportHandedOver, NothingChosen, ReasonMissing and what the reason can raise.
    """
    kept = _to_write(report, actor)
    if not kept.parts.chosen().exists():
        raise errors.NothingChosen
    why = checked(reason, field=_("この版をつくる理由"), limit=REASON_LIMIT)
    number = _next_number(kept)
    if number > 1 and not why:
        raise errors.ReasonMissing
    kept.asked_content = freeze(kept, number=number, reason=why, issuer=issuer, site=site, now=now)
    kept.asked_by, kept.asked_at, kept.asked_reason, kept.sent_back = actor.actor_key, now, why, ""
    kept.asked_department = department_of(actor, day=timezone.localdate(now))
    kept.save()
    audit.record("reports.handed_over", actor=actor, subject=kept, at=now)
    return kept


@transaction.atomic
def send_back(*, report: Report, reason: str, actor: User, now: datetime) -> Report:
    """Let it be written again; who handed it over may take it back too.

    Raises NotAllowed, NotHandedOver and what the reason can raise.
    """
    permissions.check_can_report(actor)
    kept = _locked(report)
    if not kept.is_asked:
        raise errors.NotHandedOver
    kept.sent_back = checked(reason, field=_("戻す理由"), limit=REASON_LIMIT, is_needed=True)
    _forget_asking(kept)
    audit.record("reports.sent_back", actor=actor, subject=kept, at=now)
    return kept


@transaction.atomic
def publish_report(*, report: Report, digest: str, actor: User, now: datetime) -> ReportEdition:
    """Publish what was handed over, just as it stood then. ``digest`` is that of what the publisher has read.

    Raises NotAllowed, NotHandedOver, PublishedByAsker, PublishedByWriter, ContentMoved.
    """
    permissions.check_can_report(actor)
    kept = _locked(report)
    if kept.asked_at is None:
        raise errors.NotHandedOver
    if kept.asked_by == actor.actor_key:
        raise errors.PublishedByAsker
    if kept.written_by == actor.actor_key:
        raise errors.PublishedByWriter
    if digest_of(kept.asked_content) != digest:
        raise errors.ContentMoved
    edition = ReportEdition.objects.create(
        report=kept,
        number=_next_number(kept),
        as_of=kept.asked_at,
        reason=kept.asked_reason,
        content=kept.asked_content,
        digest=digest,
        asked_by=kept.asked_by,
        asked_at=kept.asked_at,
        asked_department=kept.asked_department,
        published_by=actor.actor_key,
        published_at=now,
        department=department_of(actor, day=timezone.localdate(now)),
    )
    _forget_asking(kept)
    audit.record("reports.published", actor=actor, subject=edition, at=now)
    jobs.defer(FILES_JOB, edition_id=edition.pk)
    return edition


@transaction.atomic
def add_files(*, edition: ReportEdition, files: Mapping[FileForm, bytes], now: datetime) -> None:
    """Lay files beside an edition; what is there stays as it is."""
    kept = ReportEdition.objects.select_for_update(of=("self",)).get(pk=edition.pk)
    there = set(kept.files.values_list("form", flat=True))
    fresh = {form: content for form, content in files.items() if form not in there}
    ReportFile.objects.bulk_create(
        ReportFile(
            edition=kept,
            form=form,
            size=len(content),
            digest=hashlib.sha256(content).hexdigest(),
            content=content,
        )
        for form, content in fresh.items()
    )
    if fresh:
        audit.record("reports.files_added", actor=None, subject=kept, at=now, details={"forms": sorted(fresh)})


def _locked(report: Report) -> Report:
    return Report.objects.select_for_update(of=("self",)).select_related("process").get(pk=report.pk)


def _to_write(report: Report, actor: User) -> Report:
    permissions.check_can_report(actor)
    kept = _locked(report)
    if kept.is_asked:
        raise errors.ReportHandedOver
    return kept


def _written(report: Report, actor: User, now: datetime) -> None:
    report.written_by, report.written_at = actor.actor_key, now
    report.save()


def _forget_asking(report: Report) -> None:
    report.asked_by, report.asked_at, report.asked_reason, report.asked_content = "", None, "", ""
    report.asked_department = None
    report.save()


def _next_number(report: Report) -> int:
    return (report.editions.aggregate(last=Max("number"))["last"] or 0) + 1


def _part(report: Report, section: str) -> ReportPart:
    """A section that a room began to offer after the report was begun gets its place at the end."""
    if section not in report_sections:
        raise errors.SectionUnknown
    last = report.parts.aggregate(last=Max("position"))["last"] or 0
    start = {"position": last + 1, "is_chosen": False}
    part, _is_new = ReportPart.objects.get_or_create(report=report, section=section, defaults=start)
    return part
