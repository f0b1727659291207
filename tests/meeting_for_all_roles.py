"""A meeting of one ward with all that its routes need, for the permission matrix."""

from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from jukugi.apps.accounts.tests.factories import BEFORE
from jukugi.apps.areas.models import Area
from jukugi.apps.meetings.enums import REGISTRATION, REGISTRATION_KIND
from jukugi.apps.meetings.models import BodyMember, Handout, Minutes, NotePhoto
from jukugi.apps.meetings.tests.factories import (
    AgendaItemFactory,
    BodyFactory,
    MeetingFactory,
    NoteFactory,
    PublicMinutesFactory,
    QuestionFactory,
    RecommendationFactory,
    RegistrationFactory,
    TableFactory,
)
from jukugi.apps.processes.models import Phase, Process
from jukugi.apps.processes.tests.factories import OpeningFactory
from jukugi.kit import receipts

PDF = b"%PDF-1.7 sample"
ON = "2026-04-01"


class MeetingForAllRoles:
    """It runs now: registering, notes and hands are open. ``over`` has public minutes and a paper."""

    def __init__(self, process: Process, ward: Area) -> None:
        now = timezone.now()
        OpeningFactory(phase=Phase.objects.filter(process=process).first(), kind=REGISTRATION)
        span = {"starts_at": now + timedelta(minutes=30), "registration_closes_at": now + timedelta(minutes=20)}
        self.meeting = MeetingFactory(process=process, ward=ward, capacity=20, **span)
        self.table = TableFactory(meeting=self.meeting, number=1)
        TableFactory(meeting=self.meeting, number=2)
        self.item = AgendaItemFactory(meeting=self.meeting, position=1, takes_notes=True)
        self.question = QuestionFactory(meeting=self.meeting, position=1)
        photo = NotePhoto.objects.create(content=b"\xff\xd8\xff", width=1, height=1)
        self.note = NoteFactory(table=self.table)
        self.photo_note = NoteFactory(table=self.table, text="", photo=photo)
        number = receipts.issue(REGISTRATION_KIND, now=BEFORE)
        self.registration = RegistrationFactory(meeting=self.meeting, number=number)
        self.draft = Minutes.objects.create(
            meeting=self.meeting,
            opened_at=BEFORE,
            closed_at=BEFORE,
            summary="まとめ",
            drafted_by="x",
            drafted_at=BEFORE,
        )
        self.over = MeetingFactory(process=process, ward=ward, starts_at=BEFORE)
        PublicMinutesFactory(meeting=self.over)
        paper = {"title": "資料", "file_name": "資料.pdf", "content_type": "application/pdf", "size": len(PDF)}
        self.handout = Handout.objects.create(
            meeting=self.meeting, **paper, digest="0" * 64, content=PDF, added_at=BEFORE, actor_key="x"
        )
        self.body = BodyFactory(area=ward)
        self.successor = BodyFactory()
        self.member = BodyMember.objects.create(body=self.body, seat="open_call", label="市民委員A", starts_on=BEFORE)
        self.recommendation = RecommendationFactory(body=self.body)
        self.ward = ward

    def values(self, route: str) -> dict[str, Any]:
        """What stands in the addresses of this room's routes."""
        of_hall = route in ("meetings:join-table", "meetings:join-note")
        is_over = route in ("meetings:minutes", "meetings:correct-minutes", "meetings:begin-minutes")
        wants_photo = route in ("meetings:photo", "meetings:table-photo", "meetings:read-photo")
        return {
            "meeting_pk": (self.over if is_over else self.meeting).pk,
            "key": self.table.key,
            "join_key": self.meeting.join_key,
            "wall_key": self.meeting.wall_key,
            "number": 1 if of_hall else self.registration.number,
            "note_pk": (self.photo_note if wants_photo else self.note).pk,
            "registration_pk": self.registration.pk,
            "minutes_pk": self.draft.pk,
            "what": "check",
            "version": 1,
            "handout_pk": self.handout.pk,
            "body_pk": self.body.pk,
            "member_pk": self.member.pk,
            "recommendation_pk": self.recommendation.pk,
        }

    def forms(self) -> dict[str, dict[str, object]]:
        """What the forms of this room's routes take."""
        plan = {
            "kind": "citizens",
            "title": "見本の会議",
            "starts_at": "2100-04-01T14:00",
            "ends_at": "2100-04-01T16:00",
            "place": "見本会館",
        }
        note = {"text": "見本のふせん", "client_key": "a-key-of-the-matrix-1"}
        told = {"on": ON, "source": ""}
        return {
            "meetings:register": {"form_key": "matrix"},
            "meetings:registrations": {"form_key": "matrix"},
            "meetings:take-note": note,
            "meetings:join-note": note,
            "meetings:type-note": {**note, "table": "1"},
            "meetings:count-hands": {"question": self.question.pk, "hand": "agree", "count": "3"},
            "meetings:read-photo": {"text": "写真の言葉"},
            "meetings:withdraw-note": {"reason": "打ち間違い"},
            "meetings:check-in": {"no": self.registration.number},
            "meetings:tables": {"what": "draw"},
            "meetings:new": {**plan, "ward": self.ward.pk},
            "meetings:edit": {**plan, "capacity": "20", "registration_closes_at": "2100-03-31T12:00"},
            "meetings:agenda": {"agenda": "30分　話し合い［ふせん］", "questions": "見本の問い"},
            "meetings:cancel": {"reason": "見本の理由"},
            "meetings:correct-minutes": {"reason": "見本の理由"},
            "meetings:desk-minutes": {
                "opened_at": "2026-04-01T14:00",
                "closed_at": "2026-04-01T16:00",
                "summary": "まとめ",
                "seen": "2026-04-01T00:00:00.000000+0000",
            },
            "meetings:handouts": {"title": "資料", "file": SimpleUploadedFile("資料.pdf", PDF)},
            "meetings:withdraw-handout": {"reason": "見本の理由"},
            "meetings:new-body": {"kind": "ward", "name": "新しい会議体", "area": self.ward.pk, "began_on": ON},
            "meetings:desk-body": {"kind": "ward", "name": "直した名前"},
            "meetings:tell-event": {**told, "kind": "paused", "reason": "見本の理由"},
            "meetings:add-member": {"role": "member", "seat": "drawn", "label": "市民委員B", "starts_on": ON},
            "meetings:end-member": {"ends_on": "2026-09-30"},
            "meetings:recommend": {**told, "title": "見本の提言"},
            "meetings:follow-up": {**told, "kind": "done", "text": "行いました。"},
        }
