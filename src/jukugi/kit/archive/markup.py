"""A page of the site as a page that opens from a disk: no script, no form, no way to anywhere but where it is told.

Pages are ours, whole and well-formed, and are changed tag by tag as they are read; so the parser of the standard
library is enough, and what is not touched stays as it was, to the byte. An element that is only for visitors of the
site (who signs in, which ward one looks at) carries ``data-live`` in its template, and is left out with all in it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from html import escape
from html.parser import HTMLParser

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


@dataclass(frozen=True)
class Frame:
    """What every page of an archive gets: its own style sheet, a line above it and one below, both finished HTML."""

    style: str
    above: str
    below: str
    tables: str


def without_server(page: str, resolve: Resolve, frame: Frame) -> str:
    """The page with all links as ``resolve`` gives them."""
    writer = _Writer(resolve, frame)
    writer.feed(page)
    writer.close()
    return "".join(writer.out)


class _Writer(HTMLParser):
    def __init__(self, resolve: Resolve, frame: Frame) -> None:
        super().__init__(convert_charrefs=False)
        self.resolve, self.frame = resolve, frame
        self.out: list[str] = []
        self.skipped, self.depth = "", 0  # the element that is left out with all in it, and how deep we are in such
        self.svg = 0
        self.links: list[str] = []  # what closes each link that is open
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
            self.out.append(f'<link rel="stylesheet" href="{escape(self.frame.style)}"></head>')
        elif tag == "body":
            self.out.append(f"{self.frame.below}</body>")
        else:
            self.out.append(f"</{tag}>")

    def _is_left_out(self, tag: str, given: dict[str, str | None]) -> bool:
        return tag in LEFT_OUT or "data-live" in given

    def _line_before(self, tag: str, given: dict[str, str | None]) -> None:
        """The line above stands before everything but the way past the head."""
        if self.awaits_line and "skip" not in (given.get("class") or "").split():
            self.out.append(self.frame.above)
            self.awaits_line = False

    # what is written in another way ----------------------------------------------------------------------------------

    def _start_a(self, given: dict[str, str | None]) -> None:
        href = given.pop("href", None) or given.pop("xlink:href", None)
        link = self.resolve(href) if href else GONE
        given.pop("target", None)
        if link.where is Where.GONE and href:
            self._gone(given)
            return
        after = "</a>"
        if href:
            given["href"] = link.href
        if link.where is Where.OUTSIDE and not link.href.startswith(("mailto:", "tel:")):
            given["rel"] = "noopener noreferrer external"
            after = after if self.svg else f'<span class="archive-note">{_("（外のサイト）")}</span></a>'
        self._write("a", list(given.items()), is_changed=True)
        self.links.append(after)

    def _gone(self, given: dict[str, str | None]) -> None:
        """Its words stay, with a sign that tells that it leads nowhere here."""
        if self.svg:
            self._write("g", [(name, value) for name, value in given.items() if name == "class"], is_changed=True)
            self.links.append("</g>")
            return
        words = " ".join(word for word in (given.get("class") or "").split() if word != "btn")
        self._write("span", [("class", f"archive-gone {words}".strip()), ("id", given.get("id"))], is_changed=True)
        self.links.append(
            f'<span class="archive-sign" aria-hidden="true">＊</span><span class="away">{_gone_words()}</span></span>'
        )

    def _start_form(self, given: dict[str, str | None]) -> None:
        if (given.get("method") or "get").lower() == "get":
            self.out.append(f'<p class="archive-said">{_("この記録では絞り込めません。")}{self.frame.tables}</p>')
            self.skipped, self.depth = "form", 1
            return
        words = f"archive-form {given.get('class') or ''}".strip()
        self._write("div", [("class", words), ("id", given.get("id"))], is_changed=True)
        self.out.append(f'<p class="archive-said">{_("この記録では送れません。")}</p>')

    def _start_label(self, given: dict[str, str | None]) -> None:
        kept = [(name, value) for name, value in given.items() if name in ("class", "id")]
        self._write("span", kept, is_changed=True)

    def _start_img(self, given: dict[str, str | None]) -> None:
        link = self.resolve(given.get("src") or "")
        if link.where is not Where.INSIDE:
            self.out.append(f"<span>{escape(given.get('alt') or '')}</span>")
            return
        self._write("img", list({**given, "src": link.href}.items()), is_changed=True)

    def _start_link(self, given: dict[str, str | None]) -> None:
        kinds = (given.get("rel") or "").split()
        if not {"stylesheet", "icon", "alternate"} & set(kinds):
            return
        link = self.resolve(given.get("href") or "")
        if link.where is Where.INSIDE:
            self._write("link", list({**given, "href": link.href}.items()), is_changed=True)

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
        kept = [(name, value) for name, value in attrs if _is_kept(name) and not (is_changed and value is None)]
        raw = self.get_starttag_text()
        if not is_changed and raw is not None and len(kept) == len(attrs):
            self.out.append(raw)
            return
        said = "".join(f" {name}" if value is None else f' {name}="{escape(value)}"' for name, value in kept)
        self.out.append(f"<{tag}{said}{end}>")

    def handle_data(self, data: str) -> None:
        if not self.skipped:
            self.out.append(data)

    def handle_entityref(self, name: str) -> None:
        self.handle_data(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.handle_data(f"&#{name};")

    def handle_decl(self, decl: str) -> None:
        self.out.append(f"<!{decl}>")


def _is_kept(name: str) -> bool:
    if name.startswith("data-"):
        return name in KEPT_DATA
    return name not in NEVER_KEPT and not name.startswith(("on", "hx-", "form"))


def _gone_words() -> str:
    return _("（この記録にはありません）")
