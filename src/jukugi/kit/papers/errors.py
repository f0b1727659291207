"""Refusals of making a paper.

Refusal
├─ PrintingUnavailable   the machine lacks the libraries that WeasyPrint needs
│  └─ PrintingStopped    a process that sets a part of a long paper ended before it was done
├─ PrinterBusy           somebody else's sheets are being printed
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


class PrintingStopped(PrintingUnavailable):
    """Mostly for want of memory: the system ends the largest process."""

    what = _("長い文書のPDFを組むプロセスが、途中で止まりました。")
    todo = _("ほかの仕事を止めるか、メモリーのあいているときに、もう一度つくってください。")


class NoJapaneseFont(Refusal):
    """No font with Japanese letters is installed."""

    what = _("日本語の書体が、この機械にありません。")
    todo = _("運用担当者に「sudo apt install fonts-noto-cjk」の実行を頼み、もう一度つくってください。")
    status = 503


class PrinterBusy(Refusal):
    """One process prints for those who wait; more would take the machine from those who answer."""

    what = _("いま、ほかの人の紙のPDFをつくっています。")
    todo = _("1分ほど待って、もう一度押してください。")
    status = 503
