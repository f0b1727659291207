"""Reviews with many rows in every list, to count what their pages ask the database."""

from datetime import timedelta

from django.utils import timezone

from jukugi.apps.accounts.tests.factories import ParticipantFactory, RoleFactory
from jukugi.apps.evaluations import actions
from jukugi.apps.evaluations.actions import FactDraft, Filler, FindingDraft, ReviewPlan, SheetDraft, VerdictDraft
from jukugi.apps.evaluations.enums import FactKind, SheetState, Side, Verdict
from jukugi.apps.evaluations.models import EvaluationSheet, Review
from jukugi.apps.issues.models import Issue, Policy

PUBLIC = {
    "reviews": ("/evaluations/", 14),
    "review": ("/evaluations/{review}/", 20),
    "measure of a review": ("/evaluations/{review}/measures/{measure}/", 22),
    "sheets on a measure": ("/evaluations/{review}/measures/{measure}/sheets/", 18),
    "gaps of a review": ("/evaluations/{review}/gaps/", 18),
    "finding": ("/evaluations/{review}/findings/1/", 18),
    "write a sheet": ("/evaluations/{open_review}/measures/{open_measure}/write/", 18),
    "sheet in threads": ("/threads/{sheet}/", 34),
}

STAFF = {
    "desk reviews": ("/desk/evaluations/", 11),
    "desk review": ("/desk/evaluations/{open_review}/", 14),
    "desk sheets": ("/desk/evaluations/{open_review}/sheets/", 11),
    "desk measures": ("/desk/evaluations/{open_review}/measures/", 9),
    "desk findings": ("/desk/evaluations/{open_review}/findings/", 9),
    "desk finding": ("/desk/evaluations/{open_review}/findings/1/", 22),
}


def reviews(issue: Issue, rows: int) -> dict[str, int | str]:
    """A published review with so many measures, so many sheets on the first and findings on as many of them; as many
    reviews that take sheets, the last one as full.
    """
    writer, head = RoleFactory().user, RoleFactory().user
    policies = [Policy.objects.create(code=f"V{n}", name=f"検証{n}", level="shiiki") for n in range(rows)]
    ended = _grown(issue, policies, rows, writer, 40, shows=True)
    now = timezone.now()
    for finding in ended.findings.all():
        actions.approve_finding(finding=finding, actor=head, now=now)
        actions.link_finding(finding=finding, issue=issue, reason="同じ問い", actor=writer, now=now)
    actions.close_review(review=ended, actor=writer, now=now)
    actions.publish_review(review=ended, actor=writer, now=now)
    for days in range(1, rows):
        _grown(issue, policies[:1], 1, writer, days, shows=False)
    running = _grown(issue, policies, rows, writer, 0, shows=False)
    sheet = EvaluationSheet.objects.filter(measure__review=ended).first()
    return {
        "review": ended.pk,
        "measure": ended.measures.first().pk,
        "open_review": running.pk,
        "open_measure": running.measures.first().pk,
        "sheet": sheet.receipt,
    }


def _grown(issue: Issue, policies: list[Policy], rows: int, writer, days_ago: int, *, shows: bool) -> Review:
    at = timezone.now() - timedelta(days=days_ago)
    opens_on = timezone.localdate(at)
    plan = ReviewPlan("検証", opens_on, opens_on + timedelta(days=29))
    review = actions.prepare_review(process=issue.process, plan=plan, ward=None, actor=writer, now=at)
    facts = [FactDraft(FactKind.MONEY, source="決算書", year=str(n), yen=n) for n in range(rows)]
    for policy in policies:
        measure = actions.add_measure(review=review, policy=policy, actor=writer, now=at)
        actions.describe_measure(measure=measure, aim="", years="", facts=facts, actor=writer, now=at)
    actions.open_review(review=review, actor=writer, now=at)
    for place, measure in enumerate(review.measures.select_related("review__process", "policy")):
        for _ in range(rows if place == 0 else 1):
            sheet = _send(measure, review, at)
            actions.review_sheet(sheet=sheet, state=SheetState.SHOWN, actor=writer, now=at)
        if not shows:
            _send(measure, review, at)
    for number in range(rows):
        draft = FindingDraft("keep", f"続ける{number}", "よかった。", measure=review.measures.first())
        finding = actions.write_finding(review=review, draft=draft, actor=writer, now=at)
        for one in EvaluationSheet.objects.shown().filter(measure__review=review).select_related("measure")[:rows]:
            actions.add_basis(finding=finding, sheet=one, actor=writer, now=at)
        actions.submit_finding(finding=finding, actor=writer, now=at)
    return review


def _send(measure, review: Review, at) -> EvaluationSheet:
    verdicts = [VerdictDraft(one, Verdict.YES, "理由") for one in review.criteria.all()]
    filler = Filler(Side.CITIZEN, participant=ParticipantFactory())
    return actions.send_sheet(measure=measure, draft=SheetDraft(verdicts), filler=filler, form_key="g" * 22, now=at)
