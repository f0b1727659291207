"""``jukugi places import``: a list of public facilities from a file, put right, with a report of every repair."""

import argparse
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from jukugi.apps.places.enums.facilities import PROBLEM_WORDS, REPAIR_WORDS, STANDARD_WORDS
from jukugi.kit.files import write_whole
from jukugi.project.table_files import (
    TABLE_FAULT_WORDS,
    Refused,
    TableFault,
    TableFile,
    check_out,
    csv_bytes,
    json_bytes,
    open_table,
    refusal,
)

if TYPE_CHECKING:
    from jukugi.core.geo.facilities import Imported, Problem


def import_facilities(options: argparse.Namespace) -> int:
    """Read, put right, write the list and the report. Raises Refused, OSError."""
    from jukugi.core.geo.facilities import read_facilities
    from jukugi.core.geo.facility_columns import STANDARDS

    check_out(options.out, options.file)
    check_out(options.report, options.file, option="report")
    if options.out.absolute() == options.report.absolute():
        raise Refused("--out と --report が同じファイルです。別の名前を書いてください。")
    table = open_table(options.file, {})
    rows = [(line, list(row.values())) for line, row in table.rows]
    found = read_facilities(table.header, rows, standard=options.standard)
    if "name" not in found.columns.values():
        raise refusal({table.path: [TableFault("missing_column", 1, "名称", "、".join(table.header))]}, {})
    document = _report(table, found, _encoding(options.file.read_bytes()))
    write_whole(options.out, csv_bytes(list(STANDARDS[found.standard]), found.rows))
    write_whole(options.report, json_bytes(document))
    print("\n".join(_summary(options, document)))
    return 0


def _encoding(content: bytes) -> str:
    """How the file is written, by its name."""
    from jukugi.kit.workbooks import is_workbook

    if is_workbook(content):
        return "xlsx"
    for mark, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return name
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "cp932"
    return "utf-8"


def _report(table: TableFile, found: "Imported", encoding: str) -> dict[str, Any]:
    """Every repair, everything that could not be put right, every row that is not in the result."""
    lost = [
        {
            "row": fault.row,
            "column": fault.column or "",
            "code": fault.code,
            "value": fault.value,
            "words": f"{TABLE_FAULT_WORDS[fault.code]}（この行は書いていません）",
        }
        for fault in table.faults
    ]
    return {
        "file": table.path.name,
        "encoding": encoding,
        "standard": {"read": found.standard_read, "written": found.standard},
        "rows": {
            "read": len(table.rows) + len(table.faults),
            "written": len(found.rows),
            "refused": len(found.refused) + len(table.faults),
        },
        "columns": [{"from": name, "field": field} for name, field in found.columns.items()],
        "left_out_columns": found.left_out,
        "repairs": [
            {**asdict(repair), "words": REPAIR_WORDS[repair.code]}
            for repair in sorted(found.repairs, key=lambda each: each.row)
        ],
        "problems": _told(found.problems),
        "refused": sorted([*_told(found.refused), *lost], key=lambda each: each["row"] or 0),
        "missing": [{"column": column, "rows": rows} for column, rows in found.missing.items()],
    }


def _told(problems: "Sequence[Problem]") -> list[dict[str, Any]]:
    return [
        {**asdict(problem), "words": PROBLEM_WORDS[problem.code]}
        for problem in sorted(problems, key=lambda each: each.row)
    ]


def _summary(options: argparse.Namespace, document: Mapping[str, Any]) -> list[str]:
    rows, read = document["rows"], document["standard"]["read"]
    kinds = Counter(repair["words"] for repair in document["repairs"])
    lines = [
        f"{options.file.name}（{document['encoding']}、{STANDARD_WORDS.get(read, '標準でない列')}）"
        f"の{rows['read']:,}行のうち、"
        f"{rows['written']:,}行を{STANDARD_WORDS[document['standard']['written']]}の形で書きました。",
        *(f"- {words}：{count:,}か所" for words, count in kinds.most_common()),
    ]
    lines += [
        f"直せません：{_where(each)}：{each['words']}。" for each in (*document["problems"], *document["refused"])
    ]
    lines += [f"標準で要る「{each['column']}」が、{len(each['rows']):,}行で空です。" for each in document["missing"]]
    if document["left_out_columns"]:
        lines.append(f"標準にない列は書いていません：{'、'.join(document['left_out_columns'])}")
    return [*lines, f"結果を {options.out} に、直したことの一覧を {options.report} に書きました。"]


def _where(each: Mapping[str, Any]) -> str:
    column = f"「{each['column']}」列" if each["column"] else ""
    return f"{each['row']}行目{column}" + (f"（{each['value'][:60]}）" if each["value"] else "")
