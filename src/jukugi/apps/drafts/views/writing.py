"""The words of a clause at the desk: written, previewed, kept while they are typed, put together when two wrote."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jukugi.apps.drafts import actions, errors, policies, tree
from jukugi.apps.drafts.enums import WritingWay
from jukugi.apps.drafts.forms.clauses import ClauseForm, NewClauseForm
from jukugi.apps.drafts.models import Clause, ClauseText, Document, Edition, Origin, UnsavedWords
from jukugi.apps.drafts.queries import clauses as reading
from jukugi.apps.drafts.queries import desk as queries
from jukugi.apps.drafts.views.asked import clause_of, my_document, newest_edition, signed_in
from jukugi.core.text import Merged, Piece, compare_texts, merge_texts
from jukugi.kit.errors import Refusal, WordsHaveControls, WordsMissing, WordsTooLong
from jukugi.kit.pages.asked import tell, whole
from jukugi.kit.pages.rendering import refusal_page
from jukugi.kit.pages.stash import keeps_words, laid_by

ORIGINS_A_PAGE = 30


@dataclass(frozen=True)
class TwoHands:
    """What two people wrote at once: how the other's words differ from what both had read, and both put together."""

    theirs: ClauseText
    difference: tuple[Piece, ...]
    merged: Merged
    mine: str


@keeps_words
def clause(request: HttpRequest, document_pk: int, serial: int) -> HttpResponse:
    """One clause: its words, its origins, its history."""
    document = my_document(request, document_pk)
    if isinstance(document, HttpResponse):
        return document
    edition, one = newest_edition(document), clause_of(document, serial)
    row = edition.texts.filter(clause=one).select_related("clause").first()
    if row is None or request.method != "POST":
        return _page(request, edition, one, row)
    form = ClauseForm(request.POST)
    if not form.is_valid() or "preview" in request.POST:
        return _page(request, edition, one, row, form=form, is_preview="preview" in request.POST)
    given = form.cleaned_data
    try:
        actions.write_clause(
            edition=edition,
            clause=one,
            heading=given["heading"],
            text=given["text"],
            seen_version=given["seen"] or 0,
            actor=signed_in(request),
            now=timezone.now(),
            way=WritingWay.MERGED if given["merged"] else WritingWay.SAVED,
        )
    except errors.ClauseChangedMeanwhile as error:
        return _two_hands(request, edition, one, form, error)
    except Refusal as error:
        tell(form, error, {WordsMissing: "text", WordsTooLong: "text", WordsHaveControls: "text"})
        return _page(request, edition, one, row, form=form)
    messages.success(request, _("保存しました。前の言葉も、下の「これまで書かれたもの」に残っています。"))
    return redirect("drafts:desk-clause", document_pk=document.pk, serial=serial)


@keeps_words
def new_clause(request: HttpRequest, document_pk: int) -> HttpResponse:
    """Add a clause as a part of ``?parent=``, right after ``?after=``, or outermost at the end."""
    document = my_document(request, document_pk)
    if isinstance(document, HttpResponse):
        return document
    edition = newest_edition(document)
    parent, after = whole(request.GET.get("parent")), whole(request.GET.get("after"))
    form = NewClauseForm(request.POST or None, initial=laid_by(request) if request.method == "GET" else None)
    if request.method == "POST" and form.is_valid():
        try:
            added = actions.add_clause(
                edition=edition,
                **form.cleaned_data,
                parent=clause_of(document, parent) if parent else None,
                after=clause_of(document, after) if after else None,
                actor=signed_in(request),
                now=timezone.now(),
            )
            messages.success(request, _("文を加えました。次は、どこから来た文かを書いてください。"))
            return redirect("drafts:desk-clause", document_pk=document.pk, serial=added.clause.serial)
        except Refusal as error:
            tell(form, error, {WordsMissing: "text", WordsTooLong: "text"})
    places = {row.clause.serial: place for row, place, _depth in queries.placed(edition)}
    context = {
        "document": document,
        "edition": edition,
        "form": form,
        "beside": places.get(after, ""),
        "above": places.get(parent, ""),
    }
    return render(request, "drafts/desk_clause_new.html", context, status=400 if form.errors else 200)


@require_POST
def keep(request: HttpRequest, document_pk: int, serial: int) -> HttpResponse:
    """Keep what is being typed. 204 when kept, 401 when the session has ended, 409 when the edition is closed."""
    if not request.user.is_authenticated:
        return HttpResponse(status=401)
    document = my_document(request, document_pk)
    if isinstance(document, HttpResponse):
        return document
    try:
        actions.keep_unsaved(
            edition=newest_edition(document),
            clause=clause_of(document, serial),
            heading=request.POST.get("heading", ""),
            text=request.POST.get("text", ""),
            seen_version=whole(request.POST.get("seen")),
            actor=signed_in(request),
            now=timezone.now(),
        )
    except Refusal:
        return HttpResponse(status=409)
    return HttpResponse(status=204)


@login_required
@require_POST
def discard(request: HttpRequest, document_pk: int, serial: int) -> HttpResponse:
    """Throw away what was typed and not saved."""
    document = my_document(request, document_pk)
    if isinstance(document, HttpResponse):
        return document
    try:
        actions.throw_away_unsaved(
            edition=newest_edition(document),
            clause=clause_of(document, serial),
            actor=signed_in(request),
            now=timezone.now(),
        )
    except Refusal as error:
        return refusal_page(request, error)
    return redirect("drafts:desk-clause", document_pk=document.pk, serial=serial)


def _two_hands(
    request: HttpRequest, edition: Edition, clause: Clause, form: ClauseForm, error: Refusal
) -> HttpResponse:
    """Both texts side by side and put together; pressing again saves what stands in the field."""
    given = form.cleaned_data
    theirs = edition.texts.select_related("clause").get(clause=clause)
    base = edition.writings.filter(clause=clause, version=given["seen"] or 0).first()
    before = base.text if base is not None else ""
    mine = given["text"].replace("\r\n", "\n")
    merged = merge_texts(before, mine, theirs.text)
    both = TwoHands(theirs, compare_texts(before, theirs.text), merged, mine)
    heading = given["heading"] if base is None or given["heading"] != base.heading else theirs.heading
    again = ClauseForm(initial={"heading": heading, "text": merged.text, "seen": theirs.version, "merged": True})
    return _page(request, edition, clause, theirs, form=again, both=both, refusal=error, status=409)


def _page(
    request: HttpRequest,
    edition: Edition,
    clause: Clause,
    row: ClauseText | None,
    *,
    form: ClauseForm | None = None,
    is_preview: bool = False,
    both: TwoHands | None = None,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    document: Document = edition.document
    unsaved = UnsavedWords.objects.filter(edition=edition, clause=clause, actor_key=signed_in(request).actor_key)
    mine = unsaved.first() if form is None else None
    written = {"heading": row.heading, "text": row.text, "seen": row.version} if row is not None else {}
    back = laid_by(request) if request.method == "GET" else {}
    if back.get("text") or back.get("heading"):
        written = written | {"heading": back["heading"], "text": back["text"], "seen": whole(back["seen"])}
    elif mine is not None and "unsaved" in request.GET:
        written = {"heading": mine.heading, "text": mine.text, "seen": mine.seen_version}
    elif (old := whole(request.GET.get("writing"))) and row is not None:
        former = clause.writings.filter(pk=old).first()
        if former is not None:
            written = written | {"heading": former.heading, "text": former.text}
    spots = {spot.clause_id: spot for spot in tree.spots(edition.texts.all())}
    is_writable = edition.is_writable and row is not None
    every = Origin.objects.filter(clause=clause).order_by("added_at", "pk").only("pk")
    page = Paginator(every, ORIGINS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "document": document,
        "edition": edition,
        "clause": clause,
        "row": row,
        "spot": spots.get(clause.pk),
        "form": (form or ClauseForm(initial=written)) if is_writable else None,
        "is_preview": is_preview and form is not None and form.is_valid(),
        "unsaved": mine if mine is not None and "unsaved" not in request.GET else None,
        "is_back": bool(back),
        "both": both,
        "refusal": refusal,
        "origins": reading.told_origins(Origin.objects.filter(pk__in=[origin.pk for origin in page])),
        "page": page,
        "takes_origins": policies.takes_origins(edition) and row is not None,
        "history": queries.history(clause),
    }
    answer = 400 if form is not None and form.errors else status
    return render(request, "drafts/desk_clause.html", context, status=answer)
