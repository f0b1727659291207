"""Somebody wrote tags, quotes and script into everything: no page takes any of it for more than words."""

import pytest
from django.db import connection
from django.test import Client
from lxml import html
from playwright.sync_api import Page

from jukugi.apps.accounts.sample import PASSWORD
from jukugi.project.cli import main
from tests.journeys.test_every_page_of_staff import staff_paths
from tests.journeys.test_every_public_page import main_paths, public_paths
from tests.marked_city import LONG, SHORT, mark_all
from tests.test_marked_answers import in_page
from tests.test_permission_matrix import City

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def marked(sample) -> tuple[list[str], list[str], list[str]]:
    """The paths of public pages, of those seen with readings, and of the desk, in a city whose every word is marked."""
    paths = public_paths(), main_paths(), staff_paths()
    connection.ensure_connection()
    words, documents = mark_all()
    assert len(words) > 200, words
    assert len(documents) > 20, documents
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


def signed_in(visit, username: str) -> Page:
    page = visit("/accounts/login/", width="wide", is_disturbed=True)
    page.get_by_label("ユーザー名").fill(username)
    page.get_by_label("パスワード").fill(PASSWORD)
    page.get_by_role("button", name="サインインする").click()
    return page


def test_marks_in_all_words_stay_words_on_every_page_of_the_desk(marked, visit):
    assert taken_for_more(signed_in(visit, "mihon-shisaku"), marked[2]) == {}
    for other in ("mihon-nakahara", "mihon-unyo"):
        assert taken_for_more(signed_in(visit, other), ["/desk/"]) == {}


def asked_for(path: str) -> set[str]:
    """The names that a page itself puts behind the question mark: in its forms and links."""
    page = html.fromstring(Client().get(path).content.decode())
    sent = page.xpath("//form[not(@method) or @method='get']//@name")
    links = [link[1:] for link in page.xpath("//a/@href") if link.startswith("?")]
    return {*sent, *(pair.partition("=")[0] for link in links for pair in link.split("&") if pair)}


def test_marks_in_addresses_stay_words(sample, visit):
    page = visit("/", width="wide", is_disturbed=True)  # pages that are not there are errors in the console
    names = {path: asked_for(path) for path in sorted({path.partition("?")[0] for path in public_paths()})}
    missing = [f"{path}{SHORT}/" for path in names]

    found = {}
    for path, parts in names.items():
        marks = "&".join(f"{name}={LONG}" for name in sorted({*parts, "q", "next"}))
        page.goto(f"{path}?{marks}")
        if any(what := page.evaluate(LOOK)):
            found[path] = what
    page.goto(missing[-1])  # one page says of all that they are not there
    found |= {address: what for address in missing if (what := in_page(Client().get(address).content))}

    assert not any(page.evaluate(LOOK))
    assert sum(map(len, names.values())) > 20
    assert found == {}


def test_marks_stay_words_in_the_archive_that_is_opened_without_a_server(transactional_db, tmp_path, browser):
    city = City()
    mark_all()
    assert main(["archive", city.issue.process.slug, str(tmp_path / "record")]) == 0
    pages = sorted((tmp_path / "record").rglob("*.html"))
    page = browser.new_context(locale="ja-JP").new_page()

    found = {path.name: what for path in pages if (what := in_page(path.read_bytes()))}
    shown = taken_for_more(page, [path.as_uri() for path in pages[::5]])
    page.context.close()

    assert len(pages) > 100
    assert found == {}
    assert shown == {}
