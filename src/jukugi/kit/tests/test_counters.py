"""Counters of several processes, also of those that were killed."""

import os
import signal
import subprocess
import sys

from jukugi.kit.counters import SLOTS, Counters, forget

COUNT_AND_DIE = """
import os, signal, sys
from pathlib import Path
from jukugi.kit.counters import Counters
counters = Counters(Path(sys.argv[1]))
for _ in range(int(sys.argv[2])):
    counters.add("requests|home|2xx")
    counters.add("seconds|home", 0.25)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_what_killed_processes_counted_is_in_the_sum(tmp_path):
    ours = Counters(tmp_path)
    ours.add("requests|home|2xx")
    done = [
        subprocess.run([sys.executable, "-c", COUNT_AND_DIE, str(tmp_path), str(times)], check=False)
        for times in (3, 40)
    ]

    assert [each.returncode for each in done] == [-signal.SIGKILL] * 2
    assert ours.sums() == {"requests|home|2xx": 44.0, "seconds|home": 10.75}


def test_a_process_that_was_forked_counts_apart_and_nothing_twice(tmp_path):
    counters = Counters(tmp_path)
    counters.add("a", 5)
    child = os.fork()
    if child == 0:
        counters.add("a")
        os._exit(0)
    os.waitpid(child, 0)

    assert counters.sums() == {"a": 6.0}


def test_without_a_folder_a_process_counts_for_itself(tmp_path):
    in_the_way = tmp_path / "file"
    in_the_way.write_text("")
    counters = Counters(in_the_way)

    counters.add_all({"a": 2.0, "b": 1.0})

    assert counters.sums() == {"a": 2.0, "b": 1.0}


def test_names_beyond_the_room_are_left_out_and_long_ones_cut(tmp_path):
    counters = Counters(tmp_path)
    for number in range(SLOTS + 5):
        counters.add(f"{number}")
    other = Counters(tmp_path)
    other.add("あ" * 100)

    sums = other.sums()

    assert len(sums) == SLOTS + 1
    assert [name for name in sums if name.startswith("あ")] == ["あ" * 39 + "�"]


def test_a_new_run_begins_at_nothing(tmp_path):
    Counters(tmp_path).add("a")

    forget(tmp_path)

    assert Counters(tmp_path).sums() == {}
