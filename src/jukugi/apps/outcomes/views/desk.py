"""The book of promises at the desk."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jukugi.apps.areas.models import Area
from jukugi.apps.drafts.models import Clause, ClauseText
from jukugi.apps.outcomes import errors, permissions
from jukugi.apps.outcomes.actions import promising
from jukugi.apps.outcomes.forms import PromiseForm
from jukugi.apps.outcomes.policies import Source
from jukugi.apps.outcomes.queries import desk as queries
from jukugi.apps.outcomes.views.asked import kept_promise, sent, signed_in
from jukugi.apps.outcomes.views.stepping import promise_page
from jukugi.apps.public_comments.models import Answer
from jukugi.kit.errors import NotAllowed, Refusal, words_for
from jukugi.kit.pages.asked import tell, whole
from jukugi.kit.pages.rendering import refusal_page

PLACES: dict[type[Refusal], str] = {
    errors.DueBeforePromised: "due_on",
    errors.IndicatorNotWhole: "indicator",
}


@login_required
def desk(request: HttpRequest) -> HttpResponse:
    """What somebody keeps: drafts and late ones first."""
    areas = permissions.areas_kept_by(request.user)
    if not areas:
        return refusal_page(request, NotAllowed())
    day = timezone.localdate()
    context = {
        "kept": queries.kept_by(areas, day, request.GET.get("page")),
        "reviews": queries.open_reviews(areas),
        "may_review": None in areas,
        "day": day,
    }
    return render(request, "outcomes/desk.html", context)


@login_required
def sources(request: HttpRequest) -> HttpResponse:
    """Words of adopted documents and published answers that are not in the book."""
    if not permissions.areas_kept_by(request.user):
        return refusal_page(request, NotAllowed())
    words = request.GET.get("q", "").strip()[:100]
    side = "answers" if request.GET.get("side") == "answers" else "clauses"
    find = queries.answers_without_promise if side == "answers" else queries.clauses_without_promise
    context = {"page": find(words, request.GET.get("page")), "words": words, "side": side}
    return render(request, "outcomes/desk_sources.html", context)


@login_required
def new(request: HttpRequest) -> HttpResponse:
    """Write down a promise from a clause or an answer."""
    areas = permissions.areas_kept_by(request.user)
    if not areas:
        return refusal_page(request, NotAllowed())
    row, told = _source(request)
    if row is None:
        return redirect("outcomes:sources")
    form = PromiseForm(sent(request), initial=told, wards=_wards(areas), may_be_city=None in areas)
    if request.method == "POST" and form.is_valid():
        process = row.document.process if isinstance(row, Clause) else row.consultation.process
        source = Source(row, form.cleaned_data["reason"])
        try:
            made = promising.draft_promise(
                process=process, draft=form.draft, sources=[source], actor=signed_in(request), now=timezone.now()
            )
            messages.success(request, _("下書きにしました。ほかの担当者が読んで公開すると、だれでも見られます。"))
            return redirect("outcomes:desk-promise", made.pk)
        except Refusal as error:
            tell(form, error, PLACES)
    context = {"form": form, "source": row, "source_words": told["words"]}
    return render(request, "outcomes/desk_form.html", context, status=400 if form.errors else 200)


@login_required
def edit(request: HttpRequest, promise_pk: int) -> HttpResponse:
    """Correct a draft."""
    found = kept_promise(request, promise_pk)
    if isinstance(found, HttpResponse):
        return found
    if found.is_public:
        return refusal_page(request, errors.NotDrafted())
    areas = permissions.areas_kept_by(request.user)
    names = [name for name in PromiseForm.base_fields if name != "reason"]
    initial = {name: getattr(found, name) for name in names}
    form = PromiseForm(sent(request), initial=initial, wards=_wards(areas), may_be_city=None in areas)
    del form.fields["reason"]
    if request.method == "POST" and form.is_valid():
        try:
            promising.correct_draft(promise=found, draft=form.draft, actor=signed_in(request), now=timezone.now())
            messages.success(request, _("下書きを直しました。"))
            return redirect("outcomes:desk-promise", found.pk)
        except Refusal as error:
            tell(form, error, PLACES)
    return render(
        request, "outcomes/desk_form.html", {"form": form, "promise": found}, status=400 if form.errors else 200
    )


@login_required
def promise(request: HttpRequest, promise_pk: int) -> HttpResponse:
    """One promise with everything that one can do with it."""
    found = kept_promise(request, promise_pk)
    if isinstance(found, HttpResponse):
        return found
    return promise_page(request, found)


@require_POST
@login_required
def publish(request: HttpRequest, promise_pk: int) -> HttpResponse:
    """Make a draft public."""
    found = kept_promise(request, promise_pk)
    if isinstance(found, HttpResponse):
        return found
    try:
        promising.publish_promise(promise=found, actor=signed_in(request), now=timezone.now())
    except Refusal as error:
        messages.error(request, str(words_for(error)))
        return promise_page(request, found, status=error.status)
    messages.success(request, _("約束を公開しました。"))
    return redirect("outcomes:desk-promise", found.pk)


def _wards(areas: set[int | None]) -> QuerySet[Area]:
    wards = Area.objects.wards()
    return wards if None in areas else wards.filter(pk__in=[pk for pk in areas if pk is not None])


def _source(request: HttpRequest) -> tuple[Clause | Answer | None, dict[str, Any]]:
    """The clause or answer that the address names, with what the form begins with."""
    clause = Clause.objects.filter(pk=whole(request.GET.get("clause")))
    if row := clause.select_related("document__process", "document__area", "document__department").first():
        text = ClauseText.objects.filter(clause=row, edition__published_at__isnull=False).order_by("-edition__number")
        last = text.select_related("edition").defer("edition__frozen").first()
        if last is None:
            return None, {}
        adopted = timezone.localdate(last.edition.published_at)
        return row, _begin(last.heading, last.text, row.document.area, row.document.department_id, adopted)
    answer = Answer.objects.filter(pk=whole(request.GET.get("answer")))
    if said := answer.select_related("consultation__process", "department").first():
        if said.consultation.published_at is None:
            return None, {}
        published = timezone.localdate(said.consultation.published_at)
        return said, _begin("", said.text, None, said.department_id, published)
    return None, {}


def _begin(title: str, words: str, area: Area | None, department: int | None, on: Any) -> dict[str, Any]:
    level = "shiiki" if area is None else "kuiki"
    return {
        "title": title,
        "words": words,
        "area": area,
        "department": department,
        "promised_on": on,
        "level": level,
    }
