"""The sample's issues: the questions that the city's paper of 2017 names, with our own descriptions."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jukugi.apps.issues.enums import IssueLevel
from jukugi.apps.issues.models import Issue
from jukugi.apps.processes.models import Process
from jukugi.kit.tables import packaged_rows


@transaction.atomic
def load_sample(now: datetime) -> str:
    """Put the issue tree in place once; what was changed since is kept. Returns a sentence for the operator."""
    process = Process.objects.filter(is_sample=True).first()
    if process is None:
        return _("論点：見本の検討プロセスがないため、載せませんでした")
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
                "position": position,
            },
        )
    return _("論点：%(count)d件") % {"count": len(by_code)}
