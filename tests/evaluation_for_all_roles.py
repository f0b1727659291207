"""Reviews of one ward, for the permission matrix: one prepared, one that takes sheets, one with its result."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import ParticipantFactory, RoleFactory
from jukugi.apps.areas.models import Area
from jukugi.apps.evaluations import actions
from jukugi.apps.evaluations.actions import Filler, FindingDraft, ReviewPlan, SheetDraft, VerdictDraft
from jukugi.apps.evaluations.enums import SheetState, Side, Verdict
from jukugi.apps.evaluations.models import EvaluationSheet, Finding, Review
from jukugi.apps.issues.models import Policy
from jukugi.apps.processes.models import Process

PUBLIC_RESULT = ("gaps", "finding", "sheets")
WHILE_PREPARED = ("criteria", "desk-measures", "edit", "remove-measure", "step")


class EvaluationForAllRoles:
    """Who wrote is nobody of those who are asked, so that each of them may approve."""

    def __init__(self, process: Process, ward: Area) -> None:
        self.process, self.ward = process, ward
        self.writer, self.approver = (RoleFactory(kind=RoleKind.WARD_OFFICER, area=ward).user for _ in range(2))
        self.policies = [Policy.objects.create(code=f"E{n}", name=f"見本施策{n}", level="kuiki") for n in range(2)]
        now = timezone.now()
        self.prepared = self._prepare(0)
        self.running = actions.open_review(review=self._prepare(2), actor=self.writer, now=now - timedelta(days=2))
        self.sheet = self._send(self.running, now)
        self.finding = self._find(self.running)
        self.published = actions.open_review(review=self._prepare(9), actor=self.writer, now=now - timedelta(days=9))
        self._send(self.published, now)
        finding = self._find(self.published)
        actions.approve_finding(finding=finding, actor=self.approver, now=now)
        actions.close_review(review=self.published, actor=self.writer, now=now)
        actions.publish_review(review=self.published, actor=self.writer, now=now)

    def values(self, route: str) -> dict[str, Any]:
        """What stands in the addresses of these routes."""
        name = route.partition(":")[2]
        one = self.published if name in PUBLIC_RESULT else self.prepared if name in WHILE_PREPARED else self.running
        return {
            "review_pk": one.pk,
            "measure_pk": one.measures.get().pk,
            "sheet_pk": self.sheet.pk,
            "number": 1,
            "act": "open" if name == "step" else "approve",
        }

    def forms(self) -> dict[str, dict[str, object]]:
        """What the forms of these routes take."""
        today = timezone.localdate()
        told = {"title": "見本の検証", "opens_on": today, "closes_on": today + timedelta(days=30)}
        first = self.running.criteria.first()
        judged = {f"verdict-{first.pk}": "yes", f"reason-{first.pk}": "見本の理由", "form_key": "w" * 22}
        return {
            "evaluations:new": told | {"ward": self.ward.pk},
            "evaluations:edit": told,
            "evaluations:criteria": {"name0": "効果", "claim0": "ねらったことが起きた"},
            "evaluations:desk-measures": {"policy": self.policies[1].pk, "how": "judged"},
            "evaluations:desk-measure": {"aim": "見本のねらい"},
            "evaluations:write": judged,
            "evaluations:enter": judged | {"side": "citizen", "channel": "post", "received_on": today},
            "evaluations:read-sheet": {"state": "hidden", "rule": "personal", "reason": "見本の理由"},
            "evaluations:new-finding": {"kind": "keep", "title": "続ける", "text": "よかった。"},
            "evaluations:edit-finding": {"kind": "keep", "title": "続ける", "text": "よかった。"},
        }

    def _prepare(self, days_ago: int) -> Review:
        at = timezone.now() - timedelta(days=days_ago)
        opens_on = timezone.localdate(at)
        plan = ReviewPlan("見本の検証", opens_on, opens_on + timedelta(days=29))
        review = actions.prepare_review(process=self.process, plan=plan, ward=self.ward, actor=self.writer, now=at)
        actions.add_measure(review=review, policy=self.policies[0], actor=self.writer, now=at)
        return review

    def _send(self, review: Review, now: Any) -> EvaluationSheet:
        draft = SheetDraft([VerdictDraft(review.criteria.first(), Verdict.YES, "見本の理由です。")])
        sheet = actions.send_sheet(
            measure=review.measures.select_related("review", "policy").get(),
            draft=draft,
            filler=Filler(Side.CITIZEN, participant=ParticipantFactory()),
            form_key="k" * 22,
            now=now,
        )
        actions.review_sheet(sheet=sheet, state=SheetState.SHOWN, actor=self.writer, now=now)
        sheet.refresh_from_db()
        return sheet

    def _find(self, review: Review) -> Finding:
        now = timezone.now()
        draft = FindingDraft("keep", "続ける", "よかったという声がある。")
        finding = actions.write_finding(review=review, draft=draft, actor=self.writer, now=now)
        sheet = EvaluationSheet.objects.select_related("measure").get(measure__review=review)
        actions.add_basis(finding=finding, sheet=sheet, actor=self.writer, now=now)
        actions.submit_finding(finding=finding, actor=self.writer, now=now)
        return finding
