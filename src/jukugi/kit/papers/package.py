"""The package of an office file (DOCX, XLSX) without the clock: the same parts give the same bytes."""

import io
import re
import shutil
import zipfile
from datetime import date

_FIRST = "[Content_Types].xml"
_PROPERTIES = "docProps/core.xml"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_MOMENTS = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def fixed(content: bytes, *, dated: date | None = None) -> bytes:
    """The same package, its parts in one order and without times. ``dated`` stands as the day it was made."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as found,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package,
    ):
        for name in sorted(found.namelist(), key=lambda name: (name != _FIRST, name)):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, 0o600 << 16, 3
            with found.open(name) as part, package.open(entry, "w") as kept:
                if dated is not None and name == _PROPERTIES:
                    kept.write(_MOMENTS.sub(rb"\g<1>" + f"{dated.isoformat()}T00:00:00Z".encode(), part.read()))
                else:
                    shutil.copyfileobj(part, kept)
    return made.getvalue()
