import os
import signal
import subprocess
import sys
import time

from tools.places import ROOT
from tools.processes import running

PARENT_OF_TWO = (
    "import subprocess, sys, time; subprocess.Popen(['sleep', '600']); print('up', flush=True); time.sleep(600)"
)


def group_is_gone(group):
    """Within a moment: what was killed stays listed until the system has taken note."""
    until = time.monotonic() + 10
    while group_is_alive(group) and time.monotonic() < until:
        time.sleep(0.05)
    return not group_is_alive(group)


def group_is_alive(group):
    try:
        os.killpg(group, 0)
    except (ProcessLookupError, PermissionError):
        return False
    return True


def test_what_a_program_started_itself_is_stopped_with_it(tmp_path):
    with (
        (tmp_path / "out").open("wb") as output,
        running([sys.executable, "-c", PARENT_OF_TWO], output=output) as process,
    ):
        until = time.monotonic() + 30
        while (tmp_path / "out").read_text() != "up\n" and time.monotonic() < until:
            time.sleep(0.05)
        was_alive = group_is_alive(process.pid)

    assert was_alive
    assert group_is_gone(process.pid)


def test_a_signal_stops_tool_and_program_and_keeps_the_shells_exit_code():
    tool = (
        "import sys; from tools.processes import running, stopping_on_signals\n"
        "with stopping_on_signals(), running(['sleep', '600']) as p:\n"
        "    print(p.pid, flush=True); p.wait()"
    )
    started = subprocess.Popen([sys.executable, "-c", tool], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    with started, started.stdout:
        group = int(started.stdout.readline())
        started.send_signal(signal.SIGTERM)
        started.wait(timeout=30)

    assert started.returncode == 128 + signal.SIGTERM
    assert group_is_gone(group)
