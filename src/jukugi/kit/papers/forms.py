"""Sheets that people fill in by hand, and letters to one person each: many copies in one tagged PDF (PDF/UA-1).

A room writes the body of each copy by a template of its own; letters have theirs in `letters`. A copy begins a new
sheet and counts its sheets anew. What is printed may hold codes that are kept nowhere: it goes to the printing process
and back through pipes, never over a disk. As a process: ``python -m jukugi.kit.papers.forms`` (a document in, a PDF
out).
"""

import json
import subprocess
import sys
import threading
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from jukugi.kit.pages.qr import qr_drawn
from jukugi.kit.papers.errors import PrinterBusy, PrintingStopped
from jukugi.kit.papers.parts import clean
from jukugi.kit.papers.pdf import check_printing
from jukugi.kit.papers.setting import pages_of, set_document
from jukugi.kit.papers.sources import css_string

SECONDS_AT_MOST = 120
"""After which a process that prints for somebody who waits is ended."""
_at_work = threading.Semaphore(1)


@dataclass(frozen=True)
class PrintedForm:
    """``bodies``: one for each copy, safe HTML. ``left`` and ``foot`` stand on every sheet; ``number`` of a copy is
    what its body sets as the string ``number``. ``sheet`` is the style (`static`)."""

    title: str
    bodies: tuple[str, ...]
    left: str = ""
    foot: str = ""
    issuer: str = ""
    lang: str = "ja"
    sheet: str = "form.css"
    is_sample: bool = False
    is_big: bool = False
    counts_sheets: bool = True


def form_pdf(form: PrintedForm) -> bytes:
    """In jobs and commands. The same form gives the same bytes. Raises PrintingUnavailable, NoJapaneseFont."""
    check_printing()
    more = (form.sheet,)
    total = pages_of(_source(form, form.bodies[:1], 0), more=more) if form.counts_sheets else 0
    return set_document(_source(form, form.bodies, total), more=more)


def form_pdf_apart(form: PrintedForm) -> bytes:
    """While somebody waits: by a process of its own, so that a web process loads nothing and holds nothing.

    One at a time for each web process. Raises PrinterBusy, PrintingUnavailable, PrintingStopped, NoJapaneseFont.
    """
    command = [sys.executable, "-m", "jukugi.kit.papers.forms"]
    given = json.dumps(asdict(form)).encode()
    if not _at_work.acquire(blocking=False):
        raise PrinterBusy
    try:
        done = subprocess.run(command, input=given, capture_output=True, timeout=SECONDS_AT_MOST, check=False)
    except subprocess.TimeoutExpired as error:
        raise PrintingStopped from error
    finally:
        _at_work.release()
    if done.returncode:
        check_printing()  # tells what this machine lacks
        raise PrintingStopped
    return done.stdout


def qr_image(address: str, words: str) -> SafeString:
    """An address to be read by a phone, as a picture of a form; it must stand beside it in letters."""
    drawn = qr_drawn(address)
    side, path = drawn.side, drawn.path
    picture = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" width="{side}" height="{side}">'
        f'<rect width="{side}" height="{side}" fill="#fff"/><path d="{path}" fill="#000"/></svg>'
    )
    source = b64encode(picture.encode()).decode()
    return format_html('<img class="qr" alt="{}" src="data:image/svg+xml;base64,{}">', words, source)


def _source(form: PrintedForm, bodies: Sequence[str], total: int) -> str:
    """Two kinds of pages take turns, so that each copy begins its count at 1."""
    copies = "".join(f'<section class="copy {"ab"[place % 2]}">{body}</section>' for place, body in enumerate(bodies))
    issuer = f'<meta name="author" content="{escape(clean(form.issuer))}">' if form.issuer else ""
    big = ' class="is-big"' if form.is_big else ""
    return (
        f'<!doctype html><html lang="{escape(form.lang)}"{big}><head><meta charset="utf-8">'
        f"<title>{escape(clean(form.title))}</title>{issuer}<style>{_style(form, total)}</style></head>"
        f"<body><main>{copies}</main></body></html>"
    )


def _style(form: PrintedForm, total: int) -> str:
    sample = f"@top-center {{ content: {css_string(_('見本：つくりものです'))} }}" if form.is_sample else ""
    count = f'@bottom-right {{ content: counter(page) " / {total}" }}' if form.counts_sheets else ""
    left = f"@top-left {{ content: {css_string(clean(form.left))} }}"
    foot = f"@bottom-left {{ content: {css_string(clean(form.foot))} }}"
    turns = "".join(
        f".copy.{name} {{ page: {name} }} @page {name}:nth(1 of {name}) {{ counter-reset: page 1 }}" for name in "ab"
    )
    return f"@page {{ {left} {foot} {sample} {count} }} {turns}"


def main() -> int:
    """Set what comes in."""
    given = json.load(sys.stdin.buffer)
    sys.stdout.buffer.write(form_pdf(PrintedForm(**given | {"bodies": tuple(given["bodies"])})))
    return 0


if __name__ == "__main__":
    from django.conf import settings

    settings.configure(USE_I18N=False)
    sys.exit(main())
