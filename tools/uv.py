"""uv as these tools call it: no configuration of its own, and the way to the packages that pip was told."""

from __future__ import annotations

import os
import sys

from tools.environment import uv_environment
from tools.places import BIN

if __name__ == "__main__":
    os.execve(BIN / "uv", ["uv", "--no-config", *sys.argv[1:]], uv_environment())
