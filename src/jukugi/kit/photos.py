"""Photos of paper: read by Pillow, turned upright, drawn anew without what cameras write into files."""

import io
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from jukugi.kit.errors import Refusal

KINDS = ("JPEG", "PNG", "WEBP")
PHOTO_BYTES_AT_MOST = 6 * 1024 * 1024
SIDE_AT_MOST = 1600
PIXELS_AT_MOST = 60_000_000
QUALITY = 82


class PhotoTooLarge(Refusal):
    """More bytes or more pixels than are read."""

    what = _("写真が大きすぎます。{limit}MBまで送れます。")
    todo = _("電話の設定で小さくするか、もう少し離れて撮ってください。")


class PhotoUnreadable(Refusal):
    """No picture of a kind that is read, or a broken one."""

    what = _("写真として読めないファイルです。")
    todo = _("JPEG・PNG・WebPの写真を選んでください。HEICは、電話の設定で「互換性優先」にすると撮り直せます。")


@dataclass(frozen=True)
class Photo:
    """A photo as it is kept: a JPEG, with its sides in pixels."""

    content: bytes
    width: int
    height: int


def photo_of(content: bytes, *, side: int = SIDE_AT_MOST, most: int = PHOTO_BYTES_AT_MOST) -> Photo:
    """The photo as it is kept: ``side`` pixels at most, made of no more than ``most`` bytes.

    Raises PhotoTooLarge or PhotoUnreadable. Some 0.2 s of a large one.
    """
    # Pillow takes 10 MB of memory: only a process that gets a photo loads it.
    from PIL import Image, ImageOps

    megabytes = most // 1024 // 1024
    if len(content) > most:
        raise PhotoTooLarge(limit=megabytes)
    try:
        with Image.open(io.BytesIO(content), formats=KINDS) as opened:
            if opened.width * opened.height > PIXELS_AT_MOST:
                raise PhotoTooLarge(limit=megabytes)
            opened.draft("RGB", (side * 2, side * 2))
            upright = ImageOps.exif_transpose(opened).convert("RGB")
    except PhotoTooLarge:
        raise
    except Image.DecompressionBombError as error:
        raise PhotoTooLarge(limit=megabytes) from error
    except Exception as error:
        # Pillow's plug-ins raise errors of many kinds on broken files: none of them is a fault of ours.
        raise PhotoUnreadable from error
    upright.thumbnail((side, side))
    drawn = io.BytesIO()
    # A fresh picture: nothing of the file but its colours is carried over.
    plain = Image.new("RGB", upright.size)
    plain.paste(upright)
    plain.save(drawn, "JPEG", quality=QUALITY)
    return Photo(drawn.getvalue(), upright.width, upright.height)
