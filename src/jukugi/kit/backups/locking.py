"""A backup under a key: AES-256-GCM in pieces, each bound to its place: none can be changed, moved or cut off.

The key comes from a file of at least 20 bytes by scrypt. Form: 8 bytes name, 16 bytes salt, then pieces of 1 MiB,
each with 16 bytes of proof; the last one says that it is the last (the construction STREAM of Hoang, Reyhanitabar,
Rogaway and Vizár, 2015).
"""

import os
from io import RawIOBase
from pathlib import Path
from typing import Any, BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from jukugi.kit.backups.errors import BackupFault

NAME = b"JUKUGI01"
PIECE = 1 << 20
PROOF = 16
LEAST_BYTES = 20


def secret_of(path: Path) -> bytes:
    """Raises BackupFault on a file that is too short, OSError."""
    secret = path.read_bytes().strip()
    if len(secret) < LEAST_BYTES:
        raise BackupFault(
            f"鍵のファイル {path} が短すぎます（{LEAST_BYTES}文字以上）。"
            "たとえば openssl rand -base64 32 でつくり、控えとは別の所にしまってください。"
        )
    return secret


def _cipher(secret: bytes, salt: bytes) -> AESGCM:
    return AESGCM(Scrypt(salt=salt, length=32, n=2**15, r=8, p=1).derive(secret))


def _nonce(number: int, *, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([is_last])


class LockingWriter(RawIOBase):
    """Takes bytes, writes pieces. ``close`` writes the last one; the file under it stays open."""

    def __init__(self, out: BinaryIO, secret: bytes) -> None:
        salt = os.urandom(16)
        out.write(NAME + salt)
        self._out, self._cipher, self._number, self._held = out, _cipher(secret, salt), 0, bytearray()

    def writable(self) -> bool:
        return True

    def write(self, more: Any) -> int:
        self._held += more
        while len(self._held) > PIECE:
            self._put(bytes(self._held[:PIECE]), is_last=False)
            del self._held[:PIECE]
        return len(more)

    def close(self) -> None:
        if not self.closed:
            self._put(bytes(self._held), is_last=True)
        super().close()

    def _put(self, piece: bytes, *, is_last: bool) -> None:
        self._out.write(self._cipher.encrypt(_nonce(self._number, is_last=is_last), piece, NAME))
        self._number += 1


class UnlockingReader(RawIOBase):
    """Gives the bytes back, one proven piece after the other. Raises BackupFault on a wrong key or changed file."""

    def __init__(self, file: BinaryIO, secret: bytes) -> None:
        head = file.read(len(NAME) + 16)
        self._file, self._cipher, self._number, self._held = file, _cipher(secret, head[len(NAME) :]), 0, b""
        self._next = file.read(PIECE + PROOF)

    def readable(self) -> bool:
        return True

    def readinto(self, into: Any) -> int:
        if not self._held and self._next:
            piece, self._next = self._next, self._file.read(PIECE + PROOF)
            try:
                self._held = self._cipher.decrypt(_nonce(self._number, is_last=not self._next), piece, NAME)
            except InvalidTag as error:
                raise BackupFault("鍵が違うか、控えが途中で切れているか、変えられています。") from error
            self._number += 1
        size = min(len(into), len(self._held))
        into[:size], self._held = self._held[:size], self._held[size:]
        return size
