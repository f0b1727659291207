"""Words of the result document that more than one of its files uses."""

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.core.consultation import Category, Outline, ResultRow
from jukugi.core.fiscal_year import era_day
from jukugi.kit.pages.wording import thousands

CHANNELS = {
    "web": gettext_lazy("ウェブ（専用フォーム）"),
    "form": gettext_lazy("ウェブ（専用フォーム）"),
    "mail": gettext_lazy("電子メール"),
    "email": gettext_lazy("電子メール"),
    "e-mail": gettext_lazy("電子メール"),
    "card": gettext_lazy("意見カード"),
    "fax": gettext_lazy("ファックス"),
    "post": gettext_lazy("郵送"),
    "counter": gettext_lazy("持参"),
    "hand": gettext_lazy("持参"),
    "meeting": gettext_lazy("会場"),
    "phone": gettext_lazy("電話"),
}
"""Words for the short names of channels in tables; a label that is none of them is shown as it is."""
_SIGNS = re.compile(r"[\\`*_\[\]<>#|~&]")


def channel_words(label: str) -> str:
    return str(CHANNELS.get(label.casefold(), label))


def category_words(category: Category) -> str:
    return category.name or _("（意味は示されていません）")


def letter_numbers(number: int) -> str:
    """(1), (2) …: how parts of a section are counted."""
    return f"({number})"


def plain_markdown(text: str) -> str:
    """Words that stand in Markdown as they are."""
    return _SIGNS.sub(r"\\\g<0>", text)


def period_words(outline: Outline) -> str:
    """令和8年11月3日から令和8年12月3日まで（31日間）; "" where no day is known."""
    opened, closed = outline.opened_on, outline.closed_on
    if opened and closed:
        return _("%(opened)sから%(closed)sまで（%(days)s日間）") % {
            "opened": era_day(opened),
            "closed": era_day(closed),
            "days": thousands((closed - opened).days + 1),
        }
    if opened:
        return _("%(opened)sから") % {"opened": era_day(opened)}
    return _("%(closed)sまで") % {"closed": era_day(closed)} if closed else ""


def row_opinion(row: ResultRow) -> str:
    """The words, and how many opinions say the same where it is more than one."""
    words = _("（内容は載せていません）") if row.is_withheld else row.opinion
    if row.count > 1:
        words += _("\n【同じ内容の御意見：%(count)s件】") % {"count": thousands(row.count)}
    return words


def row_answer(row: ResultRow) -> str:
    """The city's view, and what was changed where it was."""
    return row.answer + (_("\n【案の変更】%(change)s") % {"change": row.change} if row.change else "")
