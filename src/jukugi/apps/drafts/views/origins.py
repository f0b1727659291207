"""Origins at the desk: looked for, added with what they did to the words, ended with a reason."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.drafts import actions, errors, permissions
from jukugi.apps.drafts.actions import OriginDraft
from jukugi.apps.drafts.enums import Influence, OriginKind
from jukugi.apps.drafts.forms.clauses import OriginForm, ReasonForm
from jukugi.apps.drafts.models import Origin
from jukugi.apps.drafts.queries.reading import with_sources
from jukugi.apps.drafts.queries.sources import NAMED_IN_WORDS, Source, source_of, sources_like
from jukugi.apps.drafts.views.asked import clause_of, my_document, newest_edition, signed_in
from jukugi.kit.errors import NotAllowed, Refusal, WordsMissing
from jukugi.kit.pages.asked import tell, whole
from jukugi.kit.pages.rendering import refusal_page

PLACES: dict[type[Refusal], str] = {
    WordsMissing: "reason",
    errors.SourceMissing: "source",
    errors.OriginTwice: "source",
    errors.UnsafeAddress: "url",
}


@login_required
def add(request: HttpRequest, document_pk: int, serial: int | None = None) -> HttpResponse:
    """Look for a source (``?kind=&q=``) and say what it did to a clause; without a clause: what is not taken up."""
    document = my_document(request, document_pk)
    if isinstance(document, HttpResponse):
        return document
    edition = newest_edition(document)
    clause = clause_of(document, serial) if serial is not None else None
    given = request.GET.get("kind", "")
    kind = OriginKind(given) if given in OriginKind.values else OriginKind.OPINION
    words = request.GET.get("q", "")[:200]
    found = sources_like(kind, words, document.process)
    picked = whole(request.POST.get("source"))
    if picked and all(source.key != picked for source in found):
        chosen = source_of(kind, picked, document.process)
        found = [chosen, *found] if chosen is not None else found
    form = OriginForm(request.POST or None, kind=kind, found=found, has_clause=clause is not None)
    if request.method == "POST" and form.is_valid():
        try:
            draft = _draft(form, kind, found)
            actions.add_origin(
                edition=edition, clause=clause, draft=draft, actor=signed_in(request), now=timezone.now()
            )
            messages.success(request, _("由来を加えました。公開すると、声のゆくえにも出ます。"))
            return redirect(_back(document.pk, serial))
        except Refusal as error:
            tell(form, error, PLACES)
    context = {
        "document": document,
        "edition": edition,
        "clause": clause,
        "row": edition.texts.filter(clause=clause).first() if clause is not None else None,
        "kind": kind,
        "kinds": OriginKind.choices,
        "words": words,
        "found": found,
        "in_words": kind in NAMED_IN_WORDS,
        "form": form,
        "back": _back(document.pk, serial),
    }
    return render(request, "drafts/desk_origin.html", context, status=400 if form.errors else 200)


@login_required
def end(request: HttpRequest, origin_pk: int) -> HttpResponse:
    """Say that a clause does not come from this after all."""
    related = with_sources(Origin.objects.all()).select_related("document__process", "document__area")
    origin = get_object_or_404(related, pk=origin_pk)
    if not permissions.can_write(request.user, origin.document):
        return refusal_page(request, NotAllowed())
    back = _back(origin.document_id, origin.clause.serial if origin.clause else None)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_origin(
                origin=origin, reason=form.cleaned_data["reason"], actor=signed_in(request), now=timezone.now()
            )
            messages.success(request, _("取り消しました。理由は、文の由来のページに残ります。"))
            return redirect(back)
        except Refusal as error:
            tell(form, error, {WordsMissing: "reason"})
    context = {"document": origin.document, "origin": origin, "form": form, "back": back}
    return render(request, "drafts/desk_origin_end.html", context, status=400 if form.errors else 200)


def _draft(form: OriginForm, kind: OriginKind, found: list[Source]) -> OriginDraft:
    given = form.cleaned_data
    source = next((one for one in found if str(one.key) == given.get("source")), None)
    if kind not in NAMED_IN_WORDS and source is None:
        raise errors.SourceMissing(typed=kind.label)
    return OriginDraft(
        kind=kind,
        influence=Influence(given["influence"]),
        reason=given["reason"],
        source=source,
        title=given.get("title", ""),
        detail=given.get("detail", ""),
        url=given.get("url", ""),
    )


def _back(document_pk: int, serial: int | None) -> str:
    if serial is None:
        return f"/desk/documents/{document_pk}/"
    return f"/desk/documents/{document_pk}/clauses/{serial}/"
