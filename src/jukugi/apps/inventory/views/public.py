from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.inventory.enums import Basis, RequestState
from jukugi.apps.inventory.ical import CONTENT_TYPE, MonthEvent, calendar_text
from jukugi.apps.inventory.models import AdminRequest
from jukugi.apps.inventory.queries import public
from jukugi.apps.inventory.queries.associations import fiscal_year_of
from jukugi.apps.inventory.queries.hours import TINTS, city_now
from jukugi.apps.inventory.views.asked import chosen_ward
from jukugi.core.planning import MONTHS


def requests(request: HttpRequest) -> HttpResponse:
    """All that is asked now, with decisions; by ward, basis, and whether something was decided."""
    wards, ward = chosen_ward(request)
    basis = request.GET.get("basis", "")
    decided = request.GET.get("decided", "")
    listing = public.listing(
        day=timezone.localdate(),
        ward=ward,
        basis=basis if basis in Basis.values else "",
        decided=decided if decided in ("yes", "no") else "",
    )
    context = {
        "listing": listing,
        "wards": wards,
        "ward": ward,
        "bases": Basis.choices,
        "basis": basis,
        "decided": decided,
    }
    return render(request, "inventory/request_list.html", context)


def request_page(request: HttpRequest, request_pk: int) -> HttpResponse:
    """One request: purpose, basis, hours as estimated and as reported, what was decided and what came of it."""
    shown = get_object_or_404(AdminRequest.objects.told().with_recipients(), pk=request_pk)
    page = public.page_of(shown, day=timezone.localdate())
    return render(
        request, "inventory/request_detail.html", {"page": page, "is_over": shown.state == RequestState.ENDED}
    )


def year(request: HttpRequest) -> HttpResponse:
    """The mean year of one ward's associations, beside the other wards."""
    wards, ward = chosen_ward(request)
    year = public.ward_year(wards, ward=ward, day=timezone.localdate())
    return render(request, "inventory/ward_year.html", {"year": year, "wards": wards, "ward": ward, "tints": TINTS})


def year_ics(request: HttpRequest) -> HttpResponse:
    """The same months for a calendar to subscribe to."""
    _wards, ward = chosen_ward(request)
    if request.GET.get("ward") and ward is None:
        raise Http404
    now = timezone.now()
    day = timezone.localdate(now)
    city = city_now(day=day)
    among = city.in_wards(None if ward is None else {ward.pk})
    asked = [each for each in city.requests if city.recipients(each, among)]
    first = fiscal_year_of(day)
    events = [
        MonthEvent(
            key=ward.code if ward else "city",
            on=day.replace(year=first + (month < 4), month=month, day=1),
            title=_("町内会・自治会への依頼 %(month)d月") % {"month": month},
            lines=tuple(each.title for each in asked if month in each.months),
        )
        for month in MONTHS
    ]
    name = _("%(where)s 町内会・自治会への依頼") % {"where": ward.name if ward else _("全市")}
    return HttpResponse(calendar_text(name, events, at=now), content_type=CONTENT_TYPE)
