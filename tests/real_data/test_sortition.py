"""The lottery on three published pools, against what is known of them.

``sortition/kawasaki-like-3000`` is synthetic; ``sf-fixture-150`` comes with sortition-algorithms (commit 2fcf2fc),
``example_large_200`` with the replication
package of "Fair algorithms for selecting citizens' assemblies" (Nature 2021).
"""

import json
import os
from pathlib import Path
from statistics import geometric_mean

import pytest

from jukugi.project.cli import main

ADVICE = "Put the pools in folders sortition/<name>/ and set JUKUGI_REAL_DATA to the folder above sortition."


@pytest.fixture
def drawn(tmp_path):
    """Draw from a pool; returns what was written."""
    root = os.environ.get("JUKUGI_REAL_DATA")
    if not root or not (Path(root) / "sortition").is_dir():
        if os.environ.get("CI"):
            pytest.fail(ADVICE)
        pytest.skip(ADVICE)

    def draw(name: str, size: int, *more: str) -> dict:
        folder, out = Path(root) / "sortition" / name, tmp_path / "out.json"
        tables = ["--pool", str(folder / "respondents.csv"), "--quotas", str(folder / "categories.csv")]
        assert main(["draw", *tables, "--size", str(size), "--seed", "1", "--out", str(out), *more]) == 0
        return json.loads(out.read_text(encoding="utf-8"))

    return draw


@pytest.mark.parametrize("method", ["leximin", "maximin"])
@pytest.mark.parametrize("more", [(), ("--household", "住所,郵便番号")])
def test_a_city_sized_pool_has_the_known_smallest_chance_with_and_without_households(drawn, more, method):
    found = drawn("kawasaki-like-3000", 60, "--method", method, *more)

    assert found["proven"] is True
    assert found["gap"] <= 1e-6
    assert found["minimum_probability"] == pytest.approx(8 / 583, abs=1e-6)
    assert found["bound"] == pytest.approx(8 / 583, abs=1e-6)


def test_the_fixture_of_another_programme_has_its_smallest_chance_and_geometric_mean(drawn):
    found = drawn("sf-fixture-150", 22)

    assert found["proven"] is True
    assert found["minimum_probability"] == pytest.approx(1 / 11, abs=1e-6)
    assert geometric_mean(found["probabilities"].values()) == pytest.approx(0.14121, abs=1e-4)


def test_the_published_example_gives_everybody_a_tenth(drawn):
    found = drawn("example_large_200", 200)

    assert found["proven"] is True
    assert len(found["probabilities"]) == 2000
    assert all(chance == pytest.approx(0.1, abs=1e-6) for chance in found["probabilities"].values())
