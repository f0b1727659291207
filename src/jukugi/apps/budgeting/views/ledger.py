"""The ledger for everybody: in pictures, as a list, one investment, as tables."""

import csv
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from jukugi.apps.areas.models import Area
from jukugi.apps.budgeting import permissions
from jukugi.apps.budgeting.enums.ledger import MoneySource
from jukugi.apps.budgeting.forms.ledger import WantedForm
from jukugi.apps.budgeting.models import Investment
from jukugi.apps.budgeting.queries import ledger, ledger_tables
from jukugi.apps.budgeting.queries.ledger_pictures import LEVELS, pictures
from jukugi.core.fiscal_year import fiscal_year_of


@require_safe
def investments(request: HttpRequest) -> HttpResponse:
    """The money of one selection in four pictures, each with its figures."""
    context = _asked(request, newest=True)
    wanted, day = context["wanted"], context["today"]
    context |= {
        "pictures": pictures(wanted, context["wards"], day=day),
        "overdue": Investment.objects.result_due(day).count(),
        "has_sample": Investment.objects.counted().filter(is_sample=True).exists(),
        "level_names": [str(level.label) for level in LEVELS],
        "source_names": [str(source.label) for source in MoneySource],
    }
    return render(request, "budgeting/ledger/pictures.html", context)


@require_safe
def investment_list(request: HttpRequest) -> HttpResponse:
    """The same selection row by row."""
    context = _asked(request, newest=False)
    number = request.GET.get("page", "1")
    context["listing"] = ledger.listing(context["wanted"], day=context["today"], number=number)
    return render(request, "budgeting/ledger/list.html", context)


@require_safe
def investment(request: HttpRequest, investment_pk: int) -> HttpResponse:
    """One investment: what for, whose money, who proposed, who decided, what came of it, what was changed."""
    shown = ledger.investment_of(investment_pk)
    if shown is None or not shown.is_public:
        raise Http404
    today = timezone.localdate()
    context = {
        "investment": shown,
        "due": ledger.due_results(shown, day=today),
        "history": ledger.history(shown, for_everybody=True),
        "can_keep": request.user.is_authenticated and permissions.can_run(request.user, shown.area),
        "today": today,
    }
    return render(request, "budgeting/ledger/investment.html", context)


@require_safe
def table(request: HttpRequest) -> HttpResponse:
    """All that is public, one line for each year and source."""
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="investments.csv"'
    csv.writer(response).writerows(ledger_tables.table_rows())
    return response


@require_safe
def document(request: HttpRequest) -> JsonResponse:
    """The same for machines."""
    response = JsonResponse(ledger_tables.document(), json_dumps_params={"ensure_ascii": False})
    response["Content-Disposition"] = 'attachment; filename="investments.json"'
    return response


def _asked(request: HttpRequest, *, newest: bool) -> dict[str, Any]:
    """The form and what it asks for. Two queries."""
    today, wards, years = timezone.localdate(), list(Area.objects.wards()), ledger.years_with_money()
    year = ledger.newest_year(years, fiscal_year_of(today)) if newest else ledger.ALL_YEARS
    form = WantedForm(request.GET, wards=wards, years=years, year=year)
    query = request.GET.copy()
    query.pop("page", None)
    narrowed = any(value for name, value in query.items() if name != "year")
    return {
        "form": form,
        "wanted": form.wanted(),
        "wards": wards,
        "years": years,
        "today": today,
        "query": query.urlencode(),
        "narrowed": narrowed,
    }
