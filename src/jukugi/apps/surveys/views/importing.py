"""Tables of finished sheets: bring one, say what its columns are, look, let it be taken, see what became of it."""

import csv
from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.opinions.errors import ImportFileTooLarge
from jukugi.apps.opinions.policies import IMPORT_BYTES_AT_MOST, IMPORT_STANDS_STILL_AFTER
from jukugi.apps.surveys import actions
from jukugi.apps.surveys.actions import SheetMeaning
from jukugi.apps.surveys.actions.importing import sheet_of
from jukugi.apps.surveys.forms.importing import SheetColumnsForm, SheetsFileForm
from jukugi.apps.surveys.models import SheetImport
from jukugi.apps.surveys.queries import imports
from jukugi.apps.surveys.queries.asking import questionnaire_of
from jukugi.apps.surveys.views.asked import Visit, sent, visit
from jukugi.core.questionnaire.columns import columns_of
from jukugi.kit.errors import NotAllowed, Refusal, words_for
from jukugi.kit.pages.rendering import page_or_part, refusal_page
from jukugi.kit.sheets import Sheet, safe_cell

VALUE_SHOWN = 30


@login_required
def tables(request: HttpRequest, survey_pk: int) -> HttpResponse:
    """Bring a table; and those that were brought."""
    here = visit(request, survey_pk, runs=False)
    if isinstance(here, HttpResponse):
        return here
    audiences = here.survey.audiences.all()
    files = request.FILES if request.method == "POST" else None
    form = SheetsFileForm(sent(request), files, audiences=audiences)
    if form.is_bound and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            if file.size > IMPORT_BYTES_AT_MOST:
                raise ImportFileTooLarge
            brought = actions.bring_sheets(
                audience=form.cleaned_data["audience"],
                channel=Channel(form.cleaned_data["channel"]),
                file_name=file.name,
                content=file.read(),
                actor=here.person,
                now=timezone.now(),
            )
            return redirect("surveys:import-columns", survey_pk=survey_pk, import_pk=brought.pk)
        except Refusal as error:
            form.add_error("file", str(words_for(error)))
    context = {"survey": here.survey, "form": form, "imports": imports.imports_of(here.survey), "audiences": audiences}
    return render(request, "surveys/desk_imports.html", context, status=400 if form.is_bound else 200)


@login_required
def columns(request: HttpRequest, survey_pk: int, import_pk: int) -> HttpResponse:
    """Say which column is what."""
    found = _brought(request, survey_pk, import_pk, with_content=True)
    if isinstance(found, HttpResponse):
        return found
    here, brought = found
    if brought.state != "checking":
        return redirect(brought)
    sheet = sheet_of(brought)
    form = SheetColumnsForm(
        sent(request),
        header=sheet.header,
        questionnaire=questionnaire_of(here.survey),
        audience=brought.audience.code,
        meaning=SheetMeaning(**brought.mapping) if brought.mapping else None,
    )
    if form.is_bound and form.is_valid():
        try:
            actions.check_sheets(sheet_import=brought, meaning=form.meaning, actor=here.person, now=timezone.now())
            return redirect(brought)
        except Refusal as error:
            return refusal_page(request, error, back=brought.get_absolute_url())
    rows = list(zip(form.rows, _examples(sheet), strict=True))
    context = {"survey": here.survey, "brought": brought, "form": form, "rows": rows}
    return render(request, "surveys/desk_import_columns.html", context, status=400 if form.is_bound else 200)


@login_required
@never_cache
@require_safe
def table(request: HttpRequest, survey_pk: int, import_pk: int) -> HttpResponse:
    """What will be taken, how far it is, or what became of it."""
    found = _brought(request, survey_pk, import_pk)
    if isinstance(found, HttpResponse):
        return found
    here, brought = found
    if brought.state == "checking" and not brought.mapping:
        return redirect("surveys:import-columns", survey_pk=survey_pk, import_pk=import_pk)
    if brought.state != "taking" and request.htmx:  # type: ignore[attr-defined]
        return HttpResponseClientRefresh()
    context = {
        "survey": here.survey,
        "brought": brought,
        "good": brought.rows - brought.faulty - brought.known,
        "left": brought.rows - brought.done,
        "stands_still": timezone.now() - brought.moved_at >= IMPORT_STANDS_STILL_AFTER,
        "faults": list(imports.fault_lines(brought, at_most=imports.FAULTS_SHOWN)),
        "faults_shown": imports.FAULTS_SHOWN,
        "faults_count": imports.count_faults(brought),
    }
    return page_or_part(request, "surveys/desk_import.html", "table-now", context)


@login_required
@require_POST
def step(request: HttpRequest, survey_pk: int, import_pk: int, act: str) -> HttpResponse:
    """Let the good rows be taken, take nothing more, or go on where the work stood still."""
    found = _brought(request, survey_pk, import_pk)
    if isinstance(found, HttpResponse):
        return found
    here, brought = found
    steps: dict[str, Callable[..., Any]] = {
        "take": actions.take_sheets,
        "give-up": actions.give_up_sheets,
        "resume": actions.resume_sheets,
    }
    if act not in steps:
        return refusal_page(request, NotAllowed())
    try:
        steps[act](sheet_import=brought, actor=here.person, now=timezone.now())
    except Refusal as error:
        return refusal_page(request, error, back=brought.get_absolute_url())
    return redirect(brought)


@login_required
@never_cache
@require_safe
def faults_csv(request: HttpRequest, survey_pk: int, import_pk: int) -> HttpResponse:
    """Everything that is wrong with the rows of a table, as a table."""
    found = _brought(request, survey_pk, import_pk)
    if isinstance(found, HttpResponse):
        return found
    _here, brought = found
    response = _csv(f"faults-{brought.pk}.csv")
    writer = csv.writer(response)
    writer.writerow([_("行"), _("列"), _("そこにある値"), _("何が"), _("どう直すか")])
    for line in imports.fault_lines(brought):
        writer.writerow([str(line.row), *(safe_cell(text) for text in (line.column, line.value, line.what, line.todo))])
    return response


@login_required
@require_safe
def template_csv(request: HttpRequest, survey_pk: int, audience_pk: int) -> HttpResponse:
    """An empty table with the headings that are understood, and a line that says what goes below them."""
    here = visit(request, survey_pk, runs=False)
    if isinstance(here, HttpResponse):
        return here
    audience = get_object_or_404(here.survey.audiences, pk=audience_pk)
    response = _csv(f"sheets-{here.survey.code}.csv")
    csv.writer(response).writerow(columns_of(questionnaire_of(here.survey), audience.code))
    return response


def _brought(
    request: HttpRequest, survey_pk: int, import_pk: int, *, with_content: bool = False
) -> tuple[Visit, SheetImport] | HttpResponse:
    here = visit(request, survey_pk, runs=False)
    if isinstance(here, HttpResponse):
        return here
    tables_ = SheetImport.objects.filter(survey=here.survey).select_related("audience", "survey__process")
    return here, get_object_or_404(tables_ if with_content else tables_.defer("content"), pk=import_pk)


def _examples(sheet: Sheet) -> list[str]:
    """The first value below each heading."""
    head = [values for _line, values in sheet.rows[:50]]
    firsts = (next((values[name] for values in head if values[name].strip()), "") for name in sheet.header)
    return [" ".join(value.split())[:VALUE_SHOWN] for value in firsts]


def _csv(file_name: str) -> HttpResponse:
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{file_name}"'
    return response
