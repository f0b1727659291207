"""What a page reads from a request, and says in a form."""

from django import forms

from jukugi.kit.errors import Refusal, words_for


def whole(typed: str | None) -> int:
    """A key or a number from an address; 0, which is nobody's, for what is none."""
    return int(typed) if typed is not None and typed.isascii() and typed.isdigit() and len(typed) <= 18 else 0


def tell(form: forms.Form, error: Refusal, places: dict[type[Refusal], str] | None = None) -> None:
    """Say a refusal in the form: at the field it speaks of, else above."""
    place = (places or {}).get(type(error))
    form.add_error(place if place in form.fields else None, str(words_for(error)))
