"""The result document as files: to read, to print, to go on writing in, to reckon with."""

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from enum import StrEnum

from jukugi.apps.public_comments.papers.paper import result_paper
from jukugi.apps.public_comments.papers.tables import result_csv, result_xlsx
from jukugi.core.consultation import ConsultationResult
from jukugi.kit.papers import NoJapaneseFont, PrintingUnavailable, paper_docx, paper_file, paper_pdf


class ResultForm(StrEnum):
    """A file of the result; the value is the end of its name."""

    HTML = "html"
    WORD = "docx"
    PDF = "pdf"
    WORKBOOK = "xlsx"
    TABLE = "csv"


ALL_FORMS = tuple(ResultForm)


def result_files(result: ConsultationResult, forms: Iterable[ResultForm] = ALL_FORMS) -> Mapping[ResultForm, bytes]:
    """The files, by form. In jobs and commands only. Where the machine cannot print, the PDF is left out.

    18,000 letters take five minutes of processor time; the PDF is set beside the others.
    """
    paper = result_paper(result)
    makers: dict[ResultForm, Callable[[], bytes]] = {
        ResultForm.PDF: lambda: paper_pdf(paper),
        ResultForm.HTML: lambda: paper_file(paper),
        ResultForm.WORD: lambda: paper_docx(paper),
        ResultForm.WORKBOOK: lambda: result_xlsx(result),
        ResultForm.TABLE: lambda: result_csv(result),
    }
    wanted = [form for form in makers if form in set(forms)]
    files: dict[ResultForm, bytes] = {}
    with ThreadPoolExecutor(1) as beside:
        printing = beside.submit(makers[ResultForm.PDF]) if ResultForm.PDF in wanted else None
        files |= {form: makers[form]() for form in wanted if form is not ResultForm.PDF}
        if printing is not None:
            with suppress(PrintingUnavailable, NoJapaneseFont):
                files[ResultForm.PDF] = printing.result()
    return {form: files[form] for form in ALL_FORMS if form in files}
