"""The result of a round, as everybody reads it, recounts it and takes it along."""

import csv
import io

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jukugi.apps.budgeting import permissions
from jukugi.apps.budgeting.models import BudgetResult
from jukugi.apps.budgeting.queries import results as queries
from jukugi.apps.budgeting.views.asked import public_round
from jukugi.kit.sheets import safe_cell

TABLE = "result.csv"
KINDS = {"json": "application/json", "pb": "text/plain; charset=utf-8", "csv": "text/csv; charset=utf-8"}


def _result(round_pk: int) -> BudgetResult:
    found = public_round(round_pk)
    result = queries.published_result(found)
    if result is None:
        raise Http404
    result.round = found
    return result


@require_safe
def result(request: HttpRequest, round_pk: int) -> HttpResponse:
    """Who is chosen and why, for whom the money is, and the recount."""
    found = _result(round_pk)
    context = {
        "round": found.round,
        "result": found,
        "page": queries.result_page(found),
        "table": TABLE,
        "can_run": request.user.is_authenticated and permissions.can_run(request.user, found.round.area),
    }
    return render(request, "budgeting/results/result.html", context)


@require_safe
def result_file(request: HttpRequest, round_pk: int, name: str) -> HttpResponse:
    """A published file, byte by byte; or the result as a table."""
    found = _result(round_pk)
    content = _table(found) if name == TABLE else queries.file_of(found, name)
    if content is None:
        raise Http404
    response = HttpResponse(content, content_type=KINDS[name.rsplit(".", 1)[1]])
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _table(found: BudgetResult) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows([safe_cell(cell) for cell in row] for row in queries.result_rows(found))
    return out.getvalue().encode("utf-8-sig")
