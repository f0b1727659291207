"""Addresses on the pages of a site, brought to one form each, and which of them an archive follows."""

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from django.urls import Resolver404, resolve, reverse


def on_site(href: str, *, page: str, site: str) -> tuple[str, str] | None:
    """Address (path and query) and fragment of a link that stands on ``page``; None where it leads to another site.

    Parameters without a value, and the first page of a list, are left out: the address without them gives the same.
    """
    try:
        parts = urlsplit(urljoin(site + page, href.strip()))
        whole = parse_qsl(parts.query)
    except ValueError:
        return None
    if f"{parts.scheme}://{parts.netloc}" != site:
        return None
    kept = sorted((name, value) for name, value in whole if (name, value) != ("page", "1"))
    return (parts.path or "/") + (f"?{urlencode(kept)}" if kept else ""), parts.fragment


class Followed:
    """The addresses of an archive: ``urls`` are names of URLs with the parameters that are followed, ``instead`` those
    whose links lead to the page of another URL with the same keys.
    """

    def __init__(self, urls: Mapping[str, tuple[str, ...]], instead: Mapping[str, str]) -> None:
        self._urls, self._instead = urls, instead
        self._known: dict[str, str | None] = {}

    def page_of(self, address: str) -> str | None:
        """The address under which an archive has it, if a room named its URL with every parameter; else None."""
        if address not in self._known:
            self._known[address] = self._page_of(address)
        return self._known[address]

    def _page_of(self, address: str) -> str | None:
        path, _, query = address.partition("?")
        try:
            match = resolve(path)
        except Resolver404:
            return None
        other = self._instead.get(match.view_name)
        if other is not None:
            return reverse(other, args=match.args, kwargs=match.kwargs)
        parameters = self._urls.get(match.view_name)
        is_followed = parameters is not None and all(name in parameters for name, _value in parse_qsl(query))
        return address if is_followed else None
