"""What a long paper costs, against its limits: Word and PDF together, its page, and the difference of two editions.

`python -m bench.papers` makes a paper of 400 clauses with 80,000 letters in a process of its own. Processor seconds, so
that a busy machine does not decide. Exit code 1 where a limit is passed.
"""

from __future__ import annotations

import os
import resource
import sys
import time
from collections.abc import Callable
from typing import Any

from tools.words import tell

CLAUSES, CHAPTERS = 400, 20
SENTENCES = (
    "市は、第{n}地区の町内会が担う配布の仕事を、回数と通数の両方から見直します。"
    "居場所づくりは、区役所と中間支援の団体がともに支え、年に一度、使われ方を確かめて公表します。"
)
# Processor seconds.
LIMITS = {"WordとPDF": 30.0, "ページ": 0.3, "版の違い": 0.15, "似ていない文": 3.0}
MEGABYTES = 1_500


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jukugi.project.settings_for_tests")
    import django

    django.setup()
    from jukugi.core.text import compare_texts
    from jukugi.kit.papers import paper_docx, paper_html, paper_pdf

    paper = _paper()
    old = "\n".join(_clause(number) for number in range(CLAUSES))
    new = old.replace("回数と", "回数、時期と").replace("年に一度", "年に二度")
    compare_texts("数える前に", "読み込む")
    spent = {
        "版の違い": _seconds(lambda: compare_texts(old, new)),
        "似ていない文": _seconds(lambda: compare_texts(*_unlike())),
        "ページ": _seconds(lambda: paper_html(paper)),
        "WordとPDF": _seconds(lambda: (paper_docx(paper), paper_pdf(paper))),
    }
    for name, limit in LIMITS.items():
        tell(f"{name:9}  {spent[name]:6.2f} CPU秒  上限 {limit:g} の 1/{limit / spent[name]:.1f}")
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    tell(f"{CLAUSES}条、{len(old):,}字  {megabytes:,} MB（上限 {MEGABYTES:,}）")
    return int(any(spent[name] > limit for name, limit in LIMITS.items()) or megabytes > MEGABYTES)


def _paper() -> Any:
    from jukugi.kit.papers import Heading, Paper, Text

    blocks: list[Any] = []
    for number in range(CLAUSES):
        if number % (CLAUSES // CHAPTERS) == 0:
            blocks.append(Heading(f"章の見出し{number}", 1, f"c{number}", f"第{number}章"))
        blocks += [Heading(f"条の見出し{number}", 2, f"p{number}", str(number + 1)), Text(_clause(number))]
    return Paper("長い文書", blocks=tuple(blocks))


def _unlike() -> tuple[str, str]:
    """Two texts of 20,000 letters with nothing in common: the worst case of a difference."""
    old = "".join(chr(0x4E00 + 7 * place % 9000) + "のをにが"[place % 4] for place in range(10_000))
    return old, "".join(chr(0x4E00 + 11 * place % 9000) + "をのがに"[place % 4] for place in range(10_000))


def _clause(number: int) -> str:
    return SENTENCES.format(n=number) * 2 + "\n\n- " + SENTENCES.format(n=number)[:40]


def _seconds(work: Callable[[], Any]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


if __name__ == "__main__":
    sys.exit(main())
