"""The sample's issues: the questions that the city's paper of 2017 names, with our own descriptions and edges."""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.models import Role
from jukugi.apps.areas.models import Area
from jukugi.apps.issues.actions import merge_issues
from jukugi.apps.issues.enums import DemandKind, EdgeKind, IssueLevel
from jukugi.apps.issues.models import (
    DirectionVersion,
    Issue,
    IssueEdge,
    Material,
    Policy,
    PolicyDemand,
    PolicyLink,
    PolicyPart,
    StatusChange,
)
from jukugi.apps.organizations.enums import OrganizationKind
from jukugi.apps.organizations.models import Membership, Organization
from jukugi.apps.processes.models import Process
from jukugi.kit.tables import packaged_rows

NOBODY = "sample"
"""Key of who made an edge where the sample has nobody in that department."""


@transaction.atomic
def load_sample(now: datetime) -> str:
    """Put the issue tree and its edges in place once; what was changed since is kept. Returns a sentence."""
    process = Process.objects.filter(is_sample=True, is_finished=False).first()
    if process is None:
        return _("論点：見本の検討プロセスがないため、載せませんでした")
    departments = {
        body.name: body for body in Organization.objects.filter(kind=OrganizationKind.DEPARTMENT, is_sample=True)
    }
    issues = _load_tree(process, departments)
    if not IssueEdge.objects.filter(source__process=process).exists():
        _load_edges(issues, departments, now)
        _take_steps(issues, departments, now)
        _load_policies(issues, departments, now)
        _merge_two(issues, now)
        _add_material(issues["chiiki-01"], departments, now)
        _write_direction(issues["chiiki-01"], departments, now)
    edges = IssueEdge.objects.filter(source__process=process).count()
    return _("論点：%(count)d件、論点どうしのつながり%(edges)d本") % {"count": len(issues), "edges": edges}


def _load_tree(process: Process, departments: dict[str, Organization]) -> dict[str, Issue]:
    levels = {str(level.label): level for level in IssueLevel}
    by_code: dict[str, Issue] = {}
    for position, row in enumerate(packaged_rows("jukugi.apps.issues", "issues.csv")):
        by_code[row["id"]], _created = Issue.objects.get_or_create(
            process=process,
            code=row["id"],
            defaults={
                "parent": by_code.get(row["parent_id"]),
                "level": levels[row["level"]],
                "title": row["title"],
                "description": row["description"],
                "direction": row["direction"],
                "keywords": row["keywords"],
                "department": departments.get(row["department"]),
                "position": position,
            },
        )
    _load_ward_issues(process, by_code)
    return by_code


def _load_ward_issues(process: Process, by_code: dict[str, Issue]) -> None:
    """What some wards make of the question that asks for their own ways; two of them are not known yet."""
    wards = {ward.code: ward for ward in Area.objects.wards()}
    for row in packaged_rows("jukugi.apps.issues", "ward_issues.csv"):
        ward, parent = wards.get(row["ward"]), by_code[row["parent"]]
        if ward is None:
            continue
        by_code[row["code"]], _created = Issue.objects.get_or_create(
            process=process,
            code=row["code"],
            defaults={
                "parent": parent,
                "level": parent.level,
                "area": ward,
                "title": row["title"],
                "description": row["description"],
                "direction": row["direction"],
                "keywords": row["keywords"],
                "position": parent.position,
            },
        )


def _take_steps(issues: dict[str, Issue], departments: dict[str, Organization], now: datetime) -> None:
    """How far some issues have come, at noon so many days ago."""
    for row in packaged_rows("jukugi.apps.issues", "steps.csv"):
        issue, department = issues[row["code"]], departments.get(row["department"])
        day = timezone.localdate(now) - timedelta(days=int(row["days_before"]))
        StatusChange.objects.create(
            issue=issue,
            was=issue.status,
            became=row["became"],
            reason=row["reason"],
            actor_key=NOBODY,
            department=department,
            made_at=timezone.make_aware(datetime.combine(day, time(12))),
        )
        issue.status = row["became"]
        issue.save(update_fields=["status"])


def _write_direction(issue: Issue, departments: dict[str, Organization], now: datetime) -> None:
    """A direction that was written anew once: the text of the paper, then what a meeting made of it."""
    noon = timezone.make_aware(datetime.combine(timezone.localdate(now), time(12)))
    later = issue.direction + "\n" + _("数より先に、だれが鍵を開け、だれが困りごとを聞くかを決める。")
    rows = (
        (issue.direction, _("検討方針の文を、方向として示した。"), 81),
        (later, _("会議で、開ける人がいない場が三つ挙がった。"), 31),
    )
    for number, (text, reason, days) in enumerate(rows, start=1):
        DirectionVersion.objects.create(
            issue=issue,
            number=number,
            text=text,
            reason=reason,
            actor_key=NOBODY,
            department=departments.get("見本 地域振興担当課"),
            written_at=noon - timedelta(days=days),
        )
    issue.direction = later
    issue.save(update_fields=["direction"])


def _load_policies(issues: dict[str, Issue], departments: dict[str, Organization], now: datetime) -> None:
    """The register: facts with their sources, then invented parts and demands of invented bodies and measures alone."""
    levels = {str(level.label): level for level in IssueLevel}
    for row in packaged_rows("jukugi.apps.issues", "policies.csv"):
        Policy.objects.get_or_create(
            code=row["id"],
            defaults={
                "name": row["name"],
                "level": levels[row["level"]],
                "aim": row["aim"],
                "started": row["started"],
                "ended": row["ended"],
                "figures": row["known_figures"],
                "source": row["source"],
                "note": row["note"],
                "is_sample": row["is_sample"] == "1",
            },
        )
    policies = {policy.code: policy for policy in Policy.objects.all()}
    for row in packaged_rows("jukugi.apps.issues", "policy_details.csv"):
        policy, department = policies[row["policy"]], departments.get(row["department"])
        made = {"actor_key": NOBODY, "made_at": now}
        if row["what"] == "part" and department is not None:
            PolicyPart.objects.get_or_create(policy=policy, organization=department, role=row["name"], defaults=made)
        elif row["what"] == "link":
            found = {"reason": row["name"], "department": department, **made}
            PolicyLink.objects.get_or_create(policy=policy, issue=issues[row["target"]], defaults=found)
        elif row["what"] in DemandKind.values:
            months = [int(month) for month in row["months"].split()]
            asked = {"kind": row["what"], "name": row["name"], "target": row["target"]}
            PolicyDemand.objects.get_or_create(policy=policy, **asked, defaults={"months": months, **made})


def _add_material(issue: Issue, departments: dict[str, Organization], now: datetime) -> None:
    """Working material of which everybody sees that it is there."""
    Material.objects.create(
        issue=issue,
        title=_("見本 会館の鍵の預かり方（たたき台）"),
        text=_("三つの案の長所と短所。原本は見本の共有フォルダー。"),
        department=departments.get("見本 地域振興担当課"),
        dated_on=timezone.localdate(now) - timedelta(days=20),
        actor_key=NOBODY,
        added_at=now,
    )


def _merge_two(issues: dict[str, Issue], now: datetime) -> None:
    """A question that turned out to be part of another."""
    role = Role.objects.filter(kind=RoleKind.POLICY_OFFICER, area=None).select_related("user").first()
    if role is None:
        return
    into = issues["chiiki-02"]
    ended = Issue.objects.create(
        process=into.process,
        parent=into.parent,
        code="chiiki-02-b",
        level=into.level,
        title=_("見本 空き教室の使い方"),
        description=_("学校の空き教室を、放課後と休みの日に開けるかを考える。"),
        keywords=_("空き教室 学校開放 放課後"),
        position=into.position,
    )
    reason = _("空き教室も会館も、鍵と後始末の決まりが同じ問いだった。地域の資源として、一つの論点で考える。")
    day = timezone.localdate(now) - timedelta(days=90)
    moment = timezone.make_aware(datetime.combine(day, time(12)))
    merge_issues(issues=[ended], into=into, reason=reason, actor=role.user, now=moment)


def _load_edges(issues: dict[str, Issue], departments: dict[str, Organization], now: datetime) -> None:
    """Moves between issues, made at noon so many days ago. What stays where it is has no target."""
    members = Membership.objects.filter(organization__in=departments.values()).select_related("person")
    keys = {member.organization_id: member.person.actor_key for member in members}
    for row in packaged_rows("jukugi.apps.issues", "edges.csv"):
        department = departments.get(row["department"])
        day = timezone.localdate(now) - timedelta(days=int(row["days_before"]))
        IssueEdge.objects.create(
            source=issues[row["source"]],
            target=issues[row["target"]] if row["target"] else None,
            kind=EdgeKind(row["kind"]),
            about=row["about"],
            reason=row["reason"],
            actor_key=keys.get(department.pk, NOBODY) if department else NOBODY,
            department=department,
            made_at=timezone.make_aware(datetime.combine(day, time(12))),
        )
