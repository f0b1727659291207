"""Personal codes: made and told once, as a table; letters are made of the table when it is brought back."""

import csv
import io
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.opinions.policies import IMPORT_BYTES_AT_MOST
from jukugi.apps.surveys import actions
from jukugi.apps.surveys.forms.desk import CodesForm, LettersForm
from jukugi.apps.surveys.models import Audience, Survey
from jukugi.apps.surveys.papers import code_letters
from jukugi.apps.surveys.queries import desk as queries
from jukugi.apps.surveys.queries.letters import ADDRESS, CODE, LETTERS_AT_ONCE, codes_of_table, fault_lines
from jukugi.apps.surveys.views.asked import sent, visit
from jukugi.apps.surveys.views.printed import pdf_response
from jukugi.kit.errors import Refusal
from jukugi.kit.pages.asked import tell
from jukugi.kit.sheets import FaultySheet

FAULTS_SHOWN = 20


@login_required
def codes(request: HttpRequest, survey_pk: int, audience_pk: int) -> HttpResponse:
    """Make personal codes; they are told once, as a table for the letters."""
    here = visit(request, survey_pk)
    if isinstance(here, HttpResponse):
        return here
    audience = get_object_or_404(here.survey.audiences, pk=audience_pk)
    form = CodesForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            count = form.cleaned_data["count"]
            made = actions.make_codes(audience=audience, count=count, actor=here.person, now=timezone.now())
            return _codes_file(request, here.survey, made)
        except Refusal as error:
            tell(form, error)
    return _page(request, here.survey, audience, form=form)


@login_required
def letters(request: HttpRequest, survey_pk: int, audience_pk: int) -> HttpResponse:
    """A bundle of letters with the codes of a table, which is kept nowhere."""
    here = visit(request, survey_pk)
    if isinstance(here, HttpResponse):
        return here
    audience = get_object_or_404(here.survey.audiences, pk=audience_pk)
    form = LettersForm(sent(request), request.FILES if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        first = form.cleaned_data["first"]
        found = _codes_of(form, here.survey)
        some = found[first - 1 : first - 1 + LETTERS_AT_ONCE]
        if some:
            name = f"letters-{here.survey.code}-{first}-{first + len(some) - 1}.pdf"
            back = reverse("surveys:codes", args=[survey_pk, audience_pk])
            return pdf_response(request, code_letters(here.survey, some), name, back=back)
        if found:
            form.add_error("first", _("表には%(count)d通しかありません。") % {"count": len(found)})
    return _page(request, here.survey, audience, letters=form)


def _codes_of(form: LettersForm, survey: Survey) -> list[Any]:
    """Nothing where the table is faulty; the form says why."""
    file = form.cleaned_data["file"]
    if file.size > IMPORT_BYTES_AT_MOST:
        form.add_error("file", _("ファイルが大きすぎます。受け取ったままの表を選んでください。"))
        return []
    try:
        found = codes_of_table(file.read(), survey)
        if not found:
            form.add_error("file", _("番号の行が一つもありません。受け取ったままの表を選んでください。"))
        return found
    except FaultySheet as fault:
        for line in fault_lines(fault.faults[:FAULTS_SHOWN]):
            form.add_error("file", line)
        if fault.count > FAULTS_SHOWN:
            form.add_error("file", _("ほかに%(count)d行あります。") % {"count": fault.count - FAULTS_SHOWN})
    return []


def _page(
    request: HttpRequest,
    survey: Survey,
    audience: Audience,
    *,
    form: CodesForm | None = None,
    letters: LettersForm | None = None,
) -> HttpResponse:
    form, letters = form or CodesForm(), letters or LettersForm()
    context = {
        "survey": survey,
        "audience": audience,
        "form": form,
        "letters": letters,
        "n_codes": audience.codes.count(),
        "n_used": queries.codes_used(audience),
    }
    return render(request, "surveys/desk_codes.html", context, status=400 if form.errors or letters.errors else 200)


def _codes_file(request: HttpRequest, survey: Survey, made: list[str]) -> HttpResponse:
    """Codes with the address of each, for the letters. Told this once: nobody can read them again."""
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow([CODE, ADDRESS])
    page = request.build_absolute_uri(survey.get_absolute_url())
    writer.writerows([code, f"{page}?code={code.replace('-', '')}"] for code in made)
    response = HttpResponse(table.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="codes-{survey.code}.csv"'
    response["Cache-Control"] = "no-store"
    return response
