"""Lots from a published seed: HMAC-SHA256, so that anyone can draw them again in any language."""

import hmac
from collections.abc import Iterable


def lot(seed: str, *words: str) -> bytes:
    """32 bytes that only the seed and these words decide; each word stands behind its length."""
    message = b"".join(len(word.encode()).to_bytes(4, "big") + word.encode() for word in words)
    return hmac.digest(seed.encode(), message, "sha256")


def share(seed: str, *words: str) -> float:
    """A number in [0, 1), the first 53 bits of the lot."""
    return (int.from_bytes(lot(seed, *words)[:8], "big") >> 11) / (1 << 53)


def in_drawn_order(seed: str, purpose: str, keys: Iterable[str]) -> list[str]:
    """The keys by their lots; the order in which they come in does not matter."""
    return sorted(keys, key=lambda key: (lot(seed, purpose, key), key))
