"""`make check`: every check, one after the other; all are run and all faults shown, whatever the first one says."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from tools.places import BIN, PYTHON, ROOT
from tools.words import tell

CHECKS: list[tuple[str, list[str | Path]]] = [
    ("書式 ruff format", [BIN / "ruff", "format", "--check", "--quiet", "."]),
    ("書き方 ruff check", [BIN / "ruff", "check", "--quiet", "."]),
    ("型 mypy", [BIN / "mypy"]),
    ("依存の向き import-linter", [BIN / "lint-imports"]),
    ("文書 documents", [PYTHON, "-m", "tools.check_documents"]),
    ("ライセンス licences", [PYTHON, "-m", "tools.check_licences"]),
]


def main() -> int:
    failed = [name for name, command in CHECKS if not _passes(name, command)]
    if failed:
        tell(f"× {len(failed)} 件の点検に問題があります: {'、'.join(failed)}")
    return 1 if failed else 0


def _passes(name: str, command: list[str | Path]) -> bool:
    began = time.monotonic()
    done = subprocess.run(
        command,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    passed = done.returncode == 0
    tell(f"{'○' if passed else '×'} {name}（{time.monotonic() - began:.1f} 秒）")
    if not passed:
        tell(done.stdout.rstrip() + "\n")
    return passed


if __name__ == "__main__":
    sys.exit(main())
