"""How long a visitor's browser counts a city's vote again: 90,000 voters × 300 projects, in a worker of Chromium.

`python -m bench.recount` prints seconds for reading the published file and counting it, by completion, and the size
of the file. The bar is 5 seconds. add1 counts once for each step of the increment: steps of 10 yen stand under the
bar, steps of 1 yen are shown beside it. Exit code 1 where the bar is missed or the winners are not those of Python.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from playwright.sync_api import sync_playwright

from bench.budgeting_ours import BALLOTS, city
from jukugi.core.budgeting import AllocationSettings, Completion
from jukugi.core.budgeting.allocation import allocate
from jukugi.core.budgeting.document import allocation_document
from jukugi.core.budgeting.election import election_from_pb
from jukugi.core.budgeting.pb_writing import write_pb
from tools import browser
from tools.places import ROOT
from tools.words import tell

BAR = 5.0
STATIC = ROOT / "src" / "jukugi" / "kit" / "pages" / "static" / "kit"
SCRIPTS = ("sha256.js", "budget-pb.js", "budget-exact.js", "budget-shares.js")
# Completion, increment in yen, whether it stands under the bar.
COUNTS = (
    (Completion.NONE, 1, True),
    (Completion.UTILITARIAN, 1, True),
    (Completion.ADD1, 10, True),
    (Completion.ADD1_UTILITARIAN, 10, True),
    (Completion.ADD1, 1, False),
)
COUNT = """async ({ text, rules, scripts }) => {
  const ballots = new TextEncoder().encode(text).buffer;
  const worker = new Worker("/budget-worker.js");
  const began = performance.now();
  worker.postMessage({ load: scripts });
  const found = await new Promise((resolve, reject) => {
    worker.onerror = (event) => reject(event.message);
    worker.onmessage = ({ data }) => (data.runs ? null : resolve(data));
    worker.postMessage({ ballots, rules }, [ballots]);
  });
  worker.terminate();
  return { winners: found.counted.winners, runs: found.counted.runs, seconds: (performance.now() - began) / 1000 };
}"""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        pass


@contextmanager
def _address() -> Iterator[str]:
    """Our static files, as a server gives them out."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(STATIC))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def main() -> int:
    file = city(BALLOTS)
    text, election = write_pb(file), election_from_pb(file)
    tell(f"{file.n_voters:,}人、{len(file.costs)}事業、承認{len(file.choices):,}、{len(text.encode()) / 1e6:.1f}MB")
    is_short = False
    with _address() as address, sync_playwright() as playwright:
        page = playwright.chromium.launch(executable_path=str(browser.chromium())).new_page()
        page.goto(f"{address}/icon.svg")
        page.set_default_timeout(600_000)
        for completion, increment, is_barred in COUNTS:
            settings = AllocationSettings(completion=completion, increment=Fraction(increment))
            expected = allocation_document(allocate(election, settings))
            asked = {"text": text, "rules": expected["rules"], "scripts": [f"{address}/{name}" for name in SCRIPTS]}
            found = page.evaluate(COUNT, asked)
            is_same = found["winners"] == expected["winners"]
            is_short |= not is_same or (is_barred and found["seconds"] > BAR)
            tell(
                f"{completion.value}（{increment}円ずつ）：{found['seconds']:.2f}秒"
                f"{f'（上限 {BAR:.0f}）' if is_barred else ''}、{found['runs']:,}回数えて{len(found['winners'])}事業"
                f"{'、同じ結果' if is_same else '、結果が違います'}"
            )
    return int(is_short)


if __name__ == "__main__":
    sys.exit(main())
