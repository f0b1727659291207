"""Associations as everybody may read them: what each agreed to."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.areas.queries import wards
from jukugi.apps.organizations import queries
from jukugi.kit.pages.wording import jdate, thousands

TYPED_AT_MOST = 80


def associations(request: HttpRequest) -> HttpResponse:
    """Figures of the wards and the list of those who agreed to stand in it, by ward and by what was typed."""
    day, all_wards = timezone.localdate(), wards()
    ward = next((each for each in all_wards if each.code == request.GET.get("ward")), None)
    typed = request.GET.get("q", "").strip()[:TYPED_AT_MOST]
    totals = queries.totals(all_wards, day=day, is_public=True)
    total = next(each.total for each in totals if each.ward == ward)
    context = {
        "wards": all_wards,
        "ward": ward,
        "typed": typed,
        "found": queries.public_list(ward=ward, typed=typed, number=request.GET.get("page", "1"), day=day),
        "totals": totals,
        "total": total,
        "total_of": _of(total),
        "years": queries.yearly(ward=ward, day=day, is_public=True),
        "day": day,
    }
    return render(request, "organizations/associations.html", context)


def association(request: HttpRequest, association_pk: int) -> HttpResponse:
    """One association. One that did not agree to be listed is, to everybody, not there."""
    day = timezone.localdate()
    shown = queries.public_association(association_pk, day=day)
    if shown is None:
        raise Http404
    return render(request, "organizations/association.html", {"shown": shown, "day": day})


def _of(total: queries.Total) -> str:
    """Of how many households and associations a share is, and when they were counted."""
    words = _(
        "%(households)s世帯のうち%(members)s世帯。公開に同意した%(counted)s団体（いまある%(bodies)s団体のうち）、%(days)s"
    )
    days = [jdate(total.since), jdate(total.until)]
    return words % {
        "households": thousands(total.households),
        "members": thousands(total.members),
        "counted": thousands(total.counted),
        "bodies": thousands(total.bodies),
        "days": "〜".join(dict.fromkeys(days)) + _("の数"),
    }
