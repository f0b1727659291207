"""From an address to the name of a file: readable, never twice the same, and known to every file system.

A name is made of the address alone, so it stays the same from one archive to the next. It holds small Latin letters,
figures, ``-``, ``_`` and ``~``, with one dot before the ending: nothing that Windows, macOS or a ZIP file forbid or
fold together. An address that can be read back from its name keeps its words; any other has its digest behind a ``~``.
"""

import hashlib
import posixpath
import re

PLAIN = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
PLAIN_ENDING = re.compile(r"[a-z0-9]{1,8}")
PAGING = re.compile(r"page=([1-9][0-9]{0,6})")
# Names of devices, which Windows opens in place of a file, whatever their ending.
DEVICES = {"con", "prn", "aux", "nul", "conin", "conout", "clock"} | {
    f"{device}{number}" for device in ("com", "lpt") for number in range(10)
}
LONGEST = 100
ENDINGS = {
    "text/html": "html",
    "text/csv": "csv",
    "text/plain": "txt",
    "text/calendar": "ics",
    "application/json": "json",
    "application/geo+json": "geojson",
    "application/atom+xml": "atom",
    "application/pdf": "pdf",
    "application/zip": "zip",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "image/svg+xml": "svg",
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/webp": "webp",
}


def file_name(address: str, kind: str) -> str:
    """The file of an address (path and query, without a fragment) whose answer is of that media type.

    ``/issues/3/`` is ``issues/3.html``, ``/opinions/?page=2`` is ``opinions~page-2.html``.
    """
    path, _, query = address.partition("?")
    ending = ENDINGS.get(kind.partition(";")[0].strip().lower(), "bin")
    plain = _plain(path, query, ending)
    if plain is not None and len(plain) + len(ending) < LONGEST:
        return f"{plain}.{ending}"
    digest = hashlib.sha256(address.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    words = [word for word in (_words(part) for part in path.split("/")) if word][:3]
    return f"{'/'.join([*words[:-1], (words[-1] if words else 'page') + '~' + digest])}.{ending}"


def way(start: str, end: str) -> str:
    """The relative address of one file, as a link of another says it."""
    return posixpath.relpath(end, posixpath.dirname(start) or ".")


def _plain(path: str, query: str, ending: str) -> str | None:
    """The words of an address that its name tells whole; None where some would be lost.

    A page ends in a stroke, a file in its ending: so both can be told apart again.
    """
    if ending != "html":
        path, dot, own = path.rpartition(".")
        if not dot or own != ending or not PLAIN_ENDING.fullmatch(own):
            return None
    elif not path.endswith("/"):
        return None
    else:
        path = path[:-1]
    parts = path.removeprefix("/").split("/")
    if not path.startswith("/") or not all(PLAIN.fullmatch(part) and part not in DEVICES for part in parts):
        return None
    if not query:
        return "/".join(parts)
    paging = PAGING.fullmatch(query)
    return f"{'/'.join(parts)}~page-{paging[1]}" if paging else None


def _words(part: str) -> str:
    """What can be read of a part of an address."""
    kept = re.sub(r"[^a-z0-9]+", "-", part.lower()).strip("-")[:20].strip("-")
    return f"{kept}-" if kept in DEVICES else kept
