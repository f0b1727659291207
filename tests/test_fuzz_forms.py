"""Every form of every page, found by opening the pages, takes whatever is sent to it: it keeps it or says no in words.

``make fuzz`` asks for many examples, by every role and on every page; here each form gets one, always the same.
"""

import os
import re
import traceback
from contextlib import contextmanager

import pytest
from django.core.signals import got_request_exception
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings

from tests.found_forms import forms_for
from tests.hostile_values import encoded, in_parts, sendings
from tests.marked_words import marked, runs
from tests.test_permission_matrix import ROLES, City, reviewed

EXAMPLES = int(os.environ.get("JUKUGI_FUZZ", "1"))
# In `make test`: all that the public can send, and every eighth page of the desk.
FEW_ROLES = {"participant": 1, "policy": 8}
JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龠]")

pytestmark = [pytest.mark.django_db, pytest.mark.long]


@pytest.fixture
def city() -> City:
    return City()


@contextmanager
def exceptions_of_pages():
    """What pages raised that nobody caught."""
    raised: list[str] = []

    def keep(**_signal) -> None:
        raised.append(traceback.format_exc(limit=-3))

    got_request_exception.connect(keep)
    try:
        yield raised
    finally:
        got_request_exception.disconnect(keep)


def pages_open_to(role: str) -> list[str]:
    return [route for (route, method), row in reviewed().items() if method == "GET" and row[role] == "200"]


def found_by(city: City, roles: dict[str, int]):
    """Each form once, by the first of these roles that finds it; of the pages of a role every so manieth."""
    found = {}
    for role, every in roles.items():
        for form in forms_for(city, role, pages_open_to(role)[::every]):
            found.setdefault(form.key, form)
    return list(found.values())


def good_values(city: City, form) -> dict[str, list[bytes]]:
    """What the matrix sends to this route, so that one broken field is not hidden behind another."""
    sent = city.form(form.route) if form.method == "POST" else {}
    lists = {name: value if isinstance(value, list) else [value] for name, value in sent.items()}
    return {
        name: [str(one).encode() for one in those] for name, those in lists.items() if not hasattr(sent[name], "read")
    }


def files_of(city: City, form) -> list[tuple[bytes, bytes, bytes]]:
    sent = city.form(form.route)
    files = []
    for field in form.fields:
        if field.kind == "file":
            file = sent.get(field.name)
            content = file.read() if hasattr(file, "read") else b"a,b\n1,2\n"
            if hasattr(file, "seek"):
                file.seek(0)
            files.append((field.name.encode(), "見本.csv".encode(), content))
    return files


def answer_to(city: City, browser, form, pairs):
    """What the site says, and what it shows afterwards on the page of the form. Nothing of it stays."""
    with transaction.atomic():
        if form.method == "GET":
            response = browser.get(f"{form.action.split('?')[0]}?{encoded(pairs).decode()}")
        elif form.has_file:
            body = in_parts(pairs, files_of(city, form))
            response = browser.generic("POST", form.action, body, "multipart/form-data; boundary=xMIHONx")
        else:
            response = browser.generic("POST", form.action, encoded(pairs), "application/x-www-form-urlencoded")
        after = browser.get(form.page) if response.status_code in (302, 303) else None
        transaction.set_rollback(True)
    return response, after


def fault_of(response, after) -> str | None:
    """Why an answer is not good enough; None where it is."""
    if response.status_code >= 500 or (after is not None and after.status_code >= 500):
        return "the site broke"
    if response.streaming or not response.headers.get("Content-Type", "").startswith("text/html"):
        return None
    words = response.content.decode()
    if "Traceback" in words:
        return "the inside shows"
    if response.status_code in (200, 400, 403, 404, 409, 422) and not JAPANESE.search(words):
        return f"{response.status_code} without words"
    return None


def try_form(city: City, browser, form) -> str | None:
    """The first fault that hostile values bring about, with what was sent; None where all went well."""
    good = good_values(city, form)

    @settings(
        max_examples=EXAMPLES,
        derandomize=EXAMPLES < 10,
        database=None,
        phases=[Phase.generate] if EXAMPLES < 10 else [Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    @given(sendings(form, good))
    def send(pairs) -> None:
        with exceptions_of_pages() as raised:
            fault = fault_of(*answer_to(city, browser, form, pairs))
        assert fault is None, f"{fault}: {[(name, value[:60]) for name, value in pairs]} {raised}"

    try:
        send()
    except AssertionError as error:
        return str(error)
    return None


def try_marks(city: City, browser, form) -> str | None:
    """Where a mark in this form's words becomes a part of a page; None where all of them stay words."""
    response, after = answer_to(city, browser, form, marked(form, good_values(city, form)))
    for page in (response, after):
        if page is not None and page.headers.get("Content-Type", "").startswith("text/html") and not page.streaming:
            found = runs(page.content)
            if found is not None:
                return found
    return None


def test_no_form_breaks_and_no_words_become_a_part_of_a_page(city):
    found = found_by(city, dict.fromkeys(ROLES, 1) if EXAMPLES > 10 else FEW_ROLES)

    faults = {}
    for form in found:
        browser = city.browser(form.role)
        fault = try_form(city, browser, form) or try_marks(city, browser, form)
        if fault is not None:
            faults[f"{form.method} {form.route} from {form.page} by {form.role}"] = fault

    print(f"{len(found)} forms, {sum(len(form.fields) for form in found)} fields, {EXAMPLES} examples each")
    assert len(found) > 40
    assert faults == {}


@pytest.mark.parametrize(
    "page",
    [
        "<p title='x' onerror='hit(1)'>",
        "<a href=' JavaScript:hit(4)'>x</a>",
        "<script>hit(2)</script>",
        "<p>hit49hit</p>",
    ],
)
def test_a_mark_that_would_run_is_found(page):
    assert runs(f"<html><body>{page}</body></html>".encode()) is not None
