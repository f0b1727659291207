"""What every page of the desk asks of a request."""

from dataclasses import dataclass
from typing import cast

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.utils import timezone

from jukugi.apps.accounts.models import User
from jukugi.apps.public_comments import permissions
from jukugi.apps.public_comments.models import Consultation
from jukugi.apps.public_comments.permissions import Standing
from jukugi.apps.public_comments.queries.desk import Wish
from jukugi.kit.errors import NotAllowed
from jukugi.kit.pages.asked import whole
from jukugi.kit.pages.rendering import refusal_page, set_subject

RELATED = ("process", "area", "department", "call", "edition__document__area")
KEYS_AT_MOST = 500


@dataclass(frozen=True)
class Visit:
    """A consultation, who looks at it, and what they may do there."""

    consultation: Consultation
    person: User
    standing: Standing


def signed_in(request: HttpRequest) -> User:
    """The member of staff behind a page for which one has to sign in."""
    return cast(User, request.user)


def visit(request: HttpRequest, consultation_pk: int, *, runs: bool = True) -> Visit | HttpResponse:
    """A consultation for somebody who runs it, or (``runs`` False) answers in it; else the page that says no.

    At most four queries.
    """
    consultation = get_object_or_404(Consultation.objects.select_related(*RELATED), pk=consultation_pk)
    standing = permissions.standing_in(request.user, consultation, day=timezone.localdate())
    if not (standing.runs if runs else standing.can_enter):
        return refusal_page(request, NotAllowed())
    set_subject(request, consultation.process)
    return Visit(consultation, signed_in(request), standing)


def sent(request: HttpRequest) -> QueryDict | None:
    """What came with a form; an empty form was sent too."""
    return request.POST if request.method == "POST" else None


def wish_of(request: HttpRequest) -> Wish:
    """What of a list is wanted, from the address."""
    given = request.GET
    return Wish(
        show=given.get("show", "")[:20],
        chapter=given.get("chapter", "")[:20],
        theme=given.get("theme", "")[:10],
        department=given.get("department", "")[:20],
        words=given.get("q", "").strip()[:100],
    )


def chosen(request: HttpRequest, name: str = "pk") -> list[int]:
    """The keys that were ticked, each once."""
    keys = [whole(typed) for typed in request.POST.getlist(name)[: KEYS_AT_MOST + 1]]
    return list(dict.fromkeys(key for key in keys if key))
