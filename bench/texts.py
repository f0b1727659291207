"""What the work on texts costs, against its limits, and how often it is right on the labelled texts.

`python -m bench.texts` measures in a process of its own for each size: reading, issue suggestions (15 issues), sets of
repeats, groups and headings of synthetic opinions put together from pieces of the labelled ones, held to a limit; for
the repeats such texts are the worst case (each piece stands in hundreds of them). Then a campaign of 250,000 of which
96 in 100 are equal. Processor seconds, so that a busy machine does not decide. Then the share of
right answers on `tests/evaluation/text` (its README says how it came about). `--neural` adds that tier.
Exit code 1 where a limit is passed. `python -m bench.texts SIZE` is one of these processes.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import re
import resource
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bench.unseen import pairs
from jukugi.core.text.comparing import compare_read, read_all
from jukugi.core.text.grouping import group_texts
from jukugi.core.text.labels import label_groups, quote_groups
from jukugi.core.text.reading import read_texts
from jukugi.core.text.repeats import repeat_sets
from jukugi.core.text.suggesting import Meanings, suggest_issues
from jukugi.core.text.voices import IssueText
from jukugi.kit.language import known_voices, neural_embedder, word_vectors
from tools.known_voices import SETS
from tools.words import tell

LABELLED = Path(__file__).parents[1] / "tests" / "evaluation" / "text"
# Texts → processor seconds they may take, and megabytes.
LIMITS = {10_000: (10.0, 1_500), 100_000: (60.0, 1_500)}
CAMPAIGN, CAMPAIGN_EQUAL, CAMPAIGN_SECONDS = 250_000, 0.96, 60.0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("size", nargs="?", type=int)
    parser.add_argument("--neural", action="store_true")
    options = parser.parse_args()
    if options.size:
        print(json.dumps(_cost(options.size)))
        return 0
    is_over = [_tell_cost(size, seconds, megabytes) for size, (seconds, megabytes) in LIMITS.items()]
    is_over.append(_tell_cost(CAMPAIGN, CAMPAIGN_SECONDS, LIMITS[100_000][1]))
    _tell_rightness(is_neural=options.neural)
    return int(any(is_over))


def _tell_cost(size: int, seconds: float, megabytes: int) -> bool:
    """Whether a limit was passed."""
    command = [sys.executable, "-m", "bench.texts", str(size)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found = json.loads(done.stdout)
    parts = "、".join(f"{name} {spent:.1f}" for name, spent in found["parts"].items())
    total = sum(found["parts"].values())
    tell(
        f"{size:>7,} 件  {total:5.1f} CPU秒（{parts}）  上限 {seconds:.0f} の 1/{seconds / total:.1f}  "
        f"{found['megabytes']:,} MB（上限 {megabytes:,}）"
    )
    return total > seconds or found["megabytes"] > megabytes


def _cost(size: int) -> dict[str, object]:
    """Processor seconds of each part, and the most memory."""
    vectors = word_vectors()
    texts = _campaign(size) if size == CAMPAIGN else _synthetic(size)
    issues = [issue for _, issue in _issues()]
    parts: dict[str, float] = {}

    def timed(name: str, work: Callable[[], Any]) -> Any:
        began = time.process_time()
        result = work()
        parts[name] = time.process_time() - began
        return result

    read = timed("読む", lambda: read_texts(texts))
    known = known_voices()
    timed("論点の案", lambda: suggest_issues(read, issues, vectors=vectors, known=known))
    timed("重なり", lambda: repeat_sets(read))
    groups = timed("まとまり", lambda: group_texts(read, vectors=vectors, seed=0, known=known))
    timed("見出し", lambda: (label_groups(read, groups), quote_groups(groups)))
    return {"parts": parts, "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}


def _synthetic(size: int) -> list[str]:
    chance = random.Random(0)
    parts = [part for row in _rows("opinions") for part in re.split("[。、]", row["text"]) if len(part) > 4]
    return ["、".join(chance.sample(parts, chance.choice([2, 3, 4]))) + "。" for _ in range(size)]


def _campaign(size: int) -> list[str]:
    """One text sent again and again among others, a few of the copies with another greeting or width."""
    chance = random.Random(1)
    sent = "町内会に頼む配布を月一回にまとめ、役員の負担を減らしてほしい。"
    copies = [sent, f"こんにちは。{sent}", f"{sent}よろしくお願いします。", sent.replace("月一回", "月１回")]
    n_equal = round(size * CAMPAIGN_EQUAL)
    texts = chance.choices(copies, [97, 1, 1, 1], k=n_equal) + _synthetic(size - n_equal)
    chance.shuffle(texts)
    return texts


def _tell_rightness(*, is_neural: bool) -> None:
    for name in ("own", "other", "last", "fresh"):
        _tell_issues(name, is_neural=is_neural)
    for name in ("pairs", "variants"):
        _tell_duplicates(name)
    for half in ("dev", "held"):
        _tell_unseen(half)
    unlike = _rows("unlike")
    merged = sum(compare_read(*read_all([row["a"], row["b"]])).is_duplicate for row in unlike)
    tell(f"別の意見（unlike）  同じとされた {merged}/{len(unlike)}")


def _tell_issues(set_name: str, *, is_neural: bool) -> None:
    """Suggestions for one labelled set, by known voices of all others; and groups."""
    prefix = SETS[set_name]
    rows, issues = _rows(f"{prefix}opinions"), _issues(prefix)
    texts, keys = [row["text"] for row in rows], [key for key, _ in issues]
    right = [keys.index(row["issue"]) for row in rows]
    read = read_texts(texts)
    asked = [issue for _, issue in issues]
    known = known_voices(without=set_name)
    tiers: list[tuple[str, Meanings | None]] = [("語だけ", None)]
    if is_neural:
        embed = neural_embedder().embed
        whole = [f"{issue.name}。{issue.description} {' '.join(issue.keywords)}" for issue in asked]
        keywords = tuple(embed(list(issue.keywords)) for issue in asked)
        tiers.append(("文の意味も", Meanings(embed(texts), embed(whole), keywords)))
    for tier, neural in tiers:
        name = f"{prefix}opinions、{tier}"
        found = suggest_issues(read, asked, vectors=word_vectors(), known=known, neural=neural)
        first = np.array([item.nearest[:1] == (place,) for item, place in zip(found, right, strict=True)])
        three = np.array([place in item.nearest for item, place in zip(found, right, strict=True)])
        sure = np.array([not item.is_abstaining for item in found])
        tell(
            f"論点の案（{name}、{len(rows)}件）  一つ目 {first.mean():.3f}、三つのうち {three.mean():.3f}、"
            f"案を出した {sure.mean():.2f} のうち一つ目 {first[sure].mean():.3f}"
        )
        groups = group_texts(
            read,
            vectors=word_vectors(),
            seed=0,
            n_groups=len(keys),
            neural=neural.texts if neural else None,
            known=known,
        )
        adjusted, harmony = _agreement(np.array(right), groups.group)
        labels = label_groups(read, groups)
        named = sum(label.coverage > 0 for label in labels)
        tell(f"まとまり（{name}、{len(keys)}）  ARI {adjusted:.3f}、V {harmony:.3f}、語の見出し {named}/{len(labels)}")


def _tell_unseen(half: str) -> None:
    found = list(pairs(half))
    read = [read_all([pair.first for pair in found]), read_all([pair.second for pair in found])]
    by_kind: dict[str, list[bool]] = defaultdict(list)
    for pair, first, second in zip(found, *read, strict=True):
        is_right = compare_read(first, second).is_duplicate == pair.is_duplicate
        by_kind["同じ" if pair.is_duplicate else "別"].append(is_right)
        by_kind[pair.kind].append(is_right)
    shares = (f"{kind} {sum(rs) / len(rs):.3f}（{len(rs)}）" for kind, rs in sorted(by_kind.items()))
    tell(f"重なり（unseen、{half}）  " + "、".join(shares))


def _tell_duplicates(name: str) -> None:
    rows = _rows(name)
    read = [read_all([row[side] for row in rows]) for side in ("a", "b")]
    by_kind: dict[str, list[bool]] = defaultdict(list)
    for row, first, second in zip(rows, *read, strict=True):
        is_right = compare_read(first, second).is_duplicate == (row["duplicate"] == "1")
        by_kind["同じ" if row["duplicate"] == "1" else "別"].append(is_right)
        by_kind[row["kind"]].append(is_right)
    tell(f"重なり（{name}）  " + "、".join(f"{kind} {sum(rs)}/{len(rs)}" for kind, rs in by_kind.items()))


def _agreement(one: np.ndarray, other: np.ndarray) -> tuple[float, float]:
    """Adjusted Rand index (Hubert & Arabie 1985) and V-measure (Rosenberg & Hirschberg 2007) of two divisions."""
    table = np.zeros((one.max() + 1, other.max() + 1))
    np.add.at(table, (one, other), 1)
    n = table.sum()
    pairs = [float((counts * (counts - 1) / 2).sum()) for counts in (table, table.sum(1), table.sum(0))]
    expected = pairs[1] * pairs[2] / (n * (n - 1) / 2)
    adjusted = (pairs[0] - expected) / ((pairs[1] + pairs[2]) / 2 - expected)

    def entropy(counts: np.ndarray) -> float:
        shares = counts[counts > 0] / n
        return float(-(shares * np.log(shares)).sum())

    together, first, second = entropy(table.ravel()), entropy(table.sum(1)), entropy(table.sum(0))
    return adjusted, 2 * (first + second - together) / (first + second)


def _issues(prefix: str = "") -> Sequence[tuple[str, IssueText]]:
    return [
        (row["id"], IssueText(row["name"], row["description"], tuple(row["keywords"].split("、"))))
        for row in _rows(f"{prefix}issues")
    ]


def _rows(name: str) -> list[dict[str, str]]:
    with (LABELLED / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


if __name__ == "__main__":
    sys.exit(main())
