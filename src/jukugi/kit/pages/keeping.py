"""What several parts of one page ask for, asked once."""

from collections.abc import Callable
from typing import TypeVar, cast

from django.http import HttpRequest

Found = TypeVar("Found")


def kept(request: HttpRequest, name: str, ask: Callable[[], Found]) -> Found:
    """What ``ask`` finds, kept with the request under a name that says the room and the thing."""
    answers = vars(request).setdefault("kept", {})
    if name not in answers:
        answers[name] = ask()
    return cast(Found, answers[name])
