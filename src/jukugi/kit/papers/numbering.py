"""Page numbers of a joined paper, as artifacts: no content for a reading machine."""

import io
import re
from typing import Any

from jukugi.kit.papers.setting import set_document

_FONT = "/PageNumbers"
_SIZE = 9
_BASELINE = 31
"""Points above the edge of the sheet, in the middle of the lower margin."""
_SIGNS = "0123456789/ "
_PAGE = f'<!doctype html><html lang="ja"><head><title>0</title></head><body><p>{_SIGNS}</p></body></html>'


class PageNumbers:
    """Writes 3 / 120 in the lower margin of every page, with figures of the font that the pages are set in."""

    def __init__(self, whole: Any) -> None:
        import pikepdf

        self._whole = whole
        self._sheet = pikepdf.open(io.BytesIO(set_document(_PAGE, is_part=True)))
        (font,) = self._sheet.pages[0].Resources.Font.values()
        self._font = whole.copy_foreign(self._sheet.make_indirect(font))
        glyphs = {letter: glyph for glyph, letter in _letters(font)}
        self._glyphs = glyphs
        self._widths = _widths(font.DescendantFonts[0])

    def stamp(self) -> None:
        total = len(self._whole.pages)
        for number, page in enumerate(self._whole.pages, start=1):
            page.add_resource(self._font, "/Font", name=_FONT)  # a name of its own choice would be a chance one
            page.contents_add(self._whole.make_stream(self._content(f"{number} / {total}", page)))

    def _content(self, words: str, page: Any) -> bytes:
        glyphs = [self._glyphs[letter] for letter in words]
        width = sum(self._widths[glyph] for glyph in glyphs) * _SIZE / 1000
        across = (float(page.mediabox[2]) - width) / 2
        told = "".join(f"{glyph:04x}" for glyph in glyphs)
        return (
            f"q /Artifact BMC 0 g BT {_FONT} {_SIZE} Tf 1 0 0 1 {across:.2f} {_BASELINE} Tm <{told}> Tj ET EMC Q"
        ).encode()


def _letters(font: Any) -> list[tuple[int, str]]:
    """Glyphs with their letters, by the font's ToUnicode."""
    table = font.ToUnicode.read_bytes().decode("latin-1")
    found = []
    for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for glyph, letters in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            found.append((int(glyph, 16), bytes.fromhex(letters).decode("utf-16-be")))
    return found


def _widths(font: Any) -> dict[int, float]:
    """Thousandths of the size by glyph: /W is first glyph, list of widths, and so on."""
    found: dict[int, float] = {}
    listed = font.W
    for at in range(0, len(listed), 2):
        found |= {int(listed[at]) + step: float(width) for step, width in enumerate(listed[at + 1])}
    return found
