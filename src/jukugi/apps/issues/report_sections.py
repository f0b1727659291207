"""What reports tell of issues: how many stand on each level, and how far the city has come with them."""

from collections import Counter
from datetime import datetime

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.issues.enums import IssueLevel, IssueStatus
from jukugi.apps.processes.models import Process
from jukugi.kit.pages.wording import thousands
from jukugi.kit.report_sections import Bar, Chart, Content, Number, ReportSection, report_sections


def register() -> None:
    about = gettext_lazy("広さごとの論点の数と、いまの段階")
    report_sections.register("issues", ReportSection(gettext_lazy("話し合っている論点"), about, standing), order=30)


def standing(process: Process, now: datetime) -> Content | None:
    """One query."""
    counted: Counter[tuple[str, str]] = Counter(dict(_counted(process)))
    total = counted.total()
    if not total:
        return None
    path, unit, of = reverse("issues:board"), _("件"), _("いまある論点のうち")
    numbers = [Number("issues", _("論点"), total, unit, _("いまある論点のすべて"), None, path)]
    for level in IssueLevel:
        count = sum(n for (found, _status), n in counted.items() if found == level)
        title = _("%(level)sの論点") % {"level": level.label}
        numbers.append(Number(f"issues_{level.value}", title, count, unit, of, total, path))
    bars = tuple(
        Bar(str(status.label), tuple(counted[level.value, status.value] for level in IssueLevel))
        for status in IssueStatus
    )
    chart = Chart(
        _("段階と広さごとの論点"),
        unit,
        bars,
        _("いまある論点のすべて（%(count)s件）") % {"count": thousands(total)},
        parts=tuple(str(level.label) for level in IssueLevel),
        source=path,
    )
    return Content((), tuple(numbers), (chart,))


def _counted(process: Process) -> list[tuple[tuple[str, str], int]]:
    rows = process.issues.standing().order_by().values_list("level", "status").annotate(Count("pk"))
    return [((level, status), count) for level, status, count in rows]
