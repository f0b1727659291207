"""One exact count of a .pb file by pabutools. Runs in .venv/bench-budgeting, which has nothing of ours."""

import json
import resource
import sys
import time

import pabutools.fractions
from pabutools.election import Cost_Sat, parse_pabulib
from pabutools.rules import method_of_equal_shares

pabutools.fractions.FRACTION = "gmpy2"
began = time.process_time()
instance, profile = parse_pabulib(sys.argv[1])
parsed = time.process_time()
winners = method_of_equal_shares(instance, profile, sat_class=Cost_Sat)
ended = time.process_time()
found = {
    "winners": [project.name for project in winners],
    "seconds": ended - parsed,
    "parse_seconds": parsed - began,
    "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
}
print(json.dumps(found))
