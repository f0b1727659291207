"""Yearly reviews at the desk."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.outcomes import errors, permissions
from jukugi.apps.outcomes.actions import reviewing
from jukugi.apps.outcomes.enums import EntryVerdict
from jukugi.apps.outcomes.forms import CloseForm, EntryForm, ReviewForm
from jukugi.apps.outcomes.models import YearlyReview
from jukugi.apps.outcomes.queries.reviews import latest_entries, review_page
from jukugi.apps.outcomes.views.asked import kept_promise, sent, signed_in
from jukugi.core.fiscal_year import fiscal_year_of
from jukugi.kit.errors import NotAllowed, Refusal
from jukugi.kit.pages.asked import tell
from jukugi.kit.pages.rendering import refusal_page

PLACES: dict[type[Refusal], str] = {errors.ReviewThere: "fiscal_year", errors.NothingPromised: "process"}


@login_required
def new(request: HttpRequest) -> HttpResponse:
    """Begin the review of a year."""
    if None not in permissions.areas_kept_by(request.user):
        return refusal_page(request, NotAllowed())
    today = timezone.localdate()
    form = ReviewForm(sent(request), initial={"fiscal_year": fiscal_year_of(today)})
    if request.method == "POST" and form.is_valid():
        try:
            made = reviewing.open_review(**form.cleaned_data, actor=signed_in(request), now=timezone.now())
            messages.success(request, _("点検を始めました。受け持つ人の机に出ます。"))
            return redirect("outcomes:desk-review", made.pk)
        except Refusal as error:
            tell(form, error, PLACES)
    return render(request, "outcomes/desk_review_new.html", {"form": form}, status=400 if form.errors else 200)


@login_required
def review(request: HttpRequest, review_pk: int) -> HttpResponse:
    """A review promise by promise; a policy officer closes it here."""
    areas = permissions.areas_kept_by(request.user)
    if not areas:
        return refusal_page(request, NotAllowed())
    found = get_object_or_404(YearlyReview.objects.select_related("process"), pk=review_pk)
    may_close = None in areas and not found.is_closed
    form = CloseForm(sent(request)) if may_close else None
    if request.method == "POST":
        if None not in areas:
            return refusal_page(request, NotAllowed())
        if form is None:
            return refusal_page(request, errors.ReviewOver())
        if form.is_valid():
            try:
                reviewing.close_review(review=found, **form.cleaned_data, actor=signed_in(request), now=timezone.now())
                messages.success(request, _("点検を閉じて公表しました。"))
                return redirect(found)
            except Refusal as error:
                tell(form, error)
    context = {"page": review_page(found), "areas": areas, "form": form, "is_whole": None in areas}
    status = 400 if form is not None and form.errors else 200
    return render(request, "outcomes/desk_review.html", context, status=status)


@login_required
def entry(request: HttpRequest, review_pk: int, promise_pk: int) -> HttpResponse:
    """Say of one promise how it stands this year."""
    found = get_object_or_404(YearlyReview.objects.select_related("process"), pk=review_pk)
    promise = kept_promise(request, promise_pk)
    if isinstance(promise, HttpResponse):
        return promise
    last = latest_entries(found).get(promise.pk)
    form = EntryForm(sent(request), initial={"verdict": last.verdict, "words": last.words} if last else None)
    if request.method == "POST" and form.is_valid():
        try:
            reviewing.write_entry(
                review=found,
                promise=promise,
                verdict=EntryVerdict(form.cleaned_data["verdict"]),
                words=form.cleaned_data["words"],
                actor=signed_in(request),
                now=timezone.now(),
            )
            messages.success(request, _("書いたものを残しました。"))
            return redirect("outcomes:desk-review", found.pk)
        except Refusal as error:
            tell(form, error)
    context = {"form": form, "review": found, "promise": promise, "day": timezone.localdate()}
    return render(request, "outcomes/desk_entry.html", context, status=400 if form.errors else 200)
