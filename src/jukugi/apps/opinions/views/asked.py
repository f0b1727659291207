from typing import cast

from django.http import HttpRequest

from jukugi.apps.accounts.models import User


def signed_in(request: HttpRequest) -> User:
    """The member of staff behind a page for which one has to sign in."""
    return cast(User, request.user)
