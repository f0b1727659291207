"""What reports tell of citizens' circles: how many there are, and how far they have come. Never how many people."""

from collections import Counter
from datetime import datetime
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.circles.enums import CircleStep
from jukugi.apps.circles.models import Circle
from jukugi.kit.pages.wording import thousands
from jukugi.kit.report_sections import Bar, Chart, Content, Number, ReportSection, report_sections


def register() -> None:
    about = gettext_lazy("サークルの数と、どこまで進んだか。検討プロセスによらず、市全体のもの")
    kinds = frozenset({"yearly"})
    report_sections.register("circles", ReportSection(gettext_lazy("市民創発"), about, circles, kinds), order=140)


def circles(process: Any, now: datetime) -> Content | None:
    """One query."""
    steps: Counter[str] = Counter(dict(Circle.objects.public().order_by().values_list("step").annotate(n=Count("pk"))))
    total = steps.total()
    if not total:
        return None
    path, unit = reverse("circles:list"), _("件")
    whole = _("公開しているサークルのすべて")
    number = Number("circles", _("サークル"), total, unit, whole, None, path)
    bars = tuple(Bar(str(step.label), (steps[step.value],)) for step in CircleStep)
    of = _("%(whole)s（%(count)s件）") % {"whole": whole, "count": thousands(total)}
    return Content((), (number,), (Chart(_("進みぐあいごとのサークル"), unit, bars, of, source=path),))
