"""Files of a result: the same figures as its pages, in open forms, with a code book; and rows of sheets, for staff."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.surveys.counted.packing import canonical
from jukugi.apps.surveys.enums import Kind
from jukugi.apps.surveys.models import Question as QuestionRow
from jukugi.apps.surveys.models import Survey
from jukugi.apps.surveys.queries.counting import counted_sheets
from jukugi.apps.surveys.queries.resulting import NAMES, Asked, Base, Cell, Line, Part, result_view
from jukugi.core.questionnaire import words_key
from jukugi.kit.papers.package import fixed
from jukugi.kit.sheets import safe_cell

Row = Sequence[Any]
FILES = {
    "csv": gettext_lazy("結果の表（CSV）"),
    "cross.csv": gettext_lazy("区や年代などで分けた表（CSV）"),
    "codebook.csv": gettext_lazy("符号表：列と番号の意味（CSV）"),
    "xlsx": gettext_lazy("すべての表（Excel）"),
    "json": gettext_lazy("結果そのもの（JSON）"),
}
TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json"}
TYPES["xlsx"] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

COLUMNS = {
    "audience": gettext_lazy("だれの答えか"),
    "question": gettext_lazy("問いの番号"),
    "code": gettext_lazy("問いの符号"),
    "label": gettext_lazy("問い"),
    "row": gettext_lazy("表の行"),
    "option": gettext_lazy("選択肢の番号"),
    "option_label": gettext_lazy("選択肢"),
    "asked": gettext_lazy("その問いを聞かれた人の数"),
    "answered": gettext_lazy("聞かれて答えた人の数。割合の分母"),
    "count": gettext_lazy("選んだ人の数（順に選ぶ問いは、一番に選んだ人の数）。空は、少ないため示さない数"),
    "share": gettext_lazy("割合（0から1）"),
    "low": gettext_lazy("95%の区間の下の端（ウィルソン）"),
    "high": gettext_lazy("95%の区間の上の端（ウィルソン）"),
    "weighted_share": gettext_lazy("重み付けした割合。空は、重み付けしていないか示さない数"),
    "weighted_low": gettext_lazy("重み付けした割合の区間の下の端"),
    "weighted_high": gettext_lazy("重み付けした割合の区間の上の端"),
    "edition": gettext_lazy("どの版からの数か"),
}
CROSS = {
    "by": gettext_lazy("何で分けたか"),
    "group": gettext_lazy("分けた組の符号。空は答えなし"),
    "group_label": gettext_lazy("分けた組"),
    "size": gettext_lazy("その組で答えた人みんなの数（答えなしも入れる）。分けた表の割合の分母"),
}
CROSS_COLUMNS = ("audience", "question", "code", "label", "row", *CROSS, "option", "option_label", "count", "edition")


def result_file(document: dict[str, Any], form: str) -> bytes:
    """A file of ``FILES``. The JSON has the bytes whose fingerprint stands on the page."""
    match form:
        case "json":
            return canonical(document)
        case "csv":
            return csv_of([tuple(COLUMNS), *figures(document)])
        case "cross.csv":
            return csv_of([CROSS_COLUMNS, *crossed(document)])
        case "codebook.csv":
            return csv_of(code_book(document))
        case "xlsx":
            return _workbook(document)
    raise KeyError(form)


def figures(document: dict[str, Any]) -> Iterator[Row]:
    """A row for each option of each question and audience; questions without options have one row of sums."""
    for question in result_view(document).questions:
        if not question.parts:
            for base in question.bases:
                head = (base.asked_by.name, question.number, question.code, question.label, "", "", "")
                yield (*head, base.asked, base.answered, *[None] * 7, base.since)
        whole = {base.asked_by.code: base for base in question.bases}
        for part in question.parts:
            yield from _of_part((question.number, question.code, question.label), part, whole)


def _of_part(head: Row, part: Part, whole: dict[str, Base]) -> Iterator[Row]:
    for line in part.lines:
        for cell in line.cells:
            base = next(each for each in part.bases if each.asked_by.code == cell.asked.code)
            yield _figure(head, part, line, cell, base, whole[cell.asked.code].since)


def _figure(head: Row, part: Part, line: Line, cell: Cell, base: Base, since: int | None) -> Row:
    asked = base.asked
    ends = (cell.interval.low, cell.interval.high) if cell.interval else (None, None)
    weighted = (cell.weighted_interval.low, cell.weighted_interval.high) if cell.weighted_interval else (None, None)
    told = (cell.count, _rounded(cell.share), *map(_rounded, ends), cell.weighted, *map(_rounded, weighted))
    return (cell.asked.name, *head, part.label, line.place + 1, line.label, asked, base.answered, *told, since)


def _rounded(figure: float | None) -> float | None:
    return None if figure is None else round(figure, 4)


def crossed(document: dict[str, Any]) -> Iterator[Row]:
    """A row for each cell of each table by attribute, and of two questions."""
    names = {one["code"]: one for one in document["audiences"]}
    for number, one in enumerate(document["questions"], start=1):
        options = [
            *((place, label) for place, (_c, label, _o) in enumerate(one["options"], start=1)),
            (0, _("答えなし・対象外")),
        ]
        rows = [label for _code, label in one["rows"]] or [""]
        for code, entry in one["of"].items():
            for by, table in entry.get("cross", {}).items():
                labels = {group: label or _("答えなし") for group, label, _size in names[code]["groups"][by]}
                for row, lines in zip(rows, table["cells"], strict=True):
                    for (place, label), cells in zip(options, lines, strict=True):
                        for group, size, count in zip(table["groups"], table["sizes"], cells, strict=True):
                            yield (
                                names[code]["name"], number, one["code"], one["label"], row, str(NAMES[by]), group,
                                labels.get(group, group), size, place, label, count, table.get("since"),
                            )  # fmt: skip
    yield from _paired(document, names)


def _paired(document: dict[str, Any], names: dict[str, Any]) -> Iterator[Row]:
    numbers = {one["code"]: (number, one) for number, one in enumerate(document["questions"], start=1)}
    for code, pairs in document["pairs"].items():
        for name, table in pairs.items():
            (number, one), (other_number, other) = (numbers[each] for each in name.split(" "))
            by = _("問%(number)s") % {"number": other_number}
            nothing = (0, _("答えなし"))
            downs = [*((place, label) for place, (_c, label, _o) in enumerate(one["options"], start=1)), nothing]
            groups = [*((option, label) for option, label, _o in other["options"]), ("", nothing[1])]
            own = other["of"][code]
            sizes = [*own["counts"], names[code]["sheets"] - own["answered"]]
            for (place, label), cells in zip(downs, table["cells"], strict=True):
                for (group, group_label), size, count in zip(groups, sizes, cells, strict=True):
                    yield (
                        names[code]["name"], number, one["code"], one["label"], "", by, group, group_label, size,
                        place, label, count, table.get("since"),
                    )  # fmt: skip


def code_book(document: dict[str, Any]) -> list[Row]:
    """What each column and each number means."""
    rows: list[Row] = [(_("種類"), _("符号"), _("番号"), _("意味"))]
    rows += [(_("列"), name, "", str(meaning)) for name, meaning in (COLUMNS | CROSS).items()]
    for number, one in enumerate(document["questions"], start=1):
        rows.append((_("問い"), one["code"], number, f"{one['label']}（{Kind(one['kind']).label}）"))
        rows += [
            (_("選択肢"), one["code"], place, label) for place, (_c, label, _o) in enumerate(one["options"], start=1)
        ]
        rows += [(_("表の行"), one["code"], place, label) for place, (_c, label) in enumerate(one["rows"], start=1)]
        if one["options"]:
            rows.append((_("選択肢"), one["code"], 0, _("答えなし。条件に合わず聞かれなかった人も入れる")))
    return rows


def csv_of(rows: Iterable[Row]) -> bytes:
    """UTF-8 with a mark, which office software needs."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([safe_cell(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _workbook(document: dict[str, Any]) -> bytes:
    from openpyxl import Workbook  # 30 ms and 10 MB: only for whoever takes a workbook

    book = Workbook(write_only=True)
    view = result_view(document)
    sheets: list[tuple[str, Iterable[Row]]] = [
        (_("はじめに"), _first_sheet(document, view.audiences)),
        (_("結果"), [tuple(COLUMNS), *figures(document)]),
        (_("分けた表"), [CROSS_COLUMNS, *crossed(document)]),
        (_("符号表"), code_book(document)),
    ]
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append([safe_cell(cell) if isinstance(cell, str) else cell for cell in row])
    out = io.BytesIO()
    book.save(out)
    return fixed(out.getvalue())


def _first_sheet(document: dict[str, Any], audiences: list[Asked]) -> Iterator[Row]:
    yield (_("題名"), document["survey"]["title"])
    yield (_("実施"), f"{document['survey']['from']}〜{document['survey']['to']}")
    yield (_("版"), document["edition"])
    yield (_("数えた時"), document["inputs"]["as_of"])
    yield (_("回答の指紋"), document["inputs"]["digest"])
    yield (_("プログラムの版"), document["inputs"]["version"])
    for one in audiences:
        yield (one.name, one.selection, one.asked, one.sheets, one.limits)
    yield (_("注意"), _("5人に満たない数と、引き算で分かってしまう数は空にしてあります。"))


def sheet_rows(survey: Survey, questions: list[QuestionRow], *, with_words: bool) -> Iterator[Row]:
    """A row for each sheet that is counted, for staff; words of people only where asked for. One query."""
    told = [one for one in questions if with_words or one.kind != Kind.TEXT]
    yield (
        "sheet",
        "audience",
        "channel",
        "received_on",
        *(name for one in told for name in _names(one, with_words=with_words)),
    )
    for sheet in counted_sheets(survey).select_related("audience").order_by("pk").iterator(chunk_size=2_000):
        cells = [cell for one in told for cell in _cells(one, sheet.answers, with_words=with_words)]
        yield (sheet.pk, sheet.audience.name, sheet.channel, f"{sheet.received_at:%Y-%m-%d}", *cells)


def _names(one: QuestionRow, *, with_words: bool) -> Iterator[str]:
    options = [option.code for option in one.options.all()]
    if one.kind in (Kind.MULTIPLE, Kind.RANKING):
        yield from (f"{one.code}_{option}" for option in options)
    elif one.kind == Kind.MATRIX:
        yield from (f"{one.code}_{row.code}" for row in one.rows.all())
    else:
        yield one.code
    if with_words and any(option.asks_words for option in one.options.all()):
        yield f"{one.code}_words"


def _cells(one: QuestionRow, answers: dict[str, Any], *, with_words: bool) -> Iterator[Any]:
    given = answers.get(one.code)
    options = [option.code for option in one.options.all()]
    if one.kind == Kind.MULTIPLE:
        yield from (None if given is None else int(option in given) for option in options)
    elif one.kind == Kind.RANKING:
        yield from (None if given is None or option not in given else given.index(option) + 1 for option in options)
    elif one.kind == Kind.MATRIX:
        yield from ((given or {}).get(row.code) for row in one.rows.all())
    else:
        yield given
    if with_words and any(option.asks_words for option in one.options.all()):
        yield answers.get(words_key(one.code))
