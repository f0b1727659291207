"""Visitors who vote, over raw HTTP/1.1 with kept connections: cheap, for they share the machine with the server."""

from __future__ import annotations

import asyncio
import random
import re
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode

from bench.records import CHOICES, Tally
from tools.words import Missing

PATIENCE = 30.0  # seconds for one answer
GIVE_UP = 5  # failures of one client
BREATH = 0.2  # seconds after a failure: a server that is down must not be all a client does
VOTE_LINK = re.compile(r'href="(/topics/\d+/vote/)')
VOTE_FORM = re.compile(r'action="(/topics/\d+/statements/(\d+)/vote/)')
CSRF = re.compile(r'name="csrfmiddlewaretoken"\s+value="([^"]+)"')
CHANGE_OF_MIND = 0.1  # share of votes after which the answer before is changed


class Failure(Exception):
    """A request without the answer that a visitor needs."""


@dataclass(frozen=True)
class Reply:
    status: int
    headers: dict[str, str]
    body: str


@dataclass(frozen=True)
class Site:
    host: str
    port: int

    async def topics(self) -> list[str]:
        """Paths of the vote pages that are open now."""
        connection = Connection(self)
        try:
            links = VOTE_LINK.findall((await connection.page("/topics/")).body)
            open_ones = [link for link in dict.fromkeys(links) if VOTE_FORM.search((await connection.page(link)).body)]
        finally:
            connection.close()
        if not open_ones:
            raise Missing("賛否を受け付けている話題がありません。", "No topic is open for votes.")
        return open_ones


@dataclass
class Connection:
    """One kept connection and one set of cookies; ``more``: further headers of every request."""

    site: Site
    cookies: dict[str, str] = field(default_factory=dict)
    more: dict[str, str] = field(default_factory=dict)
    _streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def page(self, path: str) -> Reply:
        reply = await self.request("GET", path)
        if reply.status != 200:
            raise Failure(f"GET {path} → {reply.status}")
        return reply

    async def request(self, method: str, path: str, fields: dict[str, str] | None = None) -> Reply:
        """Raises Failure when no whole answer comes in time; the connection is then closed.

        Not `asyncio.wait_for`: until Python 3.12 it forgets a cancellation that meets the answer (cpython#86296), and
        the client who was to stop votes on for an hour.
        """
        try:
            async with asyncio.timeout(PATIENCE):
                return await self._exchange(method, path, fields)
        except (OSError, EOFError, TimeoutError, ValueError, asyncio.LimitOverrunError) as error:
            self.close()
            raise Failure(f"{method} {path} → {type(error).__name__} {error}") from error

    def close(self) -> None:
        if self._streams:
            self._streams[1].close()
            self._streams = None

    async def _exchange(self, method: str, path: str, fields: dict[str, str] | None) -> Reply:
        if self._streams is None:
            self._streams = await asyncio.open_connection(self.site.host, self.site.port, limit=1 << 20)
        reader, writer = self._streams
        writer.write(self._message(method, path, fields))
        await writer.drain()
        lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = {}
        for line in filter(None, lines[1:]):
            name, _, value = line.partition(":")
            if name.lower() == "set-cookie":
                key, _, kept = value.partition(";")[0].strip().partition("=")
                self.cookies[key] = kept
            headers[name.lower()] = value.strip()
        body = await _body(reader, headers)
        if headers.get("connection", "").lower() == "close":
            self.close()
        return Reply(int(lines[0].split()[1]), headers, body.decode("utf-8", errors="replace"))

    def _message(self, method: str, path: str, fields: dict[str, str] | None) -> bytes:
        content = urlencode(fields).encode() if fields else b""
        head = [f"{method} {path} HTTP/1.1", f"Host: {self.site.host}:{self.site.port}", "Accept-Language: ja"]
        head += [f"{name}: {value}" for name, value in self.more.items()]
        if self.cookies:
            head.append("Cookie: " + "; ".join(f"{name}={value}" for name, value in self.cookies.items()))
        if fields is not None:
            head += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(content)}"]
        return "\r\n".join([*head, "", ""]).encode("latin-1") + content


async def _body(reader: asyncio.StreamReader, headers: dict[str, str]) -> bytes:
    if headers.get("transfer-encoding", "").lower() != "chunked":
        return await reader.readexactly(int(headers.get("content-length", "0")))
    parts = []
    while size := int((await reader.readuntil(b"\r\n")).partition(b";")[0], 16):
        parts.append(await reader.readexactly(size))
        await reader.readexactly(2)
    await reader.readuntil(b"\r\n")
    return b"".join(parts)


async def visit(
    site: Site, topics: list[str], tally: Tally, *, until: float, seed: int, give_up: int = GIVE_UP
) -> None:
    """One client: votes through a topic, then comes back as somebody new, until the time is over."""
    chance, failures = random.Random(seed), 0
    connection = Connection(site)
    try:
        while time.monotonic() < until and failures < give_up:
            connection.cookies.clear()
            try:
                await _vote_through(connection, chance.choice(topics), tally, chance, until=until)
            except Failure as failure:
                failures += 1
                tally.failures.append(str(failure))
                await asyncio.sleep(BREATH)
    finally:
        connection.close()


async def _vote_through(
    connection: Connection, topic: str, tally: Tally, chance: random.Random, *, until: float
) -> None:
    """As one new participant: page, answer, next page … Now and then the answer before is changed."""
    participant = tally.new_participant()
    path: str | None = topic
    while path is not None and time.monotonic() < until:
        began = time.monotonic()
        page = await connection.page(path)
        tally.page_seconds.append(time.monotonic() - began)
        form, token = VOTE_FORM.search(page.body), CSRF.search(page.body)
        if form is None:
            return  # answered all of them
        if token is None:
            raise Failure(f"GET {path} → no CSRF token in the page")
        choice = chance.choice(list(CHOICES))
        path = await _answer(connection, form, token[1], choice, participant, tally)
        if chance.random() < CHANGE_OF_MIND:
            other = chance.choice([each for each in CHOICES if each != choice])
            path = await _answer(connection, form, token[1], other, participant, tally)


async def _answer(
    connection: Connection, form: re.Match[str], token: str, choice: str, participant: int, tally: Tally
) -> str:
    """Post one vote; the path of the page to which the server sends us. Only a redirect is an acknowledgement."""
    answer, began = (int(form[2]), CHOICES[choice]), time.monotonic()
    try:
        reply = await connection.request("POST", form[1], {"csrfmiddlewaretoken": token, "choice": choice})
        if reply.status not in (302, 303):
            raise Failure(f"POST {form[1]} → {reply.status}")
    except (Failure, asyncio.CancelledError):
        tally.doubtful.append((participant, answer))
        raise
    tally.vote_seconds.append(time.monotonic() - began)
    tally.participants[participant].append(answer)
    return reply.headers["location"]
