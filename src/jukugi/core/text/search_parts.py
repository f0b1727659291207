"""One part of an index of texts: in which of its texts, and where, a token stands; in small pieces that are read alone.

Tokens are single letters, pairs of neighbouring letters, and words. A token belongs to one of ``PIECES`` pieces. To
answer a question, a piece for each token is read, however many texts there are; which texts hold the letters of a term
one after the other, or its words, is then known for sure and without a look at the texts.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from itertools import pairwise
from zlib import crc32

import numpy as np
import numpy.typing as npt

from jukugi.core.text.searching import Term

PIECES = 512
TEXTS_AT_MOST = 16_384
"""Of one part: few enough to make it anew in a second or two when a text goes."""
_PLACE_BITS = 18
LENGTH_AT_MOST = 1 << _PLACE_BITS
"""Letters, and words, of a text that can be in a part."""
LETTER, PAIR, WORD = range(3)
Held = npt.NDArray[np.bool_]
# Where a token stands: the number of the text times LENGTH_AT_MOST, and the place in the text; in order.
_Places = npt.NDArray[np.int64]
_HEAD = 4


def pieces_of(texts: Sequence[tuple[str, str]]) -> list[bytes]:
    """A part of an index as PIECES pieces: of texts, each its letters and words as they are searched, in their order.

    A second of processor time for 16,384 short texts. Raises ValueError for more of them or for one that is too long.
    """
    if len(texts) > TEXTS_AT_MOST or any(not fits(*text) for text in texts):
        raise ValueError("too many or too long texts for one part")
    places: tuple[dict[str, list[int]], ...] = tuple(defaultdict(list) for _ in range(3))
    for number, (letters, words) in enumerate(texts):
        first = number << _PLACE_BITS
        for letter in set(letters):
            places[LETTER][letter].append(number)
        for place, (one, other) in enumerate(pairwise(letters), first):
            places[PAIR][one + other].append(place)
        for place, word in enumerate(words.split(), first):
            places[WORD][word].append(place)
    pieces: list[list[tuple[int, str, list[int]]]] = [[] for _ in range(PIECES)]
    for kind, of_kind in enumerate(places):
        for token, where in of_kind.items():
            pieces[_piece_of(kind, token)].append((kind, token, where))
    return [_packed(tokens, len(texts)) for tokens in pieces]


def fits(letters: str, words: str) -> bool:
    """Whether a text is short enough for a part."""
    return len(letters) < LENGTH_AT_MOST and len(words) < LENGTH_AT_MOST


def pieces_for(term: Term) -> set[int]:
    """The numbers of the pieces that must be read to look for a term."""
    return {_piece_of(kind, token) for kind, token, _place in [*_letter_tokens(term), *_word_tokens(term)]}


def held_by_letters(pieces: Mapping[int, bytes], term: Term, size: int) -> Held:
    """Which of the ``size`` texts of a part have the letters of a term, one after the other."""
    if len(term.letters) > 1:
        return _held_in_row(pieces, _letter_tokens(term), size)
    piece = pieces[_piece_of(LETTER, term.letters)]
    start, count = _found(piece, LETTER, term.letters)
    if _is_in_bits(count, size):
        return np.unpackbits(np.frombuffer(piece, np.uint8, (size + 7) // 8, start), count=size).view(np.bool_)
    held = np.zeros(size, np.bool_)
    held[np.frombuffer(piece, "<u2", count, start)] = True
    return held


def held_by_words(pieces: Mapping[int, bytes], term: Term, size: int) -> Held:
    """Which of the texts have the words of a term, one after the other; none where the term has no words."""
    return _held_in_row(pieces, _word_tokens(term), size)


def _letter_tokens(term: Term) -> list[tuple[int, str, int]]:
    """Tokens that together cover the letters, with their places in the term: pairs side by side, and the last pair."""
    if len(term.letters) < 2:
        return [(LETTER, term.letters, 0)]
    last = len(term.letters) - 2
    return [(PAIR, term.letters[start : start + 2], start) for start in sorted({*range(0, last, 2), last})]


def _word_tokens(term: Term) -> list[tuple[int, str, int]]:
    return [(WORD, word, place) for place, word in enumerate(term.words.split())]


def _held_in_row(pieces: Mapping[int, bytes], tokens: Sequence[tuple[int, str, int]], size: int) -> Held:
    """Which texts have the tokens at places as far from each other as in the term."""
    held = np.zeros(size, np.bool_)
    if tokens:
        starts = [_places(pieces[_piece_of(kind, token)], kind, token) - place for kind, token, place in tokens]
        common = reduce(_in_both, sorted(starts, key=len))
        held[common >> _PLACE_BITS] = True
    return held


def _in_both(few: _Places, many: _Places) -> _Places:
    if not len(few) or not len(many):
        return few[:0]
    nearest = np.minimum(np.searchsorted(many, few), len(many) - 1)
    return few[many[nearest] == few]


def _places(piece: bytes, kind: int, token: str) -> _Places:
    start, count = _found(piece, kind, token)
    return np.frombuffer(piece, "<u4", count, start).astype(np.int64)


def _found(piece: bytes, kind: int, token: str) -> tuple[int, int]:
    """Where in a piece it is told where a token stands, and in how many places it does."""
    body = _HEAD + int.from_bytes(piece[:_HEAD], "little")
    start, count = json.loads(piece[_HEAD:body])[kind].get(token, (0, 0))
    return body + start, count


def _piece_of(kind: int, token: str) -> int:
    return crc32(token.encode("utf-8", "surrogatepass"), kind) % PIECES


def _packed(tokens: Iterable[tuple[int, str, list[int]]], size: int) -> bytes:
    """How long the list of tokens is, the list, then the places of each token one after the other."""
    listed: tuple[dict[str, tuple[int, int]], ...] = ({}, {}, {})
    body = bytearray()
    for kind, token, where in tokens:
        listed[kind][token] = len(body), len(where)
        if kind != LETTER:
            body += np.array(where, "<u4").tobytes()
        elif _is_in_bits(len(where), size):
            held = np.zeros(size, np.bool_)
            held[where] = True
            body += np.packbits(held).tobytes()
        else:
            body += np.array(where, "<u2").tobytes()
    head = json.dumps(listed, separators=(",", ":")).encode()
    return len(head).to_bytes(_HEAD, "little") + head + bytes(body)


def _is_in_bits(count: int, size: int) -> bool:
    """Whether a bit for each text takes less room than a number of two bytes for each that has the letter."""
    return 16 * count > size
