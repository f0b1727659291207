"""Documents at the desk: the list, the tree of an edition, its plan, and its way to the public."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from jukugi.apps.drafts import actions, permissions
from jukugi.apps.drafts.enums import DocumentKind
from jukugi.apps.drafts.forms.editions import NewDocumentForm, NextEditionForm, NoteForm, PlanForm, plan_of
from jukugi.apps.drafts.models import Document, Edition
from jukugi.apps.drafts.queries import desk as queries
from jukugi.apps.drafts.queries.comparing import compare_editions
from jukugi.apps.drafts.views.asked import my_document, newest_edition, signed_in
from jukugi.apps.drafts.views.beside import beside_edition
from jukugi.apps.processes.queries import main_process
from jukugi.kit.errors import NotAllowed, Refusal, WordsMissing, WordsTooLong
from jukugi.kit.pages.asked import tell
from jukugi.kit.pages.rendering import refusal_page, set_subject

SAID: dict[str, Any] = {
    "check": gettext_lazy("確認しました。次は承認です。"),
    "approve": gettext_lazy("承認しました。公開できます。"),
    "publish": gettext_lazy("公開の準備をはじめました。WordとPDFができると、いっしょに公開されます。"),
    "back": gettext_lazy("下書きに戻しました。"),
}
STEPS: dict[str, Callable[..., None]] = {
    "check": actions.check_edition,
    "approve": actions.approve_edition,
    "back": actions.send_back_edition,
}
PLACES: dict[type[Refusal], str] = {WordsMissing: "reason", WordsTooLong: "title"}


@login_required
def documents(request: HttpRequest) -> HttpResponse:
    """わたしの文書."""
    areas = permissions.areas_written_for(request.user)
    if not areas:
        return refusal_page(request, NotAllowed())
    rows = queries.my_documents(areas, signed_in(request).actor_key)
    return render(request, "drafts/desk_list.html", {"rows": rows})


@login_required
def new_document(request: HttpRequest) -> HttpResponse:
    """Begin a document."""
    areas = permissions.areas_written_for(request.user)
    if not areas:
        return refusal_page(request, NotAllowed())
    process = main_process()
    if process is None:
        return render(request, "drafts/desk_new.html", {"form": None})
    set_subject(request, process)
    form = NewDocumentForm(request.POST or None, areas=areas)
    if request.method == "POST" and form.is_valid():
        try:
            document = actions.begin_document(
                process=process,
                kind=DocumentKind(form.cleaned_data["kind"]),
                ward=form.cleaned_data["ward"],
                summary=form.cleaned_data["summary"],
                plan=form.plan,
                actor=signed_in(request),
                now=timezone.now(),
            )
            messages.success(request, _("文書をはじめました。章立てから書いてください。"))
            return redirect("drafts:desk-document", document_pk=document.pk)
        except Refusal as error:
            tell(form, error, PLACES)
    return render(request, "drafts/desk_new.html", {"form": form}, status=400 if form.errors else 200)


@login_required
def document(request: HttpRequest, document_pk: int) -> HttpResponse:
    """A document with all that is to do for it."""
    found = my_document(request, document_pk)
    if isinstance(found, HttpResponse):
        return found
    return _page(request, found, newest_edition(found))


@login_required
def plan(request: HttpRequest, document_pk: int) -> HttpResponse:
    """What the edition at work is called, and what is new in it."""
    found = my_document(request, document_pk)
    if isinstance(found, HttpResponse):
        return found
    edition = newest_edition(found)
    form = PlanForm(request.POST or None, initial=plan_of(edition))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_plan(
                edition=edition,
                plan=form.plan,
                summary=form.cleaned_data["summary"],
                actor=signed_in(request),
                now=timezone.now(),
            )
            messages.success(request, _("保存しました。"))
            return redirect("drafts:desk-document", document_pk=found.pk)
        except Refusal as error:
            tell(form, error, PLACES)
    context = {"document": found, "edition": edition, "form": form}
    return render(request, "drafts/desk_plan.html", context, status=400 if form.errors else 200)


@login_required
def begin(request: HttpRequest, document_pk: int) -> HttpResponse:
    """Begin the next edition."""
    found = my_document(request, document_pk)
    if isinstance(found, HttpResponse):
        return found
    last = newest_edition(found)
    form = NextEditionForm(request.POST or None, initial={"title": last.title, "stage": last.stage})
    if request.method == "POST" and form.is_valid():
        try:
            actions.begin_edition(document=found, plan=form.plan, actor=signed_in(request), now=timezone.now())
            messages.success(request, _("次の版をはじめました。どの文も、同じ番号で入っています。"))
            return redirect("drafts:desk-document", document_pk=found.pk)
        except Refusal as error:
            tell(form, error, PLACES)
    context = {"document": found, "edition": last, "form": form}
    return render(request, "drafts/desk_begin.html", context, status=400 if form.errors else 200)


@login_required
def preview(request: HttpRequest, document_pk: int) -> HttpResponse:
    """The edition at work as everybody will read it."""
    found = my_document(request, document_pk)
    if isinstance(found, HttpResponse):
        return found
    edition = newest_edition(found)
    page = queries.work_page(edition, signed_in(request).actor_key)
    context = {"document": found, "edition": edition, "page": page}
    return render(request, "drafts/desk_preview.html", context | beside_edition(request, edition))


@login_required
def compare(request: HttpRequest, document_pk: int) -> HttpResponse:
    """What changes with the edition at work, against what is public."""
    found = my_document(request, document_pk)
    if isinstance(found, HttpResponse):
        return found
    new = newest_edition(found)
    earlier = found.editions.published().filter(number__lt=new.number).order_by("-number").defer("frozen").first()
    compared = compare_editions(earlier, new) if earlier is not None else None
    context = {"document": found, "edition": new, "old": earlier, "compared": compared}
    return render(request, "drafts/desk_compare.html", context)


@login_required
@require_POST
def step(request: HttpRequest, document_pk: int, what: str) -> HttpResponse:
    """Check, approve, ask for publication, or send back."""
    found = my_document(request, document_pk)
    if isinstance(found, HttpResponse):
        return found
    edition = newest_edition(found)
    form = NoteForm(request.POST)
    note = form.cleaned_data["note"] if form.is_valid() else ""
    actor, now = signed_in(request), timezone.now()
    try:
        if what == "publish":
            actions.ask_for_publication(edition=edition, actor=actor, now=now)
        else:
            STEPS[what](edition=edition, note=note, actor=actor, now=now)
    except WordsMissing as error:
        tell(form, error, {WordsMissing: "note"})
        return _page(request, found, edition, sending_back=form)
    except Refusal as error:
        return refusal_page(request, error, back=reverse("drafts:desk-document", args=[found.pk]))
    messages.success(request, SAID[what])
    return redirect("drafts:desk-document", document_pk=found.pk)


def _page(
    request: HttpRequest, document: Document, edition: Edition, *, sending_back: NoteForm | None = None
) -> HttpResponse:
    actor_key = signed_in(request).actor_key
    public = document.editions.published().order_by("-number").defer("frozen").first()
    context = {
        "document": document,
        "edition": edition,
        "public": public,
        "page": queries.work_page(edition, actor_key),
        "is_own": edition.drafted_by == actor_key,
        "note": NoteForm(),
        "sending_back": sending_back or NoteForm(),
        "is_told": sending_back is not None,
    }
    return render(request, "drafts/desk_document.html", context, status=400 if sending_back else 200)
