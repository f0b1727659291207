"""One run of our map on the votes in a folder: `same` work as red-dwarf's pipeline, or the `whole` map as it comes."""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

import numpy as np

from bench.opinion_map_votes import FILE
from jukugi.core.opinion_map import MapSettings, VoteTable, compute_map

SETTINGS = {"same": MapSettings(max_groups=5, n_resamples=0), "whole": MapSettings()}


def main() -> None:
    folder, settings = Path(sys.argv[1]), SETTINGS[sys.argv[2]]
    table = np.load(folder / FILE)
    people, statements, choices = (table[name] for name in ("p", "s", "c"))
    hidden = table["out"].tolist()
    compute_map(VoteTable.from_columns(people, statements, choices), hidden=hidden, settings=settings)
    best = float("inf")
    for _ in range(2):
        began = time.process_time()
        compute_map(VoteTable.from_columns(people, statements, choices), hidden=hidden, settings=settings)
        best = min(best, time.process_time() - began)
    print(json.dumps({"seconds": best, "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))


if __name__ == "__main__":
    main()
