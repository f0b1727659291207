"""One opinion that came more than once: proposed sets of texts, each text in exactly one, most alone in theirs.

Equal texts are found by their form. Of the others those that share much of their sound are found by MinHash, and only
what `compare` explains as a way of writing the same opinion joins a set: alike is not enough.
"""

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from jukugi.core.text.comparing import Read, compare_read, read_all
from jukugi.core.text.reading import Texts
from jukugi.core.text.tidying import folded

Places = npt.NDArray[np.int64]
Signatures = npt.NDArray[np.uint32]

# 32 bands of 3: a pair that shares half of its triples is looked at with 98.6 in 100, one that shares a tenth with 3.
_N_BANDS = 32
_BAND_WIDTH = 3
_LEAST_SHARED = 0.3
# Without greetings and other stock sentences two ways of writing one opinion share more.
_LEAST_ALIKE = 0.35
# Of each text this many pairs at most are laid side by side, those that share most first.
_MOST_COMPARED = 6
# Longer texts are one only if they are equal: laying them side by side takes the product of their lengths.
LONGEST_COMPARED = 2_000
_BLOCK = 4_096


def repeat_sets(texts: Texts) -> Places:
    """For each text the place of the first text of its set; a text that nobody repeats stands for itself.

    Every member was compared with that first text itself, so that small steps never add up to another opinion.
    Cost: linear, and about 1 ms for each pair that shares much. Memory: 400 bytes for each different text.

    References
    ----------
    A. Broder, "On the resemblance and containment of documents", 1997; P. Indyk, R. Motwani, 1998 (bands).
    """
    first = _first_of_equals(texts.texts)
    kept = np.unique(first)
    sounds = [texts.sounds[place] for place in kept]
    pairs = _alike(_signatures(sounds), np.array([len(texts.texts[place]) for place in kept]))
    joined = _joined([texts.texts[place] for place in kept], pairs)
    return kept[joined][np.searchsorted(kept, first)]


def _first_of_equals(texts: Sequence[str]) -> Places:
    """The place of the first text that reads the same."""
    by_text: dict[str, int] = {}
    by_form: dict[str, int] = {}
    for place, text in enumerate(texts):
        if text not in by_text:
            by_text[text] = by_form.setdefault(folded(text), place)
    return np.array([by_text[text] for text in texts], dtype=np.int64)


def _signatures(sounds: Sequence[str]) -> Signatures:
    """The smallest of the hashed triples of letters under each of 96 orders: (texts, 96)."""
    rng = np.random.default_rng(1997)
    n_orders = _N_BANDS * _BAND_WIDTH
    factors = rng.integers(1, 1 << 63, n_orders, dtype=np.uint64) * np.uint64(2) + np.uint64(1)
    shifts = rng.integers(0, 1 << 63, n_orders, dtype=np.uint64)
    result = np.zeros((len(sounds), n_orders), dtype=np.uint32)
    for start in range(0, len(sounds), _BLOCK):
        triples, starts = _triples(sounds[start : start + _BLOCK])
        for order in range(n_orders):
            hashed = ((triples * factors[order] + shifts[order]) >> np.uint64(32)).astype(np.uint32)
            result[start : start + _BLOCK, order] = np.minimum.reduceat(hashed, starts)
    return result


def _triples(sounds: Sequence[str]) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.intp]]:
    """Each three letters in a row as a number, of all texts one after the other, and where each text begins."""
    padded = [sound + "\x00" * 2 if len(sound) < 3 else sound for sound in (s or "\x00" for s in sounds)]
    codes = np.frombuffer("".join(padded).encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.uint64)
    triples = (codes[:-2] << np.uint64(42)) ^ (codes[1:-1] << np.uint64(21)) ^ codes[2:]
    lengths = np.array([len(sound) for sound in padded])
    ends = np.cumsum(lengths)
    inside = np.ones(len(codes), dtype=bool)
    inside[ends - 1] = inside[ends - 2] = False
    starts = np.concatenate(([0], np.cumsum(lengths - 2)[:-1]))
    return triples[inside[:-2]] * np.uint64(0x9E3779B97F4A7C15), starts


def _alike(signatures: Signatures, lengths: npt.NDArray[np.int64]) -> Places:
    """Pairs (n, 2) that share three tenths of their triples or more, the later text first in order, best pair first."""
    found = [pair for band in range(_N_BANDS) for pair in _of_band(signatures, band)]
    if not found:
        return np.zeros((0, 2), dtype=np.int64)
    pairs = np.unique(np.concatenate(found), axis=0)
    pairs = pairs[(lengths[pairs] <= LONGEST_COMPARED).all(axis=1)]
    shared = np.concatenate(
        [
            (signatures[pairs[start : start + _BLOCK, 0]] == signatures[pairs[start : start + _BLOCK, 1]]).mean(axis=1)
            for start in range(0, len(pairs), _BLOCK)
        ]
        or [np.zeros(0)]
    )
    pairs, shared = pairs[shared >= _LEAST_SHARED], shared[shared >= _LEAST_SHARED]
    return pairs[np.lexsort((pairs[:, 0], -shared, pairs[:, 1]))]


def _of_band(signatures: Signatures, band: int) -> Iterator[Places]:
    """Pairs that agree in a band: each text with the first of its bucket and with the one before it."""
    part = np.ascontiguousarray(signatures[:, band * _BAND_WIDTH : (band + 1) * _BAND_WIDTH])
    order = np.lexsort((np.arange(len(part)), *part.T))
    same = (part[order[1:]] == part[order[:-1]]).all(axis=1)
    if not same.any():
        return
    yield np.column_stack((order[:-1][same], order[1:][same]))
    begins = np.concatenate(([0], np.where(same, 0, np.arange(1, len(order)))))
    heads = order[np.maximum.accumulate(begins)]
    yield np.column_stack((heads[1:][same], order[1:][same]))


def _joined(texts: Sequence[str], pairs: Places) -> Places:
    """For each text the first of its set: who is explained as a way of writing that first one joins it."""
    first = np.arange(len(texts), dtype=np.int64)
    involved = np.unique(pairs)
    read: dict[int, Read] = dict(zip(involved.tolist(), read_all([texts[place] for place in involved]), strict=True))
    tried: dict[int, set[int]] = {}
    for earlier, later in pairs.tolist():
        head = int(first[earlier])
        seen = tried.setdefault(later, set())
        if first[later] != later or head in seen or len(seen) >= _MOST_COMPARED:
            continue
        seen.add(head)
        if (
            _shared(read[head].triples, read[later].triples) >= _LEAST_ALIKE
            and compare_read(read[head], read[later]).is_duplicate
        ):
            first[later] = head
    return first


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of what both have in what either has. P. Jaccard, 1912."""
    return len(one & other) / len(one | other)
