"""Lists of public facilities at the desk, and the register as open data."""

import csv

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from jukugi.apps.places import actions, permissions
from jukugi.apps.places.models import PlaceImport
from jukugi.apps.places.queries.exporting import facility_rows, feature_collection
from jukugi.apps.places.views.asked import signed_in
from jukugi.kit.errors import NotAllowed, Refusal
from jukugi.kit.pages.asked import tell
from jukugi.kit.pages.rendering import refusal_page
from jukugi.kit.sheets import safe_cell

SHOWN = 200


class ListForm(forms.Form):
    """A list of public facilities."""

    file = forms.FileField(
        label=gettext_lazy("公共施設一覧（CSVかXLSX）"),
        help_text=gettext_lazy("標準の新しい列でも古い列でも読めます。文字コードは問いません。"),
        error_messages={
            "required": gettext_lazy("ファイルが選ばれていません。"),
            "empty": gettext_lazy("ファイルに中身がありません。"),
        },
    )


@login_required
def imports(request: HttpRequest) -> HttpResponse:
    """Bring a list; and those that were brought."""
    if not permissions.wards_kept_by(request.user):
        return refusal_page(request, NotAllowed())
    form = ListForm(request.POST, request.FILES) if request.method == "POST" else ListForm()
    if form.is_bound and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            brought = actions.bring_list(
                file_name=file.name, content=file.read(), actor=signed_in(request), now=timezone.now()
            )
            return redirect(brought)
        except Refusal as error:
            tell(form, error)
    context = {"form": form, "imports": PlaceImport.objects.defer("rows", "report")[:30]}
    return render(request, "places/desk_imports.html", context, status=400 if form.is_bound else 200)


@login_required
@require_safe
def place_import(request: HttpRequest, import_pk: int) -> HttpResponse:
    """What was put right, what could not be, what would be taken."""
    if not permissions.wards_kept_by(request.user):
        return refusal_page(request, NotAllowed())
    brought = get_object_or_404(PlaceImport, pk=import_pk)
    parts = {name: brought.report.get(name, []) for name in ("repairs", "problems", "refused")}
    context = {
        "brought": brought,
        "good": len(brought.rows),
        "counts": {name: len(lines) for name, lines in parts.items()},
        **{name: lines[:SHOWN] for name, lines in parts.items()},
        "left_out": brought.report.get("left_out", []),
        "sample": [row["facts"] for row in brought.rows[:10]],
        "shown": SHOWN,
    }
    return render(request, "places/desk_import.html", context)


@login_required
@require_safe
def report(request: HttpRequest, import_pk: int) -> HttpResponse:
    """Every line of the report as a table."""
    if not permissions.wards_kept_by(request.user):
        return refusal_page(request, NotAllowed())
    brought = get_object_or_404(PlaceImport, pk=import_pk)
    response = _csv(f"facilities-{brought.pk}-report")
    writer = csv.writer(response)
    writer.writerow(["行", "列", "元の値", "直した値", "何を"])
    for name in ("refused", "problems", "repairs"):
        for one in brought.report.get(name, []):
            before = one.get("before", one.get("value", ""))
            writer.writerow([one["row"], *map(safe_cell, (one["column"], before, one.get("after", ""), one["words"]))])
    return response


@login_required
@require_POST
def import_step(request: HttpRequest, import_pk: int, step: str) -> HttpResponse:
    """Take what can be taken, or nothing."""
    act = {"take": actions.take_list, "give-up": actions.give_up_list}.get(step)
    if act is None:
        raise Http404
    brought = get_object_or_404(PlaceImport.objects.defer("report"), pk=import_pk)
    try:
        ended = act(place_import=brought, actor=signed_in(request), now=timezone.now())
    except Refusal as error:
        return refusal_page(request, error, back=brought.get_absolute_url())
    if step == "take":
        messages.success(
            request, _("%(count)dか所を台帳に入れました。確かめた日は、まだ空です。") % {"count": ended.taken}
        )
    else:
        messages.success(request, _("何も取り込みませんでした。"))
    return redirect(brought)


@require_safe
def table(request: HttpRequest) -> HttpResponse:
    """The list in the columns of the standard."""
    response = _csv("places")
    csv.writer(response).writerows(facility_rows())
    return response


@require_safe
def geojson(request: HttpRequest) -> HttpResponse:
    """The list as points."""
    response = JsonResponse(
        feature_collection(), content_type="application/geo+json", json_dumps_params={"ensure_ascii": False}
    )
    response["Content-Disposition"] = 'attachment; filename="places.geojson"'
    return response


def _csv(name: str) -> HttpResponse:
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response
