"""The pictures of the READMEs, taken from the sample city as it runs now: `python -m tools.screenshots`.

Needs the browser of `make test`. Run it after a change that shows, and look at the result before it is committed.
"""

from __future__ import annotations

import secrets
import tempfile
from pathlib import Path

from tools import browser
from tools.application import application_environment, jukugi, serving
from tools.network import any_free_port
from tools.places import ROOT, sqlite_address
from tools.words import tell

IMAGES = ROOT / "docs" / "images"
QUIET = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="jukugi-screenshots-") as folder:
        env = application_environment(
            database=sqlite_address(Path(folder) / "sample.sqlite3"),
            var=Path(folder),
            secret=secrets.token_urlsafe(50),
            hosts=["127.0.0.1"],
        )
        jukugi(["migrate"], env=env)
        jukugi(["sample"], env=env)
        port = any_free_port()
        with serving("127.0.0.1", port, env=env):
            take(f"http://127.0.0.1:{port}")
    return 0


def take(site: str) -> None:
    """Home, board and map at 1280 px; the vote page and the story of a voice at 360 px."""
    from playwright.sync_api import sync_playwright

    IMAGES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(browser.chromium()), args=QUIET)
        wide = chromium.new_page(viewport={"width": 1280, "height": 900}, locale="ja-JP")
        wide.goto(site)
        wide.screenshot(path=IMAGES / "home.png", full_page=True)
        wide.get_by_role("link", name="熟議", exact=True).first.click()
        wide.get_by_role("link", name="意見の地図を見る").first.click()
        wide.screenshot(
            path=IMAGES / "map.png", full_page=True, clip={"x": 0, "y": 1150, "width": 1280, "height": 2000}
        )
        phone = chromium.new_page(viewport={"width": 360, "height": 780}, locale="ja-JP")
        phone.goto(site)
        phone.get_by_role("link", name="60秒で答える").click()
        phone.screenshot(path=IMAGES / "vote-phone.png", full_page=True)
        phone.goto(f"{site}/threads/")
        phone.locator(".fate a").first.click()
        phone.screenshot(path=IMAGES / "thread-phone.png", full_page=True)
        wide.goto(f"{site}/issues/?open=3")
        wide.screenshot(path=IMAGES / "board.png", full_page=True, clip={"x": 0, "y": 0, "width": 1280, "height": 2400})
        chromium.close()
    tell(f"{IMAGES}")


if __name__ == "__main__":
    raise SystemExit(main())
