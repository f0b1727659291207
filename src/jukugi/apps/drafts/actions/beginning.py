"""Documents and editions: begun, and what they are called."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jukugi.apps.accounts.models import User
from jukugi.apps.areas.models import Area
from jukugi.apps.drafts import errors, permissions
from jukugi.apps.drafts.actions.standing import keep_writings, writable_edition
from jukugi.apps.drafts.actions.words import checked_reason
from jukugi.apps.drafts.enums import (
    REASON_LIMIT,
    TITLE_LIMIT,
    DocumentKind,
    EditionAct,
    EditionStage,
    WritingWay,
)
from jukugi.apps.drafts.models import ClauseText, Document, Edition, EditionStep
from jukugi.apps.organizations.queries import department_of
from jukugi.apps.processes.models import Process
from jukugi.apps.processes.policies import check_is_running
from jukugi.kit import audit
from jukugi.kit.worded import checked, checked_line

TITLE, SUMMARY, REASON = _("題名"), _("この文書について"), _("この版で変わること")


@dataclass(frozen=True)
class EditionPlan:
    """What an edition is called, how far the document is with it, and what is new in it."""

    title: str
    stage: EditionStage
    reason: str = ""


@transaction.atomic
def begin_document(
    *,
    process: Process,
    kind: DocumentKind,
    ward: Area | None,
    summary: str,
    plan: EditionPlan,
    actor: User,
    now: datetime,
) -> Document:
    """Begin a document with an empty first edition; the department is the actor's.

    Raises NotAllowed, ProcessFinished and what the words can raise.
    """
    permissions.check_can_begin(actor, ward)
    check_is_running(process)
    title = checked_line(plan.title, field=TITLE, limit=TITLE_LIMIT, is_needed=True)
    document = Document.objects.create(
        process=process,
        kind=kind,
        area=ward,
        title=title,
        summary=checked(summary, field=SUMMARY, limit=REASON_LIMIT),
        department=department_of(actor, day=timezone.localdate(now)),
        is_sample=process.is_sample,
        begun_at=now,
        actor_key=actor.actor_key,
    )
    audit.record("drafts.document_begun", actor=actor, subject=document, at=now)
    _begin(document, 1, plan, actor, now)
    return document


@transaction.atomic
def begin_edition(*, document: Document, plan: EditionPlan, actor: User, now: datetime) -> Edition:
    """Begin the next edition with every clause of the last one, under the same numbers.

    Raises NotAllowed, ProcessFinished, EditionAtWork and what the words can raise.
    """
    permissions.check_can_write(actor, document)
    check_is_running(document.process)
    Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
    last = document.editions.order_by("-number").first()
    if last is not None and not last.is_public:
        raise errors.EditionAtWork(number=last.number)
    number = 1 if last is None else last.number + 1
    if number > 1:
        checked_reason(plan.reason, field=REASON)
    edition = _begin(document, number, plan, actor, now)
    if last is not None:
        texts = [
            ClauseText(
                edition=edition,
                clause_id=text.clause_id,
                parent_id=text.parent_id,
                position=text.position,
                heading=text.heading,
                text=text.text,
                written_by=text.written_by,
                written_at=text.written_at,
            )
            for text in last.texts.all()
        ]
        ClauseText.objects.bulk_create(texts)
        keep_writings(texts, WritingWay.BEGUN)
    return edition


@transaction.atomic
def change_plan(*, edition: Edition, plan: EditionPlan, summary: str, actor: User, now: datetime) -> None:
    """Call an edition otherwise while it is written; the document is called as its newest edition.

    Raises NotAllowed, EditionNotWritable and what the words can raise.
    """
    current = writable_edition(edition, actor)
    current.title = checked_line(plan.title, field=TITLE, limit=TITLE_LIMIT, is_needed=True)
    current.stage = plan.stage
    current.reason = _reason(current.number, plan)
    current.drafted_by, current.drafted_at = actor.actor_key, now
    current.save(update_fields=["title", "stage", "reason", "drafted_by", "drafted_at"])
    document = current.document
    document.summary = checked(summary, field=SUMMARY, limit=REASON_LIMIT)
    if current.number == 1:
        document.title = current.title
    document.save(update_fields=["summary", "title"])
    audit.record("drafts.plan_changed", actor=actor, subject=current, at=now)


def _reason(number: int, plan: EditionPlan) -> str:
    if number == 1:
        return checked(plan.reason, field=REASON, limit=REASON_LIMIT)
    return checked_reason(plan.reason, field=REASON)


def _begin(document: Document, number: int, plan: EditionPlan, actor: User, now: datetime) -> Edition:
    edition = Edition.objects.create(
        document=document,
        number=number,
        title=checked_line(plan.title, field=TITLE, limit=TITLE_LIMIT, is_needed=True),
        stage=plan.stage,
        reason=_reason(number, plan),
        drafted_by=actor.actor_key,
        drafted_at=now,
    )
    EditionStep.objects.create(
        edition=edition,
        act=EditionAct.BEGUN,
        actor_key=actor.actor_key,
        department=department_of(actor, day=timezone.localdate(now)),
        done_at=now,
    )
    audit.record("drafts.edition_begun", actor=actor, subject=edition, at=now)
    return edition
