"""What pages ask of a request."""

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404

from jukugi.apps.accounts.models import User
from jukugi.apps.evaluations import permissions
from jukugi.apps.evaluations.models import Review, ReviewedMeasure
from jukugi.kit.errors import NotAllowed
from jukugi.kit.pages.rendering import refusal_page, set_subject

RELATED = ("process", "area", "department")


def signed_in(request: HttpRequest) -> User:
    """The member of staff behind a page for which one has to sign in."""
    return cast(User, request.user)


def sent(request: HttpRequest) -> QueryDict | None:
    """What came with a form; an empty form was sent too."""
    return request.POST if request.method == "POST" else None


def public(request: HttpRequest, review_pk: int) -> Review:
    """A review of which everybody may know. One query."""
    found = get_object_or_404(Review.objects.public().select_related(*RELATED), pk=review_pk)
    set_subject(request, found.process)
    return found


def measure_of(review: Review, measure_pk: int) -> ReviewedMeasure:
    """A measure of a review. One query."""
    found = get_object_or_404(
        ReviewedMeasure.objects.select_related("policy__department"), pk=measure_pk, review=review
    )
    found.review = review
    return found


def public_measure(request: HttpRequest, review_pk: int, measure_pk: int) -> ReviewedMeasure:
    """A measure of a public review. Two queries."""
    return measure_of(public(request, review_pk), measure_pk)


def published(request: HttpRequest, review_pk: int) -> Review:
    """A review whose result is public. One query."""
    found = public(request, review_pk)
    if not found.is_published:
        raise Http404
    return found


def run(request: HttpRequest, review_pk: int) -> Review | HttpResponse:
    """A review for somebody who runs it; else the page that says no. Two queries."""
    found = get_object_or_404(Review.objects.select_related(*RELATED), pk=review_pk)
    if not permissions.can_run(request.user, found.area):
        return refusal_page(request, NotAllowed())
    set_subject(request, found.process)
    return found
