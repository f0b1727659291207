"""Work on requests to associations from files, without settings or database: the fewest changes below a ceiling."""

import argparse
import re
import sys
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jukugi.kit.files import write_whole
from jukugi.project.tables import (
    FILE_FAULT_WORDS,
    Refused,
    check_place,
    fault_line,
    read_table,
    told_in_words,
    unreadable,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jukugi.core.planning import AdminRequestLoad, AssociationRow, AssociationSize, Plan, PlanSettings, RequestRow

help = "行政依頼事務を調べる：月ごとの時間と、上限に収める最も少ない変更（設定もデータベースもいりません）"

FAULT_WORDS = FILE_FAULT_WORDS | {
    "empty": "空です。値を書いてください（分からなければ、この行を除いてください）",
    "repeated": "同じ番号が前の行にもあります。どちらかを直してください",
    "not_a_number": "0以上の数ではありません。12、0.33、1/3のように書いてください",
    "not_above_zero": "0より大きい数にしてください。来ないものなら、この行を除いてください",
    "not_whole": "整数にしてください",
    "not_a_month": "月ではありません。4;5;10のように、1から12を;で区切ってください",
    "repeated_month": "同じ月が二つあります。一つにし、回数はtimes_per_yearに書いてください",
    "unknown_basis": "根拠は、法令、条例、要綱、慣行、不明のどれかにしてください",
    "unknown_kind": "移す、束ねる、やめる（move、bundle、drop）か、なし（none）にしてください",
    "half_a_range": "幅の片方だけです。hours_lowとhours_highの両方を書くか、両方を空にしてください",
    "outside_its_range": "hours_lowとhours_highのあいだにありません。どれかを直してください",
    "unknown_target": "団体の表のidにもward_codeにもありません。どちらかの表を直してください",
    "no_associations": "町内会・自治会の行がありません。kindの列を確かめてください",
}

WHY_WORDS = {
    "fixed": "変えられないものだけで、{month}月は{least}時間になります",
    "alone": "許した変え方をすべて組み合わせても、どこかの月が上限を超えます",
    "together": "この団体だけなら収まりますが、そうするとほかの団体がもっと多く上限を超えます",
    "not_found": "時間のうちに、収まる組み合わせが見つかりませんでした",
}

KIND_WORDS = {"move": "移す", "bundle": "束ねる", "drop": "やめる"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(title="すること", metavar="ACTION", dest="requests_action", required=True)
    plan = actions.add_parser("plan", help="どの団体も月の上限に収まる、最も少ない変更を求める")
    plan.add_argument(
        "--requests", type=Path, required=True, metavar="CSV", help="id,times_per_year,months,…（XLSXも）"
    )
    plan.add_argument(
        "--associations", type=Path, required=True, metavar="CSV", help="id と、あれば kind,ward_code など"
    )
    plan.add_argument(
        "--ceiling", type=str, required=True, metavar="HOURS", help="一つの団体の、ひと月の上限（人・時間）"
    )
    plan.add_argument("--out", type=Path, required=True, metavar="FILE", help="結果を書くファイル（JSON）")
    plan.add_argument("--months", type=int, default=2, metavar="N", help="何か月まで動かしてよいか（0〜11。既定は2）")
    plan.add_argument(
        "--saving", default="0.5", metavar="SHARE", help="束ねて省ける割合（小さいほうの時間の。既定は0.5）"
    )
    plan.add_argument("--kinds", default="move,bundle,drop", metavar="LIST", help="許す変え方（既定は三つとも）")
    plan.add_argument("--cautious", action="store_true", help="時間に幅があるとき、多いほう（hours_high）で収める")
    plan.add_argument("--seconds", type=float, default=25.0, metavar="S", help="探す時間の上限（既定は25秒）")
    plan.add_argument("--take-good", action="store_true", help="誤りのある行を除いて行う（除いた行は知らせる）")


def run(options: argparse.Namespace) -> int:
    """Read, plan, write; a refusal names the file, the row and what to do now."""
    return told_in_words(_plan, options)


def _plan(options: argparse.Namespace) -> int:
    from jukugi.core.planning.ceiling import plan_under_ceiling

    ceiling, settings = _number(options.ceiling, "ceiling"), _settings(options)
    check_place(options.out, _sources(options))
    left_out: list[dict[str, Any]] = []
    requests, bodies = _tables(options, left_out)
    associations = [row for row in bodies if row.is_association]
    sizes = [row.size for row in associations]
    loads = [row.load for row in requests]
    planned = [_at_end(load, 1) for load in loads] if options.cautious else loads
    plan = plan_under_ceiling(planned, sizes, ceiling=ceiling, settings=settings)
    document = _document(plan, ceiling, settings, requests, associations)
    document |= {"is_cautious": options.cautious, "left_out": left_out, "other_bodies": len(bodies) - len(associations)}
    if any(load.hours_range for load in loads):
        document |= _ranges(loads, sizes, plan, settings)
    from jukugi.core.planning.document import canonical

    write_whole(options.out, canonical(document))
    print(_summary(plan, document, options))
    return 0


def _sources(options: argparse.Namespace) -> "tuple[Path, Path]":
    return options.requests, options.associations


def _number(typed: str, name: str) -> Fraction:
    if not re.fullmatch(r"\d{1,9}(\.\d{1,9})?", typed.strip()):
        raise Refused(f"--{name} の値 {typed} は使えません。0以上の数（例：120、7.5）にしてください。")
    return Fraction(typed.strip())


def _settings(options: argparse.Namespace) -> "PlanSettings":
    from jukugi.core.planning import ChangeKind, InvalidPlanSettings, PlanSettings

    words = [word.strip() for word in options.kinds.split(",") if word.strip()]
    if not words or any(word not in KIND_WORDS for word in words):
        raise Refused(f"--kinds の値 {options.kinds} は使えません。move、bundle、drop をコンマで並べてください。")
    try:
        return PlanSettings(
            most_months=options.months,
            saving=_number(options.saving, "saving"),
            kinds=frozenset(ChangeKind(word) for word in words),
            seconds=options.seconds,
        )
    except InvalidPlanSettings as error:
        name, bounds = {
            "most_months": ("months", "0から11までの整数"),
            "saving": ("saving", "0以上1未満の数"),
            "seconds": ("seconds", "0より大きい数"),
        }[str(error.params["setting"])]
        raise Refused(f"--{name} の値 {getattr(options, name)} は使えません。{bounds}にしてください。") from None


def _tables(
    options: argparse.Namespace, left_out: list[dict[str, Any]]
) -> "tuple[list[RequestRow], list[AssociationRow]]":
    """Both tables, with the recipients of each request. Everything that is wrong is told at once."""
    from jukugi.core.planning import (
        ASSOCIATION_COLUMNS,
        REQUEST_COLUMNS,
        RowFault,
        read_association_rows,
        read_request_rows,
    )

    faults: list[tuple[Path, Any]] = []
    request_lines = _rows(options.requests, REQUEST_COLUMNS, faults)
    body_lines = _rows(options.associations, ASSOCIATION_COLUMNS, faults)
    requests, wrong_requests = read_request_rows(request_lines)
    bodies, wrong_bodies = read_association_rows(body_lines)
    faults += [(options.requests, fault) for fault in wrong_requests]
    faults += [(options.associations, fault) for fault in wrong_bodies]
    line_of = {(row.get("id") or "").strip(): line for line, row in request_lines}
    wards: dict[str, set[str]] = {}
    for body in bodies:
        if body.is_association:
            wards.setdefault(body.size.key, set()).add(body.size.key)
            wards.setdefault(body.ward, set()).add(body.size.key)
    known = []
    for row in requests:
        unknown = sorted(row.targets - wards.keys())
        faults += [
            (options.requests, RowFault("unknown_target", line_of[row.load.key], "targets", word)) for word in unknown
        ]
        if not unknown:
            recipients = frozenset().union(*(wards[word] for word in row.targets)) if row.targets else None
            known.append(replace(row, load=replace(row.load, recipients=recipients)))
    _check(options, faults, left_out)
    if not any(body.is_association for body in bodies):
        raise Refused(f"{options.associations}：{FAULT_WORDS['no_associations']}。")
    return known, bodies


def _rows(
    path: Path, wanted: "Sequence[str]", faults: "list[tuple[Path, Any]]"
) -> "Sequence[tuple[int, Mapping[str, str]]]":
    """The rows of a table that has these columns; what does not fit under the heading goes to the faults."""
    from jukugi.kit.sheets import SheetFault

    sheet = read_table(path)
    missing = [name for name in wanted if name not in sheet.header]
    if missing:
        raise unreadable(path, [SheetFault("missing_column", 1, name, "、".join(sheet.header)) for name in missing])
    faults += [(path, fault) for fault in sheet.faults]
    return sheet.rows


def _check(options: argparse.Namespace, faults: "list[tuple[Path, Any]]", left_out: list[dict[str, Any]]) -> None:
    """Faulty rows stop the plan, or are left out where the officer chose so; then they are told all the same."""
    lines = [
        fault_line(path, fault, FAULT_WORDS)
        for path, fault in sorted(faults, key=lambda each: (str(each[0]), each[1].row or 0))
    ]
    if lines and not options.take_good:
        raise Refused(
            f"直すところが{len(lines)}か所あります。直すか、--take-good を付けてその行を除いて行ってください。", *lines
        )
    for line in lines:
        print(f"除きました：{line}", file=sys.stderr)
    left_out += [
        {"file": path.name, "row": fault.row, "column": fault.column, "value": fault.value, "why": fault.code}
        for path, fault in faults
    ]


def _document(
    plan: "Plan",
    ceiling: Fraction,
    settings: "PlanSettings",
    requests: "Sequence[RequestRow]",
    associations: "Sequence[AssociationRow]",
) -> dict[str, Any]:
    """The plan with titles, names and a sentence for each change and each association that is not helped."""
    from jukugi.core.planning.document import plan_document

    document = plan_document(plan, ceiling=ceiling, settings=settings)
    titles = {row.load.key: row.title or row.load.key for row in requests}
    departments = {row.load.key: row.department for row in requests}
    names = {row.size.key: row.name or row.size.key for row in associations}
    for change in document["changes"]:
        change |= {"title": titles[change["request"]], "department": departments[change["request"]]}
        change["why"] = _change_words(change, titles, names, ceiling)
    for one in document["unreachable"]:
        one["name"] = names[one["association"]]
        one["words"] = WHY_WORDS[one["why"]].format(month=one["worst_month"], least=_hours(one["least_hours"])) + "。"
    document["assumed"] = [{"request": row.load.key, "column": column} for row in requests for column in row.assumed]
    document["occasional"] = [
        {
            "request": row.load.key,
            "months": list(row.load.months),
            "hours_in_its_year": float(row.load.hours_each_time),
        }
        for row in requests
        if row.load.times_per_year < 1
    ]
    return document


def _change_words(
    change: "Mapping[str, Any]", titles: "Mapping[str, str]", names: "Mapping[str, str]", ceiling: Fraction
) -> str:
    moves = "、".join(f"{move['from']}月→{move['to']}月" for move in change["moves"])
    words = f"「{change['title']}」を"
    if change["kind"] == "drop":
        words += "やめる（任意にする）"
    elif change["kind"] == "bundle":
        words += f"「{titles[change['with']]}」と一緒に届ける{f'（{moves}）' if moves else ''}"
    else:
        words += f"移す（{moves}）"
    if needed := change["without_it"]:
        words += (
            f"。そのままだと、{needed['month']}月に「{names[needed['association']]}」が{_hours(needed['hours'])}時間に"
            f"なるなど、{needed['associations']}団体が上限{_hours(float(ceiling))}時間を超えるため"
        )
    return words + "。"


def _hours(hours: float) -> str:
    return f"{hours:,.1f}".removesuffix(".0")


def _at_end(load: "AdminRequestLoad", end: int) -> "AdminRequestLoad":
    """The same request with the least (0) or most (1) hours that were told."""
    return load if load.hours_range is None else replace(load, hours=load.hours_range[end])


def _ranges(
    loads: "Sequence[AdminRequestLoad]", sizes: "Sequence[AssociationSize]", plan: "Plan", settings: "PlanSettings"
) -> dict[str, Any]:
    """The same months with the least and the most hours that were told."""
    from jukugi.core.planning import hours_by_month
    from jukugi.core.planning.ceiling import hours_after
    from jukugi.core.planning.document import hours_table

    document = {}
    for end, name in enumerate(("low", "high")):
        others = [_at_end(load, end) for load in loads]
        document[f"before_{name}"] = hours_table(hours_by_month(others, sizes))
        document[f"after_{name}"] = hours_table(hours_after(others, sizes, plan.changes, settings=settings))
    return document


def _summary(plan: "Plan", document: "Mapping[str, Any]", options: argparse.Namespace) -> str:
    before, after = (max((max(months) for months in hours.values()), default=0) for hours in (plan.before, plan.after))
    lines = [
        f"{len(plan.before)}団体のいちばん重い月は{_hours(float(before))}時間、変えたあとは{_hours(float(after))}時間です。",
        f"変更は{len(plan.changes)}件"
        + (
            "（これより少ない変更では収まりません）。"
            if plan.is_proven
            else "（時間切れ。もっと少なくできるかもしれません）。"
        ),
        *(f"- {change['why']}" for change in document["changes"]),
    ]
    if plan.unreachable:
        lines.append(f"上限に収まらない団体が{len(plan.unreachable)}あります。理由は結果の unreachable にあります。")
    if document["other_bodies"]:
        lines.append(f"町内会・自治会でない{document['other_bodies']}団体は数えていません。")
    return "\n".join([*lines, f"結果を {options.out} に書きました。"])
