"""What every page of the room asks of a request."""

from typing import cast

from django import forms
from django.http import HttpRequest

from jukugi.apps.accounts.models import User
from jukugi.kit.errors import Refusal, words_for


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
