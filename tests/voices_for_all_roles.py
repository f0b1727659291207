"""What hangs on the voices of one ward, for the permission matrix: a call, a revision, a sheet, an appeal."""

from datetime import datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from jukugi.apps.accounts.tests.factories import BEFORE
from jukugi.apps.areas.models import Area
from jukugi.apps.opinions.enums import OpinionState, WaveState
from jukugi.apps.opinions.models import Appeal, Attachment, Opinion, OpinionRevision
from jukugi.apps.opinions.tests.factories import CallFactory, OpinionFactory, SubmissionFactory, filled_wave

PDF = b"%PDF-1.7"
WAVE_OF = {
    "opinions:agree-to-wave": WaveState.ASKED,
    "opinions:send-wave-back": WaveState.ASKED,
    "opinions:take-wave-back": WaveState.HIDDEN,
}


class VoicesForAllRoles:
    """All of them are the ward's, but for a hidden voice of nobody's ward against which nobody has appealed yet."""

    def __init__(self, opinion: Opinion, ward: Area) -> None:
        submission = opinion.submission
        self.ward = ward
        self.call = CallFactory(process=submission.process, ward=ward)
        self.sheet = Attachment.objects.create(
            submission=submission, kind="pdf", content=PDF, size=8, digest="x", added_at=BEFORE, actor_key="x"
        )
        replaced = OpinionFactory(submission=submission, state=OpinionState.REPLACED, position=9)
        self.revision = OpinionRevision.objects.create(
            opinion=replaced, kind="split", reason="見本の理由", actor_key="x", revised_at=BEFORE
        )
        of_ward = SubmissionFactory(process=submission.process, ward=ward)
        hidden = OpinionFactory(submission=of_ward, state=OpinionState.HIDDEN)
        self.appeal = Appeal.objects.create(opinion=hidden, text="見本の異議", sent_at=BEFORE)
        elsewhere = SubmissionFactory(process=submission.process)
        states = (WaveState.READY, WaveState.ASKED, WaveState.HIDDEN)
        self.waves = {state: filled_wave(1, state=state, ward=ward) for state in states}
        self.now = timezone.now()
        came = {"received_at": self.now - timedelta(hours=1), "process": submission.process, "ward": ward}
        OpinionFactory(submission=SubmissionFactory(**came))
        self.unappealed = OpinionFactory(submission=elsewhere, state=OpinionState.HIDDEN)

    def values(self, route: str) -> dict[str, Any]:
        """What stands in the addresses of these routes."""
        values = {
            "code": self.call.code,
            "call_pk": self.call.pk,
            "revision_pk": self.revision.pk,
            "attachment_pk": self.sheet.pk,
            "appeal_pk": self.appeal.pk,
            "position": 1,
            "wave_pk": self.waves[WAVE_OF.get(route, WaveState.READY)].pk,
        }
        return values | ({"number": self.unappealed.submission.receipt} if route == "opinions:appeal" else {})

    def forms(self) -> dict[str, dict[str, object]]:
        """What the forms of these routes take."""
        return {
            "opinions:call": {"text": "催しで書いた声です。"},
            "opinions:calls": {"kind": "event", "title": "見本まつり", "ward": self.ward.pk, "opens_on": "2026-04-01"},
            "opinions:attach": {"sheet": SimpleUploadedFile("fax.pdf", PDF)},
            "opinions:remove-attachment": {"reason": "見本の理由"},
            "opinions:appeal": {"text": "見本の異議です。"},
            "opinions:answer-appeal": {"verdict": "dismissed", "answer": "見本の答え"},
            "opinions:revise": {"act": "gist", "gist": "見本の要旨"},
            "opinions:undo-revision": {"undone_reason": "見本の理由"},
            "opinions:waves": {"since": _typed(self.now - timedelta(days=1)), "until": _typed(self.now)},
            "opinions:wave-voices": {"group": 1},
            "opinions:decide-wave": {"verdict-1": "hide", "rule": "repeated", "reason": "見本の理由"},
            "opinions:take-wave-back": {"reason": "見本の理由"},
        }


def _typed(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%dT%H:%M}"
