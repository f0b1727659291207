"""A PDF as a reading machine sees it: the tree of tags, the text of each, and content that no tag speaks of."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pikepdf

PAINTING = {"Tj", "TJ", "'", '"', "f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "Do", "sh", "EI"}


@dataclass
class Tag:
    """An element of the structure: its kind, its text with that of its kids in order, its kids and attributes."""

    kind: str
    whole: str
    kids: "list[Tag]"
    element: pikepdf.Dictionary = field(repr=False)

    def all(self) -> "Iterator[Tag]":
        yield self
        for kid in self.kids:
            yield from kid.all()


class Read:
    """``tree`` the tags; ``untagged`` what is painted outside of them; ``artifacts`` the text of page numbers."""

    def __init__(self, content: bytes) -> None:
        self.pdf = pikepdf.open(io.BytesIO(content))
        self.untagged: list[str] = []
        self.artifacts: list[str] = []
        self._texts: dict[tuple[int, int], str] = {}
        for number, page in enumerate(self.pdf.pages):
            self._read_page(number, page)
        self._numbers = {page.obj.objgen: number for number, page in enumerate(self.pdf.pages)}
        root = self.pdf.Root.StructTreeRoot
        self.tree = self._tag(root.K[0], None)

    def _read_page(self, number: int, page: pikepdf.Page) -> None:
        letters = {str(name): _letters(font) for name, font in page.Resources.Font.items()}
        open_marks: list[int | None] = []
        font = ""
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            if name in ("BDC", "BMC"):
                has_place = name == "BDC" and "/MCID" in operands[1]
                open_marks.append(int(operands[1].MCID) if has_place else None)
            elif name == "EMC":
                open_marks.pop()
            elif name == "Tf":
                font = str(operands[0])
            if name in PAINTING and not open_marks:
                self.untagged.append(f"page {number + 1}: {name}")
            if name in ("Tj", "TJ"):
                words = "".join(_words(operands[0], letters[font]))
                if open_marks[-1] is None:
                    self.artifacts.append(words)
                else:
                    place = (number, open_marks[-1])
                    self._texts[place] = self._texts.get(place, "") + words

    def _tag(self, element: pikepdf.Dictionary, page: int | None) -> Tag:
        page = self._numbers[element.Pg.objgen] if "/Pg" in element else page
        whole = ""
        kids: list[Tag] = []
        for kid in element.get("/K", []):
            if isinstance(kid, int):
                whole += self._texts.pop((page, kid), "")  # a picture has no words
            elif kid.get("/Type") != "/OBJR":
                kids.append(self._tag(kid, page))
                whole += kids[-1].whole
        return Tag(str(element.S)[1:], whole, kids, element)

    @property
    def unreached(self) -> dict[tuple[int, int], str]:
        """Text with a mark that no branch of the tree holds."""
        return self._texts


def _letters(font: pikepdf.Dictionary) -> dict[int, str]:
    """The letters of each glyph by the font's ToUnicode."""
    table = font.ToUnicode.read_bytes().decode("latin-1")
    found = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for glyph, letters in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            found[int(glyph, 16)] = bytes.fromhex(letters).decode("utf-16-be")
    return found


def _words(operand, letters: dict[int, str]) -> Iterator[str]:
    pieces = operand if isinstance(operand, pikepdf.Array) else [operand]
    for piece in pieces:
        if isinstance(piece, pikepdf.String):
            content = bytes(piece)
            yield from (letters[int.from_bytes(content[at : at + 2], "big")] for at in range(0, len(content), 2))
