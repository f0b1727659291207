"""The sample's documents: an interim report that became a draft, with origins in the sample's voices. All made up."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from jukugi.apps.accounts.models import User
from jukugi.apps.drafts import actions
from jukugi.apps.drafts.actions import EditionPlan, OriginDraft
from jukugi.apps.drafts.enums import DocumentKind, EditionStage, Influence, OriginKind
from jukugi.apps.drafts.models import Clause, Document, Edition
from jukugi.apps.drafts.queries.sources import source_of
from jukugi.apps.issues.models import Issue
from jukugi.apps.opinions.enums import LinkKind
from jukugi.apps.opinions.models import IssueLink
from jukugi.apps.opinions.queries.counting import VOICES
from jukugi.apps.processes.models import Process
from jukugi.kit.tables import packaged_rows

WRITER, CHECKER = "mihon-kakaricho", "mihon-shisaku"
FIRST_DAYS_BEFORE, SECOND_DAYS_BEFORE, THIRD_DAYS_BEFORE = 45, 9, 2
VOICES_OF_A_CLAUSE, ENDS = 12, 4
TITLES = ("見本：これからの地域づくり　中間報告", "見本：これからの地域づくりの考え方（素案）")
SUMMARY = "つくりものの見本です。地域、区、市の三つの広さと、個別に決めることに分けて書いています。"
LAW = ("自治基本条例", "市民の参加について定めたところ", "")


def load_sample(now: datetime) -> str:
    """Put the sample document in place once, on the way that every document goes. A sentence for the operator."""
    process = Process.objects.filter(is_sample=True, is_finished=False).first()
    people = {user.username: user for user in User.objects.filter(username__in=[WRITER, CHECKER])}
    if process is None or len(people) < 2 or not Issue.objects.filter(process=process).exists():
        return _("文書：見本の検討プロセスか職員がいないため、載せませんでした")
    if not Document.objects.filter(process=process, kind=DocumentKind.POLICY).exists():
        with transaction.atomic():
            _load(process, people[WRITER], people[CHECKER], now)
    return _("文書：%(documents)d、文%(clauses)d") % {
        "documents": Document.objects.count(),
        "clauses": Clause.objects.count(),
    }


def _load(process: Process, writer: User, checker: User, now: datetime) -> None:
    first_at = now - timedelta(days=FIRST_DAYS_BEFORE)
    document = actions.begin_document(
        process=process,
        kind=DocumentKind.POLICY,
        ward=None,
        summary=SUMMARY,
        plan=EditionPlan(TITLES[0], EditionStage.INTERIM),
        actor=writer,
        now=first_at - timedelta(days=20),
    )
    edition = document.editions.get()
    clauses = _write(edition, writer, first_at - timedelta(days=15))
    _originate(edition, clauses, writer, first_at - timedelta(days=5))
    publish_sample(edition, checker, first_at)
    second_at = now - timedelta(days=SECOND_DAYS_BEFORE)
    second = actions.begin_edition(
        document=document,
        plan=EditionPlan(TITLES[1], EditionStage.DRAFT, _("中間報告に寄せられた声を受けて、九つの文を直しました。")),
        actor=writer,
        now=second_at - timedelta(days=12),
    )
    _rewrite(second, clauses, writer, second_at - timedelta(days=8))
    publish_sample(second, checker, second_at)
    third_at = now - timedelta(days=THIRD_DAYS_BEFORE)
    third = actions.begin_edition(
        document=document,
        plan=EditionPlan(TITLES[1], EditionStage.DRAFT, _("パブリックコメントの前に、読みにくいところを直します。")),
        actor=writer,
        now=third_at,
    )
    actions.add_clause(
        edition=third,
        heading="",
        text="くじで選ばれた人には、子どもの預かりと、手話や通訳を用意します。",
        after=clauses["gov-1"],
        actor=writer,
        now=third_at,
    )


def _write(edition: Edition, writer: User, now: datetime) -> dict[str, Clause]:
    clauses: dict[str, Clause] = {}
    for row in packaged_rows("jukugi.apps.drafts", "clauses.csv"):
        added = actions.add_clause(
            edition=edition,
            heading=row["heading"],
            text=row["text"],
            parent=clauses.get(row["parent"]),
            actor=writer,
            now=now,
        )
        clauses[row["key"]] = added.clause
    return clauses


def _originate(edition: Edition, clauses: dict[str, Clause], writer: User, now: datetime) -> None:
    """Each clause comes from its issue, and from the voices of that issue that use its words."""
    process = edition.document.process
    issues = {issue.code: issue for issue in Issue.objects.filter(process=process)}
    taken: set[int] = set()
    for row in packaged_rows("jukugi.apps.drafts", "clauses.csv"):
        issue = issues.get(row["issue"])
        if issue is None or not row["text"]:
            continue
        clause = clauses[row["key"]]
        _add(
            edition,
            clause,
            OriginKind.ISSUE,
            issue.pk,
            row["influence"],
            _("この論点への答えとして書いた。"),
            writer,
            now,
        )
        for link in _links(issue, row["words"].split("|")):
            taken.add(link.opinion_id)
            reason = _("%(quote)sを受けて書いた。") % {"quote": link.reason}
            _add(edition, clause, OriginKind.OPINION, link.opinion_id, row["influence"], reason, writer, now)
    law = OriginDraft(OriginKind.LAW, Influence.PROMPTED, _("市民の参加の基本が定められている。"), None, *LAW)
    actions.add_origin(edition=edition, clause=clauses["intro-1"], draft=law, actor=writer, now=now)
    department = edition.document.department
    if department is not None:
        reason = _("二年ごとなら、事業の年度と合わせて見直せる。")
        _add(edition, clauses["sdc-3"], OriginKind.DEPARTMENT, department.pk, "partly", reason, writer, now)
    ends = IssueLink.objects.in_force().filter(issue__process=process, kind__in=VOICES, opinion__state="shown")
    for link in ends.exclude(opinion__in=taken).order_by("pk")[:ENDS]:
        reason = _("大切な考えだが、方針ではなく、毎年の事業の計画で決めることなので、この文書には入れない。")
        _add(edition, None, OriginKind.OPINION, link.opinion_id, Influence.NOT_TAKEN_UP, reason, writer, now)


def _links(issue: Issue, words: Sequence[str]) -> list[IssueLink]:
    """Links of public voices of an issue that use one of the words, the oldest first."""
    if not any(words):
        return []
    holding = Q()
    for word in words:
        holding |= Q(opinion__text__contains=word)
    links = IssueLink.objects.in_force().filter(issue=issue, kind=LinkKind.ABOUT, opinion__state="shown")
    return list(links.filter(holding).order_by("pk")[:VOICES_OF_A_CLAUSE])


def _add(
    edition: Edition,
    clause: Clause | None,
    kind: OriginKind,
    key: int,
    influence: str,
    reason: str,
    writer: User,
    now: datetime,
) -> None:
    source = source_of(kind, key, edition.document.process)
    draft = OriginDraft(kind, Influence(influence), reason, source)
    actions.add_origin(edition=edition, clause=clause, draft=draft, actor=writer, now=now)


def _rewrite(edition: Edition, clauses: dict[str, Clause], writer: User, now: datetime) -> None:
    for row in packaged_rows("jukugi.apps.drafts", "clauses.csv"):
        if row["later"]:
            actions.write_clause(
                edition=edition,
                clause=clauses[row["key"]],
                heading=row["heading"],
                text=row["later"],
                seen_version=1,
                actor=writer,
                now=now,
            )


def publish_sample(edition: Edition, checker: User, now: datetime) -> None:
    """Checked and approved by another; the worker makes the files soon after the sample is loaded."""
    actions.check_edition(edition=edition, note="", actor=checker, now=now - timedelta(days=2))
    actions.approve_edition(edition=edition, note="", actor=checker, now=now - timedelta(days=1))
    Edition.objects.filter(pk=edition.pk).update(asked_by=checker.actor_key, asked_at=now)
    actions.publish_edition(edition=edition, asked_at=now, files={}, now=now)
