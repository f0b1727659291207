"""What reports tell of places where neighbours meet: how many there are, and who has one within reach."""

from datetime import datetime
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.areas.models import Area
from jukugi.apps.places.models import Place
from jukugi.apps.places.queries.reaching import coverage_page
from jukugi.kit.pages.wording import thousands
from jukugi.kit.report_sections import Bar, Chart, Content, Number, ReportSection, report_sections


def register() -> None:
    about = gettext_lazy("居場所の数と、歩いて行ける人の数。検討プロセスによらず、市全体のもの")
    kinds = frozenset({"yearly"})
    report_sections.register("places", ReportSection(gettext_lazy("居場所"), about, places, kinds), order=120)


def places(process: Any, now: datetime) -> Content | None:
    """Six queries."""
    by_ward = dict(Place.objects.confirmed().order_by().values_list("ward").annotate(Count("pk")))
    total = sum(by_ward.values())
    if not total:
        return None
    wards, path = list(Area.objects.wards()), reverse("places:list")
    whole = _("一覧に載せた居場所のすべて")
    numbers = [Number("places", _("居場所"), total, _("か所"), whole, None, path)]
    if (page := coverage_page(wards)) is not None:
        title = _("歩いて%(minutes)d分で居場所に着く人") % {"minutes": page.minutes}
        of = _("人口（場所の分かる分）のうち")
        covered = page.city.covered
        numbers.append(Number("covered", title, covered, _("人"), of, page.city.people, reverse("places:coverage")))
    bars = tuple(Bar(ward.name, (by_ward.get(ward.pk, 0),)) for ward in wards)
    chart = Chart(
        _("区ごとの居場所"),
        _("か所"),
        bars,
        _("%(whole)s（%(count)sか所）") % {"whole": whole, "count": thousands(total)},
        source=path,
    )
    return Content((), tuple(numbers), (chart,))
