"""The archive of the sample process, opened from a disk in a browser; no server runs and nothing may be asked for."""

import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Page

from jukugi.apps.processes.queries import main_process
from jukugi.project.cli import main
from tests.journeys.conftest import WIDTHS, faults_by_path

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

AT = ["--at", "2026-11-28T12:00:00+09:00"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("archive") / "record"


@pytest.fixture
def archive(folder: Path, sample) -> Path:
    """Written once, by the command; what follows needs neither the application nor its database."""
    if not folder.exists():
        assert main(["archive", main_process().slug, str(folder), *AT]) == 0
    return folder


@pytest.fixture
def read(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open a file as by a double click. Whatever is asked for must be a file; nothing may stand in the console."""
    asked: list[str] = []
    noise: list[str] = []
    contexts = []

    def open_file(path: Path, *, width: str = "phone") -> Page:
        context = browser.new_context(viewport={"width": WIDTHS[width], "height": 800}, locale="ja-JP")
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("requestfailed", lambda request: noise.append(f"not there: {request.url}"))
        page.on("console", lambda message: noise.append(message.text) if message.type == "error" else None)
        page.goto(path.as_uri())
        return page

    yield open_file
    for context in contexts:
        context.close()
    assert [url for url in asked if not url.startswith("file:")] == []
    assert noise == []


class Parts(HTMLParser):
    """What a page links and fetches, what it can be linked at, and every tag."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.links: list[tuple[str, str, str]] = []
        self.names: set[str] = set()
        self.tags: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.tags.add(tag)
        self.names.add(given.get("id") or "")
        self.links += [(tag, given[name], given.get("rel") or "") for name in ("href", "src") if given.get(name)]


def test_every_link_leads_to_a_file_or_is_told_to_leave(archive):
    pages = {path: Parts(path.read_text(encoding="utf-8")) for path in archive.rglob("*.html")}

    lost = []
    for path, parts in pages.items():
        for tag, href, rel in parts.links:
            where = urlsplit(href)
            if where.scheme in ("mailto", "tel"):
                continue
            if where.scheme or where.netloc:
                if tag != "a" or "external" not in rel:
                    lost.append((path.relative_to(archive), href))
                continue
            target = (path.parent / unquote(where.path)).resolve() if where.path else path
            is_there = target.is_file() and target.is_relative_to(archive.resolve())
            if not is_there or (where.fragment and target in pages and where.fragment not in pages[target].names):
                lost.append((path.relative_to(archive), href))

    assert lost == []
    assert len(pages) > 1000


def test_no_page_holds_what_acts_or_belongs_to_one_visitor(archive):
    for path in archive.rglob("*.html"):
        page = path.read_text(encoding="utf-8")
        assert not Parts(page).tags & {"script", "form", "input", "button", "select", "textarea", "template", "iframe"}
        for words in ("csrfmiddlewaretoken", "hx-", "/desk/", "/accounts/", "職員のサインイン"):
            assert words not in page, (path, words)


def test_every_name_is_unique_whatever_the_case_and_short(archive):
    names = [path.relative_to(archive).as_posix() for path in archive.rglob("*")]

    assert len({name.casefold() for name in names}) == len(names)
    assert max(map(len, names)) <= 120
    assert all(re.fullmatch(r"[A-Za-z0-9_~./-]+", name) for name in names)


def test_a_thread_is_followed_by_clicking_from_a_voice_to_a_promise(archive, read):
    voice, *steps = thread_in(archive / "pages")
    page = read(archive / "pages" / voice)

    for step in steps:
        page.locator(f'main a[href$="/{step}"]').first.click()
        page.wait_for_url(f"**/pages/{step}")

    page.locator(".archive-head a").click()
    assert page.url.endswith("/index.html")


def thread_in(pages: Path) -> list[str]:
    """The files of a voice, an issue, a clause and a promise, each linked from the one before."""
    for promise in sorted(pages.glob("promises/*.html")):
        for clause in links(promise, r"documents/\d+/clauses/\d+\.html"):
            for issue in sorted(pages.glob("issues/*.html")):
                if clause not in links(issue, r"documents/\d+/clauses/\d+\.html"):
                    continue
                name = f"issues/{issue.name}"
                for voice in sorted(pages.glob("threads/*.html")):
                    if name in links(voice, r"issues/\d+\.html"):
                        return [f"threads/{voice.name}", name, clause, f"promises/{promise.name}"]
    raise AssertionError("no thread goes all the way")


def links(page: Path, kind: str) -> list[str]:
    return re.findall(rf'href="(?:\.\./)*({kind})', page.read_text(encoding="utf-8"))


def test_styles_load_from_the_disk(archive, read):
    page = read(archive / "index.html")

    assert page.evaluate("getComputedStyle(document.querySelector('.archive-head')).borderBottomStyle") == "solid"
    assert page.evaluate("getComputedStyle(document.querySelector('.skip')).position") == "absolute"


def one_of_each_kind(archive: Path) -> list[Path]:
    """Pages whose addresses differ in more than their numbers and what was chosen on them."""
    kinds: dict[str, Path] = {}
    for path in sorted(archive.rglob("*.html")):
        kind = re.sub(r"\d+", "0", path.relative_to(archive).as_posix().partition("~")[0])
        kinds.setdefault(kind, path)
    return list(kinds.values())


def test_axe_finds_nothing_on_one_page_of_each_kind(archive, browser):
    page = browser.new_context(viewport={"width": 360, "height": 800}, locale="ja-JP", bypass_csp=True).new_page()

    found = faults_by_path(page, [path.as_uri() for path in one_of_each_kind(archive)])

    page.context.close()
    assert found == {}


def test_the_command_finds_it_whole(archive, capsys):
    assert main(["verify", str(archive)]) == 0
    assert "×" not in capsys.readouterr().err
