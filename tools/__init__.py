"""What the make targets run: environment, demo, tests, checks. Python's standard library only."""

import sys

if sys.version_info < (3, 7):  # noqa: UP036 - older than the syntax of tools.environment
    sys.exit("× Python 3.11 以上が必要です。 Python 3.11 or newer is needed: sudo apt install python3 python3-venv")
