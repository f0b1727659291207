"""Where things stand in this checkout."""

from __future__ import annotations

import sys
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
REQUIREMENTS = ROOT / "requirements"
BIN = VENV / ("Scripts" if sys.platform == "win32" else "bin")
PYTHON = BIN / "python"
JUKUGI = BIN / "jukugi"
DEMO = ROOT / "var" / "demo"
BYTECODE = ROOT / "var" / "bytecode"


def sqlite_address(path: Path) -> str:
    """The database address of a file, as JUKUGI_DATABASE_URL wants it; blanks and the like are escaped."""
    return f"sqlite:///{quote(str(path.resolve()))}"
