"""Squares that a phone reads as an address, drawn for paper."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from qrcode.constants import ERROR_CORRECT_M  # type: ignore[import-untyped]
from qrcode.main import QRCode  # type: ignore[import-untyped]

# White around the code, in modules, as ISO/IEC 18004 asks for.
QUIET_ZONE = 4


@dataclass(frozen=True)
class QrPicture:
    """``side`` of the square in modules, white edge included; ``path`` its dark runs as the data of an SVG path."""

    side: int
    path: str


@lru_cache(maxsize=512)
def qr_picture(address: str) -> QrPicture:
    """The code of an address, with a share of 15 % that may be worn off. Some 10 ms, kept for the next page."""
    return qr_drawn(address)


def qr_drawn(address: str) -> QrPicture:
    """The same, and not kept: for an address that is printed once, and maybe secret."""
    code = QRCode(error_correction=ERROR_CORRECT_M, border=QUIET_ZONE)
    code.add_data(address)
    rows = code.get_matrix()
    dark = (f"M{x} {y}h{wide}v1h-{wide}z" for y, row in enumerate(rows) for x, wide in _runs(row))
    return QrPicture(len(rows), "".join(dark))


def _runs(row: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Where dark runs of a row begin, and how long they are."""
    place = 0
    for is_dark, modules in groupby(row):
        wide = len(list(modules))
        if is_dark:
            yield place, wide
        place += wide
