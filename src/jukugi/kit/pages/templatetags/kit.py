"""Parts of a page as template tags. What each looks like and takes: docs/reference/components.md."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from html import escape as escaped
from html import unescape
from typing import Any

from django import template
from django.contrib.messages.storage.base import Message
from django.contrib.staticfiles.storage import staticfiles_storage
from django.forms import BaseForm, BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect, Select, Textarea
from django.utils.html import escape, format_html
from django.utils.safestring import SafeData, SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.core.text import split_phrases
from jukugi.kit.logs import reference
from jukugi.kit.pages.shapes import GROUP_LETTERS, group_path
from jukugi.kit.pages.wording import jdate, jday, jtime, share, thousands

register = template.Library()

MAX_SEGMENTS = 40
DJANGOS_ROWS = "10"
TONES = frozenset({"", "info", "ok", "warn", "bad"})
MESSAGE_TONES = {"info": "info", "success": "ok", "warning": "warn", "error": "bad"}
STATUSES = frozenset({"", "now", "done", "late"})
LEVELS: Mapping[str, Any] = {
    "chiiki": gettext_lazy("地域"),
    "kuiki": gettext_lazy("区域"),
    "shiiki": gettext_lazy("市域"),
    "kobetsu": gettext_lazy("個別"),
}
CHANNELS: Mapping[str, Any] = {
    "web": gettext_lazy("ウェブ"),
    "card": gettext_lazy("意見カード"),
    "fax": gettext_lazy("FAX"),
    "post": gettext_lazy("郵送"),
    "meeting": gettext_lazy("会場"),
    "phone": gettext_lazy("電話"),
    "import": gettext_lazy("取り込み"),
}


# Text and figures -----------------------------------------------------------------------------------------------------


@register.filter
def phrases(value: object) -> SafeString:
    """Text with ``<wbr>`` between phrases; always escaped, and never twice.

    A safe string (a translation, or the body of ``{% filter phrases %}``) is read as escaped plain text: markup in it
    is shown, not obeyed.
    """
    text = str(value)
    if isinstance(text, SafeData):
        text = unescape(text).strip()
    return _with_breaks(text)


@lru_cache(maxsize=8192)
def _with_breaks(text: str) -> SafeString:
    return SafeString("<wbr>".join(escape(phrase) for phrase in split_phrases(text)))


for wording_filter in (thousands, share, jdate, jday, jtime):
    register.filter(wording_filter)


# Marks ----------------------------------------------------------------------------------------------------------------


@register.inclusion_tag("kit/parts/_reference.html")
def reference_line() -> dict[str, str]:
    """The number by which an operator finds this request in the log; nothing outside a request."""
    return {"reference": reference()}


@register.inclusion_tag("kit/parts/_channel.html")
def channel_mark(channel: str, label: str = "") -> dict[str, Any]:
    """Icon and word of a channel; ``label`` replaces the word, not the icon."""
    return {"channel": channel, "label": label or CHANNELS[channel]}


@register.inclusion_tag("kit/parts/_level.html")
def level_mark(level: str, label: str = "") -> dict[str, Any]:
    """Ring mark and word of a level; ``label`` replaces the word, not the mark."""
    return {"level": level, "label": label or LEVELS[level]}


@register.inclusion_tag("kit/parts/_group.html")
def group_mark(letter: str, word: bool = True) -> dict[str, Any]:
    """Shape and letter of an opinion group, A to H; with ``word=False`` the shape alone, hidden from readers."""
    if letter not in GROUP_LETTERS:
        raise ValueError(f"No mark for group {letter!r}: there are {GROUP_LETTERS}")
    return {"letter": letter, "code": letter.lower(), "path": group_path(letter, x=12, y=12, radius=8), "word": word}


@register.inclusion_tag("kit/parts/_status.html")
def status(word: str, kind: str = "") -> dict[str, Any]:
    """State in a frame: kind "" | now | done."""
    return {"word": word, "kind": _one_of(STATUSES, kind)}


# Figures and bars -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Piece:
    start: str
    width: str


def _piece(start: float, width: float) -> _Piece:
    """Places in per cent for SVG attributes, which take no localised figures."""
    return _Piece(f"{start:.2f}%", f"{width:.2f}%")


@register.inclusion_tag("kit/parts/_stat.html")
def stat(label: str, figure: object, unit: str, of: str) -> dict[str, Any]:
    """One figure with its unit and its people. No number without its people: ``of`` may not be empty."""
    if not of:
        raise ValueError(f"stat {label!r} needs `of`: who answered, of how many, when")
    return {"label": label, "figure": thousands(figure) if isinstance(figure, int) else figure, "unit": unit, "of": of}


@register.inclusion_tag("kit/parts/_answer_bar.html")
def answer_bar(agree: int, disagree: int, unsure: int, label: str = "") -> dict[str, Any]:
    """Agree solid, disagree hatched, not sure hollow; said in words for readers, after ``label``."""
    total = agree + disagree + unsure
    if total == 0:
        words = _("まだ答えがありません")
    else:
        words = _(
            "賛成%(agree)s人（%(agree_share)s）、反対%(disagree)s人（%(disagree_share)s）、わからない%(unsure)s人（%(unsure_share)s）"
        ) % {
            "agree": thousands(agree),
            "agree_share": share(Decimal(agree) / total),
            "disagree": thousands(disagree),
            "disagree_share": share(Decimal(disagree) / total),
            "unsure": thousands(unsure),
            "unsure_share": share(Decimal(unsure) / total),
        }
    part = 100 / (total or 1)
    return {
        "words": f"{label}：{words}" if label else words,
        "agree": _piece(0, agree * part),
        "disagree": _piece(agree * part, disagree * part),
    }


@register.inclusion_tag("kit/parts/_progress_bar.html")
def progress_bar(done: int, total: int, label: str = "") -> dict[str, Any]:
    """``done`` of ``total`` as segments, beyond 40 as one bar. Without ``label`` it is hidden from readers: the words
    must then stand beside it."""
    done = max(0, min(done, total))
    if not 0 < total <= MAX_SEGMENTS:
        return {"label": label, "ground": [_piece(0, 100)], "filled": [_piece(0, 100 * done / total if total else 0)]}
    step = 100 / total
    segments = [_piece(step * i, step * 0.89) for i in range(total)]
    return {"label": label, "ground": segments[done:], "filled": segments[:done]}


# Notices --------------------------------------------------------------------------------------------------------------


@register.inclusion_tag("kit/parts/_purpose.html")
def purpose(words: str) -> dict[str, str]:
    """For what the city uses what a form asks for (個人情報保護法62条), where it is sent, and the way to the whole."""
    return {"words": words}


@register.inclusion_tag("kit/parts/_notice.html")
def notice(title: str, text: str = "", tone: str = "", url: str = "", link: str = "") -> dict[str, Any]:
    """Title says what, text says where and what to do now: tone "" | info | ok | warn | bad."""
    return {"title": title, "text": text, "tone": _one_of(TONES, tone), "url": url, "link": link}


@register.inclusion_tag("kit/parts/_notice.html")
def message_notice(message: Message) -> dict[str, Any]:
    """A message of the messages framework as a notice that stays (nothing on the page vanishes by itself)."""
    return notice(str(message), tone=MESSAGE_TONES.get(message.level_tag, ""))


@register.inclusion_tag("kit/parts/_empty.html")
def empty_part(title: str, text: str, url: str = "", link: str = "") -> dict[str, Any]:
    """In place of what is not there yet: what will be here, when, and what one can do meanwhile."""
    return {"title": title, "text": text, "url": url, "link": link}


@register.inclusion_tag("kit/parts/_vote_keys.html")
def vote_keys() -> dict[str, Any]:
    """Keyboard hints of the vote page. Shown only where vote-keys.js runs; can be turned off (WCAG 2.1.4)."""
    return {}


def _one_of(known: frozenset[str], value: str) -> str:
    if value not in known:
        raise ValueError(f"{value!r} is none of {sorted(known)}")
    return value


# Forms ----------------------------------------------------------------------------------------------------------------


@register.inclusion_tag("kit/field.html")
def field(bound: BoundField, hint: str = "", mark: bool = True) -> dict[str, Any]:
    """One field: label above, hint between, error below. ``mark=False`` leaves out 必須 and 任意."""
    widget = bound.field.widget
    kind = "input"
    if isinstance(widget, RadioSelect | CheckboxSelectMultiple):
        kind = "picks"
    elif isinstance(widget, CheckboxInput):
        kind = "pick"
    return {
        "field": bound,
        "kind": kind,
        "hint": _hint(bound, hint),
        "hint_id": f"{bound.auto_id}_helptext",
        "error_id": f"{bound.auto_id}_error",
        "described_by": _described_by(bound, hint),
        "control": _control(bound, hint) if kind != "picks" else "",
        "required": bound.field.required,
        "mark": mark and kind != "pick",
    }


@register.inclusion_tag("kit/parts/_form_errors.html")
def form_errors(form: BaseForm) -> dict[str, Any]:
    """Above a form that came back: how many places to mend, each a link to its field."""
    faulty = [bound for bound in form if bound.errors and not bound.is_hidden]
    hidden = [error for bound in form.hidden_fields() for error in bound.errors]
    return {"general": [*form.non_field_errors(), *hidden], "faulty": faulty, "count": len(faulty)}


def _hint(bound: BoundField, hint: str) -> SafeString:
    """The hint in phrases. A help text that is markup (lists of password rules come so from Django) stays as it is."""
    help_text = str(bound.help_text)
    if not hint and isinstance(help_text, SafeData) and "<" in help_text:
        return SafeString(help_text)
    return phrases(hint or help_text)


def _described_by(bound: BoundField, hint: str) -> str:
    ids = [f"{bound.auto_id}_helptext"] if hint or bound.help_text else []
    ids += [f"{bound.auto_id}_error"] if bound.errors else []
    return " ".join(ids)


def _control(bound: BoundField, hint: str) -> SafeString:
    """The widget in our dress. A placeholder never stands in for a label, so allauth's are taken off."""
    widget = bound.field.widget
    css = "" if isinstance(widget, CheckboxInput) else "input is-select" if isinstance(widget, Select) else "input"
    attrs: dict[str, Any] = {
        "class": " ".join(filter(None, (css, widget.attrs.get("class", "")))),
        "placeholder": False,
    }
    if isinstance(widget, Textarea) and widget.attrs.get("rows") == DJANGOS_ROWS:
        attrs["rows"] = "4"
    if described_by := _described_by(bound, hint):
        attrs["aria-describedby"] = described_by
    return bound.as_widget(attrs=attrs)


@register.simple_tag
def options(things: Iterable[Any], picked: str = "") -> SafeString:
    """Options of a long ``<select>``, of what has ``pk`` and ``title``: a loop in a template takes ten times longer."""
    rows = ((thing.pk, " selected" if str(thing.pk) == picked else "", escaped(thing.title)) for thing in things)
    return SafeString("".join(f'<option value="{pk:d}"{selected}>{title}</option>' for pk, selected, title in rows))


@register.simple_tag
def stylesheet_if_found(path: str) -> SafeString:
    """Link to a style sheet, for pages that must show even where static files were not gathered: there, nothing."""
    try:
        url = staticfiles_storage.url(path)
    except ValueError:
        return SafeString("")
    return format_html('<link rel="stylesheet" href="{}">', url)
