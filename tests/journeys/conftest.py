"""A real browser on a live server. Chromium is named by JUKUGI_CHROMIUM, which ``make test`` sets."""

import os
import shutil
from collections.abc import Callable, Iterable, Iterator

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.sample_city import copy_sample_city

# Playwright's own loop runs in this thread; Django would take our plain database calls for asynchronous ones.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

QUIET = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
# Longer than the pause of kit/vote-press.js after an answer.
A_LITTLE_LATER_MS = 450
WIDTHS = {"phone": 360, "wide": 1280}
# AA of WCAG 2.2, and good practice as axe knows it. Nodes are described only where something is wrong: half the time.
AXE = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = os.environ.get("JUKUGI_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        pytest.fail(
            "Chromiumが見つかりません。make test は自動で用意します。"
            "手で行うときは JUKUGI_CHROMIUM に場所を書いてください。"
        )
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield chromium
        chromium.close()


@pytest.fixture
def sample(transactional_db) -> None:
    """The sample city, as ``make demo`` shows it."""
    copy_sample_city()


@pytest.fixture
def visit(browser: Browser, live_server) -> Iterator[Callable[..., Page]]:
    """Open a page as a new visitor: ``visit("/", width="phone")``.

    No error may stand in the browser's console, except where the test makes them: ``is_disturbed=True``.
    """
    contexts = []
    noise: list[str] = []

    def open_page(path: str, *, width: str = "phone", scripts: bool = True, is_disturbed: bool = False) -> Page:
        context = browser.new_context(
            viewport={"width": WIDTHS[width], "height": 800},
            base_url=live_server.url,
            locale="ja-JP",
            java_script_enabled=scripts,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        if not is_disturbed:
            page.on("console", lambda message: noise.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: noise.append(str(error)))
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert noise == []


def faults(page: Page) -> list[str]:
    """What axe finds on a page, a line each; and whether it scrolls sideways."""
    page.evaluate(AXE_SCRIPT)
    return _faults_of(page)


def faults_at_both_widths(page: Page) -> list[str]:
    """The same on a phone and on a wide screen: with everything folded away opened, and one heading of the first rank.

    The page is loaded once and given the other width, as when a phone is turned: half the time of two visits.
    """
    expect(page.locator("h1")).to_have_count(1)
    page.evaluate("() => document.querySelectorAll('details').forEach((part) => part.open = true)")
    page.evaluate(AXE_SCRIPT)
    lines = []
    for name, width in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": 800})
        lines += [f"{name}: {line}" for line in _faults_of(page)]
    return lines


def faults_by_path(page: Page, paths: Iterable[str]) -> dict[str, list[str]]:
    """Path → what is wrong with its page at either width; only where something is."""
    found = {}
    for path in paths:
        page.goto(path)
        found[path] = faults_at_both_widths(page)
    return {path: lines for path, lines in found.items() if lines}


def _faults_of(page: Page) -> list[str]:
    found = page.evaluate("(options) => axe.run(document, options)", AXE)["violations"]
    lines = [f"{fault['id']}: {fault['nodes'][0]['html'][:200]}" for fault in found]
    if page.evaluate("() => document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        lines.append("scrolls sideways")
    return lines
