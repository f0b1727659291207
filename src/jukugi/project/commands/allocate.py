"""Count a vote on a budget from a .pb file, without settings or database: who is funded, and why."""

import argparse
import hashlib
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jukugi.kit.files import check_writable, is_one_file, words_for_file_error, write_whole

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jukugi.core.budgeting import AllocationSettings, PbFault, TieBreak
    from jukugi.core.budgeting.allocation import Allocation
    from jukugi.core.budgeting.pb import PbFile, PbNote

help = "予算の投票（.pb）を数える：選ばれる事業と、その理由（設定もデータベースもいりません）"

FAULT_WORDS = {
    "empty_file": "中身がありません。META、PROJECTS、VOTES の三つの部分を書いてください",
    "undecodable": "文字コードが分かりません。UTF-8で保存し直してください",
    "open_quote": '引用符（"）が閉じていません。ここから先を読めないので、閉じるか消してください',
    "missing_section": "この部分がありません。この名前だけの行と、その下に見出しの行を書いてください",
    "repeated_section": "同じ部分が二つあります。一つにまとめてください",
    "before_sections": "META、PROJECTS、VOTES のどれかの行より前に、何か書いてあります。消してください",
    "no_header": "見出しの行がありません。部分の名前のすぐ下に書いてください",
    "missing_column": "この列がありません。見出しの行に足してください",
    "repeated_column": "同じ名前の列が二つあります。一つにしてください",
    "no_rows": "見出しのほかに行がありません。一行以上書いてください",
    "wrong_width": "列の数が見出しと違います。セミコロンや引用符の過不足を直してください。この行の列の数",
    "missing_key": "この項目がありません。METAに足してください",
    "repeated_key": "同じ項目が前の行にもあります。一つにしてください",
    "not_a_number": "数として読めません。1000、12.5のように書いてください",
    "below_zero": "0以上にしてください",
    "empty": "空です。値を書いてください",
    "repeated": "同じ番号が前の行にもあります。一人一票、一事業一行になるよう直してください",
    "unknown_vote_type": "approval、cumulative、scoring、ordinal、choose-1 のどれかにしてください",
    "unknown_project": "PROJECTSにない事業です。番号を直してください",
    "several_choices": "一つだけ選ぶ投票で、二つ以上選ばれています。直してください",
    "wrong_points": "点は、選んだ事業と同じ数だけ、同じ順に、数で書いてください",
}

NOTE_WORDS = {
    "num_projects": "METAの num_projects は{what}ですが、事業は{count}あります",
    "num_votes": "METAの num_votes は{what}ですが、投票は{count}あります",
    "votes_differ": "PROJECTSの votes が投票と合わない事業が{count}あります（{what}）。投票から数えました",
    "repeated_choice": "一枚の投票で同じ事業が重なっているところが{count}あります。一度だけ数えました",
    "min_length": "選んだ数が min_length（{what}）より少ない投票が{count}あります。そのまま数えました",
    "max_length": "選んだ数が max_length（{what}）より多い投票が{count}あります。そのまま数えました",
    "max_sum_cost": "費用の合計が max_sum_cost（{what}）を超える投票が{count}あります。そのまま数えました",
    "max_sum_points": "点の合計が max_sum_points（{what}）を超える投票が{count}あります。そのまま数えました",
}

STAGE_WORDS = {"equal-shares": "均等割り", "utilitarian": "票の多い順の補い", "greedy": "票の多い順"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE.pb", help="投票のファイル（pabulibの形）")
    parser.add_argument("--rule", choices=("equal-shares", "greedy"), default="equal-shares", help=RULE)
    parser.add_argument(
        "--completion",
        choices=("none", "add1", "utilitarian", "add1-utilitarian"),
        default="none",
        help="均等割りで残った予算の使い方（既定は none）",
    )
    parser.add_argument(
        "--stop", choices=("integral", "exhaustive-integral"), default="integral", help="add1をいつ止めるか"
    )
    parser.add_argument("--increment", default="1", metavar="N", help="add1で一人の持ち分を増やす幅（既定は1）")
    parser.add_argument("--ties", default="max-votes,min-cost", metavar="LIST", help=TIES)
    parser.add_argument("--seed", default="0", metavar="S", help="くじの種（どんな文字でもよい。既定は0）")
    parser.add_argument("--utility", choices=("cost", "points", "cost-points"), help=UTILITY)
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="結果を書くファイル（JSON）")


RULE = "equal-shares＝均等割り（既定）、greedy＝票の多い順"
TIES = "同点の決め方を優先する順に（max-votes、min-votes、min-cost、max-cost。残れば、くじ）"
UTILITY = "支持者にとっての値打ち（既定は、承認なら費用、点や順位なら点）"


class Refused(Exception):
    """What to tell, line by line."""

    def __init__(self, *lines: str) -> None:
        super().__init__(lines[0])
        self.lines = lines


def run(options: argparse.Namespace) -> int:
    """Read, count, write; a refusal names the file, the line and what to do now."""
    try:
        return _allocate(options)
    except Refused as refused:
        lines = refused.lines
    except OSError as error:
        lines = (f"{error.filename} を開けません（{words_for_file_error(error)}）。場所と権限を確かめてください。",)
    print("\n".join(lines), file=sys.stderr)
    return 1


def _allocate(options: argparse.Namespace) -> int:
    from jukugi.core.budgeting.allocation import allocate
    from jukugi.core.budgeting.document import canonical
    from jukugi.core.budgeting.election import election_from_pb
    from jukugi.core.budgeting.errors import NoBallots

    settings = _settings(options)
    if is_one_file(options.out, options.file):
        raise Refused(f"{options.out} は読むファイルと同じです。--out に別の名前を書いてください。")
    check_writable(options.out)
    content = options.file.read_bytes()
    file = _read(options.file, content)
    if settings.utility is not None and settings.utility.value != "cost" and file.vote_type.value in UNWEIGHTED:
        raise Refused(f"{options.file.name} の投票には点がありません。--utility を外すか、cost にしてください。")
    try:
        election = election_from_pb(file, utility=settings.utility)
    except NoBallots:
        raise Refused(f"{options.file.name}：投票が一つもありません。VOTESに一行以上書いてください。") from None
    allocation = allocate(election, settings)
    document = _document(allocation, file, content)
    for words in document["notes"]:
        print(f"お知らせ：{words}", file=sys.stderr)
    write_whole(options.out, canonical(document))
    print(_summary(allocation, document, file, options))
    return 0


UNWEIGHTED = ("approval", "choose-1")


def _settings(options: argparse.Namespace) -> "AllocationSettings":
    from jukugi.core.budgeting import AllocationSettings, Completion, Rule, Stop, Utility
    from jukugi.core.budgeting.numbers import read_number

    rule, completion = Rule(options.rule), Completion(options.completion)
    if rule is Rule.GREEDY and completion is not Completion.NONE:
        raise Refused(
            f"--completion {options.completion} は均等割り（equal-shares）のためのものです。"
            "--rule greedy のときは付けないでください。"
        )
    increment = read_number(options.increment)
    if increment is None or increment <= 0:
        raise Refused(f"--increment の値 {options.increment} は使えません。0より大きい数（例：1、0.5）にしてください。")
    return AllocationSettings(
        rule=rule,
        completion=completion,
        stop=Stop(options.stop),
        increment=increment,
        ties=_ties(options.ties),
        seed=options.seed,
        utility=None if options.utility is None else Utility(options.utility),
    )


def _ties(typed: str) -> "tuple[TieBreak, ...]":
    """max-votes,min-cost or maxVotes, minCost; ``lot`` may close the list, as it does anyway."""
    from jukugi.core.budgeting import TieBreak

    words = [re.sub(r"(?<=[a-z])(?=[A-Z])", "-", word.strip()).lower() for word in re.split("[,、]", typed)]
    words = [word for word in words if word]
    words = words[:-1] if words[-1:] == ["lot"] else words
    known = [criterion.value for criterion in TieBreak]
    if any(word not in known for word in words) or len(set(words)) != len(words):
        raise Refused(f"--ties の値 {typed} は使えません。{'、'.join(known)} を、一度ずつコンマで並べてください。")
    return tuple(TieBreak(word) for word in words)


def _read(path: Path, content: bytes) -> "PbFile":
    from jukugi.core.budgeting.errors import FaultyPb
    from jukugi.core.budgeting.pb_reading import read_pb
    from jukugi.kit.sheets import FaultySheet, decoded

    try:
        return read_pb(decoded(content))
    except FaultySheet:
        lines = [f"{path.name}：{FAULT_WORDS['undecodable']}。"]
        count = 1
    except FaultyPb as error:
        lines, count = [_fault_line(path, fault) for fault in error.faults], error.count
        if count > len(lines):
            lines.append(f"ほかに{count - len(lines)}件あります。")
    raise Refused(f"{path} を読めませんでした（誤り{count}件）。次を直して、もう一度行ってください。", *lines)


def _fault_line(path: Path, fault: "PbFault") -> str:
    where = path.name
    where += f" {fault.line}行目" if fault.line is not None else ""
    where += f" {fault.section}" if fault.section else ""
    where += f"「{fault.column}」" if fault.column is not None else ""
    value = f"（{fault.value[:80]}）" if fault.value else ""
    return f"{where}：{FAULT_WORDS[fault.code]}{value}。"


def _document(allocation: "Allocation", file: "PbFile", content: bytes) -> dict[str, Any]:
    """The allocation with names of projects, a few sentences on each, and what was noticed in the file."""
    from jukugi.core.budgeting.document import allocation_document

    document = allocation_document(allocation)
    document["sha256"] = hashlib.sha256(content).hexdigest()
    document["notes"] = [_note_words(note) for note in file.notes]
    names = dict(zip(file.project_ids, file.projects.get("name", file.project_ids), strict=True))
    unit = _unit(file)
    for account in document["details"]:
        account["name"] = names[account["project"]]
        account["words"] = _account_words(account, document, names, unit)
    return document


def _note_words(note: "PbNote") -> str:
    return NOTE_WORDS[note.code].format(what=note.what, count=note.count) + "。"


def _unit(file: "PbFile") -> str:
    currency = file.meta.get("currency", "").strip()
    return {"": "", "JPY": "円"}.get(currency.upper(), f" {currency}")


def _money(amount: float | None, unit: str) -> str:
    return f"{amount or 0:,.2f}".removesuffix(".00") + unit


def _account_words(
    account: "Mapping[str, Any]", document: "Mapping[str, Any]", names: "Mapping[str, str]", unit: str
) -> list[str]:
    """How many supported it, what each of them paid, why it is or is not funded."""
    voters, supporters = f"{document['voters']:,}", f"{account['supporters']:,}"
    words = [f"投票した{voters}人のうち{supporters}人が支持しました（費用{_money(account['cost'], unit)}）。"]
    if account["paid"]:
        words.append(_payment_words(account, document["rules"]["utility"] != "cost", unit))
    if account["funded"]:
        words.append(f"{account['round']}番目に、{STAGE_WORDS[account['stage']]}で選ばれました。")
        return words
    spent = [f"「{names[each['project']]}」に{_money(each['money'], unit)}" for each in account["spent_on"]]
    others = f"（{'、'.join(spent)}など）" if spent else ""
    had, left = _money(account["supporters_had"], unit), _money(account["supporters_left"], unit)
    words.append(
        {
            "no_support": "支持がないため、選ばれませんでした。",
            "too_dear": f"支持した人の持ち分は合わせて{had}で、はじめから費用に届かないため、選ばれませんでした。",
            "spent_elsewhere": f"支持した人の持ち分は合わせて{had}でしたが、選ばれたほかの事業{others}に使って"
            f"{left}が残り、費用に{_money(account['missing'], unit)}足りないため、選ばれませんでした。",
            "does_not_fit": "順番が来たとき、残りの予算に収まらないため、選ばれませんでした。",
        }[account["why_not"]]
    )
    return words


def _payment_words(account: "Mapping[str, Any]", is_by_points: bool, unit: str) -> str:
    """What each of the supporters paid."""
    paid = account["paid"]
    share = f"{'一点につき' if is_by_points else '一人'}{_money(account['price'], unit)}"
    if paid["in_full"]["voters"] == account["supporters"]:
        return f"支持した全員が、{share}ずつ出しました。"
    words = f"{paid['in_full']['voters']:,}人が{share}ずつ出しました。"
    if paid["in_part"]["voters"]:
        words += f"持ち分の足りない{paid['in_part']['voters']:,}人は、残りをすべて出しました。"
    if paid["nothing"]["voters"]:
        words += f"{paid['nothing']['voters']:,}人は、ほかの事業に使い切っていました。"
    return words


def _summary(
    allocation: "Allocation", document: "Mapping[str, Any]", file: "PbFile", options: argparse.Namespace
) -> str:
    unit = _unit(file)
    budget = allocation.election.budget
    share = float(allocation.cost / budget * 100) if budget else 0.0
    lines = [
        f"{document['projects']}事業のうち{len(document['winners'])}事業が選ばれました。"
        f"費用は{_money(document['cost'], unit)}、予算{_money(document['budget'], unit)}の{share:.1f}%です。",
        f"投票した{document['voters']:,}人のうち{document['voters_with_a_winner']:,}人が、"
        "選ばれた事業を一つ以上支持しています。",
    ]
    if allocation.final_endowment is not None:
        lines.append(f"一人の持ち分は{_money(document['final_endowment'], unit)}です。")
    for tie in document["ties"]:
        lines.append(
            f"同点をくじで決めました：{'、'.join(tie['projects'])} のうち {tie['chosen']}（種 {tie['seed']}）。"
        )
    return "\n".join([*lines, f"結果を {options.out} に書きました。"])
