"""The table of personal codes, brought back for the letters: codes are kept nowhere else in plain."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from jukugi.apps.surveys.models import PersonalCode, Survey
from jukugi.apps.surveys.papers import CodeOfLetter
from jukugi.apps.surveys.policies import code_digest
from jukugi.kit.sheets import FaultySheet, SheetFault, file_fault_words, read_sheet, row_fault_words

CODE, ADDRESS = "回答番号", "アドレス"
LETTERS_AT_ONCE = 100
"""So many letters are one file, made while somebody waits; the command makes any number."""
ROWS_AT_MOST = 20_000


def codes_of_table(content: bytes, survey: Survey) -> list[CodeOfLetter]:
    """The rows of a table as it was given out, in its order. A query for 500 rows.

    Raises FaultySheet with every row that is no code of this survey, or leads elsewhere.
    """
    sheet = read_sheet(content, wanted=(CODE, ADDRESS), key=CODE)
    digests = [code_digest(row[CODE]) for _line, row in sheet.rows]
    known: set[str] = set()
    codes = PersonalCode.objects.filter(audience__survey=survey)
    for start in range(0, len(digests), 500):
        known |= set(codes.filter(digest__in=digests[start : start + 500]).values_list("digest", flat=True))
    faults = []
    for (line, row), digest in zip(sheet.rows, digests, strict=True):
        if digest not in known:
            faults.append(SheetFault("unknown_code", line, CODE))
        elif not _leads_here(row, survey):
            faults.append(SheetFault("leads_elsewhere", line, ADDRESS))
    if faults:
        raise FaultySheet(faults)
    return [CodeOfLetter(row[CODE], row[ADDRESS]) for _line, row in sheet.rows]


def fault_lines(faults: Sequence[SheetFault]) -> list[str]:
    """What is wrong with each row, and what to do. Codes are not repeated."""
    return [_words(fault) for fault in faults]


def _leads_here(row: dict[str, str], survey: Survey) -> bool:
    plain = row[CODE].strip().replace("-", "").replace(" ", "").lower()
    site, _found, rest = row[ADDRESS].strip().partition(survey.get_absolute_url())
    return site.startswith(("https://", "http://")) and rest == f"?code={plain}"


def _words(fault: SheetFault) -> str:
    if fault.row is None:
        return file_fault_words(fault, rows_at_most=ROWS_AT_MOST)
    told = {
        "missing_column": _("「%(name)s」の列がありません。受け取ったままの表を選んでください。"),
        "empty": _("「%(name)s」が空です。この行を消すか、受け取ったときの値に戻してください。"),
        "repeated": _("同じ「%(name)s」が前の行にもあります。この行を消してください。"),
        "unknown_code": _(
            "「%(name)s」が、このアンケートの番号ではありません。ほかのアンケートの表でないか、確かめてください。"
        ),
        "leads_elsewhere": _(
            "「%(name)s」が、このアンケートとこの番号のものではありません。受け取ったときの値に戻してください。"
        ),
    }
    words = told[fault.code] % {"name": fault.column or ""} if fault.code in told else row_fault_words(fault)
    return _("%(row)d行目：%(words)s") % {"row": fault.row, "words": words}
