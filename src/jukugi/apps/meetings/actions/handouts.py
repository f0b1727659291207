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
from jukugi.kit.papers_sent import NotThatPaper, RunsSomething, UnpacksTooFar, check_paper
from jukugi.kit.photos import PhotoTooLarge, PhotoUnreadable, photo_of
from jukugi.kit.worded import checked, checked_line

MEGABYTE = 1024 * 1024
OFFICE = "application/vnd.openxmlformats-officedocument."
# By the end of the name: what it is served as.
KINDS = {
    "pdf": "application/pdf",
    "docx": f"{OFFICE}wordprocessingml.document",
    "xlsx": f"{OFFICE}spreadsheetml.sheet",
    "pptx": f"{OFFICE}presentationml.presentation",
}
PHOTOS = ("jpg", "jpeg", "png")
PHOTO_SIDE = 4000
"""A photo of a board is read from near."""


@transaction.atomic
def add_handout(*, meeting: Meeting, title: str, file_name: str, content: bytes, actor: User, now: datetime) -> Handout:
    """Lay a paper out for everybody. What it is must agree with its name; nothing in it may run, and a photo is drawn
    anew, without where and when it was taken.

    Raises NotAllowed, HandoutTooLarge, HandoutOfUnknownKind, HandoutRunsSomething or what the words can raise.
    """
    permissions.check_can_handle(actor, meeting)
    name = unicodedata.normalize("NFC", file_name)[-120:]
    if len(content) > HANDOUT_BYTES_AT_MOST:
        size = -(-len(content) // MEGABYTE)
        raise errors.HandoutTooLarge(size=size, limit=HANDOUT_BYTES_AT_MOST // MEGABYTE)
    name, content_type, content = _as_it_is_kept(name, content)
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


def _as_it_is_kept(name: str, content: bytes) -> tuple[str, str, bytes]:
    """(name, type, content) to give out. Raises HandoutOfUnknownKind, HandoutTooLarge or HandoutRunsSomething."""
    stem, _dot, ending = name.rpartition(".")
    kind = ending.lower() if stem else ""
    try:
        if kind in PHOTOS:
            photo = photo_of(content, side=PHOTO_SIDE, most=HANDOUT_BYTES_AT_MOST)
            return f"{stem}.jpg", "image/jpeg", photo.content
        if kind not in KINDS:
            raise errors.HandoutOfUnknownKind(name=name)
        check_paper(kind, content)
    except (NotThatPaper, PhotoUnreadable) as error:
        raise errors.HandoutOfUnknownKind(name=name) from error
    except (UnpacksTooFar, PhotoTooLarge) as error:
        raise errors.HandoutTooLarge(size="?", limit=HANDOUT_BYTES_AT_MOST // MEGABYTE) from error
    except RunsSomething as error:
        raise errors.HandoutRunsSomething(name=name) from error
    return name, KINDS[kind], content


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
