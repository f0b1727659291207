"""Fetch the word vectors and lay them ready: `python -m tools.word_vectors`, once for each environment.

They come from a package whose other parts need an older Sudachi, so it is unpacked without its dependencies in a folder
of its own, read, and thrown away. Licences: package MIT, vectors (chiVe) Apache-2.0; see docs/reference/text.md.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from pathlib import Path

from tools.environment import fetch_apart
from tools.places import REQUIREMENTS, VENV

TARGET = VENV / "share" / "jukugi" / "word_vectors.npz"
LICENCES = {"package": "ja_ginza, MIT", "vectors": "chiVe (Works Applications), Apache-2.0"}


def make_word_vectors() -> None:
    """Write the vectors beside the environment. Raises Missing when the package cannot be had."""
    with tempfile.TemporaryDirectory() as folder:
        fetch_apart(REQUIREMENTS / "vectors.txt", Path(folder))
        convert(Path(folder), TARGET)


def convert(package: Path, target: Path) -> None:
    """From the vectors of a spaCy package to arrays that are read without spaCy; whole or not at all."""
    import numpy as np

    vocabulary = next(package.glob("ja_ginza/ja_ginza-*/vocab"))
    table = np.load(vocabulary / "vectors")
    pairs = _integers(bytearray((vocabulary / "key2row").read_bytes()))
    keys = np.array(pairs[0::2], dtype=np.uint64)
    rows = np.array(pairs[1::2], dtype=np.int32)
    order = np.argsort(keys)
    lengths = np.linalg.norm(table, axis=1, keepdims=True)
    unit = np.divide(table, lengths, out=np.zeros_like(table), where=lengths > 0)
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_suffix(".unfinished.npz")
    np.savez(
        unfinished,
        keys=keys[order],
        rows=rows[order],
        vectors=unit.astype(np.float16),
        licences=np.array(json.dumps(LICENCES)),
    )
    shutil.move(unfinished, target)


def _integers(content: bytearray) -> list[int]:
    """Keys and values of one MessagePack map of whole numbers, in a row (https://msgpack.org, formats map and uint)."""
    sizes = {0xCC: 1, 0xCD: 2, 0xCE: 4, 0xCF: 8}
    place = {0xDE: 3, 0xDF: 5}.get(content[0], 1)
    numbers = []
    while place < len(content):
        first = content[place]
        size = 0 if first < 0x80 else sizes[first]
        numbers.append(int.from_bytes(content[place + 1 : place + 1 + size], "big") if size else first)
        place += 1 + size
    return numbers


if __name__ == "__main__":
    from tools.words import Missing, complain

    try:
        make_word_vectors()
    except Missing as missing:
        complain(missing)
        sys.exit(1)
