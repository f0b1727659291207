"""What the system lacks, by apt: as root on Debian and its relatives. Elsewhere a sentence says what to install."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence

from tools.words import tell


def can_install() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def install(packages: Sequence[str], *, what: str) -> None:
    """Try to; whoever calls looks afterwards whether it is there."""
    tell(f"{what}を apt で入れています …")
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
        done = subprocess.run(
            ["apt-get", "--quiet", "--quiet", *arguments],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            tell(done.stdout[-2000:])
            return
