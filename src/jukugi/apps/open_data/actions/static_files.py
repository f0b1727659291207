"""Style sheets and pictures that the pages of an archive use, with what these use in turn."""

import posixpath
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders

from jukugi.kit.archive.styles import with_files

STATIC = "static"
TAKEN = {".css", ".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".ico", ".woff2"}


class StaticFiles:
    """Copies each of them once, from where it lies in the rooms, under its own name."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[str, str | None] = {}

    def file(self, path: str) -> str | None:
        """The file in the archive for a path below the address of static files; None where there is none to take."""
        name = posixpath.normpath(unquote(path.removeprefix(settings.STATIC_URL)))
        if name not in self._known:
            self._known[name] = None  # a sheet that imports itself ends here
            self._known[name] = self._copied(name)
        return self._known[name]

    def _copied(self, name: str) -> str | None:
        source = None if name.startswith("..") else finders.find(name)
        if source is None or posixpath.splitext(name)[1].lower() not in TAKEN:
            return None
        content = Path(source).read_bytes()
        if name.endswith(".css"):
            content = with_files(content.decode(), lambda address: self._beside(name, address)).encode()
        target = self._folder / STATIC / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        return f"{STATIC}/{name}"

    def _beside(self, sheet: str, address: str) -> str | None:
        """What a style sheet names, from where the sheet lies in the archive."""
        parts = urlsplit(address)
        if parts.scheme or parts.netloc:
            return None
        path = parts.path
        if not path.startswith("/"):
            path = settings.STATIC_URL + posixpath.join(posixpath.dirname(sheet), path)
        elif not path.startswith(settings.STATIC_URL):
            return None
        found = self.file(path)
        return None if found is None else posixpath.relpath(found, posixpath.dirname(f"{STATIC}/{sheet}"))
