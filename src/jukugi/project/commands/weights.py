"""Weight a sample from files, without settings or database."""

import argparse
import re
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from jukugi.kit.files import write_whole
from jukugi.project.table_files import (
    Refused,
    TableFault,
    TableFile,
    check_out,
    csv_bytes,
    open_table,
    plain,
    refusal,
    told,
)

if TYPE_CHECKING:
    from jukugi.core.representation import RepresentationError
    from jukugi.core.representation.raking import Weights

help = "標本に重みを付ける：人口の割合に合わせる（設定もデータベースもいりません）"

SAMPLE_COLUMNS = {"id": ("番号", "回答番号", "no", "no.")}
MARGIN_COLUMNS = {
    "variable": ("変数", "項目", "variables"),
    "category": ("区分", "カテゴリー", "カテゴリ", "level", "value"),
    "share": ("割合", "構成比", "比率", "proportion", "target", "percent", "人口", "人数", "population", "count"),
}
UNKNOWN_WORDS = frozenset(map(plain, ("", "無回答", "不明", "未回答", "回答しない", "答えたくない", "na", "n/a", "-")))

FAULT_WORDS = {
    "empty": "空です。値を書いてください",
    "repeated": "同じものが前の行にもあります。どちらかを直してください",
    "not_a_share": "0以上の数ではありません。0.52 か 52% のように書いてください",
    "unknown_category": "margins の表にない区分です。書き方を合わせるか、margins に足してください",
    "no_variable": "margins の表にあるこの変数の列がありません。列を足すか、margins から除いてください。いまある列",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(title="すること", metavar="ACTION", dest="weights_action", required=True)
    rake = actions.add_parser("rake", help="どの変数も人口の割合になるよう、一人ずつに重みを付ける（レイキング）")
    rake.add_argument("--sample", type=Path, required=True, metavar="CSV", help="id と、区分の列（XLSXも）")
    rake.add_argument("--margins", type=Path, required=True, metavar="CSV", help="variable,category,share")
    rake.add_argument("--out", type=Path, required=True, metavar="CSV", help="結果を書くファイル（id,weight）")
    rake.add_argument(
        "--most", type=float, metavar="N", help="重みの上限（平均の何倍まで。2以上がふつう。既定は上限なし）"
    )


def run(options: argparse.Namespace) -> int:
    """Read, weight, write; a refusal names the file, the row and what to do now."""
    return told(lambda: _rake(options))


def _rake(options: argparse.Namespace) -> int:
    from jukugi.core.representation import RepresentationError
    from jukugi.core.representation.raking import WeightSettings, rake

    if options.most is not None and not options.most > 1:
        raise Refused(f"--most の値 {options.most:g} は使えません。1より大きい数（例：5）にしてください。")
    check_out(options.out, options.sample, options.margins)
    margins, notices = _margins(open_table(options.margins, MARGIN_COLUMNS))
    table = open_table(options.sample, SAMPLE_COLUMNS)
    ids, sample = _sample(table, margins)
    try:
        weights = rake(sample, margins, settings=WeightSettings(most=options.most))
    except RepresentationError as error:
        raise Refused(*_words(error)) from error
    rows = [(key, repr(round(float(weight), 12))) for key, weight in zip(ids, weights.values, strict=True)]
    write_whole(options.out, csv_bytes(("id", "weight"), rows))
    ignored = [name for name in table.header if plain(name) not in {*map(plain, margins), table.names["id"]}]
    print("\n".join([*notices, *_summary(weights, options, ignored)]))
    return 0


def _margins(table: TableFile) -> tuple[dict[str, dict[str, float]], list[str]]:
    """Shares by variable and plain category, summing to 1; with what was understood. Raises Refused."""
    faults = list(table.faults)
    typed: dict[str, dict[str, float]] = {}
    names: dict[str, str] = {}
    for line, row in table.rows:
        cells = {name: row[column].strip() for name, column in table.names.items()}
        share = _share(cells["share"])
        empty = [name for name in ("variable", "category", "share") if not cells[name]]
        variable = names.setdefault(plain(cells["variable"]), cells["variable"])
        categories = typed.setdefault(variable, {})
        if empty:
            faults += [TableFault("empty", line, name) for name in empty]
        elif share is None:
            faults.append(TableFault("not_a_share", line, "share", cells["share"]))
        elif plain(cells["category"]) in categories:
            faults.append(TableFault("repeated", line, "category", cells["category"]))
        else:
            categories[plain(cells["category"])] = share
    if faults:
        raise refusal({table.path: faults}, FAULT_WORDS)
    margins, notices = {}, []
    for variable, categories in typed.items():
        whole, notice = _whole(table.path, variable, categories)
        margins[variable] = {category: share / sum(categories.values()) for category, share in categories.items()}
        notices += [notice] if notice and whole else []
    return margins, notices


def _share(text: str) -> float | None:
    number = unicodedata.normalize("NFKC", text).replace(",", "").replace("%", "").strip()
    return float(number) if re.fullmatch(r"\d{1,12}(\.\d{1,17})?(e-?\d{1,2})?|\.\d{1,17}", number.lower()) else None


def _whole(path: Path, variable: str, shares: Mapping[str, float]) -> tuple[float, str]:
    """What the shares of a variable sum to, and what was made of it. Raises Refused where nothing sensible is."""
    total = sum(shares.values())
    if abs(total - 1) <= 0.005:
        off = abs(total - 1) > 1e-9
        return 1, f"「{variable}」の割合の合計は{total:.6g}です。1になるようにならしました。" if off else ""
    if abs(total - 100) <= 0.5:
        return 100, f"「{variable}」の割合は、百分率（合計{total:.6g}）として読みました。"
    if total > 100.5 and all(float(share).is_integer() for share in shares.values()):
        return total, f"「{variable}」の割合は、人数（合計{total:,.0f}）として読みました。"
    raise Refused(
        f"{path.name}：「{variable}」の割合の合計が{total:.6g}です。"
        "合計が1か100になるように直すか、人数を書いてください（まだ何も書いていません）。"
    )


def _sample(
    table: TableFile, margins: Mapping[str, Mapping[str, float]]
) -> tuple[list[str], dict[str, list[str | None]]]:
    """The ids, and for each variable the category of each person. Raises Refused."""
    faults = list(table.faults)
    columns = {plain(name) for name in table.header}
    missing = [name for name in margins if plain(name) not in columns]
    if missing:
        faults = [TableFault("no_variable", 1, name, "、".join(table.header)) for name in missing]
        raise refusal({table.path: faults}, FAULT_WORDS)
    ids: list[str] = []
    sample: dict[str, list[str | None]] = {name: [] for name in margins}
    seen = set()
    for line, row in table.rows:
        key = row[table.names["id"]].strip()
        if not key or key in seen:
            faults.append(TableFault("repeated" if key else "empty", line, "id", key))
        seen.add(key)
        ids.append(key)
        for name, categories in margins.items():
            typed = row[plain(name)]
            category = None if plain(typed) in UNKNOWN_WORDS - categories.keys() else plain(typed)
            if category is not None and category not in categories:
                faults.append(TableFault("unknown_category", line, name, typed.strip()))
            sample[name].append(category)
    if faults:
        raise refusal({table.path: faults}, FAULT_WORDS)
    return ids, sample


def _words(error: "RepresentationError") -> list[str]:
    """Why no weights can do it."""
    if error.code == "not_converged":
        return [
            f"{error.params['rounds']:,}回くり返しても、割合が合いませんでした"
            f"（「{error.params['variable']}」の「{error.params['category']}」で{float(str(error.params['gap'])):.3g}の差）。",
            "標本に一人もいない組み合わせがあるためです。区分をまとめるか、変数を減らしてください。",
        ]
    cells: Sequence[tuple[str, str, float]] = error.params["cells"]  # type: ignore[assignment]
    if error.code == "empty_category":
        return [
            "人口にはいるのに、標本に一人もいない区分があります。隣の区分とまとめて、もう一度行ってください。",
            *(f"「{variable}」の「{category}」：人口の割合は{share:.4g}" for variable, category, share in cells),
        ]
    return [
        "人口の割合が0なのに、標本には人がいる区分があります。割合を直すか、その人を標本から除いてください。",
        *(f"「{variable}」の「{category}」：標本に{count}人" for variable, category, count in cells),
    ]


def _summary(weights: "Weights", options: argparse.Namespace, ignored: Sequence[str]) -> list[str]:
    values = weights.values
    lines = [
        f"{len(values):,}人に重みを付けました（平均1、最小{values.min():.4f}、最大{values.max():.4f}。"
        f"{weights.rounds}回のくり返しで、割合との差は最大{weights.gap:.1e}）。",
        f"有効標本サイズ（effective sample size）：{weights.effective_size:.4f}",
        f"重みによる分散の増え方（design effect）：{weights.design_effect:.4f}",
    ]
    lines += [
        f"「{name}」の分からない{count:,}人は、この変数では合わせていません（割合は、分かる人の中で合わせました）。"
        for name, count in weights.unknown.items()
    ]
    if options.most is not None:
        lines.append(
            f"上限{options.most:g}に達した人は{weights.trimmed:,}人です。"
            + ("" if weights.gap <= 1e-6 else f"そのため、割合は最大{weights.gap:.2%}ずれています。")
        )
    if ignored:
        lines.append(f"使わなかった列：{'、'.join(ignored)}")
    return [*lines, f"結果を {options.out} に書きました。"]
