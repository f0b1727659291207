"""One browser without JavaScript, for walks over HTTP."""

from __future__ import annotations

import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from http.cookiejar import CookieJar

from tools.pages import Form

TIMEOUT = 20
Teller = Callable[[str], None]


class Fault(Exception):
    """What a step found instead of what it came for."""


class Visitor:
    """One browser without JavaScript: keeps cookies, follows redirects."""

    def __init__(self, site: str) -> None:
        self._opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(CookieJar())
        )
        self.address = site + "/"

    def get(self, link: str) -> str:
        return self._open(urllib.request.Request(urllib.parse.urljoin(self.address, link)))

    def submit(self, form: Form, **values: str | list[str]) -> str:
        fields = urllib.parse.urlencode(form.fields | values, doseq=True).encode()
        return self._open(urllib.request.Request(urllib.parse.urljoin(self.address, form.action), data=fields))

    def _open(self, request: urllib.request.Request) -> str:
        try:
            with self._opener.open(request, timeout=TIMEOUT) as answer:
                self.address = answer.url
                return str(answer.read().decode("utf-8"))
        except urllib.error.HTTPError as error:
            with error:
                raise Fault(f"{request.get_method()} {request.full_url} → {error.code}") from error
        except OSError as error:
            raise Fault(f"{request.get_method()} {request.full_url} → {error}") from error
