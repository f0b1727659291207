"""One lottery by sortition-algorithms from the tables in a folder. Runs in .venv/bench-lottery, without ours.

Its leximin needs Gurobi: the licence that comes with the package is for sizes such as these, and for trying it out.
"""

import csv
import json
import sys
import time
from pathlib import Path

from sortition_algorithms.committee_generation import find_distribution_leximin, find_distribution_maximin
from sortition_algorithms.features import read_in_features
from sortition_algorithms.people import read_in_people
from sortition_algorithms.settings import Settings

folder, size, method = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
with (folder / "quotas.csv").open(encoding="utf-8") as file:
    quotas = list(csv.DictReader(file))
with (folder / "pool.csv").open(encoding="utf-8") as file:
    people = list(csv.DictReader(file))
features, _feature_column, _value_column = read_in_features(list(quotas[0]), quotas)
settings = Settings(id_column="id", columns_to_keep=[])
pool, _report = read_in_people(list(people[0]), people, features, settings)
find = {"leximin": find_distribution_leximin, "maximin": find_distribution_maximin}[method]
begun = time.process_time()
panels, weights, _report = find(features, pool, size, [], "highspy")
seconds = time.process_time() - begun
chances = dict.fromkeys((person["id"] for person in people), 0.0)
for panel, weight in zip(panels, weights, strict=True):
    for key in panel:
        chances[key] += weight
print(
    json.dumps({"seconds": seconds, "whole": time.process_time(), "minimum": min(chances.values()), "chances": chances})
)
