"""What every page of the room asks of a request."""

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from jukugi.apps.accounts.models import User
from jukugi.apps.drafts import permissions
from jukugi.apps.drafts.models import Clause, Document, Edition
from jukugi.kit.errors import NotAllowed
from jukugi.kit.pages.rendering import refusal_page, set_subject


def signed_in(request: HttpRequest) -> User:
    """The member of staff behind a page for which one has to sign in."""
    return cast(User, request.user)


def my_document(request: HttpRequest, document_pk: int) -> Document | HttpResponse:
    """A document in which the person writes, else the page that says no. Two queries."""
    related = Document.objects.select_related("process", "area", "department")
    document = get_object_or_404(related, pk=document_pk)
    if not permissions.can_write(request.user, document):
        return refusal_page(request, NotAllowed())
    set_subject(request, document.process)
    return document


def newest_edition(document: Document) -> Edition:
    """The edition at work, else the newest public one. One query."""
    edition = document.editions.defer("frozen").order_by("-number").first()
    if edition is None:
        raise Http404
    edition.document = document
    return edition


def clause_of(document: Document, serial: int) -> Clause:
    """The clause with this number. One query."""
    return get_object_or_404(Clause.objects.select_related("document"), document=document, serial=serial)
