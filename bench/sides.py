"""One side of a comparison, in a process of its own with one thread, so that neither is in the other's way."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Sequence
from typing import Any

from tools.places import ROOT
from tools.words import Missing

ONE_THREAD = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")


def run_side(command: Sequence[Any]) -> dict[str, Any]:
    """What the command prints as JSON on its last line. Raises Missing with its last words if it fails."""
    outside = {name: value for name, value in os.environ.items() if not name.startswith(("JUKUGI_", "DJANGO_"))}
    done = subprocess.run(
        list(map(str, command)), cwd=ROOT, env=outside | ONE_THREAD, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise Missing(
            f"計算が止まりました: {done.stderr.strip()[-400:]}", "One side failed; its last words stand above."
        )
    found: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return found
