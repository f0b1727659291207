"""A letter of one sheet: a window for the address, a heading, words, a code with the square that phones read.

The address may be written on it (``to``), or its place stays free for a label.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.html import escape
from django.utils.translation import gettext as _

from jukugi.core.fiscal_year import era_day
from jukugi.kit.papers.forms import PrintedForm, qr_image
from jukugi.kit.papers.parts import clean
from jukugi.kit.papers.sources import whole_phrases


@dataclass(frozen=True)
class Letter:
    """``code`` is named by ``code_name`` and told in the box together with ``address``, to which the square leads.

    ``after`` is said below the box.
    """

    heading: str
    words: Sequence[str]
    code: str
    code_name: str
    address: str
    to: Sequence[str] = ()
    after: Sequence[str] = ()


def letters_form(
    letters: Iterable[Letter],
    *,
    title: str,
    sender: Sequence[str],
    dated: date | None = None,
    foot: str = "",
    is_sample: bool = False,
) -> PrintedForm:
    """The letters as one form, a sheet each. Some 10 ms a letter, for its square."""
    at_top = [*([era_day(dated)] if dated else []), *sender]
    return PrintedForm(
        title=title,
        bodies=tuple(_body(letter, at_top) for letter in letters),
        foot=foot,
        issuer=sender[0] if sender else "",
        sheet="letter.css",
        is_sample=is_sample,
        counts_sheets=False,
    )


def _body(letter: Letter, at_top: Sequence[str]) -> str:
    leads = qr_image(letter.address, _("%(name)sの入ったアドレス") % {"name": clean(letter.code_name)})
    return (
        f'<div class="letter-top">{_window(letter.to)}<div class="letter-from">{_paragraphs(at_top)}</div>'
        f'<div class="fold"></div></div><h1>{whole_phrases(clean(letter.heading))}</h1>'
        f'<div class="letter-words">{_paragraphs(letter.words)}</div>'
        f'<div class="letter-code"><div><p class="small">{escape(clean(letter.code_name))}</p>'
        f'<p class="code">{escape(clean(letter.code))}</p><p class="address">{escape(letter.address)}</p></div>'
        f'{leads}</div><div class="letter-words small">{_paragraphs(letter.after)}</div>'
    )


def _window(to: Sequence[str]) -> str:
    return f'<div class="letter-to">{_paragraphs(to)}</div>' if to else ""


def _paragraphs(lines: Sequence[str]) -> str:
    return "".join(f"<p>{escape(clean(line))}</p>" for line in lines)
