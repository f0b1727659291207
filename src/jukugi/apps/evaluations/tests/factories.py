from datetime import timedelta

from jukugi.apps.accounts.models import User
from jukugi.apps.accounts.tests.factories import ParticipantFactory, RoleFactory
from jukugi.apps.evaluations import actions
from jukugi.apps.evaluations.actions import Filler, FindingDraft, ReviewPlan, SheetDraft, VerdictDraft
from jukugi.apps.evaluations.enums import SheetState, Side, Verdict
from jukugi.apps.evaluations.models import EvaluationSheet, Finding, Review, ReviewedMeasure
from jukugi.apps.issues.models import Policy
from jukugi.apps.processes.tests.factories import DURING, ProcessFactory

TODAY = DURING.date()
LATER = DURING + timedelta(days=40)
"""When the period of an ``opened`` review is over."""


def plan(**fields) -> ReviewPlan:
    """A review whose period begins today."""
    return ReviewPlan(
        **{"title": "これまでの地域づくりの検証", "opens_on": TODAY, "closes_on": TODAY + timedelta(days=29)} | fields
    )


def policy(code: str = "T01", **fields) -> Policy:
    """A policy of the register."""
    return Policy.objects.create(
        **{"code": code, "name": f"見本 縁側づくり{code}", "aim": "空き部屋を開く。", "level": "chiiki"} | fields
    )


def prepared(officer: User | None = None, **fields) -> Review:
    """A review of the whole city with one measure, that nobody but staff sees."""
    actor = officer or RoleFactory().user
    process = fields.pop("process", None) or ProcessFactory()
    review = actions.prepare_review(process=process, plan=plan(**fields), ward=None, actor=actor, now=DURING)
    actions.add_measure(review=review, policy=policy(f"T{review.pk:02}"), actor=actor, now=DURING)
    return review


def opened(officer: User | None = None, **fields) -> Review:
    """One that takes sheets from DURING on."""
    actor = officer or RoleFactory().user
    return actions.open_review(review=prepared(actor, **fields), actor=actor, now=DURING)


def measure_in(review: Review) -> ReviewedMeasure:
    """Its first measure."""
    return review.measures.select_related("review__process", "policy").first()


def draft(review: Review, *verdicts: str, reason: str = "そう見えた。", **parts: str) -> SheetDraft:
    """Verdicts by the first criteria, each with a reason."""
    pairs = zip(review.criteria.all(), verdicts or (Verdict.YES,), strict=False)
    return SheetDraft([VerdictDraft(criterion, Verdict(verdict), reason) for criterion, verdict in pairs], parts)


def send(review: Review, *verdicts: str, **fields) -> EvaluationSheet:
    """A sheet of a citizen from the web."""
    words = fields.pop("reason", "そう見えた。")
    parts = fields.pop("parts", {})
    author = fields.pop("author", None) or ParticipantFactory()
    return actions.send_sheet(
        **{
            "measure": measure_in(review),
            "draft": draft(review, *verdicts, reason=words, **parts),
            "filler": Filler(Side.CITIZEN, participant=author),
            "form_key": "k" * 22,
            "now": DURING + timedelta(hours=1),
        }
        | fields
    )


def show(sheet: EvaluationSheet, officer: User) -> EvaluationSheet:
    """Its words are public with the result."""
    actions.review_sheet(sheet=sheet, state=SheetState.SHOWN, actor=officer, now=DURING + timedelta(hours=2))
    sheet.refresh_from_db()
    return sheet


def found(review: Review, officer: User, sheet: EvaluationSheet, **fields) -> Finding:
    """A finding that rests on a sheet, handed in for approval."""
    text = {"kind": "keep", "title": "開くことを続ける", "text": "市民も担当課も、よかったと書いている。"} | fields
    finding = actions.write_finding(review=review, draft=FindingDraft(**text), actor=officer, now=LATER)
    actions.add_basis(finding=finding, sheet=sheet, actor=officer, now=LATER)
    actions.submit_finding(finding=finding, actor=officer, now=LATER)
    return finding


def published(officer: User | None = None, approver: User | None = None, **fields) -> Review:
    """A review with three sheets of citizens, one of them of another mind, and one approved finding."""
    actor, other = officer or RoleFactory().user, approver or RoleFactory().user
    review = opened(actor, **fields)
    for verdict in (Verdict.YES, Verdict.RATHER_YES, Verdict.NO):
        sheet = show(send(review, verdict, reason=f"理由の{verdict.label}。"), actor)
    actions.close_review(review=review, actor=actor, now=LATER)
    finding = found(review, actor, sheet, dissent="反対の見方もある。", measure=measure_in(review))
    actions.approve_finding(finding=finding, actor=other, now=LATER)
    return actions.publish_review(review=review, actor=actor, now=LATER)
