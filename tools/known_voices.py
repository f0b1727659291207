"""Make the known voices of `jukugi.kit.known_voices` of the labelled texts: `python -m tools.known_voices`.

Written anew from `tests/evaluation/text` (its README tells of each set): the issues, the voices, and the vectors of the
model of whole texts, for which the extra ``jukugi[neural]`` must be there. Commit what it wrote.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from tools.words import tell

LABELLED = Path(__file__).parents[1] / "tests" / "evaluation" / "text"
TARGET = Path(__file__).parents[1] / "src" / "jukugi" / "kit" / "known_voices"
# The sets that are known, and how their files begin.
SETS = {"topics": "topics_", "own": "", "other": "other_", "last": "last_", "fresh": "fresh_"}


def issues_and_voices() -> tuple[list[list[str]], list[list[str]]]:
    """The rows of both tables: set, id, name, description, keywords; set, issue, text."""
    issues, voices = [], []
    for name, prefix in SETS.items():
        issues += [
            [name, row["id"], row["name"], row["description"], row["keywords"]] for row in _rows(f"{prefix}issues")
        ]
        voices += [
            [name, row["issue"], row["text"]]
            for row in _rows(f"{prefix}opinions")
            if row.get("half", "dev") == "dev"  # what is only counted is not known either
        ]
    return issues, voices


def main() -> int:
    from jukugi.kit.language import neural_embedder

    issues, voices = issues_and_voices()
    TARGET.mkdir(exist_ok=True)
    _write(TARGET / "issues.csv", ("set", "id", "name", "description", "keywords"), issues)
    _write(TARGET / "voices.csv", ("set", "issue", "text"), voices)
    embedder = neural_embedder()
    vectors = embedder.embed([text for *_, text in voices])
    np.save(TARGET / f"{embedder.name}.npy", np.round(vectors * 127 / np.abs(vectors).max()).astype(np.int8))
    tell(f"{len(issues)}の論点の{len(voices)}の声を書きました（{TARGET}）。")
    return 0


def _rows(name: str) -> list[dict[str, str]]:
    with (LABELLED / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _write(path: Path, heading: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(heading)
        writer.writerows(rows)


if __name__ == "__main__":
    sys.exit(main())
