"""One opinion that came more than once: proposed sets of texts, each text in exactly one, most alone in theirs.

Equal texts are found by their form. Of the others those that share much of their sound are found by MinHash, and only
what `compare` explains as a way of writing the same opinion joins a set: alike is not enough.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from jukugi.core.text.comparing import Read, compare_read, read_all
from jukugi.core.text.courtesy import has_stock_form
from jukugi.core.text.lists import COURTEOUS
from jukugi.core.text.reading import Texts
from jukugi.core.text.sounding import is_kana, sound_akin
from jukugi.core.text.tidying import folded

Places = npt.NDArray[np.int64]
Signatures = npt.NDArray[np.uint32]

# 32 bands of 3: a pair that shares half of its triples is looked at with 98.6 in 100, one that shares a tenth with 3.
_N_BANDS = 32
_BAND_WIDTH = 3
_LEAST_SHARED = 0.3
# Of the triples of the shorter text so many stand in the longer one; more where the longer one is much longer.
_LEAST_CONTAINED, _LEAST_IN_LONGER = 0.5, 0.65
_MUCH_LONGER = 0.4
# Sounds that both sides may have for themselves: ほしい against いただきたい; where two words differ, only a slip.
_MOST_SOUNDS, _SLIP_SOUNDS = 8, 2
# Words that one side may have more than the other besides those of courtesy: what a slip makes of one, who speaks.
_MOST_ADDED = 2
# Of each text this many pairs at most are laid side by side, those that share most first.
_MOST_COMPARED = 3
# Longer texts are one only if they are equal: laying them side by side takes the product of their lengths.
LONGEST_COMPARED = 2_000
_BLOCK = 4_096
# So many are read and laid side by side at a time: about 200 MB of words.
_PAIRS_AT_ONCE = 16_384


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
    different = texts.at(kept)
    lengths = np.array([len(text) for text in different.texts], dtype=np.int64)
    n_triples = np.array([max(1, len(sound) - 2) for sound in different.sounds], dtype=np.int64)
    pairs = _alike(_signatures(different.sounds), lengths, n_triples)
    joined = _joined(different.texts, pairs[_may_be_one(different, pairs)])
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


def _alike(signatures: Signatures, lengths: Places, n_triples: Places) -> Places:
    """Pairs (n, 2) of which one mostly stands in the other, in the order of the later text, the best pair first."""
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
    sizes = n_triples[pairs]
    contained = shared / (1 + shared) * sizes.sum(axis=1) / sizes.min(axis=1)
    is_alike = contained >= np.where(shared < _MUCH_LONGER, _LEAST_IN_LONGER, _LEAST_CONTAINED)
    is_alike &= shared >= _LEAST_SHARED
    pairs, shared = pairs[is_alike], shared[is_alike]
    return pairs[np.lexsort((pairs[:, 0], -shared, pairs[:, 1]))]


def _may_be_one(texts: Texts, pairs: Places) -> npt.NDArray[np.bool_]:
    """Whether two texts sound the same but for a slip, or one of them has almost nothing of its own.

    Courtesy and greetings add to one side, in words that are known; two wishes that share a piece have words of their
    own, one of them or both.
    """
    told = {place: frozenset(texts.subjects[place]) - COURTEOUS for place in np.unique(pairs).tolist()}
    heard = _heard(texts.sounds)
    result = np.zeros(len(pairs), dtype=bool)
    for start in range(0, len(pairs), _BLOCK):
        block = pairs[start : start + _BLOCK]
        more = heard[block[:, 0]].astype(np.int16) - heard[block[:, 1]]
        sounds = np.column_stack((np.maximum(more, 0).sum(axis=1), np.maximum(-more, 0).sum(axis=1)))
        for place in np.flatnonzero(sounds.min(axis=1) <= _MOST_SOUNDS).tolist():
            one, other = block[place].tolist()
            own, others = told[one] - told[other], told[other] - told[one]
            is_longer = sounds[place, 1] > sounds[place, 0]
            longer = texts.texts[other if is_longer else one]
            less, more_sounds = sorted(sounds[place].tolist())
            result[start + place] = _may_differ_so(own, others, less, more_sounds, longer)
    return result


def _may_differ_so(own: frozenset[str], others: frozenset[str], less: int, more: int, longer: str) -> bool:
    """Whether texts can be one that have these words for themselves, and so many sounds, the fewer first."""
    few, many = sorted((len(own), len(others)))
    if few > 1:
        return less <= _SLIP_SOUNDS and (more <= _MOST_SOUNDS or _are_akin(own, others))
    if more <= _MOST_SOUNDS or not many:
        return True
    if many > _MOST_ADDED:
        return False
    return _are_akin(own, others) if few else all(map(is_kana, own | others)) or has_stock_form(longer)


def _are_akin(own: frozenset[str], others: frozenset[str]) -> bool:
    """Whether a word of the one sounds or is written much like one of the other."""
    return any(sound_akin(*sorted((one, other))) for one in own for other in others)


# Columns for the kana, and some more that all other letters share.
_FIRST_KANA, _N_KANA, _N_OTHERS = 0x30A1, 90, 38


def _heard(sounds: Sequence[str]) -> npt.NDArray[np.uint8]:
    """How often each sound is heard in each text, 255 times at most: (texts, 128)."""
    n_columns = _N_KANA + _N_OTHERS
    result = np.zeros((len(sounds), n_columns), dtype=np.uint8)
    for start in range(0, len(sounds), _BLOCK):
        block = sounds[start : start + _BLOCK]
        codes = np.frombuffer("".join(block).encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.int64)
        kana = codes - _FIRST_KANA
        columns = np.where((kana >= 0) & (kana < _N_KANA), kana, _N_KANA + codes % _N_OTHERS)
        rows = np.repeat(np.arange(len(block)), [len(sound) for sound in block])
        counts = np.bincount(rows * n_columns + columns, minlength=len(block) * n_columns)
        result[start : start + len(block)] = np.minimum(counts, 255).reshape(len(block), n_columns)
    return result


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
    n_tried: Counter[int] = Counter()
    for start in range(0, len(pairs), _PAIRS_AT_ONCE):
        block = pairs[start : start + _PAIRS_AT_ONCE]
        involved = np.unique(np.concatenate((first[block[:, 0]], block[:, 1])))
        read: dict[int, Read] = dict(zip(involved.tolist(), read_all([texts[at] for at in involved]), strict=True))
        tried: set[tuple[int, int]] = set()
        for earlier, later in block.tolist():
            head = int(first[earlier])
            if first[later] != later or (head, later) in tried or n_tried[later] >= _MOST_COMPARED:
                continue
            tried.add((head, later))
            n_tried[later] += 1
            known = read.get(head) or read_all([texts[head]])[0]  # it became the first within this block
            if compare_read(known, read[later]).is_duplicate:
                first[later] = head
    return first
