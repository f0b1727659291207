"""Files that are kept as they came: looked at by what they are, not by what they are called.

Photos are drawn anew (``kit.photos``) and tables are read as text (``kit.sheets``); neither is kept. What is given out
again as it came (a PDF, a paper of office software) holds nothing that runs, and unpacks to what a machine can hold.
"""

import io
import re
import zipfile

UNPACKED_AT_MOST = 200 * 1024 * 1024
PARTS_AT_MOST = 5000
PDF = b"%PDF-"
MAIN_PARTS = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}
# Macros, controls and programs within. A chart keeps its numbers as a table within: that is no program.
RUNS = re.compile(r"vbaproject|activex|oleobject|customui", re.IGNORECASE)
# PDF 32000-1:2008, 12.6: actions that run a script, start a program or open a file beside it; 7.11.4: files within.
PDF_RUNS = re.compile(rb"/(?:JavaScript|JS|Launch|EmbeddedFile|RichMedia|XFA)(?![A-Za-z])")


class NotThatPaper(Exception):
    """The file is not of the kind that its name says, or is broken."""


class RunsSomething(Exception):
    """The file holds a macro, a script, or another file."""


class UnpacksTooFar(Exception):
    """A small file that would fill the machine of whoever opens it."""


def check_paper(kind: str, content: bytes) -> None:
    """Look at a PDF or a paper of office software before it is kept.

    ``kind``: pdf, docx, xlsx or pptx. Raises NotThatPaper, RunsSomething or UnpacksTooFar. Nothing is unpacked. A
    script that a PDF hides in a packed part is not found here: it is given out in a way that lets nothing run.
    """
    if kind == "pdf":
        if not content.startswith(PDF):
            raise NotThatPaper
        if PDF_RUNS.search(content):
            raise RunsSomething
        return
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
    except zipfile.BadZipFile as error:
        raise NotThatPaper from error
    names = [part.filename for part in parts]
    if MAIN_PARTS[kind] not in names or "[Content_Types].xml" not in names:
        raise NotThatPaper
    if len(parts) > PARTS_AT_MOST or sum(part.file_size for part in parts) > UNPACKED_AT_MOST:
        raise UnpacksTooFar
    if any(RUNS.search(name) for name in names):
        raise RunsSomething
