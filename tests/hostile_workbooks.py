"""Workbooks (XLSX) written by hand, so that they may be wrong where a library would not let them."""

import io
import zipfile
from dataclasses import dataclass
from xml.sax.saxutils import escape

Rows = list[list[str]]
FORMATS = "http://schemas.openxmlformats.org"
MAIN = f"{FORMATS}/spreadsheetml/2006/main"
RELATIONS = f"{FORMATS}/officeDocument/2006/relationships"
PACKAGE = f"{FORMATS}/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
SHEET = "xl/worksheets/sheet1.xml"
TYPES = f"""<Types xmlns="{PACKAGE}/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/xl/workbook.xml" ContentType="{KIND}.sheet.main+xml"/>
<Override PartName="/{SHEET}" ContentType="{KIND}.worksheet+xml"/>
<Override PartName="/xl/styles.xml" ContentType="{KIND}.styles+xml"/></Types>"""
START = f"""<Relationships xmlns="{PACKAGE}/relationships">
<Relationship Id="rId1" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>"""
BOOK = f"""<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>
<sheet name="表" sheetId="1" state="visible" r:id="rId1"/></sheets></workbook>"""
BOOK_PARTS = f"""<Relationships xmlns="{PACKAGE}/relationships">
<Relationship Id="rId1" Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>
<Relationship Id="rId2" Type="{RELATIONS}/styles" Target="styles.xml"/></Relationships>"""
# The second style makes a day of a number.
STYLES = f"""<styleSheet xmlns="{MAIN}"><fonts count="1"><font/></fonts>
<fills count="1"><fill><patternFill/></fill></fills><borders count="1"><border/></borders>
<cellStyleXfs count="1"><xf/></cellStyleXfs>
<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs>
<cellStyles count="1"><cellStyle name="標準" xfId="0" builtinId="0"/></cellStyles></styleSheet>"""
# A few hundred letters that are 50 million when they are read.
ENTITIES = "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(8))
LAUGHS = f"""<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "{"ha" * 500}">{ENTITIES}]>
<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&i;</t></is></c></row></sheetData>
</worksheet>"""


@dataclass(frozen=True)
class Way:
    """How a workbook is spoiled. ``kind``, ``is_day``, ``is_formula``: the last cell of each row below the heading."""

    kind: str = ""
    is_day: bool = False
    is_formula: bool = False
    state: str = "visible"
    is_cut: bool = False
    laughs: bool = False
    without: str = ""
    reaches_far: bool = False


WAYS = [Way()] * 4
WAYS += [Way(kind=kind) for kind in "nsebd"]
WAYS += [Way(is_day=True), Way(is_formula=True), Way(reaches_far=True), Way(is_cut=True), Way(laughs=True)]
WAYS += [Way(state="hidden"), Way(state="veryHidden"), Way(without=SHEET), Way(without="xl/workbook.xml")]


def workbook(rows: Rows, way: Way | None = None) -> bytes:
    """These rows as the one sheet of a workbook."""
    way = way or Way()
    parts = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": START,
        "xl/workbook.xml": BOOK.replace("visible", way.state),
        "xl/_rels/workbook.xml.rels": BOOK_PARTS,
        "xl/styles.xml": STYLES,
        SHEET: LAUGHS if way.laughs else _sheet(rows, way),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            if name != way.without:
                package.writestr(name, text)
    content = out.getvalue()
    return content[: len(content) * 2 // 3] if way.is_cut else content


def _sheet(rows: Rows, way: Way) -> str:
    filled = []
    for number, row in enumerate(rows, start=1):
        cells = [_cell(words, f"{_letters(column)}{number}") for column, words in enumerate(row)]
        if number > 1 and row and (way.kind or way.is_day or way.is_formula):
            value = ("<f>1/0</f>" if way.is_formula else "") + f"<v>{_printable(row[-1])}</v>"
            place = f"{_letters(len(row) - 1)}{number}"
            cells[-1] = f'<c r="{place}" t="{way.kind or "n"}" s="{int(way.is_day)}">{value}</c>'
        if way.reaches_far and number == len(rows):
            cells.append(f'<c r="XFD{number}"><v>1</v></c>')
        filled.append(f'<row r="{number}">{"".join(cells)}</row>')
    return f'<worksheet xmlns="{MAIN}"><sheetData>{"".join(filled)}</sheetData></worksheet>'


def _cell(words: str, place: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{_printable(words)}</t></is></c>'


def _printable(words: str) -> str:
    """XML has no place for some signs; most writers leave them away."""
    shown = (each for each in words if each in "\t\n\r" or (each >= " " and each not in "\ufffe\uffff"))
    return escape("".join(shown))


def _letters(column: int) -> str:
    """A, B, … Z, AA: the name of a column counted from 0."""
    before, last = divmod(column, 26)
    return (_letters(before - 1) if before else "") + chr(65 + last)
