"""Consultations of one ward, for the permission matrix: one prepared, one being answered, one with its result."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.models import User
from jukugi.apps.accounts.tests.factories import ParticipantFactory, RoleFactory
from jukugi.apps.areas.models import Area
from jukugi.apps.drafts.models import Edition
from jukugi.apps.public_comments import actions
from jukugi.apps.public_comments.actions import AnswerDraft, CommentDraft
from jukugi.apps.public_comments.enums import ResultForm
from jukugi.apps.public_comments.models import Answer, Consultation
from jukugi.apps.public_comments.tests.factories import comments_in, notice

PUBLIC_RESULT = ("result", "line", "file")
WHILE_PREPARED = ("edit", "step")


class ConsultationForAllRoles:
    """Who wrote is nobody of those who are asked, so that each of them may approve."""

    def __init__(self, edition: Edition, ward: Area) -> None:
        self.edition, self.ward = edition, ward
        self.writer, approver = (RoleFactory(kind=RoleKind.WARD_OFFICER, area=ward).user for _ in range(2))
        now = timezone.now()
        self.prepared = self._prepare(0)
        self.running = self._announce(2)
        self.answer = self._answer(self.running)
        self.published = self._announce(40)
        answer = self._answer(self.published)
        actions.submit_answer(answer=answer, actor=self.writer, now=now)
        actions.approve_answers(consultation=self.published, answers=[answer.pk], actor=approver, now=now)
        actions.ask_for_result(consultation=self.published, actor=approver, now=now)
        files = dict.fromkeys(ResultForm, b"file")
        actions.publish_result(consultation=self.published, asked_at=now, files=files, now=now)

    def values(self, route: str) -> dict[str, Any]:
        """What stands in the addresses of these routes."""
        name = route.partition(":")[2]
        one = self.published if name in PUBLIC_RESULT else self.prepared if name in WHILE_PREPARED else self.running
        act = "announce" if name == "step" else "submit"
        return {"consultation_pk": one.pk, "number": 1, "form": "csv", "act": act}

    def forms(self) -> dict[str, dict[str, object]]:
        """What the forms of these routes take."""
        day = (timezone.localdate() + timedelta(days=60)).isoformat()
        told = vars(notice(opens_on=timezone.localdate(), closes_on=day)) | {"edition": self.edition.pk}
        return {
            "public_comments:new": told | {"ward": self.ward.pk},
            "public_comments:edit": told,
            "public_comments:write": {"text-1": "見本の意見", "form_key": "w" * 22},
            "public_comments:extend": {"closes_on": day, "reason": "見本の理由"},
            "public_comments:withdraw": {"reason": "見本の理由"},
            "public_comments:call-off": {"reason": "見本の理由", "note": "見本の理由"},
            "public_comments:keep-answer": {"text": "書きかけ", "seen": 2},
            "public_comments:desk-answer": {"text": "見本の答え", "seen": 2},
        }

    def _prepare(self, days_ago: int) -> Consultation:
        at = timezone.now() - timedelta(days=days_ago)
        opens_on = timezone.localdate(at)
        words = notice(opens_on=opens_on, closes_on=opens_on + timedelta(days=29))
        return actions.prepare_consultation(
            edition=self.edition, notice=words, ward=self.ward, actor=self.writer, now=at
        )

    def _announce(self, days_ago: int) -> Consultation:
        at = timezone.now() - timedelta(days=days_ago)
        made = self._prepare(days_ago)
        return actions.announce_consultation(consultation=made, actor=self.writer, now=at)

    def _answer(self, consultation: Consultation) -> Answer:
        """A comment in a line with its gist, and a draft of an answer."""
        writer: User = self.writer
        now = timezone.now()
        actions.send_comments(
            consultation=consultation,
            comments=[CommentDraft("見本の意見です。")],
            ward=None,
            age_band="",
            author=ParticipantFactory(),
            form_key="k" * 22,
            now=consultation.opens_at + timedelta(hours=23),
        )
        keys = [row.pk for row in comments_in(consultation)]
        group = actions.place_comments(consultation=consultation, comments=keys, group=None, actor=writer, now=now)
        actions.write_group(group=group, gist="見本の要旨", clause=None, actor=writer, now=now)
        answer = actions.begin_answer(consultation=consultation, groups=[group.pk], actor=writer, now=now)
        draft = AnswerDraft("見本の答え", consultation.categories.get(code="C"))
        return actions.write_answer(answer=answer, draft=draft, seen_version=1, actor=writer, now=now)
