"""Somebody wrote tags, quotes and script into everything: no page takes any of it for more than words."""

import re

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.db.models import Value
from django.db.models.functions import Concat, Substr
from playwright.sync_api import Page

from jukugi.apps.accounts.sample import PASSWORD
from tests.journeys.test_every_page_of_staff import staff_paths
from tests.journeys.test_every_public_page import main_paths, public_paths

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

# Out of an attribute, a title, a text field and a script; an element is found by data-mark, a run by window.marked.
LONG = "</title></textarea></script>\"'><img data-mark src=/x onerror=marked=1><svg data-mark onload=marked=1>"
SHORT = "\"'><b data-mark>"
SCHEME = "javascript:marked=1//data-mark"
# What the programme itself writes there is no words of anybody: keys, digests, numbers, kinds, frozen documents.
NOT_WORDS = re.compile(
    r"(.*_)?(key|by|hash|digest|code|receipt|kind|standard|seed|sealed|salt|stream|version|slug|password|number|proof|"
    r"register_number|row_id|frozen|content|precision|voter|choices|secret|section|weeks|sex|age_band|category|started|"
    r"ended|action|subject_type|occasion|content_type|email|mail|previous|digits|fate|votes_as|year)"
)
LEFT_ALONE = {"SearchDoc", "PublishedFile", "ResultFile"}


def fields_of_words() -> list[models.Field]:
    """Every column in which somebody's words stand, of all rooms."""
    found: list[models.Field] = []
    for model in apps.get_models():
        if not model.__module__.startswith("jukugi.apps.") or model.__name__ in LEFT_ALONE:
            continue
        found += [
            field
            for field in model._meta.concrete_fields
            if isinstance(field, (models.CharField, models.TextField))
            and not (field.choices or field.unique or field.primary_key or NOT_WORDS.fullmatch(field.name))
        ]
    return found


def mark(field: models.Field) -> bool:
    """Put the longest mark that fits behind the words of every row. Returns whether any row has words there."""
    longest = field.max_length or 10_000
    marks = SCHEME if field.name.endswith("url") else LONG if longest >= 2 * len(LONG) else SHORT
    if longest <= len(marks):
        return False
    start = "" if marks == SCHEME else Substr(field.name, 1, longest - len(marks))
    rows = field.model._base_manager.exclude(**{field.name: ""})
    try:
        with transaction.atomic():
            return rows.update(**{field.name: Concat(start or Value(""), Value(marks))}) > 0
    except IntegrityError:  # a rule of the database on the form of these words
        return False


@pytest.fixture
def marked(sample) -> tuple[list[str], list[str], list[str]]:
    """The paths of public pages, of those seen with readings, and of the desk, in a city whose every word is marked."""
    paths = public_paths(), main_paths(), staff_paths()
    connection.ensure_connection()
    fields = [f"{field.model.__name__}.{field.name}" for field in fields_of_words() if mark(field)]
    assert len(fields) > 200, fields
    return paths


LOOK = """() => [
    window.marked ? "it ran" : "",
    document.querySelector("[data-mark]")?.parentElement?.outerHTML.slice(0, 300) ?? "",
    document.querySelector("a[href^='javascript:' i], [action^='javascript:' i]")?.outerHTML ?? "",
]"""


def taken_for_more(page: Page, paths: list[str]) -> dict[str, list[str]]:
    """Path → what became of a mark that was taken for more than words; what the browser complains of, too."""
    found: dict[str, list[str]] = {}
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    seen = 0
    for path in paths:
        complaints.clear()
        page.goto(path)
        what = [*page.evaluate(LOOK), *complaints]
        seen += "data-mark" in (page.text_content("body") or "")
        if any(what):
            found[path] = [each for each in what if each]
    assert seen > len(paths) / 2, "marks stand on too few pages to say anything"
    return found


def test_marks_in_all_words_stay_words_on_every_public_page(marked, visit):
    public, main, _desk = marked
    page = visit("/", width="wide", is_disturbed=True)
    assert taken_for_more(page, public) == {}

    page.goto("/")
    page.get_by_role("button", name="ふりがなをつける").click()

    assert taken_for_more(page, main) == {}


def test_marks_in_all_words_stay_words_on_every_page_of_the_desk(marked, visit):
    page = visit("/accounts/login/", width="wide", is_disturbed=True)
    page.get_by_label("ユーザー名").fill("mihon-shisaku")
    page.get_by_label("パスワード").fill(PASSWORD)
    page.get_by_role("button", name="サインインする").click()

    assert taken_for_more(page, marked[2]) == {}


def asked_for(page: Page, path: str) -> set[str]:
    """The names that a page itself puts behind the question mark: in its forms and links."""
    page.goto(path)
    fields = "form[method=get] [name], form:not([method]) [name]"
    sent = page.eval_on_selector_all(fields, "all => all.map(each => each.name)")
    links = page.eval_on_selector_all("a[href^='?']", "all => all.map(each => each.getAttribute('href').slice(1))")
    return {*sent, *(pair.partition("=")[0] for link in links for pair in link.split("&") if pair)}


def test_marks_in_addresses_stay_words(sample, visit):
    page = visit("/", width="wide", is_disturbed=True)  # pages that are not there are errors in the console
    names = {path: asked_for(page, path) for path in sorted({path.partition("?")[0] for path in public_paths()})}

    found = {}
    for path, parts in names.items():
        marks = "&".join(f"{name}={LONG}" for name in sorted({*parts, "q", "next"}))
        for address in [f"{path}?{marks}", f"{path}{SHORT}/"]:
            page.goto(address)
            if any(what := page.evaluate(LOOK)):
                found[address] = what

    assert sum(map(len, names.values())) > 20
    assert found == {}
