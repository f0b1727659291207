"""The source of the running version as an archive (AGPL-3.0, section 13)."""

import io
import zipfile
from functools import lru_cache
from pathlib import Path

import jukugi

PACKAGE = Path(jukugi.__file__).resolve().parent
BESIDE = (
    *(".env.sample", ".gitignore", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "Makefile"),
    *("README.ja.md", "README.md", "SECURITY.md", "conftest.py", "pyproject.toml"),
)
FOLDERS = (".ci", "bench", "changelog.d", "deploy", "docs", "requirements", "src", "tests", "tools")
LEFT_OUT = {"__pycache__", ".pytest_cache", ".git", ".venv", "var"}


def source_archive() -> io.BytesIO:
    """A zip of the checkout the program runs from, or of the installed package where there is no checkout."""
    return io.BytesIO(_archive())


@lru_cache(maxsize=1)
def _archive() -> bytes:
    root = PACKAGE.parent.parent
    is_checkout = (root / "pyproject.toml").is_file()
    tops = [root / name for name in (*BESIDE, *FOLDERS)] if is_checkout else [PACKAGE]
    base = root if is_checkout else PACKAGE.parent
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for top in tops:
            for path in sorted([top, *top.rglob("*")]):
                if path.is_file() and not LEFT_OUT & set(path.relative_to(base).parts) and path.suffix != ".pyc":
                    archive.write(path, Path("jukugi") / path.relative_to(base))
    return buffer.getvalue()
