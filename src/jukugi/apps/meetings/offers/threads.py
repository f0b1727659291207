"""Where a voice was a note: the step of its story that tells of the meeting and the table."""

from datetime import datetime

from django.http import HttpRequest
from django.utils.translation import gettext as _

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.meetings.models import Note
from jukugi.apps.opinions.enums import RECEIPT_KIND
from jukugi.kit.pages.voices import Step, Voice, thread_links


def register() -> None:
    thread_links.register("meetings", steps, order=5)


def steps(request: HttpRequest, voice: Voice, now: datetime) -> list[Step]:
    """The meeting at which a voice was written on a note. One query, and only of voices from meetings."""
    if voice.kind != RECEIPT_KIND or voice.channel != Channel.MEETING:
        return []
    notes = Note.objects.filter(opinion__submission=voice.key).select_related("table__meeting")
    note = notes.defer("photo__content").first()
    if note is None:
        return []
    meeting = note.table.meeting
    return [
        Step(
            at=min(note.received_at, meeting.ends_at),
            label=_("会議"),
            title=_("「%(meeting)s」のテーブル%(number)dで書かれました")
            % {"meeting": meeting.title, "number": note.table.number},
            template="meetings/_step_meeting.html",
            content={"meeting": meeting, "note": note, "has_photo": note.photo_id is not None and voice.is_public},
        )
    ]
