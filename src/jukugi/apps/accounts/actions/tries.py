"""Wrong codes are counted by where they come from, so that nobody tries one after the other."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.cache import cache
from django.utils.crypto import salted_hmac

from jukugi.apps.accounts.errors import CodeUnknown, TooManyTries

WRONG_AT_MOST = 10
WRONG_KEPT_SECONDS = 10 * 60


def place_of(address: str) -> str:
    """An opaque word for a network address."""
    return salted_hmac("jukugi.accounts.place", address, algorithm="sha256").hexdigest()[:32]


@contextmanager
def counting_wrong_codes(what: str, place: str) -> Iterator[None]:
    """Let codes be entered inside, and count the wrong ones from this place. Raises TooManyTries.

    To be put around the transaction: counts are kept in the same database, and must stay where it is undone.
    """
    if cache.get(_name(what, place), 0) >= WRONG_AT_MOST:
        raise TooManyTries
    try:
        yield
    except CodeUnknown:
        cache.add(_name(what, place), 0, WRONG_KEPT_SECONDS)
        cache.incr(_name(what, place))
        raise


def check_pace(what: str, who: str, *, most: int, seconds: int) -> None:
    """Count one more of something that is wanted, and refuse what is too much. Raises TooManyTries."""
    cache.add(_name(what, who), 0, seconds)
    if cache.incr(_name(what, who)) > most:
        raise TooManyTries


def _name(what: str, place: str) -> str:
    return f"accounts.{what}.{place}"
