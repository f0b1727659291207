"""The form of log lines: each carries the number of its request or job, and nothing that a person wrote.

Paths, query strings and the messages of exceptions may hold receipts, keys or words; in their place stand the name of
the route, the class of the exception and where in the code it was raised.
"""

import json
import logging
import re
import secrets
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

REFERENCE_LETTERS = 10
_request: ContextVar[str] = ContextVar("request", default="")
_job: ContextVar[str] = ContextVar("job", default="")
GIVEN = re.compile(r"[A-Za-z0-9-]{16,64}")
SECURITY = "django.security."


def new_number() -> str:
    """16 letters by which one request is found."""
    return secrets.token_hex(8)


@contextmanager
def request_number(number: str) -> Iterator[None]:
    """All lines inside carry this number."""
    mark = _request.set(number)
    try:
        yield
    finally:
        _request.reset(mark)


@contextmanager
def job_number(number: str) -> Iterator[None]:
    """All lines inside carry the number of this job."""
    mark = _job.set(number)
    try:
        yield
    finally:
        _job.reset(mark)


def reference() -> str:
    """What a person can tell on the phone: the beginning of the request's number, as it stands in the log."""
    return _request.get()[:REFERENCE_LETTERS]


def route_of(request: Any) -> str:
    """The name of the page that was asked for; never its address."""
    match = getattr(request, "resolver_match", None)
    return (match.view_name or "unnamed") if match is not None else "unknown"


def has_failed(record: logging.LogRecord) -> bool:
    """Whether a line tells of an exception."""
    return bool(record.exc_info)


def told_of(record: logging.LogRecord) -> dict[str, Any]:
    """A line as names and values: moment, level, logger, words, numbers, what was told along, and what failed where."""
    told = {
        "at": datetime.fromtimestamp(record.created, tz=UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname.lower(),
        "logger": record.name,
        "words": _words(record),
    }
    if _request.get():
        told["request"] = _request.get()
    if _job.get():
        told["job"] = _job.get()
    told |= getattr(record, "told", {})
    if record.exc_info and record.exc_info[1] is not None:
        told["failed"] = _failure(record.exc_info[1])
    return told


def _words(record: logging.LogRecord) -> str:
    if record.name.startswith(SECURITY) and not record.name.endswith("csrf"):
        return record.name.removeprefix(SECURITY)  # its words are those of the exception
    request = getattr(record, "request", None)
    if request is None or not isinstance(record.args, tuple):
        return record.getMessage()
    addresses = {getattr(request, "path", None), getattr(request, "path_info", None)}
    record_args = tuple(route_of(request) if argument in addresses else argument for argument in record.args)
    return str(record.msg) % record_args if record_args else str(record.msg)


def _failure(error: BaseException) -> str:
    """Classes of the exceptions, each with the places it passed; no message but those that only a system writes."""
    parts: list[str] = []
    seen: set[int] = set()
    each: BaseException | None = error
    while each is not None and id(each) not in seen:
        seen.add(id(each))
        places = "".join(
            f" < {frame.filename.rpartition('site-packages/')[2]}:{frame.lineno} {frame.name}"
            for frame in reversed(traceback.extract_tb(each.__traceback__))
        )
        parts.append(f"{type(each).__module__}.{type(each).__qualname__}{_of_the_system(each)}{places}")
        each = each.__cause__ or each.__context__
    return " | ".join(parts)


def _of_the_system(error: BaseException) -> str:
    if isinstance(error, OSError) and error.strerror:
        return f" ({error.strerror})"
    state = getattr(error, "sqlstate", None) or getattr(error, "sqlite_errorname", None)
    return f" ({state})" if state else ""


class PlainLines(logging.Formatter):
    """For people: one line, what was told along as name=value."""

    def format(self, record: logging.LogRecord) -> str:
        told = told_of(record)
        head = [told.pop("at"), told.pop("level").upper(), told.pop("logger"), _one_line(told.pop("words"))]
        return " ".join([*head, *(f"{name}={_one_line(str(value))}" for name, value in told.items())])


class JsonLines(logging.Formatter):
    """For machines: one JSON object on one line."""

    def format(self, record: logging.LogRecord) -> str:
        return json.dumps(told_of(record), ensure_ascii=False, default=str)


def _one_line(words: str) -> str:
    return words.replace("\r", "\\r").replace("\n", "\\n")
