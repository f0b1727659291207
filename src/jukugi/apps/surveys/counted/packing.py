"""Documents of results as bytes. One document, one sequence of bytes."""

import hashlib
import json
import zlib
from typing import Any

FORM = "1"
"""Raised when what a document holds changes its form."""


def canonical(document: dict[str, Any]) -> bytes:
    """UTF-8, keys in order, no spaces."""
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def digest_of(document: dict[str, Any]) -> str:
    """SHA-256 of the canonical bytes: the same that anybody computes of the file that is published."""
    return hashlib.sha256(canonical(document)).hexdigest()


def packed(document: dict[str, Any]) -> bytes:
    return zlib.compress(canonical(document), 6)


def unpacked(content: bytes | memoryview) -> dict[str, Any]:
    """{} where nothing was packed yet."""
    if not content:
        return {}
    document: dict[str, Any] = json.loads(zlib.decompress(bytes(content)))
    return document
