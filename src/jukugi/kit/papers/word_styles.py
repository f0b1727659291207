"""The styles of a paper in Word: a Japanese font every Windows has, the language, A4, headings in black."""

from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

GOTHIC, GOTHIC_JAPANESE = "BIZ UDPGothic", "BIZ UDPゴシック"
"""A universal-design font that Windows brings since 2018; elsewhere the office program takes its own."""
TEXT_WIDTH = 210 - 2 * 24
_BLACK = RGBColor(0, 0, 0)
_HEADING_SIZES = {1: 14, 2: 12, 3: 11, 4: 10.5, 5: 10.5, 6: 10.5}
_WORD = "http://schemas.microsoft.com/office/word"


def set_styles(document: Any, *, lang: str) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(24)
    section.top_margin, section.bottom_margin = Mm(26), Mm(24)
    _set_defaults(document, lang)
    _drop_thumbnail(document)
    styles = document.styles
    normal = _dressed(styles["Normal"], 10.5)
    normal.paragraph_format.line_spacing = 1.5
    normal.paragraph_format.space_after = Pt(2)
    normal.paragraph_format.widow_control = True
    for level, size in _HEADING_SIZES.items():
        heading = _dressed(styles[f"Heading {level}"], size, is_bold=True)
        _spaced(heading, before=20 - 3 * min(level, 4), after=6 if level == 1 else 3, keeps=True)
    _line(styles["Heading 1"], ("bottom",))
    title = _dressed(styles["Title"], 19, is_bold=True)
    _spaced(title, before=26, after=4, align=WD_ALIGN_PARAGRAPH.CENTER)
    _line(title, ())
    subtitle = _dressed(styles["Subtitle"], 12)
    _spaced(subtitle, before=0, after=2, align=WD_ALIGN_PARAGRAPH.CENTER)
    for name in ("List Bullet", "List Bullet 2", "List Bullet 3", "List Number", "List Number 2", "List Number 3"):
        _dressed(styles[name], 10.5)
    caption = _dressed(styles["Caption"], 9.5, is_bold=True)
    _spaced(caption, before=8, after=2)
    for name in ("Header", "Footer"):
        _dressed(styles[name], 8.5)
    _add_own(document)


def _add_own(document: Any) -> None:
    """Styles that Word has no name for."""
    body = _new(document, "Paper Text", 10.5)
    _indent(body, first_letters=1)
    _spaced(_new(document, "Issuer", 10.5), before=0, after=0, align=WD_ALIGN_PARAGRAPH.RIGHT)
    sample = _new(document, "Sample Note", 9)
    _spaced(sample, before=0, after=8, align=WD_ALIGN_PARAGRAPH.CENTER)
    sample.paragraph_format.left_indent = sample.paragraph_format.right_indent = Mm(2)
    _line(sample, ("top", "left", "bottom", "right"))
    _spaced(_new(document, "Contents Title", 13, is_bold=True), before=14, after=6, align=WD_ALIGN_PARAGRAPH.CENTER)
    for level in (1, 2):
        listed = _new(document, f"toc {level}", 10.5)
        listed.paragraph_format.left_indent = Pt(21 * (level - 1))
        listed.paragraph_format.space_after = Pt(1)
        listed.paragraph_format.tab_stops.add_tab_stop(Mm(TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    for name, before, after, is_bold in (("Notice Title", 8, 0, True), ("Notice", 0, 8, False)):
        notice = _new(document, name, 10.5, is_bold=is_bold)
        _spaced(notice, before=before, after=after, keeps=is_bold)
        notice.paragraph_format.left_indent = notice.paragraph_format.right_indent = Mm(3)
        _line(notice, ("top", "left", "bottom", "right"))
    _spaced(_new(document, "Figure", 10.5), before=8, after=2, keeps=True)
    cell = _new(document, "Cell", 9.5)
    _spaced(cell, before=1, after=1)
    cell.paragraph_format.line_spacing = 1.2
    _spaced(_new(document, "Table Note", 8.5), before=0, after=2, keeps=True)
    quote = _new(document, "Quoted", 10.5)
    quote.paragraph_format.left_indent = Pt(21)
    _line(quote, ("left",))
    link = document.styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    link.font.color.rgb, link.font.underline = RGBColor(0x00, 0x42, 0x8C), True


def _new(document: Any, name: str, size: float, *, is_bold: bool = False) -> Any:
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    return _dressed(style, size, is_bold=is_bold)


def _dressed(style: Any, size: float, *, is_bold: bool = False) -> Any:
    """Font, size and ink; the theme's own fonts and colours go."""
    style.font.size, style.font.bold, style.font.italic = Pt(size), is_bold, False
    style.font.color.rgb = _BLACK
    properties = style.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for name in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{name}"), GOTHIC)
    fonts.set(qn("w:eastAsia"), GOTHIC_JAPANESE)
    for tag in ("w:spacing", "w:kern"):
        for element in properties.findall(qn(tag)):
            properties.remove(element)
    return style


def _spaced(
    style: Any, *, before: float, after: float, align: WD_ALIGN_PARAGRAPH | None = None, keeps: bool = False
) -> None:
    form = style.paragraph_format
    form.space_before, form.space_after, form.keep_with_next = Pt(before), Pt(after), keeps
    if align is not None:
        form.alignment = align


def _line(style: Any, sides: tuple[str, ...]) -> None:
    """Lines around a paragraph; none where ``sides`` is empty."""
    properties = style.element.get_or_add_pPr()
    for element in properties.findall(qn("w:pBdr")):
        properties.remove(element)
    if not sides:
        return
    borders = OxmlElement("w:pBdr")
    for side in sides:
        line = OxmlElement(f"w:{side}")
        for name, value in (
            ("val", "single"),
            ("sz", "8"),
            ("space", "4" if len(sides) > 1 else "2"),
            ("color", "000000"),
        ):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    # The schema wants an order; what may stand before the lines is named here.
    before = (
        "pStyle",
        "keepNext",
        "keepLines",
        "pageBreakBefore",
        "framePr",
        "widowControl",
        "numPr",
        "suppressLineNumbers",
    )
    place = sum(child.tag in {qn(f"w:{name}") for name in before} for child in properties)
    properties.insert(place, borders)


def _indent(style: Any, *, first_letters: int) -> None:
    """By letters, as Japanese papers do: it follows the size of the letter."""
    style.paragraph_format.first_line_indent = Pt(10.5 * first_letters)
    style.element.pPr.ind.set(qn("w:firstLineChars"), str(100 * first_letters))


def _set_defaults(document: Any, lang: str) -> None:
    defaults = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    spoken = defaults.find(qn("w:lang"))
    for name in ("val", "eastAsia"):
        spoken.set(qn(f"w:{name}"), lang)
    settings = document.settings.element
    for old in settings.findall(qn("w:compat")):
        settings.remove(old)
    compat = OxmlElement("w:compat")
    mode = OxmlElement("w:compatSetting")
    for name, value in (("name", "compatibilityMode"), ("uri", _WORD), ("val", "15")):
        mode.set(qn(f"w:{name}"), value)
    compat.append(mode)
    following = settings.find(qn("w:rsids"))
    if following is None:
        settings.append(compat)
    else:
        following.addprevious(compat)


def _drop_thumbnail(document: Any) -> None:
    """The template's own picture of an empty page."""
    relations = document.part.package.rels
    for key in [key for key, relation in relations.items() if relation.reltype.endswith("/thumbnail")]:
        del relations[key]
