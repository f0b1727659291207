"""Refusals of making a paper.

Refusal
├─ PrintingUnavailable   the machine lacks the libraries that WeasyPrint needs
└─ NoJapaneseFont        the machine lacks a Japanese font: the PDF would be rows of boxes
"""

from django.utils.translation import gettext_lazy as _

from jukugi.kit.errors import Refusal


class PrintingUnavailable(Refusal):
    """Pango or HarfBuzz is not installed."""

    what = _("PDFをつくる部品（Pango、HarfBuzz）が、この機械にありません。")
    todo = _(
        "運用担当者に「sudo apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0」の実行を頼み、"
        "もう一度つくってください。"
    )
    status = 503


class NoJapaneseFont(Refusal):
    """No font with Japanese letters is installed."""

    what = _("日本語の書体が、この機械にありません。")
    todo = _("運用担当者に「sudo apt install fonts-noto-cjk」の実行を頼み、もう一度つくってください。")
    status = 503
