"""What the PDF papers need of the system, or what to install: `.venv/bin/python -m tools.printing`."""

from __future__ import annotations

import subprocess
import sys

from tools import apt
from tools.places import PYTHON
from tools.words import Missing, complain

PACKAGES = ["libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0", "fonts-noto-cjk"]


def check_printing() -> None:
    """Raises Missing where WeasyPrint cannot start and apt does not help."""
    if not _starts() and apt.can_install():
        apt.install(PACKAGES, what="PDFをつくる部品（Pango、HarfBuzz）と日本語の書体")
    if not _starts():
        packages = " ".join(PACKAGES)
        raise Missing(
            f"PDFをつくる部品がありません。sudo apt install {packages}"
            "（macOS は brew install pango）を実行してから、もう一度どうぞ。",
            f"The libraries that make PDFs are missing. Run: sudo apt install {packages} (macOS: brew install pango)",
        )


def _starts() -> bool:
    return subprocess.run([PYTHON, "-c", "import weasyprint"], capture_output=True, check=False).returncode == 0


def main() -> int:
    try:
        check_printing()
    except Missing as missing:
        complain(missing)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
