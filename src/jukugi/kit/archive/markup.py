"""A page of the site as a page that opens from a disk: no script, no form, no way to anywhere but where it is told.

Pages are ours, whole and well-formed, and are changed tag by tag as they are read; so the parser of the standard
library is enough, and what is not touched stays as it was, to the byte. An element that is only for visitors of the
site (who signs in, which ward one looks at) carries ``data-live`` in its template, and is left out with all in it.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from html import escape
from html.parser import HTMLParser
from typing import NamedTuple

from django.utils.translation import gettext as _

# A page from a disk has no origin, so that 'self' alone would stop its own style sheets in some browsers.
POLICY = "default-src 'none'; style-src 'self' file:; img-src 'self' file: data:; form-action 'none'; base-uri 'none'"
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
LEFT_OUT = {"script", "template", "button", "select", "textarea", "datalist", "iframe", "object", "audio", "video"}
LEFT_OUT_ALONE = {"input", "base", "embed", "track", "source"}
UNWRAPPED = {"noscript"}
KEPT_META = {"viewport", "description"}
KEPT_DATA = {"data-label"}
NEVER_KEPT = {
    "style",
    "nonce",
    "integrity",
    "crossorigin",
    "accesskey",
    "autofocus",
    "contenteditable",
    "srcset",
    "ping",
}
FETCHING = {"href", "xlink:href", "src", "action", "data", "poster", "background"}
NO_SITE = ("mailto:", "tel:")
Attributes = list[tuple[str, str | None]]


class Where(Enum):
    """Where a link leads: to a file of the archive, to another site, or to what is not in it."""

    INSIDE = "inside"
    OUTSIDE = "outside"
    GONE = "gone"


@dataclass(frozen=True)
class Link:
    """A link as the page of an archive has it."""

    where: Where
    href: str = ""


GONE = Link(Where.GONE)
Resolve = Callable[[str], Link]
HREF = "\0"  # stands in a piece where the finished link goes; no page holds one


class Piece(NamedTuple):
    """What depends on where a link leads: what stands there if into the archive, to another site, or nowhere."""

    href: str
    inside: str
    outside: str
    gone: str


class Place(Enum):
    """Where the page of an archive has something of its own."""

    STYLE = "style"
    ABOVE = "above"
    BELOW = "below"
    TABLES = "tables"


Pieces = list[str | Piece | Place]


def taken_apart(page: str) -> Pieces:
    """A page without what needs a server, read once; its links are decided on when all are known."""
    writer = _Writer()
    writer.feed(page)
    writer.close()
    return writer.out


def put_together(pieces: Pieces, resolve: Resolve, own: Mapping[Place, str]) -> str:
    """The finished page, with every link as ``resolve`` gives it. ``own``: finished HTML."""
    known: dict[str, Link] = {}
    out = []
    for piece in pieces:
        if isinstance(piece, str):
            out.append(piece)
        elif isinstance(piece, Place):
            out.append(own[piece])
        else:
            link = known.get(piece.href) or known.setdefault(piece.href, resolve(piece.href))
            out.append(getattr(piece, link.where.value).replace(HREF, escape(link.href)))
    return "".join(out)


def as_lines(pieces: Pieces) -> str:
    """Pieces as they wait in a file."""
    return json.dumps([{"own": piece.value} if isinstance(piece, Place) else piece for piece in pieces])


def from_lines(text: str) -> Pieces:
    """What ``as_lines`` made."""
    kept = json.loads(text)
    return [
        Piece(*one) if isinstance(one, list) else Place(one["own"]) if isinstance(one, dict) else one for one in kept
    ]


class _Writer(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.out: Pieces = []
        self.skipped, self.depth = "", 0  # the element that is left out with all in it, and how deep we are in such
        self.svg = 0
        self.links: list[str | Piece] = []  # what closes each link that is open
        self.awaits_line = False

    # tags ------------------------------------------------------------------------------------------------------------

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        if self.skipped:
            self.depth += tag == self.skipped
            return
        given = dict(attrs)
        if tag not in VOID and self._is_left_out(tag, given):
            self.skipped, self.depth = tag, 1
            return
        self._line_before(tag, given)
        if tag in LEFT_OUT_ALONE or tag in UNWRAPPED:
            return
        self.svg += tag == "svg"
        special = getattr(self, f"_start_{tag}", None)
        if special is not None:
            special(given)
        else:
            self._write(tag, attrs)

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        """As SVG closes its elements: never one of those that are left out with what is in them."""
        if self.skipped or (tag not in VOID and self._is_left_out(tag, dict(attrs))):
            return
        if tag in VOID:
            self.handle_starttag(tag, attrs)
        else:
            self._write(tag, attrs, end="/")

    def handle_endtag(self, tag: str) -> None:
        if self.skipped:
            self.depth -= tag == self.skipped
            if not self.depth:
                self.skipped = ""
            return
        if tag in UNWRAPPED or tag in LEFT_OUT:
            return
        self.svg -= tag == "svg"
        if tag == "a" and self.links:
            self.out.append(self.links.pop())
        elif tag == "form":
            self.out.append("</div>")
        elif tag == "label":
            self.out.append("</span>")
        elif tag == "head":
            self.out += [Place.STYLE, "</head>"]
        elif tag == "body":
            self.out += [Place.BELOW, "</body>"]
        else:
            self.out.append(f"</{tag}>")

    def _is_left_out(self, tag: str, given: dict[str, str | None]) -> bool:
        return tag in LEFT_OUT or "data-live" in given

    def _line_before(self, tag: str, given: dict[str, str | None]) -> None:
        """The line above stands before everything but the way past the head."""
        if self.awaits_line and "skip" not in (given.get("class") or "").split():
            self.out.append(Place.ABOVE)
            self.awaits_line = False

    # what is written in another way ----------------------------------------------------------------------------------

    def _start_a(self, given: dict[str, str | None]) -> None:
        href = given.pop("href", None) or given.pop("xlink:href", None)
        given.pop("target", None)
        if not href:
            self._write("a", list(given.items()), is_changed=True)
            self.links.append("</a>")
            return
        kept = _said(list(given.items()))
        inside = f'<a href="{HREF}"{kept}>'
        outside = f'<a href="{HREF}" rel="noopener noreferrer external"{_said(_without(given, "rel"))}>'
        classes, name = given.get("class") or "", _said(_only(given, "id"))
        if self.svg:
            self.out.append(Piece(href, inside, outside, f"<g{_said(_only(given, 'class'))}>"))
            self.links.append(Piece(href, "</a>", "</a>", "</g>"))
            return
        # Its words stay, with a sign that tells that it leads nowhere here; what looks like a button would be pressed.
        words = " ".join(["archive-gone", *(word for word in classes.split() if word != "btn")])
        self.out.append(Piece(href, inside, outside, f'<span class="{escape(words)}"{name}>'))
        note = "" if href.startswith(NO_SITE) else f'<span class="archive-note">{_("（外のサイト）")}</span>'
        sign = '<span class="archive-sign" aria-hidden="true">＊</span>'
        gone = f'{sign}<span class="away">{_("（この記録にはありません）")}</span></span>'
        self.links.append(Piece(href, "</a>", f"{note}</a>", gone))

    def _start_form(self, given: dict[str, str | None]) -> None:
        if (given.get("method") or "get").lower() == "get":
            self.out += [f'<p class="archive-said">{_("この記録では絞り込めません。")}', Place.TABLES, "</p>"]
            self.skipped, self.depth = "form", 1
            return
        words = f"archive-form {given.get('class') or ''}".strip()
        self._write("div", [("class", words), *_only(given, "id")], is_changed=True)
        self.out.append(f'<p class="archive-said">{_("この記録では送れません。")}</p>')

    def _start_label(self, given: dict[str, str | None]) -> None:
        self._write("span", _only(given, "class", "id"), is_changed=True)

    def _start_img(self, given: dict[str, str | None]) -> None:
        words = f"<span>{escape(given.get('alt') or '')}</span>"
        kept = _said(_without(given, "src"))
        self.out.append(Piece(given.get("src") or "", f'<img src="{HREF}"{kept}>', words, words))

    def _start_link(self, given: dict[str, str | None]) -> None:
        if {"stylesheet", "icon", "alternate"} & set((given.get("rel") or "").split()):
            kept = _said(_without(given, "href"))
            self.out.append(Piece(given.get("href") or "", f'<link href="{HREF}"{kept}>', "", ""))

    def _start_meta(self, given: dict[str, str | None]) -> None:
        if "charset" in given:
            self._write("meta", list(given.items()))
            self.out.append(f'<meta http-equiv="Content-Security-Policy" content="{escape(POLICY)}">')
        elif given.get("name") in KEPT_META:
            self._write("meta", list(given.items()))

    def _start_body(self, given: dict[str, str | None]) -> None:
        self._write("body", list(given.items()))
        self.awaits_line = True

    # what stays ------------------------------------------------------------------------------------------------------

    def _write(self, tag: str, attrs: Attributes, *, is_changed: bool = False, end: str = "") -> None:
        raw = self.get_starttag_text()
        if not is_changed and raw is not None and all(_is_kept(*each) for each in attrs):
            self.out.append(raw)
        else:
            self.out.append(f"<{tag}{_said(attrs)}{end}>")

    def handle_data(self, data: str) -> None:
        if not self.skipped:
            self.out.append(data)

    def handle_entityref(self, name: str) -> None:
        self.handle_data(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.handle_data(f"&#{name};")

    def handle_decl(self, decl: str) -> None:
        self.out.append(f"<!{decl}>")


def _is_kept(name: str, value: str | None) -> bool:
    if name.startswith("data-"):
        return name in KEPT_DATA
    if name in FETCHING:
        return (value or "").startswith("#")
    return name not in NEVER_KEPT and not name.startswith(("on", "hx-", "form"))


def _only(given: dict[str, str | None], *names: str) -> Attributes:
    return [(name, value) for name, value in given.items() if name in names and value]


def _without(given: dict[str, str | None], name: str) -> Attributes:
    return [(each, value) for each, value in given.items() if each != name]


def _said(attrs: Attributes) -> str:
    """Attributes as a tag has them, without those that need a script or a server."""
    kept = [(name, value) for name, value in attrs if _is_kept(name, value)]
    return "".join(f" {name}" if value is None else f' {name}="{escape(value)}"' for name, value in kept)
