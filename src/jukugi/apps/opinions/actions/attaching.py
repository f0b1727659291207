import hashlib
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from jukugi.apps.accounts.models import User
from jukugi.apps.opinions import permissions, policies
from jukugi.apps.opinions.enums import AppealState, AttachmentKind, OpinionState
from jukugi.apps.opinions.errors import (
    AttachmentRemoved,
    AttachmentTooLarge,
    AttachmentUnreadable,
    ReasonMissing,
    TooManyAttachments,
)
from jukugi.apps.opinions.models import Attachment, Opinion, Submission
from jukugi.apps.opinions.policies import ATTACHMENTS_AT_MOST, PDF_BYTES_AT_MOST
from jukugi.kit import audit
from jukugi.kit.papers_sent import RunsSomething, check_paper
from jukugi.kit.photos import PhotoTooLarge, PhotoUnreadable, photo_of

PDF = b"%PDF-"
SHEETS_AT_ONCE = 200


def sheet_of(content: bytes) -> Attachment:
    """A file as it is kept beside a submission, not saved yet: a photo drawn anew, or a PDF as it is.

    Raises AttachmentTooLarge or AttachmentUnreadable.
    """
    digest = hashlib.sha256(content).hexdigest()
    if content.startswith(PDF):
        if len(content) > PDF_BYTES_AT_MOST:
            raise AttachmentTooLarge
        try:
            check_paper("pdf", content)
        except RunsSomething as error:
            raise AttachmentUnreadable from error
        return Attachment(kind=AttachmentKind.PDF, content=content, size=len(content), digest=digest)
    try:
        photo = photo_of(content)
    except PhotoTooLarge as error:
        raise AttachmentTooLarge from error
    except PhotoUnreadable as error:
        raise AttachmentUnreadable from error
    return Attachment(
        kind=AttachmentKind.PHOTO,
        content=photo.content,
        size=len(photo.content),
        digest=digest,
        width=photo.width,
        height=photo.height,
    )


@transaction.atomic
def attach_sheet(*, submission: Submission, content: bytes, actor: User, now: datetime) -> Attachment:
    """Lay the sheet beside what was typed in from it; the same file twice is one.

    Raises NotAllowed, TooManyAttachments, AttachmentTooLarge or AttachmentUnreadable.
    """
    permissions.check_can_handle(actor, submission)
    sheet = sheet_of(content)
    Submission.objects.select_for_update(of=("self",)).get(pk=submission.pk)
    there = submission.attachments.filter(removed_at__isnull=True).defer("content")
    for known in there:
        if known.digest == sheet.digest:
            return known
    if len(there) >= ATTACHMENTS_AT_MOST:
        raise TooManyAttachments(limit=ATTACHMENTS_AT_MOST)
    return keep_sheet(sheet, submission, actor=actor, now=now)


def keep_sheet(sheet: Attachment, submission: Submission, *, actor: User, now: datetime) -> Attachment:
    """Save what ``sheet_of`` read, in the caller's transaction and after its checks."""
    sheet.submission, sheet.added_at, sheet.actor_key = submission, now, actor.actor_key
    sheet.save()
    audit.record("opinions.sheet_attached", actor=actor, subject=sheet, at=now, details={"kind": str(sheet.kind)})
    return sheet


@transaction.atomic
def remove_sheet(*, attachment: Attachment, reason: str, actor: User, now: datetime) -> None:
    """Take a sheet away: the row and the reason stay, the picture goes. Raises NotAllowed, ReasonMissing or
    AttachmentRemoved.
    """
    permissions.check_can_handle(actor, attachment.submission)
    if not reason.strip():
        raise ReasonMissing
    current = Attachment.objects.select_for_update(of=("self",)).get(pk=attachment.pk)
    if current.removed_at is not None:
        raise AttachmentRemoved
    current.removed_at, current.removed_reason, current.removed_by = now, reason.strip(), actor.actor_key
    current.content = b""
    current.save(update_fields=["removed_at", "removed_reason", "removed_by", "content"])
    audit.record("opinions.sheet_removed", actor=actor, subject=current, at=now)


@transaction.atomic
def erase_old_sheets(*, now: datetime, kept: timedelta = policies.SHEETS_KEPT) -> int:
    """Erase a batch of photos and PDFs of paper that came so long ago, of voices that nobody has still to decide on.

    The row, its digest and its reason stay. Returns how many.
    """
    waiting = Opinion.objects.filter(state=OpinionState.WAITING)
    appealed = Opinion.objects.filter(appeals__state=AppealState.WAITING)
    old = Attachment.objects.filter(removed_at__isnull=True, added_at__lte=now - kept)
    old = old.exclude(submission__opinions__in=waiting).exclude(submission__opinions__in=appealed)
    pks = list(old.order_by("pk").values_list("pk", flat=True)[:SHEETS_AT_ONCE])
    gone = {"removed_at": now, "removed_reason": _("保存期間が過ぎました"), "removed_by": "retention", "content": b""}
    return Attachment.objects.filter(pk__in=pks).update(**gone)
