"""Real votes of pabulib.org against known results: the official ones, a float tool's, and exact rationals'."""

import json
from fractions import Fraction
from pathlib import Path

import pytest

from jukugi.core.budgeting import AllocationSettings, Completion, Rule, Stop
from jukugi.core.budgeting.allocation import Allocation, allocate
from jukugi.core.budgeting.election import election_from_pb
from jukugi.core.budgeting.pb import PbFile
from jukugi.core.budgeting.pb_reading import read_pb
from jukugi.core.budgeting.pb_writing import write_pb

FILES = (
    "Hungary_Budapest_2024",
    "Netherlands_Assen_2024",
    "Poland_Katowice_2024_Zarzecze",
    "Poland_Warszawa_2019_RadiowoWolka_WeglowaPlacowkaHuta",
    "Poland_Warszawa_2026",
    "Poland_Warszawa_2026_Bielany",
    "Poland_Wieliczka_2023_Green_Budget",
    "US_Stanford_Dataset_PB_Chicago_33rd_Ward_2021_vote_approvals",
    "US_Stanford_Dataset_PB_Chicago_35th_Ward_2021_vote_rankings",
)
# Where floating point leaves out what is just paid for (the exact answer stands in the exact block).
WRONG_IN_FLOATS = "Poland_Warszawa_2019_RadiowoWolka_WeglowaPlacowkaHuta"
VARIANTS = {
    "none": (Completion.NONE, Stop.INTEGRAL),
    "utilitarian": (Completion.UTILITARIAN, Stop.INTEGRAL),
    "add1[integral]": (Completion.ADD1, Stop.INTEGRAL),
    "add1[exhaustive+integral]": (Completion.ADD1, Stop.EXHAUSTIVE_INTEGRAL),
    "add1u[exhaustive+integral]": (Completion.ADD1_UTILITARIAN, Stop.EXHAUSTIVE_INTEGRAL),
}


def read(folder: Path, name: str) -> PbFile:
    return read_pb((folder / f"{name}.pb").read_text(encoding="utf-8"))


def known(folder: Path, name: str) -> dict:
    return json.loads((folder / "expected.json").read_text(encoding="utf-8"))[f"{name}.pb"]


def counted(file: PbFile, **rules: object) -> Allocation:
    return allocate(election_from_pb(file), AllocationSettings(**rules))


def ids(allocation: Allocation) -> list[str]:
    return [allocation.election.ids[place] for place in allocation.winners]


@pytest.mark.parametrize("name", FILES)
def test_the_float_tool_finds_the_same_wherever_it_is_right(pabulib_dir, name):
    file, expected = read(pabulib_dir, name), known(pabulib_dir, name)
    found = expected.get("equalshares_js_floats_tiebreak_maxVotes_minCost", {})
    for variant, other in found.items() if name != WRONG_IN_FLOATS else ():
        completion, stop = VARIANTS[variant]
        allocation = counted(file, completion=completion, stop=stop, increment=Fraction(expected["increment"]))
        if "error" in other:
            assert allocation.ties
        else:
            endowment = float(allocation.final_endowment)
            assert (ids(allocation), allocation.cost, endowment) == (
                other["winners_in_order"],
                other["cost"],
                other["final_endowment"],
            )


@pytest.mark.parametrize("name", FILES)
def test_exact_rationals_find_the_same_up_to_the_order_among_ties(pabulib_dir, name):
    file, expected = read(pabulib_dir, name), known(pabulib_dir, name)
    found = expected["pabutools_1.2.3_gmpy2_exact_lexico_ties"]
    for variant, winners in found.items():
        if variant.endswith("no_completion"):
            assert sorted(ids(counted(file))) == sorted(winners)
        elif "increment" in variant:
            increment = Fraction(expected["increment"])
            assert sorted(ids(counted(file, completion=Completion.ADD1, increment=increment))) == sorted(winners)
        elif variant == "greedy_Cost_Sat":
            assert sorted(ids(counted(file, rule=Rule.GREEDY))) == sorted(winners)


@pytest.mark.parametrize("name", ["Netherlands_Assen_2024", "Poland_Wieliczka_2023_Green_Budget"])
def test_official_elections_by_equal_shares_are_reproduced(pabulib_dir, name):
    file = read(pabulib_dir, name)

    allocation = counted(file, completion=Completion.ADD1)

    official = [
        key for key, selected in zip(file.project_ids, file.projects["selected"], strict=True) if selected == "1"
    ]
    assert sorted(ids(allocation)) == sorted(official)


def test_the_real_tie_is_decided_by_lot_and_told(pabulib_dir):
    allocation = counted(read(pabulib_dir, FILES[7]))

    assert [{allocation.election.ids[place] for place in tie.projects} for tie in allocation.ties] == [{"1766", "1774"}]


@pytest.mark.parametrize("name", FILES)
def test_real_files_are_written_stably(pabulib_dir, name):
    file = read(pabulib_dir, name)

    first = write_pb(file)

    assert file.notes == ()
    assert write_pb(read_pb(first)) == first
