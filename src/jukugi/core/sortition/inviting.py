"""Whom to send letters: a stratified draw from a register of pseudonyms, one letter to a household at most."""

import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jukugi.core.sortition.errors import InvalidDraw
from jukugi.core.sortition.solving import IntArray


@dataclass(frozen=True)
class Invitation:
    """``invited`` are rows of the register in the order of their lots; ``short`` strata lacked people or households.

    ``people``, ``letters`` by stratum: how many there are, how many letters they get.
    """

    invited: IntArray
    people: dict[str, int]
    letters: dict[str, int]
    short: tuple[str, ...]


def letters_by_stratum(
    people: Mapping[str, int], total: int, *, weights: Mapping[str, float] | None = None
) -> dict[str, int]:
    """Share ``total`` letters in proportion to people × weight, by largest remainder, not more than people.

    Parameters
    ----------
    people : by stratum, at least 0. weights : how much more often a person of a stratum is written to than another;
        1 where none is given.

    Raises
    ------
    InvalidDraw : a negative total, count or weight, or more letters than people who may get one.
    """
    parts = {name: count * (weights or {}).get(name, 1.0) for name, count in people.items()}
    if total < 0 or any(part < 0 for part in parts.values()):
        raise InvalidDraw(setting="total", value=total)
    if total > sum(count for name, count in people.items() if parts[name] > 0):
        raise InvalidDraw(setting="total", value=total)
    full: dict[str, int] = {}
    while True:
        rest = total - sum(full.values())
        whole = sum(part for name, part in parts.items() if name not in full) or 1.0
        exact = {name: rest * part / whole for name, part in parts.items() if name not in full}
        over = {name: people[name] for name, share in exact.items() if share > people[name]}
        if not over:
            break
        full |= over
    letters = full | {name: int(share) for name, share in exact.items()}
    by_remainder = sorted(exact, key=lambda name: (letters[name] - exact[name], name))
    for name in by_remainder[: total - sum(letters.values())]:
        letters[name] += 1
    return {name: letters[name] for name in people}


def draw_invitations(
    pseudonyms: Sequence[str],
    strata: NDArray[np.str_] | Sequence[str],
    households: Sequence[str] | None,
    letters: Mapping[str, int],
    *,
    seed: str,
) -> Invitation:
    """Rank everybody by HMAC-SHA256(seed, pseudonym) and write to the first of each stratum, one in a household.

    People are called in the order of their ranks, over all strata: whoever is called gets a letter if their stratum has
    one left and nobody of their household has one. So the draw depends on the register's content, not on its order, and
    anyone who has pseudonyms, strata and households can repeat it.

    Parameters
    ----------
    pseudonyms : each once. strata, households : one for each person, in the same order; an empty household is nobody's.
    letters : by stratum; strata without any are not written to.

    Raises
    ------
    InvalidDraw : ``letters`` negative or for a stratum that nobody is in; lengths that differ; a repeated pseudonym.

    Cost: 1.3 million people take a few seconds.
    """
    names, codes, sizes = np.unique(np.asarray(strata), return_inverse=True, return_counts=True)
    people = {str(name): int(count) for name, count in zip(names, sizes, strict=True)}
    _check(pseudonyms, codes, households, letters, people)
    left = [letters.get(name, 0) for name in people]
    waiting = sum(left)
    taken: set[str] = set()
    invited = []
    for row in ranking(pseudonyms, seed=seed).tolist():
        if not waiting:
            break
        stratum = codes[row]
        home = households[row] if households is not None else ""
        if left[stratum] and home not in taken:
            invited.append(row)
            left[stratum] -= 1
            waiting -= 1
            if home:
                taken.add(home)
    short = tuple(name for name, remaining in zip(people, left, strict=True) if remaining)
    given = {name: letters.get(name, 0) - remaining for name, remaining in zip(people, left, strict=True)}
    return Invitation(np.array(invited, dtype=np.int64), people, given, short)


def ranking(pseudonyms: Sequence[str], *, seed: str) -> IntArray:
    """Rows by HMAC-SHA256(seed, pseudonym), the smallest first; of equal ones, by pseudonym."""
    key = seed.encode()
    digests = b"".join(hmac.digest(key, pseudonym.encode(), "sha256") for pseudonym in pseudonyms)
    words = np.frombuffer(digests, dtype=">u8").reshape(-1, 4)
    # 256 bits never tie by accident; the four words are compared from the first.
    return np.lexsort(words.T[::-1]).astype(np.int64)


def _check(
    pseudonyms: Sequence[str],
    codes: IntArray,
    households: Sequence[str] | None,
    letters: Mapping[str, int],
    people: Mapping[str, int],
) -> None:
    if len(codes) != len(pseudonyms) or (households is not None and len(households) != len(pseudonyms)):
        raise InvalidDraw(setting="strata", value=len(codes))
    if len(set(pseudonyms)) != len(pseudonyms):
        raise InvalidDraw(setting="pseudonyms", value=len(pseudonyms) - len(set(pseudonyms)))
    for name, count in letters.items():
        if count < 0 or (count and name not in people):
            raise InvalidDraw(setting="letters", value=name)
