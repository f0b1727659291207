"""Make tables of counts safe to publish, without settings or database."""

import argparse
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from jukugi.kit.files import write_whole
from jukugi.project.table_files import (
    Refused,
    TableFault,
    TableFile,
    csv_bytes,
    open_table,
    plain,
    refusal,
    refusal_of,
    told,
)

if TYPE_CHECKING:
    from jukugi.core.disclosure.linked import CountTable, LinkedTables, Place
    from jukugi.core.disclosure.suppression import Suppression

help = "公表する表の、小さい数を伏せる：引き算でも求められないように（設定もデータベースもいりません）"

COLUMNS = {
    "row": ("行", "表側", "rows"),
    "column": ("列", "表頭", "col", "columns"),
    "count": ("件数", "人数", "数", "値", "度数", "counts", "n", "value"),
}
TOTALS = frozenset(
    map(plain, ("", "計", "合計", "総計", "総数", "全体", "全て", "すべて", "total", "totals", "all", "sum"))
) | frozenset(map(plain, ("grand total", "margin", "overall", "行計", "列計", "人数計", "*")))
NOBODY = frozenset({"-", "‐", "―", "ー", "—"})

FAULT_WORDS = {
    "empty": "空です。0以上の整数を書いてください（だれもいなければ0）",
    "not_a_count": "0以上の整数ではありません。直してください",
    "repeated": "同じ行と列の組が前にもあります。どちらかを直してください",
    "wrong_sum": "合計が内訳の和と合いません。どちらかを直すか、足りない行を加えてください",
    "no_such_total": "表にない合計が、内訳の和の二通りで違います。足りない行を加えてください",
}


@dataclass(frozen=True)
class _Read:
    """A table, the lines of its figures, their places row by row, and labels that turned out to be totals."""

    file: TableFile
    table: "CountTable"
    line_of: "Mapping[Place, int]"
    places: "Sequence[Place]"
    understood: Sequence[str]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(title="すること", metavar="ACTION", dest="tables_action", required=True)
    suppress = actions.add_parser("suppress", help="小さい数と、それを引き算から守るための数を空にする")
    suppress.add_argument(
        "--tables", type=Path, required=True, metavar="DIR", help="row,column,count のCSVを置いたフォルダー"
    )
    suppress.add_argument("--k", type=int, required=True, metavar="N", help="公表してよい、いちばん少ない人数")
    suppress.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help="結果を書くフォルダー（なければつくる）"
    )
    suppress.add_argument(
        "--seconds", type=float, default=60.0, metavar="S", help="いちばん良い伏せ方を探す時間の上限（既定は60秒）"
    )


def run(options: argparse.Namespace) -> int:
    """Read all tables, choose, write; a refusal names the file, the row and what to do now."""
    return told(lambda: _suppress(options))


def _suppress(options: argparse.Namespace) -> int:
    from jukugi.core.disclosure.linked import WrongSums, link_tables
    from jukugi.core.disclosure.suppression import suppress

    if options.k < 1:
        raise Refused(f"--k の値 {options.k} は使えません。1以上の整数（ふつうは5）にしてください。")
    if not options.seconds > 0:
        raise Refused(f"--seconds の値 {options.seconds:g} は使えません。0より大きい数にしてください。")
    files = _files(options)
    read = _read_all(files)
    try:
        linked = link_tables([each.table for each in read])
    except WrongSums as error:
        raise _wrong_sums(error, read) from error
    chosen = suppress(linked, minimum=options.k, seconds=options.seconds)
    options.out.mkdir(parents=True, exist_ok=True)
    dropped = []
    for number, each in enumerate(read):
        hidden = {place for place, figure in linked.figure[number].items() if figure in chosen.hidden}
        content, left_out = _content(each, hidden)
        write_whole(options.out / each.file.path.name, content)
        dropped += [f"{each.file.path.name}の「{name}」" for name in left_out]
    print("\n".join(_summary(options, read, linked, chosen, dropped)))
    return 0


def _files(options: argparse.Namespace) -> list[Path]:
    """The tables of the folder, in the order of their names. Raises Refused, OSError."""
    found = sorted(path for path in options.tables.iterdir() if path.is_file() and not path.name.startswith("."))
    files = [path for path in found if path.suffix.lower() in (".csv", ".tsv")]
    if not files:
        raise Refused(f"{options.tables} に表（CSV）がありません。フォルダーを確かめてください。")
    if options.out.exists() and options.out.samefile(options.tables):
        raise Refused(f"{options.out} は読むフォルダーと同じです。--out に別の名前を書いてください。")
    if options.out.exists() and not options.out.is_dir():
        raise Refused(f"{options.out} はフォルダーではありません。--out に別の名前を書いてください。")
    return files


def _read_all(files: Sequence[Path]) -> list[_Read]:
    """Every table. Everything that is wrong in any of them is told at once."""
    read: list[_Read] = []
    faults: dict[Path, list[TableFault]] = {}
    lines: list[str] = []
    for path in files:
        try:
            table = open_table(path, COLUMNS)
        except Refused as refused:
            lines += refused.lines[1:]
            continue
        found, wrong = _read(table)
        read.append(found)
        if wrong:
            faults[path] = wrong
    if faults or lines:
        raise refusal_of([*lines, *refusal(faults, FAULT_WORDS).lines[1:]])
    return read


def _read(file: TableFile) -> tuple[_Read, list[TableFault]]:
    from jukugi.core.disclosure.linked import CountTable

    faults = list(file.faults)
    counts: dict[Place, int] = {}
    line_of: dict[Place, int] = {}
    places = []
    for line, row in file.rows:
        place = (_label(row[file.names["row"]]), _label(row[file.names["column"]]))
        typed = row[file.names["count"]].strip()
        count = _count(typed)
        if place in counts:
            faults.append(TableFault("repeated", line, None, f"{row[file.names['row']]}、{row[file.names['column']]}"))
        elif count is None:
            faults.append(TableFault("not_a_count" if typed else "empty", line, "count", typed))
        counts.setdefault(place, count or 0)
        line_of.setdefault(place, line)
        places.append(place)
    understood: list[str] = []
    for axis in (0, 1):
        total = _unnamed_total(counts, axis)
        if total is not None:
            understood.append(total)
            counts = {_without(place, axis, total): count for place, count in counts.items()}
            line_of = {_without(place, axis, total): line for place, line in line_of.items()}
            places = [_without(place, axis, total) for place in places]
    return _Read(file, CountTable(file.path.name, counts), line_of, places, understood), faults


def _label(text: str) -> str | None:
    """A label as it is compared; None for a total."""
    words = plain(text)
    return None if words in TOTALS else words


def _count(text: str) -> int | None:
    """A whole number of people: 12, １２, 1,234, 12人 or 12.0. A dash is nobody, as in official tables."""
    if text.strip() in NOBODY:
        return 0
    number = unicodedata.normalize("NFKC", text).replace(",", "").strip().removesuffix("人").removesuffix("件").strip()
    return (
        0 if number in NOBODY else int(number.split(".")[0]) if re.fullmatch(r"\d{1,12}(\.0{1,6})?", number) else None
    )


def _unnamed_total(counts: "Mapping[Place, int]", axis: int) -> str | None:
    """A label by another word than those known that is the sum of two others or more, everywhere in the table.

    Whoever reads the table sees that it is the total; not to know that would leave the others unprotected.
    """
    by_label: dict[str | None, dict[str | None, int]] = {}
    for place, count in counts.items():
        by_label.setdefault(place[axis], {})[place[1 - axis]] = count
    if None in by_label or len(by_label) < 3:
        return None
    for label, own in by_label.items():
        others = [each for key, each in by_label.items() if key != label]
        places = own.keys() | {place for each in others for place in each}
        if any(own.values()) and all(own.get(p, 0) == sum(each.get(p, 0) for each in others) for p in places):
            return label
    return None


def _without(place: "Place", axis: int, total: str) -> "Place":
    row, column = place
    return (None if axis == 0 and row == total else row, None if axis == 1 and column == total else column)


def _wrong_sums(error: "Exception", read: Sequence[_Read]) -> Refused:
    from jukugi.core.disclosure.linked import WrongSums

    assert isinstance(error, WrongSums)
    faults: dict[Path, list[TableFault]] = {}
    for each in read:
        for fault in (fault for fault in error.faults if fault.table == each.table.name):
            line = each.line_of.get(fault.place)
            code = "wrong_sum" if line else "no_such_total"
            where = "" if line else f"{_place_words(fault.place)}："
            value = f"{where}合計{fault.count:,}、内訳の和{fault.parts:,}"
            faults.setdefault(each.file.path, []).append(TableFault(code, line, "count" if line else None, value))
    return refusal(faults, FAULT_WORDS)


def _content(read: _Read, hidden: "Iterable[Place]") -> tuple[bytes, list[str]]:
    """The same rows in the same order, with empty cells; and the columns left out.

    Another column that holds a digit anywhere (a percentage, say) could tell what was hidden, so it is left out.
    """
    file, hidden = read.file, set(hidden)
    wanted = {file.names[name] for name in COLUMNS}
    plain_names = [plain(name) for name in file.header]
    telling = {
        name for name in plain_names if name not in wanted and any(re.search(r"\d", row[name]) for _, row in file.rows)
    }
    kept = [(own, name) for own, name in zip(file.header, plain_names, strict=True) if name not in telling]
    rows = [
        ["" if name == file.names["count"] and place in hidden else row[name] for _, name in kept]
        for (_, row), place in zip(file.rows, read.places, strict=True)
    ]
    left_out = [own for own, name in zip(file.header, plain_names, strict=True) if name in telling]
    return csv_bytes([own for own, _ in kept], rows), left_out


def _summary(
    options: argparse.Namespace,
    read: Sequence[_Read],
    linked: "LinkedTables",
    chosen: "Suppression",
    dropped: Sequence[str],
) -> list[str]:
    shown = {figure for figure, by in enumerate(linked.shown_by) if by}
    small, others = chosen.small & shown, (chosen.hidden - chosen.small) & shown
    lines = [
        f"表{len(read)}枚の数{len(shown):,}個のうち、{options.k}人に満たない{len(small):,}個と、"
        f"それを引き算から守るための{len(others):,}個（計{sum(linked.counts[each] for each in others):,}人）を"
        "空にしました。"
    ]
    if others:
        lines.append(
            "これより少ない人数の伏せ方では守れないことを確かめました。"
            if chosen.is_proven
            else "時間切れのため、もっと少なく伏せられるかもしれません（守りは確かめてあります）。"
        )
    shared = sum(len({number for number, _ in by}) > 1 for by in linked.shown_by)
    if shared:
        lines.append(f"{shared:,}個の数は、いくつかの表に共通とみて、どの表でも同じに扱いました。")
    lines += [
        f"{each.file.path.name} の「{word}」は、ほかの和なので、合計とみました。"
        for each in read
        for word in each.understood
    ]
    unshown = sorted(chosen.hidden - shown)
    if unshown:
        words = [
            f"{each.file.path.name}の{_place_words(place)}"
            for number, each in enumerate(read)
            for place, figure in linked.figure[number].items()
            if figure in unshown
        ]
        lines.append(f"表にない次の合計は、ほかでも公表しないでください：{'、'.join(words)}")
    if dropped:
        lines.append(f"伏せた数が分かってしまうかもしれない列を除きました：{'、'.join(dropped)}")
    return [*lines, f"結果を {options.out} に書きました。"]


def _place_words(place: "Place") -> str:
    row, column = place
    if row is None and column is None:
        return "総計"
    return f"「{row or column}」の計" if row is None or column is None else f"「{row}」の「{column}」"
