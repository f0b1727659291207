"""A vision at the desk: sentences written from material, and put to the vote."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.drafts import actions
from jukugi.apps.drafts.actions import OriginDraft
from jukugi.apps.drafts.actions.vision import check_is_vision
from jukugi.apps.drafts.enums import Influence
from jukugi.apps.drafts.forms.together import AskForm, SentenceForm
from jukugi.apps.drafts.models import Document, Edition
from jukugi.apps.drafts.policies import SENTENCES_AT_FIRST
from jukugi.apps.drafts.queries.desk import placed
from jukugi.apps.drafts.queries.material import Wish, material_for, picked
from jukugi.apps.drafts.queries.voting import vote_page
from jukugi.apps.drafts.views.asked import clause_of, my_document, newest_edition, signed_in
from jukugi.apps.opinion_map.errors import TopicNeedsTitle
from jukugi.kit.errors import Refusal, WordsMissing, WordsTooLong
from jukugi.kit.pages.asked import tell, whole
from jukugi.kit.pages.hints import asks_for_hints, unjudged
from jukugi.kit.pages.rendering import refusal_page

PLACES: dict[type[Refusal], str] = {
    WordsMissing: "text",
    WordsTooLong: "text",
    TopicNeedsTitle: "title",
}


@login_required
def material(request: HttpRequest, document_pk: int) -> HttpResponse:
    """Look at material, tick some, and write one sentence from it. What was ticked and written stays meanwhile."""
    document = my_vision(request, document_pk)
    if isinstance(document, HttpResponse):
        return document
    edition = newest_edition(document)
    told = request.POST or None
    rows = [(row, place) for row, place, _depth in placed(edition) if row.heading]
    headings = [(str(row.clause.serial), f"{place}　{row.heading}") for row, place in rows]
    form = SentenceForm(told, headings=headings, initial={"reason": _("選んだ声の言葉をもとに、一つの文にした。")})
    chosen = picked(document, request.POST.getlist("pick")) if told else []
    looks = bool(told) and ("look" in request.POST or "page" in request.POST or asks_for_hints(request))
    if looks:
        form = unjudged(form)
    elif told and form.is_valid():
        try:
            _propose(request, document, edition, form, chosen)
            messages.success(request, _("文を加えました。選んだものは、この文の由来になりました。"))
            return redirect("drafts:material", document_pk=document.pk)
        except Refusal as error:
            tell(form, error, PLACES)
    wish = _wish(request)
    context = {
        "document": document,
        "edition": edition,
        "form": form,
        "chosen": chosen,
        "chosen_keys": {source.choice for source in chosen},
        "wish": wish,
        "material": material_for(document, wish),
    }
    return render(request, "drafts/desk_material.html", context, status=400 if form.errors else 200)


@login_required
def vote(request: HttpRequest, document_pk: int) -> HttpResponse:
    """Which sentences are put to the vote, and how they were answered; open the vote, or ask about more."""
    document = my_vision(request, document_pk)
    if isinstance(document, HttpResponse):
        return document
    edition = newest_edition(document)
    page = vote_page(edition)
    choices = [(str(one.row.clause.serial), one.place) for one in page.sentences if one.can_be_asked]
    form = AskForm(
        request.POST or None,
        choices=choices,
        is_open=page.vision is not None,
        initial={"title": _("%(title)sの文に、賛成ですか") % {"title": edition.title}},
    )
    if request.method == "POST" and form.is_valid():
        try:
            _ask(request, document, edition, form)
            messages.success(request, _("賛否を聞きはじめました。「熟議」の一覧からだれでも答えられます。"))
            return redirect("drafts:vote", document_pk=document.pk)
        except Refusal as error:
            tell(form, error, PLACES)
    context = {
        "document": document,
        "edition": edition,
        "page": page,
        "form": form,
        "picked": set(form["clauses"].value() or []),
        "needed": SENTENCES_AT_FIRST,
    }
    return render(request, "drafts/desk_vote.html", context, status=400 if form.errors else 200)


def my_vision(request: HttpRequest, document_pk: int) -> Document | HttpResponse:
    """A vision in which the person writes, else the page that says no. Two queries."""
    document = my_document(request, document_pk)
    if isinstance(document, HttpResponse):
        return document
    try:
        check_is_vision(document)
    except Refusal as error:
        return refusal_page(request, error, back=f"/desk/documents/{document.pk}/")
    return document


def _propose(request: HttpRequest, document: Document, edition: Edition, form: SentenceForm, chosen: list[Any]) -> None:
    given = form.cleaned_data
    influence = Influence(given["influence"])
    actions.propose_sentence(
        edition=edition,
        text=given["text"],
        material=[OriginDraft(source.kind, influence, given["reason"], source) for source in chosen],
        parent=clause_of(document, int(given["parent"])) if given["parent"] else None,
        actor=signed_in(request),
        now=timezone.now(),
    )


def _ask(request: HttpRequest, document: Document, edition: Edition, form: AskForm) -> None:
    given = dict(form.cleaned_data)
    serials = [int(serial) for serial in given.pop("clauses")]
    clauses = list(document.clauses.filter(serial__in=serials))
    told: dict[str, Any] = {"edition": edition, "clauses": clauses, "actor": signed_in(request), "now": timezone.now()}
    if given:
        actions.open_vote(**given, **told)
    else:
        actions.ask_about_sentences(**told)


def _wish(request: HttpRequest) -> Wish:
    """Which material the page was asked for; another choice begins at the first page."""
    asked = request.POST or request.GET
    page = 1 if "look" in asked else whole(asked.get("page")) or 1
    return Wish(
        meeting=whole(asked.get("meeting")) or None,
        issue=whole(asked.get("issue")) or None,
        topic=whole(asked.get("topic")) or None,
        page=page,
    )
