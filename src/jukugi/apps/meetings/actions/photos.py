"""Photos of sheets and sticky notes: read by Pillow, turned upright, drawn anew without what cameras write in."""

import io

from jukugi.apps.meetings.enums import PHOTO_BYTES_AT_MOST
from jukugi.apps.meetings.errors import PhotoTooLarge, PhotoUnreadable
from jukugi.apps.meetings.models import NotePhoto

KINDS = ("JPEG", "PNG", "WEBP")
SIDE_AT_MOST = 1600
PIXELS_AT_MOST = 60_000_000
QUALITY = 82


def photo_of(content: bytes) -> NotePhoto:
    """The photo as it is kept; not saved yet. Raises PhotoTooLarge or PhotoUnreadable. Some 0.2 s of a large one."""
    # Pillow takes 10 MB of memory: only a process that gets a photo loads it.
    from PIL import Image, ImageOps

    if len(content) > PHOTO_BYTES_AT_MOST:
        raise PhotoTooLarge(limit=PHOTO_BYTES_AT_MOST // 1024 // 1024)
    try:
        with Image.open(io.BytesIO(content), formats=KINDS) as opened:
            if opened.width * opened.height > PIXELS_AT_MOST:
                raise PhotoTooLarge(limit=PHOTO_BYTES_AT_MOST // 1024 // 1024)
            opened.draft("RGB", (SIDE_AT_MOST * 2, SIDE_AT_MOST * 2))
            upright = ImageOps.exif_transpose(opened).convert("RGB")
    except PhotoTooLarge:
        raise
    except Exception as error:
        # Pillow's plug-ins raise errors of many kinds on broken files: none of them is a fault of ours.
        raise PhotoUnreadable from error
    upright.thumbnail((SIDE_AT_MOST, SIDE_AT_MOST))
    drawn = io.BytesIO()
    # A fresh picture: nothing of the file but its colours is carried over.
    plain = Image.new("RGB", upright.size)
    plain.paste(upright)
    plain.save(drawn, "JPEG", quality=QUALITY)
    return NotePhoto(content=drawn.getvalue(), width=upright.width, height=upright.height)
