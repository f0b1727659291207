"""The form for comments on a draft: no account, several comments at once, nothing lost."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from jukugi.apps.accounts.actions import participation_of
from jukugi.apps.areas.enums import WARD_COOKIE
from jukugi.apps.areas.queries import wards
from jukugi.apps.opinions.models import Submission
from jukugi.apps.public_comments import actions
from jukugi.apps.public_comments.forms.commenting import CommentForm
from jukugi.apps.public_comments.models import Consultation
from jukugi.apps.public_comments.queries.chapters import chapters_of
from jukugi.apps.public_comments.queries.reading import stage_of
from jukugi.apps.public_comments.views.reading import public
from jukugi.kit.errors import Refusal
from jukugi.kit.pages.asked import whole
from jukugi.kit.pages.hints import unjudged


@never_cache
def write(request: HttpRequest, consultation_pk: int) -> HttpResponse:
    """Write comments (``?clause=`` chooses the item). What cannot be taken comes back with its words."""
    now = timezone.now()
    found = public(request, consultation_pk)
    chapters = chapters_of(found.edition)
    asked = whole(request.GET.get("clause"))
    form = CommentForm(
        wards(),
        chapters,
        sent=request.POST if request.method == "POST" else None,
        ward_code=request.COOKIES.get(WARD_COOKIE, ""),
        about=next((item for item in chapters.items if item.clause.serial == asked), None),
    )
    if form.asks_for_more:
        return _page(request, found, unjudged(form), now, status=200)
    status = 400 if form.is_bound else 200
    if form.is_valid():
        try:
            return redirect(_send(request, found, form, now))
        except Refusal as error:
            form.refuse(error)
            status = 409
    return _page(request, found, form, now, status=status)


def _send(request: HttpRequest, consultation: Consultation, form: CommentForm, now: datetime) -> Submission:
    with participation_of(request).acting(now=now) as author:
        return actions.send_comments(
            consultation=consultation,
            comments=form.drafts,
            ward=form.cleaned_data["ward"],
            age_band=form.cleaned_data["age_band"],
            author=author,
            form_key=form.page_key,
            now=now,
        )


def _page(
    request: HttpRequest, consultation: Consultation, form: CommentForm, now: datetime, *, status: int
) -> HttpResponse:
    """The form; outside of the period when it was or will be, and the words that were sent, to copy."""
    participation_of(request).offer()
    stage = stage_of(consultation, now=now)
    if form.is_bound:
        form.keep_words()
    context = {"consultation": consultation, "stage": stage, "form": form}
    return render(request, "public_comments/consultation_write.html", context, status=status)
