"""The settings, under a clock that is as many seconds off as a file says; for the case of a clock that jumps.

What the application asks for the moment is bent; the seconds it sleeps and waits are not, as when an operator or a time
server sets a machine's clock.
"""

import os
import time
from datetime import datetime, timedelta
from pathlib import Path

from django.utils import timezone

FILE = Path(os.environ["JUKUGI_FAULTS_CLOCK"])
_now, _time = timezone.now, time.time


def _off() -> float:
    try:
        return float(FILE.read_text() or 0)
    except (OSError, ValueError):
        return 0.0  # just being written


def _bent_now() -> datetime:
    return _now() + timedelta(seconds=_off())


def _bent_time() -> float:
    return _time() + _off()


timezone.now, time.time = _bent_now, _bent_time

from jukugi.project.settings import *  # noqa: E402, F403 - all of them, read under the bent clock
