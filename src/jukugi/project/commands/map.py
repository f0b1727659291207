"""Compute an opinion map from a folder, without settings or database."""

import argparse
import sys
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from jukugi.kit.files import words_for_file_error, write_whole
from jukugi.project.commands.import_polis import API_SIGN

if TYPE_CHECKING:
    from jukugi.core.opinion_map import Fault, MapSettings, OpinionMap, PolisExport, PolisExportError, Workers

help = "意見の地図を計算する（設定もデータベースもいりません）"

FAULT_WORDS = {
    "empty_folder": "Polisの書き出しがありません。votes.csv と comments.csv のあるフォルダーを指定してください",
    "missing_file": "このファイルがありません。Polisの書き出しからもう一度取り出して、同じフォルダーに置いてください",
    "empty_file": "中身がありません。Polisの書き出しをもう一度ダウンロードしてください",
    "undecodable": "UTF-8として読めません。表計算ソフトで保存し直したときは、文字コードをUTF-8にしてください",
    "broken_csv": 'CSVとして読めません。引用符（"）の閉じ忘れがないか確かめてください',
    "missing_column": "この列がありません。見出しの行を、書き出したときのままに戻してください",
    "repeated_column": "同じ名前の列が二つあります。一つにしてください",
    "wrong_width": "列の数が見出しと違います。コンマや引用符の過不足を直してください",
    "not_an_integer": "整数ではありません。書き出したときの値に戻してください",
    "too_large": "数が大きすぎます。書き出したときの値に戻してください",
    "id_out_of_range": "番号は0から2147483646までです。書き出したときの値に戻してください",
    "null_character": "目に見えない文字（NUL。␀で示す）が入っています。その文字を消してください",
    "not_a_moment": "1970年からのミリ秒ではありません。書き出したときの値に戻してください",
    "in_the_future": "いまより後の時刻です。書き出したときの値に戻すか、この機械の時計を合わせてください",
    "seconds": "秒で書かれているようです。Polisはミリ秒で数えます。1000を掛けるか、書き出したときの値に戻してください",
    "not_a_choice": "賛否の値ではありません。1（賛成）、-1（反対）、0（パス）のどれかにしてください",
    "not_a_moderation": "公開の扱いの値ではありません。1（公開）、0（未確認）、-1（非公開）のどれかにしてください",
    "not_a_flag": "true か false にしてください",
    "unknown_statement": "comments.csv にない意見文の番号です。comments.csv に足すか、この行を除いてください",
    "repeated_statement": "同じ番号の意見文が前の行にもあります。どちらかを除いてください",
    "repeated_participant": "同じ番号の参加者が前の行にもあります。どちらかを除いてください",
}

CLUSTER_WORDS = {
    "not_installed": "Daskが入っていません。pip install 'jukugi[dask]' で入れるか、--dask を付けずに計算してください",
    "no_answer": "{address} のDaskが答えません。番地（例：tcp://10.0.0.5:8786）と、スケジューラーが動いているかを確かめてください",
    "no_workers": "{address} のDaskにワーカーがありません。ワーカーを一つ以上つないでから、もう一度行ってください",
}

REASON_WORDS = {
    "no_votes": "まだ一票もありません",
    "too_few_participants": "十分に投票した人が足りません",
    "no_difference": "人による票の違いが足りません",
    "groups_too_small": "どう分けても、小さすぎるグループができます",
    "unstable": "参加者が少し入れ替わると、分かれ方が変わってしまいます",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(title="すること", metavar="ACTION", dest="map_action", required=True)
    compute = actions.add_parser("compute", help="Polisの書き出しフォルダーから地図を計算し、JSONに書く")
    compute.add_argument("folder", metavar="DIR", type=Path, help="votes.csv、comments.csv などのあるフォルダー")
    compute.add_argument("--out", type=Path, required=True, metavar="FILE", help="結果を書くファイル（result.json）")
    compute.add_argument("--k", type=int, metavar="N", help="グループの数を決めておく（既定は、票から決める）")
    compute.add_argument("--seed", type=int, default=0, metavar="S", help="くじの種（0以上の整数。既定は0）")
    compute.add_argument("--api-sign", action="store_true", help=API_SIGN)
    compute.add_argument(
        "--dask", metavar="ADDRESS", help="Daskのクラスターで計算する（スケジューラーの番地。結果は同じです）"
    )
    compute.add_argument(
        "--without-patterns",
        action="store_true",
        help="全部に同じ答え、まったく同じ答えの人たち、速すぎる答えの参加者を除いて計算する（だれを除いたかは結果に書く）",
    )


def run(options: argparse.Namespace) -> int:
    """Compute, write and sum up; a refusal names what, where and what to do now."""
    from jukugi.core.opinion_map import InvalidSettings, MapSettings, NoCluster, PolisExportError, parse_polis_export

    try:
        settings = MapSettings(k=options.k, seed=options.seed)
        export = parse_polis_export(read_folder(options.folder), has_api_sign=options.api_sign)
        with _workers(options.dask) as workers:
            opinion_map, content = _computed(export, settings, workers, is_without_patterns=options.without_patterns)
        write_whole(options.out, content)
    except InvalidSettings as error:
        bound = "2以上の整数" if error.params["setting"] == "k" else "0以上の整数"
        name, value = error.params["setting"], error.params["value"]
        return _refuse(f"--{name} の値 {value} は使えません。{bound}にしてください。")
    except NoCluster as error:
        return _refuse(CLUSTER_WORDS[str(error.params["reason"])].format(**error.params) + "。")
    except PolisExportError as error:
        return _refuse(
            f"{options.folder} を読めませんでした（誤り{error.count}件）。次を直して、もう一度行ってください。",
            *fault_lines(error),
        )
    except OSError as error:
        return _refuse(
            f"{error.filename} を開けません（{words_for_file_error(error)}）。場所と権限を確かめてください。"
        )
    print(_summary(export, opinion_map, options.out))
    return 0


def read_folder(folder: Path) -> dict[str, bytes]:
    """Read those files of a Polis export that are in the folder. Raises OSError."""
    from jukugi.core.opinion_map.polis_export import FILE_NAMES

    names = {path.name for path in folder.iterdir()}
    return {name: (folder / name).read_bytes() for name in FILE_NAMES if name in names}


def fault_lines(error: "PolisExportError") -> list[str]:
    """One line of plain words per fault."""
    lines = [_fault_line(fault) for fault in error.faults]
    if error.count > len(lines):
        lines.append(f"ほかに{error.count - len(lines)}件あります。")
    return lines


def _fault_line(fault: "Fault") -> str:
    where = fault.file
    if fault.row is not None:
        where += f" {fault.row}行目"
    if fault.column is not None:
        where += f" 「{fault.column}」列"
    value = f"（{fault.value}）" if fault.value else ""
    return f"{where}{'：' if where else ''}{FAULT_WORDS[fault.code]}{value}。"


def _workers(address: str | None) -> "AbstractContextManager[Workers]":
    """Where to compute: here, unless a cluster is named. Raises NoCluster."""
    from jukugi.core.opinion_map import DaskWorkers, InProcess

    return nullcontext(InProcess()) if address is None else DaskWorkers(address)


def _computed(
    export: "PolisExport", settings: "MapSettings", workers: "Workers", *, is_without_patterns: bool
) -> "tuple[OpinionMap, bytes]":
    import numpy as np

    from jukugi.core.opinion_map import (
        VoteTable,
        canonical_json,
        compute_map,
        latest_votes,
        polis_figures,
        result_document,
        suspicious_patterns,
        without_patterns,
    )

    raw = export.votes
    votes = VoteTable.from_columns(*latest_votes(raw.participant, raw.statement, raw.choice, raw.timestamp_ms))
    hidden = (*export.moderated_out_ids, *export.meta_ids)
    shown = votes.with_statements(~np.isin(votes.statement_ids, hidden))
    patterns = suspicious_patterns(shown, participant=raw.participant, moment_ms=raw.timestamp_ms)
    if is_without_patterns:
        votes = without_patterns(votes, patterns)
    opinion_map = compute_map(votes, hidden=hidden, settings=settings, workers=workers)
    polis = polis_figures(votes, moderated_out=export.moderated_out_ids, meta=export.meta_ids, settings=settings)
    return opinion_map, canonical_json(result_document(opinion_map, polis, patterns))


def _summary(export: "PolisExport", opinion_map: "OpinionMap", path: Path) -> str:
    figures = f"参加者{opinion_map.participants}人、意見文{opinion_map.statements}件、票{opinion_map.votes}件"
    if opinion_map.reason is not None:
        groups = f"はっきりしたグループはありません（{REASON_WORDS[opinion_map.reason]}）"
    else:
        sizes = "、".join(f"{group.size}人" for group in opinion_map.groups)
        groups = f"グループは{opinion_map.k}つ（{sizes}。安定度{opinion_map.stability or 0:.2f}）"
    return f"「{export.topic or '題名なし'}」：{figures}。{groups}。\n結果を {path} に書きました。"


def _refuse(*lines: str) -> int:
    print("\n".join(lines), file=sys.stderr)
    return 1
