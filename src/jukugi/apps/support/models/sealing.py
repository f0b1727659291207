"""What is sealed of words that may have to be erased: a keyed hash, whose key goes with them."""

import hashlib
import hmac
import json
import secrets
from typing import Any


def new_seal_key() -> str:
    """What the digest of words is made with; it goes when the words go."""
    return secrets.token_hex(16)


def words_digest(key: str, told: list[Any]) -> str:
    """HMAC-SHA-256 over what was told, as canonical JSON."""
    plain = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return hmac.new(key.encode(), plain.encode(), hashlib.sha256).hexdigest()
