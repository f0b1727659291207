"""Addresses on the pages of a site, brought to one form each, and which of them an archive follows."""

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from django.urls import Resolver404, resolve


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


def is_followed(address: str, urls: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether a room named the URL of this address, with every parameter that it has."""
    path, _, query = address.partition("?")
    try:
        parameters = urls.get(resolve(path).view_name)
    except Resolver404:
        return False
    return parameters is not None and all(name in parameters for name, _value in parse_qsl(query))
