"""What a line of the log holds, and what it never holds."""

import json
import logging

import pytest
from django.test import RequestFactory

from jukugi.kit.logs import JsonLines, PlainLines, job_number, reference, request_number

WORDS = "わたしの家は桜町三丁目の角です"


def record(*, name="jukugi.tests", message="done", args=(), error=None, **more) -> logging.LogRecord:
    exc_info = (type(error), error, error.__traceback__) if error else None
    made = logging.LogRecord(name, logging.ERROR, __file__, 1, message, args, exc_info)
    vars(made).update(more)
    return made


def raised(error: Exception) -> Exception:
    try:
        raise error
    except Exception as caught:
        return caught


def test_a_line_is_json_with_the_numbers_of_its_request_and_job():
    with request_number("0123456789abcdef"), job_number("a-job"):
        line = JsonLines().format(record(told={"route": "home", "ms": 3}))

    told = json.loads(line)
    assert told.pop("at").endswith("+00:00")
    assert told == {
        "level": "error", "logger": "jukugi.tests", "words": "done", "request": "0123456789abcdef", "job": "a-job",
        "route": "home", "ms": 3,
    }  # fmt: skip


def test_the_number_that_a_person_is_told_stands_in_the_line():
    with request_number("0123456789abcdef"):
        told, line = reference(), PlainLines().format(record())

    assert told == "0123456789"
    assert told in line
    assert reference() == ""


@pytest.mark.parametrize("form", [PlainLines, JsonLines])
def test_the_message_of_an_exception_is_left_out_and_its_place_told(form):
    cause = raised(ValueError(WORDS))
    error = raised(RuntimeError(WORDS))
    error.__cause__ = cause

    line = form().format(record(error=error))

    assert WORDS not in line
    assert "builtins.RuntimeError" in line
    assert "builtins.ValueError" in line
    assert "test_logs.py" in line
    assert "\n" not in line


def test_what_the_system_says_of_a_failure_is_told():
    line = PlainLines().format(record(error=raised(OSError(28, "No space left on device"))))

    assert "(No space left on device)" in line


@pytest.mark.parametrize("form", [PlainLines, JsonLines])
def test_an_address_stands_as_the_name_of_its_route(form):
    request = RequestFactory().get("/threads/314159266/?q=x")

    line = form().format(record(message="%s: %s", args=("Not Found", request.path), request=request))

    assert "314159266" not in line
    assert "Not Found: unknown" in line


def test_the_words_of_a_suspicious_request_are_left_out():
    line = PlainLines().format(record(name="django.security.SuspiciousOperation", message=WORDS))

    assert WORDS not in line
    assert " SuspiciousOperation" in line


def test_nobody_begins_a_line_of_their_own():
    line = PlainLines().format(record(message="a\nb\rc"))

    assert "a\\nb\\rc" in line
