"""Find a Chromium for the journeys, or install one: `.venv/bin/python -m tools.browser` prints its path.

Order: JUKUGI_CHROMIUM, the system's, apt's (as root on Debian and its relatives), Playwright's own, a sentence.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tools import apt
from tools.places import PYTHON
from tools.words import Missing, complain, tell

VARIABLE = "JUKUGI_CHROMIUM"
NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
APPLICATIONS = [
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
]
# With the Japanese font, without which pages are tested as rows of boxes, and what Playwright's driver needs on a bare
# system (libatomic).
PACKAGES = ["chromium", "fonts-noto-cjk", "libatomic1"]
ASK_PLAYWRIGHT = (
    "from playwright.sync_api import sync_playwright as s\nwith s() as p: print(p.chromium.executable_path)"
)


def chromium() -> Path:
    """The browser's program, with a Japanese font on the machine. Raises Missing when neither is to be had."""
    named = os.environ.get(VARIABLE)
    if named:
        if not Path(named).is_file():
            raise Missing(f"{VARIABLE}={named} はありません。", f"{VARIABLE}={named} does not exist.")
        return Path(named)
    found = _system_chromium()
    if (found is None or not has_japanese_font() or not has_driver()) and apt.can_install():
        apt.install(PACKAGES, what="ブラウザ（Chromium）と日本語の書体")
        found = _system_chromium()
    found = found or _playwright_chromium()
    if not has_japanese_font():
        raise Missing(
            "日本語の書体がありません。sudo apt install fonts-noto-cjk を実行してから、もう一度どうぞ。",
            "No Japanese font. Run: sudo apt install fonts-noto-cjk",
        )
    if not has_driver():
        raise Missing(
            "Playwright が動きません。sudo apt install libatomic1 を実行してから、もう一度どうぞ。",
            "Playwright does not start. Run: sudo apt install libatomic1",
        )
    return found


def has_driver() -> bool:
    """Whether the program that drives the browser starts: on a bare system a library of its own may be missing."""
    asked = subprocess.run([PYTHON, "-m", "playwright", "--version"], capture_output=True, check=False)
    return asked.returncode == 0


def has_japanese_font() -> bool:
    """Whether a page in Japanese shows letters. macOS always has them."""
    if sys.platform == "darwin":
        return True
    if shutil.which("fc-list") is None:
        return False
    listed = subprocess.run(["fc-list", ":lang=ja", "family"], capture_output=True, text=True, check=False)
    return bool(listed.stdout.strip())


def _system_chromium() -> Path | None:
    found = filter(None, map(shutil.which, NAMES))
    return next((Path(path) for path in [*found, *APPLICATIONS] if Path(path).is_file()), None)


def _playwright_chromium() -> Path:
    tell("ブラウザ（Chromium）を Playwright で用意しています …")
    subprocess.run([PYTHON, "-m", "playwright", "install", "chromium"], stdout=sys.stderr, check=False)
    asked = subprocess.run([PYTHON, "-c", ASK_PLAYWRIGHT], capture_output=True, text=True, check=False)
    path = Path(asked.stdout.strip() or "/nowhere")
    if path.is_file():
        return path
    raise Missing(
        "Chromium が見つかりません。sudo apt install chromium fonts-noto-cjk（macOS は Google Chrome）を入れるか、"
        f"{VARIABLE} に場所を書いてください。",
        f"No Chromium found. Install chromium and fonts-noto-cjk (macOS: Google Chrome), or set {VARIABLE}.",
    )


def main() -> int:
    try:
        print(chromium())
    except Missing as missing:
        complain(missing)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
