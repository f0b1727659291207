"""The table of equally likely panels, what is published of it, and who may check it."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jukugi.core.sortition import InvalidDraw, fair_lottery
from jukugi.core.sortition.publishing import Finding, published_files, verify_files
from jukugi.core.sortition.table import lottery_table
from jukugi.core.sortition.tests.builders import keeps_quotas, patience, random_pool

ROWS = 50


@pytest.fixture(scope="module")
def drawn():
    pool, quotas = random_pool(np.random.default_rng(2), 60, (2, 3, 4), 8, slack=1, shared=0.2)
    lottery = fair_lottery(pool, quotas, 8, patience=patience())
    return pool, quotas, lottery, lottery_table(lottery, ROWS, "a seed", patience())


@pytest.fixture
def files(drawn):
    pool, quotas, lottery, table = drawn
    return published_files(
        pool, quotas, 8, table, chances=lottery.chances, certificate=lottery.certificate, version="1"
    )


@given(
    seed=st.integers(0, 10**6), people=st.integers(20, 60), rows=st.integers(1, 120), shared=st.sampled_from([0.0, 0.4])
)
@settings(max_examples=15, deadline=None, derandomize=True)
def test_every_row_is_a_panel_and_nobody_is_off_by_more_than_a_row(seed, people, rows, shared):
    pool, quotas = random_pool(np.random.default_rng(seed), people, (2, 3, 3), 6, slack=1, shared=shared)
    lottery = fair_lottery(pool, quotas, 6, patience=patience())

    table = lottery_table(lottery, rows, "7", patience())

    assert len(table.panels) == rows
    assert all(keeps_quotas(pool, quotas, 6, panel) for panel in table.panels)
    worst = max(abs(table.shares[key] - chance) for key, chance in lottery.chances.items())
    assert table.largest_error == pytest.approx(worst)
    assert table.is_even
    assert worst <= 1 / rows + 1e-6


def test_the_same_seed_gives_the_same_table_and_another_seed_another(drawn):
    lottery, table = drawn[2:]

    assert lottery_table(lottery, ROWS, "a seed", patience()) == table
    assert lottery_table(lottery, ROWS, "another", patience()).panels != table.panels
    with pytest.raises(InvalidDraw):
        lottery_table(lottery, 0, "a seed", patience())


def test_what_was_published_agrees_with_itself(drawn, files):
    panels = drawn[3].panels

    assert verify_files(files) == []
    assert verify_files(files, row=31, panel=sorted(panels[31])) == []


def test_another_panel_than_that_of_the_row_is_found(drawn, files):
    panels = drawn[3].panels

    assert verify_files(files, row=30, panel=panels[31]) == [Finding("panel_differs", "table.csv", 30)]
    assert verify_files(files, row=ROWS) == [Finding("no_such_row", "table.csv", ROWS)]


@pytest.mark.parametrize("name", ["pool.csv", "quotas.csv", "table.csv"])
def test_one_changed_byte_is_found(files, name):
    content = bytearray(files[name])
    content[-3] ^= 1

    codes = {finding.code for finding in verify_files(files | {name: bytes(content)})}

    assert "hash_differs" in codes


def test_a_table_that_was_exchanged_with_its_hash_is_found_by_what_it_says(drawn, files):
    """Whoever publishes a false table can hash it, but not make its panels keep quotas and chances."""
    from hashlib import sha256

    lines = files["table.csv"].decode().split("\r\n")
    first = lines[1].split(",")
    forged = "\r\n".join([lines[0], ",".join([first[0], first[1], first[1], *first[3:]]), *lines[2:]]).encode()
    commitment = json.loads(files["commitment.json"])
    commitment["sha256"]["table.csv"] = sha256(forged).hexdigest()

    found = verify_files(files | {"table.csv": forged, "commitment.json": json.dumps(commitment).encode()})

    assert Finding("no_panel", "table.csv", 0) in found
    assert "hash_differs" not in {finding.code for finding in found}


@pytest.mark.parametrize("broken", [b"", b"{}", b"\xff", b'{"sha256": 1}'])
def test_files_that_cannot_be_read_are_told(files, broken):
    assert verify_files(files | {"commitment.json": broken}) == [Finding("unreadable", "commitment.json")]
    assert Finding("hash_differs", "pool.csv") in verify_files(files | {"pool.csv": broken})
    assert verify_files({}) == [
        Finding("missing", name) for name in ("pool.csv", "quotas.csv", "table.csv", "commitment.json")
    ]


def test_what_is_published_names_households_by_numbers_only(drawn, files):
    tags = {person.household for person in drawn[0].volunteers} - {None}

    assert tags
    assert not [tag for tag in tags if tag.encode() in files["pool.csv"]]
