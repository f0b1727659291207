"""What every page of the room asks of a request."""

from typing import cast

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from jukugi.apps.accounts.models import User
from jukugi.apps.drafts import permissions
from jukugi.apps.drafts.models import Clause, Document, Edition
from jukugi.kit.errors import NotAllowed, Refusal, words_for
from jukugi.kit.pages.rendering import refusal_page, set_subject


def signed_in(request: HttpRequest) -> User:
    """The member of staff behind a page for which one has to sign in."""
    return cast(User, request.user)


def whole(typed: str | None) -> int:
    """A number from an address; 0 for what is none."""
    return int(typed) if typed is not None and typed.isascii() and typed.isdigit() and len(typed) <= 9 else 0


def tell(form: forms.Form, error: Refusal, places: dict[type[Refusal], str] | None = None) -> None:
    """Say a refusal in the form: at the field it speaks of, else above."""
    place = (places or {}).get(type(error))
    form.add_error(place if place in form.fields else None, str(words_for(error)))


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
