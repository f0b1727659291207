import hashlib
import unicodedata
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from jukugi.apps.accounts.models import User
from jukugi.apps.meetings import errors, permissions
from jukugi.apps.meetings.enums import HANDOUT_BYTES_AT_MOST
from jukugi.apps.meetings.models import Handout, Meeting
from jukugi.kit import audit
from jukugi.kit.worded import checked, checked_line

MEGABYTE = 1024 * 1024
OFFICE = "application/vnd.openxmlformats-officedocument."
# By the end of the name: what it is served as, and how such a file begins.
KINDS = {
    "pdf": ("application/pdf", b"%PDF-"),
    "jpg": ("image/jpeg", b"\xff\xd8\xff"),
    "jpeg": ("image/jpeg", b"\xff\xd8\xff"),
    "png": ("image/png", b"\x89PNG\r\n\x1a\n"),
    "docx": (f"{OFFICE}wordprocessingml.document", b"PK\x03\x04"),
    "xlsx": (f"{OFFICE}spreadsheetml.sheet", b"PK\x03\x04"),
    "pptx": (f"{OFFICE}presentationml.presentation", b"PK\x03\x04"),
}


@transaction.atomic
def add_handout(*, meeting: Meeting, title: str, file_name: str, content: bytes, actor: User, now: datetime) -> Handout:
    """Lay a paper out for everybody. Its name and its first bytes must agree on what it is.

    Raises NotAllowed, HandoutTooLarge, HandoutOfUnknownKind or what the words can raise.
    """
    permissions.check_can_handle(actor, meeting)
    name = unicodedata.normalize("NFC", file_name)[-120:]
    if len(content) > HANDOUT_BYTES_AT_MOST:
        size = -(-len(content) // MEGABYTE)
        raise errors.HandoutTooLarge(size=size, limit=HANDOUT_BYTES_AT_MOST // MEGABYTE)
    stem, _dot, ending = name.rpartition(".")
    content_type, beginning = KINDS.get(ending.lower() if stem else "", ("", b""))
    if not content_type or not content.startswith(beginning):
        raise errors.HandoutOfUnknownKind(name=name)
    handout = Handout.objects.create(
        meeting=meeting,
        title=checked_line(title, field=_("資料の名前"), limit=80, is_needed=True),
        file_name=name,
        content_type=content_type,
        size=len(content),
        digest=hashlib.sha256(content).hexdigest(),
        content=content,
        added_at=now,
        actor_key=actor.actor_key,
    )
    audit.record("meetings.handout_added", actor=actor, subject=handout, at=now)
    return handout


@transaction.atomic
def withdraw_handout(*, handout: Handout, reason: str, actor: User, now: datetime) -> None:
    """Take a paper back, for a reason that stands in its place; its content goes. Raises NotAllowed, HandoutWithdrawn
    or WordsMissing.
    """
    permissions.check_can_handle(actor, handout.meeting)
    current = Handout.objects.select_for_update(of=("self",)).get(pk=handout.pk)
    if current.withdrawn_at is not None:
        raise errors.HandoutWithdrawn
    current.withdrawn_reason = checked(reason, field=_("取り下げる理由"), limit=400, is_needed=True)
    current.withdrawn_at, current.content = now, b""
    current.save(update_fields=["withdrawn_at", "withdrawn_reason", "content"])
    audit.record("meetings.handout_withdrawn", actor=actor, subject=current, at=now)
