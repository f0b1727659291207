"""The sample's review of three sample measures; real measures stand beside them by their facts alone."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.accounts.actions import add_participants
from jukugi.apps.accounts.enums import Channel
from jukugi.apps.accounts.models import User
from jukugi.apps.areas.models import Area
from jukugi.apps.evaluations import actions
from jukugi.apps.evaluations.actions import FactDraft, FindingDraft, ReviewPlan, SheetDraft, VerdictDraft
from jukugi.apps.evaluations.actions.filling import keep_sheet
from jukugi.apps.evaluations.enums import FactKind, SheetState, Side, Verdict
from jukugi.apps.evaluations.models import Criterion, EvaluationSheet, MeasureFact, Review, ReviewedMeasure
from jukugi.apps.evaluations.models.sheets import PARTS
from jukugi.apps.issues.models import Issue, Policy
from jukugi.apps.organizations.models import Organization
from jukugi.apps.processes.models import Process
from jukugi.kit.tables import packaged_rows

ROOM = "jukugi.apps.evaluations"
WRITER, APPROVER = "mihon-kakaricho", "mihon-shisaku"
JUDGED, LISTED = ("P14", "P15", "P16"), ("P01", "P05")
OPENED, LASTS, PUBLISHED = 60, 30, 20
"""Days before today, days, days before today."""
TITLE = "見本：これまでの地域づくりの検証"
PURPOSE = (
    "つくりものの見本です。終わった施策と続いている施策を、市民、委員、町内会・自治会、担当課が同じ観点で振り返り、"
    "これからの考え方のもとにします。"
)
Rows = list[dict[str, str]]


def load_sample(now: datetime) -> str:
    """Put the sample review in place once. Returns a sentence for the operator."""
    process = Process.objects.filter(is_sample=True, is_finished=False).first()
    people = {user.username: user for user in User.objects.filter(username__in=[WRITER, APPROVER])}
    policies = {one.code: one for one in Policy.objects.filter(code__in=[*JUDGED, *LISTED])}
    if process is None or len(people) < 2 or not set(JUDGED) <= set(policies):
        return _("施策の検証：見本の検討、職員、施策がそろわないため、載せませんでした")
    if Review.objects.filter(process=process).exists():
        return _("施策の検証：あります（そのまま）")
    with transaction.atomic():
        review = _review(process, policies, people[WRITER], now)
    return _("施策の検証：検証1、評価シート%(sheets)d通、分かったこと%(findings)d") % {
        "sheets": EvaluationSheet.objects.filter(measure__review=review).count(),
        "findings": review.findings.count(),
    }


def _review(process: Process, policies: Mapping[str, Policy], writer: User, now: datetime) -> Review:
    opened = now - timedelta(days=OPENED)
    opens_on = timezone.localdate(opened)
    plan = ReviewPlan(
        title=TITLE,
        purpose=PURPOSE,
        years="2009年度から2024年度まで",
        opens_on=opens_on,
        closes_on=opens_on + timedelta(days=LASTS - 1),
    )
    prepared = opened - timedelta(days=1)
    review = actions.prepare_review(process=process, plan=plan, ward=None, actor=writer, now=prepared, is_sample=True)
    measures = {
        code: actions.add_measure(
            review=review, policy=policies[code], listed_only=code in LISTED, actor=writer, now=prepared
        )
        for code in (*JUDGED, *LISTED)
        if code in policies
    }
    _facts(measures, writer, prepared)
    review = actions.open_review(review=review, actor=writer, now=opened)
    sheets = _sheets(review, measures, writer, opened)
    review = actions.close_review(review=review, actor=writer, now=opened + timedelta(days=LASTS))
    _findings(review, measures, sheets, writer, opened + timedelta(days=LASTS + 3))
    return actions.publish_review(review=review, actor=writer, now=now - timedelta(days=PUBLISHED))


def _facts(measures: Mapping[str, ReviewedMeasure], writer: User, now: datetime) -> None:
    """Made up for the sample measures; of real ones what the register says, with its source."""
    rows: dict[str, list[FactDraft]] = {}
    for row in packaged_rows(ROOM, "facts.csv"):
        fact = FactDraft(
            kind=FactKind(row["kind"]),
            source=row["source"],
            year=row["year"],
            label=row["label"],
            yen=int(row["yen"]) if row["yen"] else None,
            words=row["words"],
        )
        rows.setdefault(row["measure"], []).append(fact)
    for code, measure in measures.items():
        policy = measure.policy
        if code in LISTED and policy.figures:
            source = policy.source or _("施策の一覧")
            rows[code] = [FactDraft(FactKind.DONE, source=source, label=_("わかっている数字"), words=policy.figures)]
        facts = rows.get(code, [])
        actions.describe_measure(
            measure=measure, aim=measure.aim, years=measure.years, facts=facts, actor=writer, now=now
        )


def _sheets(
    review: Review, measures: Mapping[str, ReviewedMeasure], writer: User, opened: datetime
) -> dict[str, EvaluationSheet]:
    """Every sheet as it came, read and made public."""
    criteria = {str(one.position): one for one in review.criteria.all()}
    given: dict[str, list[VerdictDraft]] = {}
    for row in packaged_rows(ROOM, "verdicts.csv"):
        given.setdefault(row["sheet"], []).append(_verdict(row, criteria))
    wards = {ward.code: ward for ward in Area.objects.filter(level="ward")}
    bodies = _bodies(measures)
    kept: dict[str, EvaluationSheet] = {}
    for row in packaged_rows(ROOM, "sheets.csv"):
        measure, side, channel = measures[row["measure"]], Side(row["side"]), Channel(row["channel"])
        at = opened + timedelta(days=int(row["day"]), hours=9 + int(row["sheet"]) % 9)
        organization = next(bodies[row["measure"], side]) if (row["measure"], side) in bodies else None
        author = None
        if organization is None and channel == Channel.WEB:
            (author,) = add_participants(channels=[channel], now=at)
        sheet = EvaluationSheet(
            measure=measure,
            side=side,
            state=SheetState.SHOWN if side == Side.DEPARTMENT else SheetState.WAITING,
            channel=channel,
            author=author,
            author_key=author.actor_key if author else f"sample-{row['sheet']}" if organization else "",
            organization=organization,
            ward=wards.get(row["ward"]),
            received_at=at,
            entered_at=at if channel == Channel.WEB else at + timedelta(days=1),
            entered_by="" if channel == Channel.WEB else writer.actor_key,
            sent_key=f"sample-{review.pk}-{row['sheet']}",
        )
        parts = {part: row[part] for part in PARTS}
        sheet = keep_sheet(sheet, SheetDraft(given[row["sheet"]], parts), author or writer, sheet.entered_at)
        if sheet.state == SheetState.WAITING:
            actions.review_sheet(
                sheet=sheet, state=SheetState.SHOWN, actor=writer, now=sheet.entered_at + timedelta(days=1)
            )
            sheet.state = SheetState.SHOWN
        kept[row["sheet"]] = sheet
    return kept


def _verdict(row: Mapping[str, str], criteria: Mapping[str, Criterion]) -> VerdictDraft:
    return VerdictDraft(criteria[row["criterion"]], Verdict(row["verdict"]), row["reason"])


def _bodies(measures: Mapping[str, ReviewedMeasure]) -> dict[tuple[str, Side], "_Turn"]:
    """Which sample body speaks: associations in their order, the departments that have to do with a measure."""
    associations = list(Organization.objects.neighbours().filter(is_sample=True).order_by("pk"))
    found: dict[tuple[str, Side], _Turn] = {}
    for number, (code, measure) in enumerate(measures.items()):
        responsible = [part.organization for part in measure.policy.parts.in_force().select_related("organization")]
        if measure.policy.department is not None:
            responsible.insert(0, measure.policy.department)
        if associations:
            found[code, Side.ASSOCIATION] = _Turn(associations, 7 * number)
        if responsible:
            found[code, Side.DEPARTMENT] = _Turn(responsible, 0)
    return found


class _Turn:
    """One body after the other."""

    def __init__(self, bodies: list[Organization], first: int) -> None:
        self._bodies, self._place = bodies, first

    def __next__(self) -> Organization:
        self._place += 1
        return self._bodies[(self._place - 1) % len(self._bodies)]


def _findings(
    review: Review,
    measures: Mapping[str, ReviewedMeasure],
    sheets: Mapping[str, EvaluationSheet],
    writer: User,
    now: datetime,
) -> None:
    approver = User.objects.get(username=APPROVER)
    issues = {one.code: one for one in Issue.objects.standing().filter(process=review.process)}
    facts = {one.label: one for one in MeasureFact.objects.filter(measure__review=review).order_by("-pk")}
    for row in packaged_rows(ROOM, "findings.csv"):
        draft = FindingDraft(row["kind"], row["title"], row["text"], row["dissent"], measures.get(row["measure"]))
        finding = actions.write_finding(review=review, draft=draft, actor=writer, now=now)
        for number in row["sheets"].split(","):
            actions.add_basis(finding=finding, sheet=sheets[number], actor=writer, now=now)
        if row["fact"] in facts:
            actions.add_basis(finding=finding, fact=facts[row["fact"]], actor=writer, now=now)
        actions.submit_finding(finding=finding, actor=writer, now=now)
        actions.approve_finding(finding=finding, actor=approver, now=now + timedelta(days=2))
        if row["issue"] in issues:
            actions.link_finding(
                finding=finding, issue=issues[row["issue"]], reason=row["reason"], actor=writer, now=now
            )
