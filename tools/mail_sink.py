"""A mail server on this machine that lets nothing out: it takes every letter, counts it, and answers as it is told."""

from __future__ import annotations

import re
import socketserver
import threading
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from types import TracebackType
from typing import Self

ADDRESS = re.compile(rb"<([^>]*)>")
MESSAGE_ID = re.compile(rb"^Message-ID:\s*<([^>]+)>", re.IGNORECASE | re.MULTILINE)
BREAKS = "break"
"""As an answer to a recipient: take the whole letter, then hang up without a word."""


class MailSink:
    """Listens while the block lasts. ``answers``: recipient → the code it is refused with, or BREAKS.

    ``taken`` counts letters by recipient, ``ids`` their Message-IDs, ``texts`` the last letter to each.
    """

    def __init__(self, answers: Mapping[str, str] | None = None) -> None:
        self.answers = dict(answers or {})
        self.taken: Counter[str] = Counter()
        self.ids: Counter[str] = Counter()
        self.texts: dict[str, bytes] = {}
        self.connections = 0
        self._lock = threading.Lock()
        self._server = _Server(("127.0.0.1", 0), _Conversation)
        self._server.sink = self
        self.port: int = self._server.server_address[1]

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    def connected(self) -> None:
        with self._lock:
            self.connections += 1

    def take(self, recipient: str, letter: bytes) -> None:
        found = MESSAGE_ID.search(letter)
        with self._lock:
            self.taken[recipient] += 1
            self.ids[found.group(1).decode() if found else ""] += 1
            self.texts[recipient] = letter


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    sink: MailSink


class _Conversation(socketserver.StreamRequestHandler):
    """As much of RFC 5321 as smtplib speaks."""

    server: _Server

    def handle(self) -> None:
        with suppress(ConnectionError, ValueError):
            self._talk()

    def _talk(self) -> None:
        sink = self.server.sink
        sink.connected()
        recipient = ""
        self._say("220 sink")
        while line := self.rfile.readline():
            word = line[:4].upper()
            if word == b"RCPT":
                recipient = _address(line)
                code = sink.answers.get(recipient, "250")
                self._say(f"{code} sink" if code != BREAKS else "250 sink")
            elif word == b"DATA":
                self._say("354 sink")
                sink.take(recipient, self._letter())
                if sink.answers.get(recipient) == BREAKS:
                    return
                self._say("250 sink")
            elif word == b"QUIT":
                self._say("221 sink")
                return
            else:
                self._say("250 sink")

    def _letter(self) -> bytes:
        lines = []
        while (line := self.rfile.readline()) and line != b".\r\n":
            lines.append(line)
        return b"".join(lines)

    def _say(self, words: str) -> None:
        self.wfile.write(words.encode() + b"\r\n")


def _address(line: bytes) -> str:
    found = ADDRESS.search(line)
    return found.group(1).decode() if found else ""
