"""A clause moved, split, merged, left out and brought back."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jukugi.apps.drafts import actions, errors
from jukugi.apps.drafts.forms.clauses import MergeForm, MoveForm, ReasonForm, SplitForm
from jukugi.apps.drafts.models import Clause, ClauseText, Edition
from jukugi.apps.drafts.queries import desk as queries
from jukugi.apps.drafts.views.asked import clause_of, my_document, newest_edition, signed_in
from jukugi.kit.errors import Refusal, WordsMissing
from jukugi.kit.pages.asked import tell
from jukugi.kit.pages.rendering import refusal_page
from jukugi.kit.pages.stash import keeps_words

SHOWN_LETTERS = 40


@login_required
def move(request: HttpRequest, document_pk: int, serial: int) -> HttpResponse:
    """Move a clause with its parts."""
    at_work = _at_work(request, document_pk, serial)
    if isinstance(at_work, HttpResponse):
        return at_work
    edition, clause, _row = at_work
    form = MoveForm(request.POST or None, choices=_places(edition, clause))

    def act(given: dict[str, Any]) -> None:
        where, _sign, other = given["place"].partition("-")
        beside = clause_of(edition.document, int(other)) if other else None
        to = {"after": beside} if where == "after" else {"parent": beside}
        actions.move_clause(edition=edition, clause=clause, actor=signed_in(request), now=timezone.now(), **to)

    said = _("動かしました。文の番号は変わりません。")
    return _answer(request, "drafts/desk_move.html", at_work, form, act, said)


@keeps_words
def split(request: HttpRequest, document_pk: int, serial: int) -> HttpResponse:
    """Split the text of a clause where an empty line was put."""
    at_work = _at_work(request, document_pk, serial)
    if isinstance(at_work, HttpResponse):
        return at_work
    edition, clause, row = at_work
    form = SplitForm(request.POST or None, initial={"text": row.text})

    def act(given: dict[str, Any]) -> None:
        actions.split_clause(
            edition=edition,
            clause=clause,
            parts=form.parts,
            reason=given["reason"],
            actor=signed_in(request),
            now=timezone.now(),
        )

    said = _("分けました。由来は、どちらの文にも付いています。合わないものは、理由を書いて取り消してください。")
    places = {errors.SplitNeedsParts: "text", errors.SplitLosesWords: "text", WordsMissing: "reason"}
    return _answer(request, "drafts/desk_split.html", at_work, form, act, said, places)


@login_required
def merge(request: HttpRequest, document_pk: int, serial: int) -> HttpResponse:
    """Put other clauses into this one."""
    at_work = _at_work(request, document_pk, serial)
    if isinstance(at_work, HttpResponse):
        return at_work
    edition, clause, _row = at_work
    choices = [
        (str(row.clause.serial), f"{place}　{_shortened(row)}")
        for row, place, _depth in queries.placed(edition)
        if row.clause_id != clause.pk
    ]
    form = MergeForm(request.POST or None, choices=choices)

    def act(given: dict[str, Any]) -> None:
        actions.merge_clauses(
            edition=edition,
            into=clause,
            others=[clause_of(edition.document, int(other)) for other in given["others"]],
            reason=given["reason"],
            actor=signed_in(request),
            now=timezone.now(),
        )

    said = _("まとめました。声とのつながりも、いっしょに移りました。")
    places = {errors.NothingToMerge: "others", WordsMissing: "reason", errors.MergeTooLong: "others"}
    return _answer(request, "drafts/desk_merge.html", at_work, form, act, said, places)


@login_required
def end(request: HttpRequest, document_pk: int, serial: int) -> HttpResponse:
    """Leave a clause out from this edition on."""
    at_work = _at_work(request, document_pk, serial)
    if isinstance(at_work, HttpResponse):
        return at_work
    edition, clause, _row = at_work
    form = ReasonForm(request.POST or None)

    def act(given: dict[str, Any]) -> None:
        actions.end_clause(
            edition=edition, clause=clause, reason=given["reason"], actor=signed_in(request), now=timezone.now()
        )

    said = _("この版から除きました。言葉と由来は残っていて、いつでも戻せます。")
    return _answer(request, "drafts/desk_end.html", at_work, form, act, said, {WordsMissing: "reason"})


@login_required
@require_POST
def bring_back(request: HttpRequest, document_pk: int, serial: int) -> HttpResponse:
    """Bring a clause back that was left out."""
    document = my_document(request, document_pk)
    if isinstance(document, HttpResponse):
        return document
    one = clause_of(document, serial)
    try:
        actions.bring_back_clause(
            edition=newest_edition(document), clause=one, actor=signed_in(request), now=timezone.now()
        )
    except Refusal as error:
        return refusal_page(request, error, back=f"/desk/documents/{document.pk}/")
    messages.success(request, _("戻しました。終わりに置いてあります。"))
    return redirect("drafts:desk-clause", document_pk=document.pk, serial=serial)


AtWork = tuple[Edition, Clause, ClauseText]


def _at_work(request: HttpRequest, document_pk: int, serial: int) -> AtWork | HttpResponse:
    """The edition that is written, the clause, and what it says there."""
    document = my_document(request, document_pk)
    if isinstance(document, HttpResponse):
        return document
    edition, clause = newest_edition(document), clause_of(document, serial)
    row = edition.texts.filter(clause=clause).select_related("clause").first()
    back = f"/desk/documents/{document.pk}/"
    if not edition.is_writable:
        return refusal_page(request, errors.EditionNotWritable(state=edition.get_state_display()), back=back)
    if row is None:
        return refusal_page(request, errors.ClauseNotHere(), back=back)
    return edition, clause, row


def _answer(
    request: HttpRequest,
    template: str,
    at_work: AtWork,
    form: forms.Form,
    act: Callable[[dict[str, Any]], None],
    said: str,
    places: dict[type[Refusal], str] | None = None,
) -> HttpResponse:
    """Show the form; act on a good one and go to the tree; say a refusal where it belongs."""
    edition, clause, row = at_work
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data)
            messages.success(request, said)
            return redirect(f"/desk/documents/{edition.document_id}/#c{clause.serial}")
        except Refusal as error:
            tell(form, error, places)
    context = {"document": edition.document, "edition": edition, "clause": clause, "row": row, "form": form}
    return render(request, template, context, status=400 if form.errors else 200)


def _shortened(row: ClauseText) -> str:
    return Truncator(row.heading or row.text).chars(SHOWN_LETTERS)


def _places(edition: Edition, clause: Clause) -> list[tuple[str, Any]]:
    """Everywhere a clause may go: to the beginning, after another, or as the first part of a heading."""
    places: list[tuple[str, Any]] = [("parent", _("いちばん初め"))]
    for row, place, _depth in queries.placed(edition):
        if row.clause_id == clause.pk:
            continue
        words = f"{place}　{_shortened(row)}"
        if row.heading:
            places.append((f"parent-{row.clause.serial}", _("%(words)s の中の初め") % {"words": words}))
        places.append((f"after-{row.clause.serial}", _("%(words)s のあと") % {"words": words}))
    return places
