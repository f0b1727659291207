"""Draw a panel from volunteers by quotas: from two tables, without settings or database."""

import argparse
import re
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jukugi import __version__
from jukugi.kit.files import write_whole
from jukugi.project.table_files import Refused, check_out, fault_line, read_table, refusal, told

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from jukugi.core.sortition import Lottery, Method, Patience, Pool, Quota, QuotaCheck
    from jukugi.core.sortition.reading import PoolColumns

help = "無作為抽出：応募した人から、定員の枠を守る会議のメンバーを公平なくじで選ぶ（設定もデータベースもいりません）"

FAULT_WORDS = {
    "empty": "空です。値を書いてください（分からなければ、この行を除いてください）",
    "repeated": "同じ番号が前の行にもあります。二重の応募なら片方を除き、別の人なら番号を分けてください",
    "repeated_quota": "同じ項目の同じ値の枠が前の行にもあります。一つにしてください",
    "not_a_count": "0以上の整数ではありません。8、12のように書いてください",
    "flex_inside": "枠の内側にあります。min_flexはmin以下、max_flexはmax以上にしてください",
    "no_quota": "この値の枠が枠の表にありません。枠の表に行を足すか、書き方をそろえてください",
}

METHOD_WORDS = {
    "leximin": "いちばん小さい確率から順に、できるだけ大きくする（leximin）",
    "maximin": "いちばん小さい確率を、できるだけ大きくする（maximin）",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--pool", type=Path, required=True, metavar="CSV", help="応募した人の表。一行が一人（CSV、XLSX）"
    )
    parser.add_argument(
        "--quotas",
        type=Path,
        required=True,
        metavar="CSV",
        help="枠の表：feature,value,min,max（あれば min_flex,max_flex）か、category,name,min,max",
    )
    parser.add_argument("--size", type=_whole, required=True, metavar="N", help="選ぶ人数")
    parser.add_argument(
        "--id", metavar="COLUMN", help="人の番号の列（既定は id か nationbuilder_id、なければ何人目かの数）"
    )
    parser.add_argument(
        "--household",
        metavar="COLUMN,COLUMN",
        help="世帯を表す列。すべて同じ人たちからは一人までにする（既定は、世帯を見ない）",
    )
    parser.add_argument(
        "--method",
        choices=("leximin", "maximin"),
        default="leximin",
        help="leximin は小さい確率から順にすべて、maximin はいちばん小さい確率だけを大きくする（既定は leximin）",
    )
    parser.add_argument("--seed", required=True, metavar="S", help="くじの種。同じ種なら同じ人が選ばれる")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="結果を書くファイル（JSON）")
    parser.add_argument(
        "--table", type=Path, metavar="DIR", help="公開の場で引くためのくじの表とハッシュを、このフォルダーに書く"
    )
    parser.add_argument("--rows", type=_whole, default=1000, metavar="N", help="くじの表の行数（既定は1000）")
    parser.add_argument("--seconds", type=float, default=600.0, metavar="S", help="計算の時間の上限（既定は600秒）")
    parser.add_argument("--take-good", action="store_true", help="誤りのある人の行を除いて行う（除いた行は知らせる）")


def run(options: argparse.Namespace) -> int:
    """Read, draw, write; a refusal names the file, the row and what to do now."""
    return told(lambda: _draw(options))


def _whole(typed: str) -> int:
    """A whole number; full-width digits too."""
    if not re.fullmatch(r"\s*\d{1,9}\s*", typed):
        raise argparse.ArgumentTypeError(f"{typed} は人数ではありません。60のような整数にしてください")
    return int(typed)


def _draw(options: argparse.Namespace) -> int:
    _check_options(options)
    from jukugi.core.sortition import Method, Patience

    patience = Patience(options.seconds, time.process_time)
    left_out: list[dict[str, Any]] = []
    quotas, pool, columns = _tables(options, left_out)
    lottery = _lottery(pool, quotas, options.size, Method(options.method), patience)
    if lottery is None:
        return _tell_infeasible(pool, quotas, options, patience)
    from jukugi.core.sortition import draw_panel
    from jukugi.core.sortition.document import canonical, draw_document

    panel = draw_panel(lottery, options.seed)
    document = draw_document(lottery.certificate, dict(_by_key(lottery.chances, columns)), panel)
    document |= _circumstances(options, pool, columns, left_out)
    public = _public_draw(options, pool, quotas, lottery, patience) if options.table else ""
    write_whole(options.out, canonical(document))
    print(_summary(lottery, document, options) + public)
    return 0


def _check_options(options: argparse.Namespace) -> None:
    """Refuse what cannot be, before the work begins. Raises Refused, OSError."""
    if options.size < 1:
        raise Refused(f"--size の値 {options.size} は使えません。1以上の整数にしてください。")
    if options.table and options.rows < 1:
        raise Refused(f"--rows の値 {options.rows} は使えません。1以上の整数にしてください。")
    if options.table and options.table.exists() and not options.table.is_dir():
        raise Refused(f"--table の {options.table} はフォルダーではありません。別の名前にしてください。")
    if not options.seconds > 0:
        raise Refused(f"--seconds の値 {options.seconds} は使えません。0より大きい数にしてください。")
    if not options.seed.strip():
        raise Refused("--seed が空です。あとから確かめられるよう、数か言葉を書いてください。")
    check_out(options.out, options.pool, options.quotas)


def _public_draw(
    options: argparse.Namespace, pool: "Pool", quotas: "Sequence[Quota]", lottery: "Lottery", patience: "Patience"
) -> str:
    """Write what is published before a draw in public; what was written, in words."""
    from jukugi.core.sortition.publishing import published_files
    from jukugi.core.sortition.table import lottery_table

    table = lottery_table(lottery, options.rows, options.seed, patience)
    files = published_files(
        pool, quotas, options.size, table, chances=lottery.chances, certificate=lottery.certificate, version=__version__
    )
    options.table.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        write_whole(options.table / name, content)
    lines = [
        "",
        f"くじの表（{options.rows:,}行）とハッシュを {options.table} に書きました。"
        "引く前に、そのまま公表してください。",
    ]
    if not table.is_even:
        lines.append(
            f"表の中の割合と確率が、いちばん違う人で{_percent(table.largest_error)}違います"
            f"（一行分は{_percent(1 / options.rows)}）。行数か --seconds を増やすと近づきます。"
        )
    return "\n".join(lines)


def _tables(options: argparse.Namespace, left_out: list[dict[str, Any]]) -> "tuple[Sequence[Quota], Pool, PoolColumns]":
    """Quotas and volunteers. Everything that is wrong in a table is told at once."""
    from jukugi.core.sortition.reading import pool_columns, quota_columns, read_quotas, read_volunteers

    sheet = read_table(options.quotas)
    by_name, missing = quota_columns(sheet.header)
    if missing:
        raise refusal({options.quotas: missing}, FAULT_WORDS)
    quotas, faults = read_quotas(sheet.rows, by_name)
    _refuse_faults(options.quotas, [*sheet.faults, *faults], "直して、もう一度行ってください。")
    household = [name.strip() for name in re.split("[,、，]", options.household or "") if name.strip()]
    people = read_table(options.pool)
    columns, missing = pool_columns(people.header, quotas, key=options.id, household=household)
    if missing:
        raise refusal({options.pool: missing}, FAULT_WORDS)
    pool, wrong = read_volunteers(people.rows, columns, quotas)
    wrong_people: list[Any] = sorted([*people.faults, *wrong], key=lambda fault: fault.row or 0)
    if not options.take_good:
        _refuse_faults(options.pool, wrong_people, "直すか、--take-good を付けてその行を除いて行ってください。")
    for fault in wrong_people:
        print(f"除きました：{fault_line(options.pool, fault, FAULT_WORDS)}", file=sys.stderr)
        left_out.append({"row": fault.row, "column": fault.column, "value": fault.value, "why": fault.code})
    if not pool.volunteers:
        raise Refused(f"{options.pool}：使える行が一つもありません。表と枠の書き方がそろっているか確かめてください。")
    return quotas, pool, columns


def _refuse_faults(path: Path, faults: "Sequence[Any]", advice: str) -> None:
    if faults:
        lines = [fault_line(path, fault, FAULT_WORDS) for fault in sorted(faults, key=lambda fault: fault.row or 0)]
        raise Refused(f"{path} に直すところが{len(lines)}か所あります。{advice}", *lines)


def _lottery(
    pool: "Pool", quotas: "Sequence[Quota]", size: int, method: "Method", patience: "Patience"
) -> "Lottery | None":
    """The lottery; None where no panel keeps the quotas."""
    from jukugi.core.sortition import NoPanel, OutOfTime, fair_lottery

    try:
        return fair_lottery(pool, quotas, size, method=method, patience=patience)
    except NoPanel:
        return None
    except OutOfTime:
        raise Refused(
            "時間のうちに、枠を守る組み合わせが見つかりませんでした（ないとも言えません）。"
            "--seconds を増やすか、枠を広げてください。"
        ) from None


def _by_key(chances: "dict[str, float]", columns: "PoolColumns") -> "list[tuple[str, float]]":
    """In an order that does not depend on the order of rows."""
    order: Callable[[tuple[str, float]], Any] = (lambda each: int(each[0])) if columns.key is None else _word
    return sorted(chances.items(), key=order)


def _word(each: tuple[str, float]) -> str:
    return each[0]


def _circumstances(
    options: argparse.Namespace, pool: "Pool", columns: "PoolColumns", left_out: list[dict[str, Any]]
) -> dict[str, Any]:
    """What else must be known to draw again."""
    return {
        "size": options.size,
        "seed": options.seed,
        "volunteers": len(pool.volunteers),
        "id_column": columns.key,
        "household_columns": list(columns.household),
        "left_out": left_out,
        "version": __version__,
    }


def _summary(lottery: "Lottery", document: dict[str, Any], options: argparse.Namespace) -> str:
    certificate = lottery.certificate
    lines = [
        f"応募{document['volunteers']}人から{options.size}人を選びました。選び方：{METHOD_WORDS[options.method]}。",
        f"いちばん小さい確率は{_percent(certificate.minimum)}。どんなくじでも{_percent(certificate.bound)}を超えられません"
        + (
            "（これより公平なくじはないと確かめました）。"
            if certificate.is_proven
            else "（時間切れ。もっと公平なくじがあるかもしれません。--seconds を増やしてください）。"
        ),
    ]
    never = sum(chance <= 1e-9 for chance in lottery.chances.values())
    if never and certificate.is_proven:
        lines.append(f"枠のために決して選ばれない人が{never}人います。公平にするには、枠を広げてください。")
    elif never:
        lines.append(f"選ばれる確率が0の人が{never}人います。時間を増やすと減るかもしれません。")
    return "\n".join([*lines, f"結果を {options.out} に書きました。"])


def _percent(chance: float) -> str:
    return f"{chance * 100:.4f}%"


def _tell_infeasible(pool: "Pool", quotas: "Sequence[Quota]", options: argparse.Namespace, patience: "Patience") -> int:
    """Write and tell why there is no panel, and the smallest change that helps."""
    from jukugi.core.sortition import OutOfTime, check_quotas
    from jukugi.core.sortition.document import canonical, infeasible_document
    from jukugi.core.sortition.words import reason_words, relaxation_words

    try:
        check = check_quotas(pool, quotas, options.size, patience)
    except OutOfTime:
        raise Refused(
            "枠を守る組み合わせはありません。どう広げればよいかは、時間のうちに分かりませんでした。"
            "--seconds を増やしてください。"
        ) from None
    document = infeasible_document(check)
    reasons = [reason_words(reason) for reason in check.reasons]
    changes = [relaxation_words(each) for each in check.relaxations or ()]
    for rows, words in ((document["reasons"], reasons), (document["relaxations"], changes)):
        for one, sentence in zip(rows, words, strict=True):
            one["words"] = sentence
    document |= {"method": options.method, "size": options.size}
    write_whole(options.out, canonical(document))
    raise Refused(
        f"この枠では{options.size}人を選べません（{options.quotas.name}、{options.pool.name}）。",
        *(f"- {sentence}" for sentence in reasons),
        *_advice(check, changes),
        f"結果を {options.out} に書きました。",
    )


def _advice(check: "QuotaCheck", changes: "Sequence[str]") -> list[str]:
    if check.relaxations is None:
        return [
            f"枠を広げても選べません。選べるのは多くて{check.seats}人です。人数を減らすか、応募を増やしてください。"
        ]
    if check.is_within_flex:
        first = "枠を次のように広げると選べます（動かす人数の合計がいちばん小さい案）。"
    else:
        first = (
            "min_flex と max_flex の範囲では選べません。範囲を超えて、次のように広げると選べます"
            "（動かす人数の合計がいちばん小さい案）。"
        )
    return [first, *(f"- {sentence}" for sentence in changes)]
