"""Other languages at the desk: what is missing or stale, and one clause after the other side by side."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.drafts import actions, errors
from jukugi.apps.drafts.enums import Language
from jukugi.apps.drafts.forms.together import RenderingForm
from jukugi.apps.drafts.policies import takes_renderings
from jukugi.apps.drafts.queries.renderings import TAGS, RenderingRow, rendering_rows, standings
from jukugi.apps.drafts.views.asked import my_document, newest_edition, signed_in
from jukugi.kit.errors import Refusal, WordsMissing, WordsTooLong
from jukugi.kit.pages.asked import tell
from jukugi.kit.pages.hints import asks_for_hints, unjudged

PLACES: dict[type[Refusal], str] = {WordsMissing: "text", WordsTooLong: "text"}


@login_required
def renderings(request: HttpRequest, document_pk: int, language: str) -> HttpResponse:
    """Every clause of an edition beside what stands for it in a language; ``?due=1``: what is missing or stale."""
    document = my_document(request, document_pk)
    if isinstance(document, HttpResponse):
        return document
    edition = newest_edition(document)
    told = Language(language)
    rows = rendering_rows(edition, told)
    only_due = request.GET.get("due") == "1"
    context = {
        "document": document,
        "edition": edition,
        "language": told,
        "tag": TAGS[told],
        "standings": standings(edition),
        "rows": [row for row in rows if row.is_due] if only_due else rows,
        "first_due": next((row for row in rows if row.is_due), None),
        "only_due": only_due,
        "takes": takes_renderings(edition),
    }
    return render(request, "drafts/desk_renderings.html", context)


@login_required
def rendering(request: HttpRequest, document_pk: int, serial: str, language: str) -> HttpResponse:
    """One clause: the official words, and beside them a field for the same in another language."""
    document = my_document(request, document_pk)
    if isinstance(document, HttpResponse):
        return document
    edition = newest_edition(document)
    told = Language(language)
    rows = rendering_rows(edition, told)
    row = next((row for row in rows if row.text.clause.serial == int(serial)), None)
    if row is None:
        raise Http404
    form = _form(request, row)
    theirs = None
    if asks_for_hints(request):
        form = unjudged(form)
    elif request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.write_rendering(
                edition=edition,
                clause=row.text.clause,
                language=told,
                heading=given.get("heading", ""),
                text=given.get("text", ""),
                seen_digest=given["digest"],
                seen_pk=given["seen"] or 0,
                actor=signed_in(request),
                now=timezone.now(),
            )
            messages.success(request, _("保存しました。"))
            return _next(document.pk, rows, row, told)
        except Refusal as error:
            tell(form, error, PLACES)
            if isinstance(error, errors.RenderingChangedMeanwhile):
                theirs = row.rendering
            if isinstance(error, errors.RenderingChangedMeanwhile | errors.OfficialWordsChanged):
                form = _with_what_stands(form, row)
    context = {
        "document": document,
        "edition": edition,
        "clause": row.text.clause,
        "row": row,
        "language": told,
        "tag": TAGS[told],
        "form": form,
        "theirs": theirs,
        "takes": takes_renderings(edition),
    }
    return render(request, "drafts/desk_rendering.html", context, status=400 if form.errors else 200)


def _form(request: HttpRequest, row: RenderingRow) -> RenderingForm:
    initial = {"digest": row.text.digest, "seen": row.newest_pk}
    if row.rendering is not None:
        initial |= {"heading": row.rendering.heading, "text": row.rendering.text}
    has = {"has_heading": bool(row.text.heading), "has_text": bool(row.text.text)}
    return RenderingForm(request.POST or None, initial=initial, **has)


def _with_what_stands(form: RenderingForm, row: RenderingRow) -> RenderingForm:
    """The form as it was sent, but from now on beside the words that stand there."""
    sent: dict[str, Any] = {name: form.data.get(name) for name in form.data}
    form.data = sent | {"digest": row.text.digest, "seen": str(row.newest_pk)}
    return form


def _next(document_pk: int, rows: list[RenderingRow], done: RenderingRow, language: Language) -> HttpResponse:
    """On to the next clause that is missing or stale; after the last one to the list."""
    place = rows.index(done)
    due = [row for row in [*rows[place + 1 :], *rows[:place]] if row.is_due]
    if due:
        return redirect("drafts:rendering", document_pk, due[0].text.clause.serial, language)
    return redirect("drafts:renderings", document_pk, language)
