"""Work on texts from files, without settings or database: suggest issues, tell duplicates, make groups."""

import argparse
import csv
import io
import re
import sys
from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from jukugi.kit.files import words_for_file_error, write_whole
from jukugi.project.table_files import TABLE_FAULT_WORDS, Refused, check_out

if TYPE_CHECKING:
    from jukugi.core.text.comparing import Comparison
    from jukugi.kit.language import FloatArray
    from jukugi.kit.sheets import SheetFault

help = "意見のことばを調べる：論点の候補、重なり、まとまり（設定もデータベースもいりません）"

FAULT_WORDS = {
    **TABLE_FAULT_WORDS,
    "empty": "番号がありません。行ごとに違う番号を書いてください",
    "repeated": "同じ番号が前の行にもあります。どちらかを直してください",
    "unknown_issue": "論点のファイルにない番号です。論点を足すか、この欄を空にしてください",
}

REASON_WORDS = {
    "same": "同じ文",
    "spelling": "つづりの違いだけ",
    "slip": "打ち間違いとみられる違いだけ",
    "courtesy": "丁寧さの違いだけ",
    "stock": "あいさつなど決まり文句の有無だけ",
    "elsewhere": "ことばの重なりが少ない",
    "number": "数が違う",
    "stance": "求める向きが逆",
    "word": "ことばが違う",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(title="すること", metavar="ACTION", dest="text_action", required=True)
    suggest = actions.add_parser("suggest", help="意見ごとに、近い論点を三つまで挙げる")
    suggest.add_argument("--opinions", type=Path, required=True, metavar="FILE", help=OPINIONS_WITH_ISSUE)
    suggest.add_argument("--issues", type=Path, required=True, metavar="FILE", help="id,name,description,keywords")
    duplicates = actions.add_parser("duplicates", help="二つの文が同じ意見の書き写しかどうかを分ける")
    duplicates.add_argument("--pairs", type=Path, required=True, metavar="FILE", help="a,b")
    group = actions.add_parser("group", help="意見を、話していることでまとめる")
    group.add_argument("--opinions", type=Path, required=True, metavar="FILE", help="id,text")
    group.add_argument("--groups", type=int, metavar="N", help="まとまりの数（既定は、意見の数から決める）")
    for action in (suggest, duplicates, group):
        action.add_argument("--out", type=Path, required=True, metavar="FILE", help="結果を書くCSVファイル")
        action.add_argument("--tier", choices=("lexical", "neural"), default="lexical", help=TIER)
        action.add_argument("--cache", type=Path, metavar="DIR", help=CACHE)
        action.add_argument("--seed", type=int, default=0, metavar="S", help="くじの種（0以上の整数。既定は0）")


NO_NEURAL = "neural に要る部品がありません。pip install 'jukugi[neural]' で入れるか、--tier lexical にしてください。"
NO_WORD_VECTORS = (
    "言葉のベクトルがないため、同じ言葉の重なりだけで調べました（python -m tools.word_vectors で用意できます）。"
)
OPINIONS_WITH_ISSUE = "id,text（issue 列があれば例にする）"
CACHE = "neural の結果をためておくフォルダー（中断しても、次は続きから計算します）"
TIER = "lexical＝ことばの重なりと近さ（既定）、neural＝文の意味も（'jukugi[neural]' が要ります）"


def run(options: argparse.Namespace) -> int:
    """Read, work, write; a refusal names the file, the row and what to do now."""
    from jukugi.kit.language import NoNeuralTier

    if options.seed < 0:
        return _refuse(f"--seed の値 {options.seed} は使えません。0以上の整数にしてください。")
    if options.text_action == "group" and options.groups is not None and options.groups < 1:
        return _refuse(f"--groups の値 {options.groups} は使えません。1以上の整数にしてください。")
    sources = [path for name in ("opinions", "issues", "pairs") if (path := getattr(options, name, None))]
    try:
        check_out(options.out, *sources)
        return {"suggest": _suggest, "duplicates": _duplicates, "group": _group}[options.text_action](options)
    except Refused as refused:
        return _refuse(*refused.lines)
    except FaultyFile as error:
        more = error.count - len(error.faults)
        return _refuse(
            f"{error.path} を読めませんでした（誤り{error.count}件）。次を直して、もう一度行ってください。",
            *map(_fault_line, error.faults),
            *([f"ほかに{more}件あります。"] if more else []),
        )
    except OSError as error:
        return _refuse(
            f"{error.filename} を開けません（{words_for_file_error(error)}）。場所と権限を確かめてください。"
        )
    except NoNeuralTier:
        return _refuse(NO_NEURAL)
    except KeyboardInterrupt:
        _refuse(f"止めました。{options.out} は書いていません（前からあるファイルはそのままです）。")
        return INTERRUPTED


# What a shell gives a program that was stopped by Ctrl-C.
INTERRUPTED = 130


class FaultyFile(Exception):
    """A file with faults, to be told with its path."""

    def __init__(self, path: Path, faults: "Sequence[SheetFault]", count: int) -> None:
        super().__init__(str(path))
        self.path, self.faults, self.count = path, faults, count


# What people set between keywords in one cell.
_BETWEEN_KEYWORDS = re.compile(r"[、,，;；|｜/／]")


def _suggest(options: argparse.Namespace) -> int:
    from jukugi.core.text.reading import read_texts
    from jukugi.core.text.suggesting import Meanings, suggest_issues
    from jukugi.core.text.voices import IssueText
    from jukugi.kit.language import known_voices, word_vectors

    opinions = _rows(options.opinions, "id", "text")
    issues = _rows(options.issues, "id", "name", "description", "keywords")
    ids = [issue["id"] for _, issue in issues]
    placed = _placed(options.opinions, opinions, ids)
    asked = [
        IssueText(issue["name"], issue["description"], tuple(_BETWEEN_KEYWORDS.sub(" ", issue["keywords"]).split()))
        for _, issue in issues
    ]
    texts = [opinion["text"] for _, opinion in opinions]
    neural = None
    if options.tier == "neural":
        of_issues = [f"{issue.name}。{issue.description} {' '.join(issue.keywords)}" for issue in asked]
        of_texts, whole, *keywords = _embedded(options, texts, of_issues, *(list(issue.keywords) for issue in asked))
        neural = Meanings(of_texts, whole, tuple(keywords))
    found = suggest_issues(
        read_texts(texts), asked, vectors=word_vectors(), known=known_voices(), placed=placed, neural=neural
    )
    heading = ("id", "first", "second", "third", "score", "abstain")
    rows = [
        (
            opinion["id"],
            *([ids[place] for place in item.nearest] + [""] * 3)[:3],
            item.sureness,
            int(item.is_abstaining),
        )
        for (_, opinion), item in zip(opinions, found, strict=True)
    ]
    _write(options.out, heading, rows)
    sure = sum(not item.is_abstaining for item in found)
    return _tell(options, f"意見{len(rows)}件のうち{sure}件に論点の候補を挙げました（ほかは、人が決めてください）。")


def _three(names: list[str]) -> list[str]:
    return (names + [""] * 3)[:3]


def _placed(path: Path, opinions: "Rows", ids: Sequence[str]) -> list[int | None] | None:
    """For each opinion the issue a person chose, if the file has such a column. Raises FaultyFile."""
    from jukugi.kit.sheets import SheetFault

    if not opinions or "issue" not in opinions[0][1]:
        return None
    chosen = [(line, row["issue"].strip()) for line, row in opinions]
    faults = [SheetFault("unknown_issue", line, "issue", issue) for line, issue in chosen if issue and issue not in ids]
    if faults:
        raise FaultyFile(path, faults, len(faults))
    places = {issue: place for place, issue in enumerate(ids)}
    return [places[issue] if issue else None for _, issue in chosen]


_PAIRS_AT_ONCE = 5_000


def _duplicates(options: argparse.Namespace) -> int:
    from jukugi.core.text.comparing import compare_read, read_all

    pairs = _rows(options.pairs, "a", "b", has_key=False)
    found: list[Comparison] = []
    for start in range(0, len(pairs), _PAIRS_AT_ONCE):
        part = [row for _, row in pairs[start : start + _PAIRS_AT_ONCE]]
        first, second = read_all([row["a"] for row in part]), read_all([row["b"] for row in part])
        found += [compare_read(a, b) for a, b in zip(first, second, strict=True)]
        _step(f"{len(pairs)}組のうち{len(found)}組まで比べました。")
    kept = [name for name in pairs[0][1] if name not in ("duplicate", "reason")]
    rows = [
        (*(row[name] for name in kept), int(item.is_duplicate), _reason(item))
        for (_, row), item in zip(pairs, found, strict=True)
    ]
    _write(options.out, (*kept, "duplicate", "reason"), rows)
    same = sum(item.is_duplicate for item in found)
    return _tell(options, f"{len(rows)}組のうち{same}組は、同じ意見の書き写しとみられます。")


def _reason(comparison: "Comparison") -> str:
    one, other = comparison.pieces
    words = REASON_WORDS[comparison.reason]
    return f"{words}（「{one}」と「{other}」）" if one or other else words


def _group(options: argparse.Namespace) -> int:
    from jukugi.core.text.grouping import group_texts
    from jukugi.core.text.labels import label_groups
    from jukugi.core.text.reading import read_texts
    from jukugi.kit.language import known_voices, word_vectors

    opinions = _rows(options.opinions, "id", "text")
    texts = [opinion["text"] for _, opinion in opinions]
    neural = _embedded(options, texts)[0] if options.tier == "neural" else None
    read = read_texts(texts)
    groups = group_texts(
        read,
        vectors=word_vectors(),
        seed=options.seed,
        n_groups=options.groups,
        neural=neural,
        known=known_voices(),
    )
    labels = label_groups(read, groups)
    rows = [
        (opinion["id"], int(group) + 1, labels[group].text)
        for (_, opinion), group in zip(opinions, groups.group, strict=True)
    ]
    _write(options.out, ("id", "group", "label"), rows)
    return _tell(
        options, f"意見{len(rows)}件を{groups.n_groups}のまとまりに分けました（{len(rows)}件すべてが入っています）。"
    )


Rows = Sequence[tuple[int, dict[str, str]]]


def _rows(path: Path, *wanted: str, has_key: bool = True) -> Rows:
    """The rows of a table. Raises FaultyFile, OSError."""
    from jukugi.kit.sheets import FaultySheet, SheetFault, open_sheet, read_sheet

    csv.field_size_limit(LONGEST_CELL)
    content = path.read_bytes()
    try:
        header = open_sheet(content).header
        missing = [SheetFault("missing_column", 1, name, "、".join(header)) for name in wanted if name not in header]
        if missing:
            raise FaultyFile(path, missing, len(missing))
        rows = read_sheet(content, wanted=wanted, key=wanted[0] if has_key else None).rows
    except FaultySheet as error:
        raise FaultyFile(path, error.faults, error.count) from error
    if not rows:
        raise FaultyFile(path, [SheetFault("no_rows")], 1)
    _step(f"{path.name} から{len(rows)}行を読みました。")
    return rows


# A letter or a whole report may stand in one cell.
LONGEST_CELL = 100_000_000
# So many texts are brought to vectors between two lines of progress: some ten seconds.
_TEXTS_AT_ONCE = 250


def _embedded(options: argparse.Namespace, *lists: list[str]) -> "list[FloatArray]":
    """Vectors of whole texts for each list. Raises NoNeuralTier."""
    import numpy as np

    from jukugi.kit.language import CachedEmbedder, neural_embedder

    embedder = neural_embedder()
    total = sum(map(len, lists))
    done = 0
    result = []
    with CachedEmbedder(embedder, options.cache) if options.cache else nullcontext(embedder) as model:
        for texts in lists:
            parts = [model.embed([])]
            for start in range(0, len(texts), _TEXTS_AT_ONCE):
                parts.append(model.embed(texts[start : start + _TEXTS_AT_ONCE]))
                done += len(parts[-1])
                if done == total or len(texts) > _TEXTS_AT_ONCE:
                    _step(f"文の意味を{total}件のうち{done}件まで調べました。")
            result.append(np.concatenate(parts))
    return result


def _step(sentence: str) -> None:
    """A line of progress, apart from what is told at the end."""
    print(sentence, file=sys.stderr, flush=True)


def _write(path: Path, heading: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(heading)
    writer.writerows(rows)
    write_whole(path, out.getvalue().encode("utf-8"))


def _tell(options: argparse.Namespace, sentence: str) -> int:
    from jukugi.kit.language import has_word_vectors

    print(f"{sentence}\n結果を {options.out} に書きました。")
    if options.text_action != "duplicates" and not has_word_vectors():
        print(NO_WORD_VECTORS)
    return 0


def _fault_line(fault: "SheetFault") -> str:
    where = f"{fault.row}行目" if fault.row is not None else ""
    where += f"「{fault.column}」列" if fault.column is not None else ""
    value = f"（{fault.value[:80]}）" if fault.value else ""
    return f"{where}{'：' if where else ''}{FAULT_WORDS[fault.code]}{value}。"


def _refuse(*lines: str) -> int:
    print("\n".join(lines), file=sys.stderr)
    return 1
