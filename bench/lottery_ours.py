"""One lottery of ours from the tables in a folder, timed as ``lottery_theirs`` is: reading apart, processor seconds."""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

from jukugi.core.sortition import Method, Patience, check_quotas, draw_panel, fair_lottery
from jukugi.core.sortition.reading import pool_columns, quota_columns, read_quotas, read_volunteers
from jukugi.core.sortition.table import lottery_table
from jukugi.kit.sheets import open_sheet

ROWS = 1000


def main() -> int:
    parser = argparse.ArgumentParser()
    for name in ("--pool", "--quotas", "--household", "--method"):
        parser.add_argument(name)
    parser.add_argument("--size", type=int)
    options = parser.parse_args()
    sheet, people = (open_sheet(Path(path).read_bytes()) for path in (options.quotas, options.pool))
    quotas, _faults = read_quotas(sheet.rows, quota_columns(sheet.header)[0])
    homes = [options.household] if options.household else []
    columns, _missing = pool_columns(people.header, quotas, key=None, household=homes)
    pool, _faults = read_volunteers(people.rows, columns, quotas)
    begun = time.process_time()
    patience = Patience(600.0, time.process_time)
    lottery = fair_lottery(pool, quotas, options.size, method=Method(options.method), patience=patience)
    draw_panel(lottery, "seed")
    drawn = time.process_time()
    table = lottery_table(lottery, ROWS, "seed", Patience(120.0, time.process_time))
    tabled = time.process_time()
    check_quotas(pool, quotas, options.size, patience)
    checked = time.process_time()
    check_quotas(pool, quotas, options.size * 3 // 2, patience)
    impossible = time.process_time()
    certificate = lottery.certificate
    print(
        json.dumps(
            {
                "seconds": drawn - begun,
                "table": tabled - drawn,
                "is_even": table.is_even,
                "checked": checked - tabled,
                "impossible": impossible - checked,
                "whole": time.process_time(),
                "minimum": certificate.minimum,
                "gap": certificate.gap,
                "proven": certificate.is_proven,
                "chances": lottery.chances,
            }
        )
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
