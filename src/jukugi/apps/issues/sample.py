"""The sample's issues: the questions that the city's paper of 2017 names, with our own descriptions and edges."""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.issues.enums import EdgeKind, IssueLevel
from jukugi.apps.issues.models import Issue, IssueEdge
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
    return by_code


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
