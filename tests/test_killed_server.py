"""The small form of `make faults`: one death of the server under load."""

import subprocess
import sys

import pytest
from django.db import connection

from tools.places import ROOT


@pytest.mark.long
def test_a_killed_server_loses_no_acknowledged_vote():
    size = ["--case", "votes", "--clients", "12", "--kills", "1", "--seconds", "3"]

    done = subprocess.run(
        [sys.executable, "-m", "bench.faults", "--database", connection.vendor, *size],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
    )

    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    assert "すべて 1 度ずつ残っています" in done.stdout
