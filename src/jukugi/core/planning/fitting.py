"""Which of the things that people seek and offer may fit, and why: a proposal that explains itself to both.

Nothing of what somebody did not agree to have matched enters any figure here: without it the result is the same.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import log

INTEREST, OFFER, NEED = "interest", "offer", "need"
NEAR_KINDS = frozenset({"time", "room", "money"})
"""Of these, one in the same ward fits without a word in common; a skill or a tool needs the word."""
BOUND_KINDS = frozenset({"room"})
"""These do not travel: not to another ward."""


@dataclass(frozen=True)
class Wish:
    """One interest, offer or need.

    Attributes
    ----------
    key : unique, ordered. owner : whose; nobody is matched with themselves.
    side : INTEREST, OFFER or NEED. kind : of an offer or a need.
    words : what it speaks of, as a dictionary spells it.
    ward, district : None is anywhere. yen : up to how much, of money.
    may_match : its owner agreed.
    """

    key: int
    owner: Hashable
    side: str
    kind: str
    words: frozenset[str]
    ward: int | None = None
    district: int | None = None
    yen: int | None = None
    may_match: bool = False


@dataclass(frozen=True)
class Fit:
    """Two wishes that may fit, and why, in the order of their keys; it reads the same from either side.

    Attributes
    ----------
    words : what stands in both, rarest first. kind : of the need and the offer; "" of two interests.
    same_ward : None where one of them said anywhere. same_district : likewise.
    covers : of money, whether the offer reaches the need; None of anything else.
    score : larger is nearer, above 0.
    """

    first: int
    second: int
    words: tuple[str, ...]
    kind: str
    same_ward: bool | None
    same_district: bool | None
    covers: bool | None
    score: float


def fits(wishes: Iterable[Wish], *, most_each: int = 5) -> list[Fit]:
    """Pairs that may fit, nearest first; no wish is in more than ``most_each`` of them.

    A need meets an offer of its kind, an interest an interest. Words in common weigh by how rare they are among the
    wishes that may be matched, ``1 + ln(n / naming)``; a ward in common weighs 1, a district another 1. The order of
    the wishes does not matter. Cost: pairs that share a word or a near kind; meant for some thousand wishes.
    """
    open_ = sorted((wish for wish in wishes if wish.may_match), key=lambda wish: wish.key)
    naming = Counter(word for wish in open_ for word in wish.words)
    rarity = {word: 1 + log(len(open_) / count) for word, count in naming.items()}
    found = [fit for a, b in _candidates(open_) if (fit := _fit(a, b, rarity)) is not None]
    found.sort(key=lambda fit: (-fit.score, fit.first, fit.second))
    taken: Counter[int] = Counter()
    kept = []
    for fit in found:
        if taken[fit.first] < most_each and taken[fit.second] < most_each:
            taken.update((fit.first, fit.second))
            kept.append(fit)
    return kept


def _candidates(wishes: Sequence[Wish]) -> list[tuple[Wish, Wish]]:
    """Pairs in the order of their keys that share a word, or a kind that is near."""
    by_word: dict[Hashable, list[Wish]] = {}
    for wish in wishes:
        for word in wish.words:
            by_word.setdefault(("word", word), []).append(wish)
        if wish.kind in NEAR_KINDS:
            by_word.setdefault(("kind", wish.kind), []).append(wish)
    pairs = {(a.key, b.key): (a, b) for group in by_word.values() for a, b in combinations(group, 2)}
    return [pairs[key] for key in sorted(pairs)]


def _fit(a: Wish, b: Wish, rarity: dict[str, float]) -> Fit | None:
    is_meeting = {a.side, b.side} == {OFFER, NEED} and a.kind == b.kind
    is_shared = a.side == b.side == INTEREST
    if a.owner == b.owner or not (is_meeting or is_shared):
        return None
    words = tuple(sorted(a.words & b.words, key=lambda word: (-rarity[word], word)))
    same_ward = _same(a.ward, b.ward)
    if same_ward is False and (a.kind in BOUND_KINDS or not words):
        return None
    if not words and a.kind not in NEAR_KINDS:
        return None
    same_district = _same(a.district, b.district)
    score = sum(sorted(rarity[word] for word in words)) + (same_ward is True) + (same_district is True)
    covers = _covers(a, b) if a.kind == "money" else None
    # What says nothing but a kind, for anywhere, is no reason for two people to meet.
    return Fit(a.key, b.key, words, a.kind, same_ward, same_district, covers, score) if score else None


def _same(one: int | None, other: int | None) -> bool | None:
    return None if one is None or other is None else one == other


def _covers(a: Wish, b: Wish) -> bool:
    need, offer = (a, b) if a.side == NEED else (b, a)
    return (offer.yen or 0) >= (need.yen or 0)
