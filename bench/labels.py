"""Headings of groups judged blind: a sheet for a reader, and what the filled sheets say.

`python -m bench.labels --write SHEET.csv` groups the labelled texts of `tests/evaluation/text` as a city would (no
number of groups is given), puts each heading beside up to ten voices of its group drawn by chance, mixes in decoys
(headings of other groups of the same set) and shuffles all. The reader sees no key: it is drawn anew from the seed.
`python -m bench.labels --count FILLED.csv …` tells the share of headings judged usable, the share of decoys seen
through, and in how many rows two readers agree.
"""

from __future__ import annotations

import argparse
import csv
import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jukugi.core.text.grouping import group_texts
from jukugi.core.text.labels import label_groups
from jukugi.core.text.reading import read_texts
from jukugi.core.text.voices import KnownVoices
from jukugi.kit.language import known_voices, word_vectors
from tools.known_voices import LABELLED, SETS
from tools.words import tell

SEED = 7
# One heading in so many stands a second time, beside the voices of another group.
_DECOY_EVERY = 4
_MOST_VOICES = 10
HEADING = ("number", "label", "voices", "usable")
USABLE, UNUSABLE = "1", "0"


@dataclass(frozen=True)
class Row:
    """A heading and voices; ``is_decoy`` where they are those of another group."""

    label: str
    voices: tuple[str, ...]
    is_decoy: bool


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", type=Path, metavar="FILE")
    parser.add_argument("--count", type=Path, nargs="+", default=[], metavar="FILE")
    options = parser.parse_args()
    rows = sheet(SEED)
    if options.write:
        with options.write.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(HEADING)
            writer.writerows(
                (number, row.label, "\n".join(f"・{voice}" for voice in row.voices), "")
                for number, row in enumerate(rows, 1)
            )
        tell(f"{len(rows)}の見出しを {options.write} に書きました。usable の欄に1か0を書いてください。")
    verdicts = [_verdicts(path, rows) for path in options.count]
    for path, given in zip(options.count, verdicts, strict=True):
        own = [verdict for verdict, row in zip(given, rows, strict=True) if not row.is_decoy]
        decoys = [not verdict for verdict, row in zip(given, rows, strict=True) if row.is_decoy]
        tell(
            f"{path.name}  使える見出し {sum(own)}/{len(own)}（{sum(own) / len(own):.2f}）、"
            f"見抜いたおとり {sum(decoys)}/{len(decoys)}"
        )
    if len(verdicts) > 1:
        pairs = [(a, b) for a, b, row in zip(verdicts[0], verdicts[1], rows, strict=True) if not row.is_decoy]
        both, either = sum(a and b for a, b in pairs), sum(a or b for a, b in pairs)
        same = sum(a == b for a, b in zip(verdicts[0], verdicts[1], strict=True))
        tell(
            f"二人とも使える {both}/{len(pairs)}、どちらかが使える {either}/{len(pairs)}、二人が同じ {same}/{len(rows)}"
        )
    return 0


def sheet(seed: int) -> list[Row]:
    """All headings with voices of their groups, and the decoys, in an order drawn by chance."""
    chance = random.Random(seed)
    rows: list[Row] = []
    for name in ("own", "other", "last", "fresh"):
        with (LABELLED / f"{SETS[name]}opinions.csv").open(encoding="utf-8", newline="") as file:
            texts = [row["text"] for row in csv.DictReader(file) if row.get("half", "dev") == "dev"]
        rows += _of_groups(texts, known_voices(without=name), chance)
    chance.shuffle(rows)
    return rows


def _of_groups(texts: list[str], known: KnownVoices, chance: random.Random) -> list[Row]:
    read = read_texts(texts)
    groups = group_texts(read, vectors=word_vectors(), seed=0, known=known)
    labels = [label.text for label in label_groups(read, groups)]
    voices = [[texts[place] for place in groups.members(group)] for group in range(groups.n_groups)]
    drawn = [tuple(chance.sample(said, min(_MOST_VOICES, len(said)))) for said in voices]
    own = [Row(label, said, False) for label, said in zip(labels, drawn, strict=True)]
    decoys = [
        Row(labels[(group + 1 + chance.randrange(len(labels) - 1)) % len(labels)], drawn[group], True)
        for group in range(0, len(labels), _DECOY_EVERY)
    ]
    return own + decoys


def _verdicts(path: Path, rows: Sequence[Row]) -> list[bool]:
    """What a reader said of each row. The sheet must be that of these headings."""
    with path.open(encoding="utf-8", newline="") as file:
        given = sorted(csv.DictReader(file), key=lambda row: int(row["number"]))
    if [row["label"] for row in given] != [row.label for row in rows]:
        sys.exit(f"{path.name} は、いまの見出しの用紙ではありません。用紙を作り直して、読み直してください。")
    if any(row["usable"] not in (USABLE, UNUSABLE) for row in given):
        sys.exit(f"{path.name} に、1でも0でもない欄があります。すべての行に書いてください。")
    return [row["usable"] == USABLE for row in given]


if __name__ == "__main__":
    sys.exit(main())
