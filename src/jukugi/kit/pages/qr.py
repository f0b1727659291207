"""Squares that a phone reads as an address, drawn for paper."""

from dataclasses import dataclass
from functools import lru_cache

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
    dark = (f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark)
    return QrPicture(len(rows), "".join(dark))
