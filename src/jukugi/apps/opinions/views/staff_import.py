"""Tables of opinions: bring one, say what its columns are, look, let it be taken, see what became of it."""

import csv
from collections.abc import Iterable, Sequence
from itertools import islice

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from jukugi.apps.areas.queries import wards
from jukugi.apps.opinions import actions, errors, permissions, policies
from jukugi.apps.opinions.actions.import_rows import Draft, rows_of, surroundings_of
from jukugi.apps.opinions.actions.importing import sheet_of
from jukugi.apps.opinions.forms.importing import ColumnsForm, FileForm
from jukugi.apps.opinions.models import OpinionImport
from jukugi.apps.opinions.queries import imports
from jukugi.apps.opinions.queries.calls import calls_to_choose
from jukugi.apps.opinions.views.asked import signed_in
from jukugi.apps.processes.queries import main_process
from jukugi.kit.errors import NotAllowed, Refusal, words_for
from jukugi.kit.pages.rendering import page_or_part, refusal_page
from jukugi.kit.sheets import Sheet, safe_cell

DRAFTS_SHOWN = 5
VALUE_SHOWN = 40


@login_required
def tables(request: HttpRequest) -> HttpResponse:
    """Bring a table; and those that were brought."""
    areas = permissions.areas_handled_by(request.user)
    if not areas:
        return refusal_page(request, NotAllowed())
    process = main_process()
    calls = calls_to_choose(process, now=timezone.now())
    form = FileForm(request.POST, request.FILES, calls=calls) if request.method == "POST" else FileForm(calls=calls)
    if process is not None and form.is_bound and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            if file.size > policies.IMPORT_BYTES_AT_MOST:
                raise errors.ImportFileTooLarge
            brought = actions.bring_table(
                process=process,
                file_name=file.name,
                content=file.read(),
                call=form.cleaned_data["call"],
                actor=signed_in(request),
                now=timezone.now(),
            )
            return redirect("opinions:import-columns", brought.pk)
        except Refusal as error:
            form.add_error("file", str(words_for(error)))
    context = {"form": form, "process": process, "imports": imports.imports_for(areas)}
    return render(request, "opinions/staff_tables.html", context, status=400 if form.is_bound else 200)


@login_required
def columns(request: HttpRequest, import_pk: int) -> HttpResponse:
    """Say which column is what."""
    brought = get_object_or_404(OpinionImport.objects.select_related("process", "call"), pk=import_pk)
    if not permissions.can_handle_import(request.user, brought):
        return refusal_page(request, NotAllowed())
    if not brought.is_waiting:
        return redirect(brought)
    sheet, areas, now = sheet_of(brought), set(brought.areas), timezone.now()
    form = ColumnsForm(
        request.POST if request.method == "POST" else None,
        header=sheet.header,
        wards=[ward for ward in wards() if None in areas or ward.pk in areas],
        speaks_for_all=None in areas,
        meaning=actions.Meaning(**brought.mapping) if brought.mapping else None,
    )
    if form.is_bound and form.is_valid():
        form.check_day(policies.periods_of(brought.process, brought.call), now=now)
    if form.is_bound and form.is_valid():
        try:
            actions.check_table(opinion_import=brought, meaning=form.meaning(), actor=signed_in(request), now=now)
            return redirect(brought)
        except Refusal as error:
            return refusal_page(request, error, back=brought.get_absolute_url())
    context = {"brought": brought, "form": form, "examples": _examples(sheet)}
    return render(request, "opinions/staff_table_columns.html", context, status=400 if form.is_bound else 200)


@login_required
@never_cache
@require_safe
def table(request: HttpRequest, import_pk: int) -> HttpResponse:
    """What will be taken, how far it is, or what became of it."""
    brought = get_object_or_404(_without_content(), pk=import_pk)
    if not permissions.can_handle_import(request.user, brought):
        return refusal_page(request, NotAllowed())
    if brought.is_waiting and not brought.mapping:
        return redirect("opinions:import-columns", brought.pk)
    if brought.is_taking:
        stands_still = timezone.now() - brought.moved_at >= policies.IMPORT_STANDS_STILL_AFTER
        context = {"brought": brought, "stands_still": stands_still}
        return page_or_part(request, "opinions/staff_table_taking.html", "table-now", context)
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponseClientRefresh()
    context = {
        "brought": brought,
        "faults": list(imports.fault_lines(brought, at_most=imports.FAULTS_SHOWN)),
        "faults_shown": imports.FAULTS_SHOWN,
        "faults_count": imports.count_faults(brought),
    }
    if brought.is_waiting:
        return render(request, "opinions/staff_table_check.html", {**context, "drafts": _drafts(brought)})
    return render(request, "opinions/staff_table_end.html", context)


@login_required
@require_POST
def take(request: HttpRequest, import_pk: int) -> HttpResponse:
    """Let the good rows be taken."""
    brought = get_object_or_404(_without_content(), pk=import_pk)
    try:
        actions.take_table(opinion_import=brought, actor=signed_in(request), now=timezone.now())
    except Refusal as error:
        return refusal_page(request, error, back=brought.get_absolute_url())
    return redirect(brought)


@login_required
@require_POST
def give_up(request: HttpRequest, import_pk: int) -> HttpResponse:
    """Take nothing, or nothing more."""
    brought = get_object_or_404(_without_content(), pk=import_pk)
    try:
        actions.give_up_table(opinion_import=brought, actor=signed_in(request), now=timezone.now())
    except Refusal as error:
        return refusal_page(request, error, back=brought.get_absolute_url())
    return redirect(brought)


@login_required
@require_POST
def resume(request: HttpRequest, import_pk: int) -> HttpResponse:
    """Go on where the work stood still."""
    brought = get_object_or_404(_without_content(), pk=import_pk)
    try:
        actions.resume_table(opinion_import=brought, actor=signed_in(request), now=timezone.now())
    except Refusal as error:
        return refusal_page(request, error, back=brought.get_absolute_url())
    return redirect(brought)


@login_required
@never_cache
@require_safe
def faults_csv(request: HttpRequest, import_pk: int) -> HttpResponse:
    """Everything that is wrong with the rows of a table, as a table."""
    brought = get_object_or_404(_without_content(), pk=import_pk)
    if not permissions.can_handle_import(request.user, brought):
        return refusal_page(request, NotAllowed())
    lines = ((str(f.row), f.column, f.value, f.what, f.todo) for f in imports.fault_lines(brought))
    heading = [_("行"), _("列"), _("そこにある値"), _("何が"), _("どう直すか")]
    return _csv(f"faults-{brought.pk}.csv", heading, lines)


@login_required
@never_cache
@require_safe
def receipts_csv(request: HttpRequest, import_pk: int) -> HttpResponse:
    """The receipt number of each row that was taken, so that people can be answered."""
    brought = get_object_or_404(_without_content(), pk=import_pk)
    if not permissions.can_handle_import(request.user, brought):
        return refusal_page(request, NotAllowed())
    lines = ((str(row), number, receipt) for row, number, receipt in imports.given_receipts(brought))
    return _csv(f"receipts-{brought.pk}.csv", [_("行"), _("番号"), _("受付番号")], lines)


def _without_content() -> QuerySet[OpinionImport]:
    return OpinionImport.objects.select_related("process", "call").defer("content")


def _examples(sheet: Sheet) -> list[tuple[str, str]]:
    """Each heading with the first value below it."""
    head = [values for _line, values in sheet.rows[:50]]
    firsts = ((name, next((values[name] for values in head if values[name].strip()), "")) for name in sheet.header)
    return [(name, " ".join(value.split())[:VALUE_SHOWN]) for name, value in firsts]


def _drafts(brought: OpinionImport) -> list[Draft]:
    """The first rows as they will be kept."""
    meaning, now = actions.Meaning(**brought.mapping), brought.checked_at or brought.brought_at
    rows = rows_of(sheet_of(brought), meaning, surroundings_of(brought, now=now))
    return list(islice((row.draft for row in rows if row.draft is not None), DRAFTS_SHOWN))


def _csv(file_name: str, heading: Sequence[str], rows: Iterable[Sequence[str]]) -> HttpResponse:
    """A table that office software opens (UTF-8 with BOM), in which no words are read as a formula."""
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{file_name}"'
    writer = csv.writer(response)
    writer.writerow(heading)
    writer.writerows([safe_cell(value) for value in row] for row in rows)
    return response
