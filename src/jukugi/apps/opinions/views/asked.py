from typing import cast

from django.http import HttpRequest

from jukugi.apps.accounts.models import User


def whole(typed: str | None) -> int:
    """A key from an address; 0, which is nobody's, for what is none."""
    return int(typed) if typed is not None and typed.isascii() and typed.isdigit() and len(typed) <= 18 else 0


def signed_in(request: HttpRequest) -> User:
    """The member of staff behind a page for which one has to sign in."""
    return cast(User, request.user)
