"""Pictures of a paper: SVG drawn by the server, let through by a list, and as PNG for Word."""

import re
from xml.etree import ElementTree

from jukugi.kit.writing import printable

SPACE = "http://www.w3.org/2000/svg"
_TAGS = {
    *["svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan", "title", "desc"],
    *["defs", "clipPath", "pattern", "linearGradient", "radialGradient", "stop", "marker"],
}
_ATTRIBUTES = {
    *["x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "d", "points", "width", "height", "viewBox", "id"],
    *["class", "dx", "dy", "transform", "offset", "opacity", "fill", "fill-opacity", "fill-rule", "stroke", "rotate"],
    *["stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "stroke-opacity", "stop-color"],
    *["font-size", "font-weight", "font-family", "text-anchor", "dominant-baseline", "letter-spacing", "textLength"],
    *["orient", "patternUnits", "patternTransform", "gradientUnits", "gradientTransform", "clip-path", "clipPathUnits"],
    *["preserveAspectRatio", "shape-rendering", "writing-mode", "refX", "refY", "markerWidth", "markerHeight"],
}  # fmt: skip
_ELSEWHERE = re.compile(r"url\((?!\s*#)|[<>]", re.IGNORECASE)
_FONT = "Noto Sans CJK JP"
PIXELS_ACROSS = 1800
"""Of a picture in Word: 16 cm at 286 dots an inch."""


class UnreadableFigure(ValueError):
    """Not one well-formed SVG element, or with a document type."""


def safe_svg(svg: str, *, alt: str) -> str:
    """The picture without scripts, styles, links and anything from elsewhere; ``alt`` is its name to listeners."""
    if "<!" in svg:
        raise UnreadableFigure("A figure has no document type, comments or CDATA")
    try:
        root = ElementTree.fromstring(printable(svg))  # noqa: S314 - without a document type there are no entities
    except ElementTree.ParseError as error:
        raise UnreadableFigure(str(error)) from error
    if root.tag.rpartition("}")[2] != "svg":
        raise UnreadableFigure(f"A figure is an svg element, not {root.tag}")
    cleaned = _cleaned(root)
    for child in [child for child in cleaned if child.tag in ("title", "desc")]:
        cleaned.remove(child)
    cleaned.attrib = {"xmlns": SPACE, "role": "img", "aria-label": printable(alt), **cleaned.attrib}
    return ElementTree.tostring(cleaned, encoding="unicode")


def _cleaned(element: ElementTree.Element) -> ElementTree.Element:
    """The element without namespaces; what is not on the lists is left out with all that is in it."""
    attributes = {name: value for name, value in element.attrib.items() if _may_stay(name, value)}
    found = ElementTree.Element(element.tag.rpartition("}")[2], attributes)
    found.text, found.tail = element.text, element.tail
    for child in element:
        if isinstance(child.tag, str) and child.tag.rpartition("}")[2] in _TAGS:
            found.append(_cleaned(child))
    return found


def _may_stay(name: str, value: str) -> bool:
    return name in _ATTRIBUTES and not _ELSEWHERE.search(value)


def png(svg: str, *, alt: str) -> bytes:
    """The picture for Word. In jobs only."""
    import resvg_py

    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=safe_svg(svg, alt=alt),
            width=PIXELS_ACROSS,
            background="#ffffff",
            font_family=_FONT,
            sans_serif_family=_FONT,
            languages=["ja"],
        )
    )
