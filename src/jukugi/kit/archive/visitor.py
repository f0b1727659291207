"""Asks the site's own pages as somebody without a name would, in this process: no network, no cookie, nothing sent."""

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit

from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest
from django.core.signals import request_finished
from django.db import close_old_connections

from jukugi.kit.pages.rendering import subject_of


class PageFailed(Exception):
    """The site could not show a page: an archive without it would not be whole."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address


@dataclass(frozen=True)
class Answer:
    """What the site gave. ``leads_to`` is where a page that has moved is now; ``subject`` what the page is about.

    ``is_for_all``: it may stand in a list of pages; what only those are shown who know a number may not.
    """

    status: int
    kind: str
    pieces: Iterator[bytes]
    leads_to: str = ""
    subject: Any = None
    is_for_all: bool = True

    @property
    def is_page(self) -> bool:
        return self.kind.startswith("text/html")


class Visitor:
    """``site`` is the address of the site without a stroke at its end, as its pages write it."""

    def __init__(self, site: str) -> None:
        parts = urlsplit(site)
        self._scheme, self._host = parts.scheme, parts.netloc
        self._handler = BaseHandler()
        with warnings.catch_warnings():
            # Style sheets are copied from where they lie, so none need be collected for a server.
            warnings.filterwarnings("ignore", message="No directory at")
            self._handler.load_middleware()

    @contextmanager
    def asks(self, address: str) -> Iterator[Answer]:
        """The answer to one address (path and query), open while this lasts. Raises PageFailed."""
        request = self._request(address)
        response = self._handler.get_response(request)
        if response.status_code >= 500:
            raise PageFailed(address)
        try:
            yield Answer(
                status=response.status_code,
                kind=response.headers.get("Content-Type", ""),
                pieces=iter(response),
                leads_to=response.headers.get("Location", ""),
                subject=subject_of(request),
                is_for_all="noindex" not in response.headers.get("X-Robots-Tag", ""),
            )
        finally:
            # The end of a request closes connections to the database; this one is asked again at once.
            request_finished.disconnect(close_old_connections)
            try:
                response.close()
            finally:
                request_finished.connect(close_old_connections)

    def _request(self, address: str) -> WSGIRequest:
        path, _, query = address.partition("?")
        host, _, port = self._host.partition(":")
        return WSGIRequest(
            {
                "REQUEST_METHOD": "GET",
                "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
                "QUERY_STRING": query,
                "SCRIPT_NAME": "",
                "SERVER_NAME": host,
                "SERVER_PORT": port or ("443" if self._scheme == "https" else "80"),
                "SERVER_PROTOCOL": "HTTP/1.1",
                "HTTP_HOST": self._host,
                "HTTP_X_FORWARDED_PROTO": self._scheme,
                "REMOTE_ADDR": "127.0.0.1",
                "wsgi.url_scheme": self._scheme,
                "wsgi.input": io.BytesIO(),
                "wsgi.errors": io.StringIO(),
            }
        )
