"""The labelled texts (tests/evaluation/text): what was reached must not be lost. `python -m bench.texts` tells more."""

import csv
from pathlib import Path

import pytest

from jukugi.core.text.comparing import compare
from jukugi.core.text.grouping import group_texts
from jukugi.core.text.labels import label_groups
from jukugi.core.text.reading import read_texts
from jukugi.core.text.tests.builders import word_vectors

LABELLED = Path(__file__).parents[5] / "tests" / "evaluation" / "text"


def rows_of(name: str) -> list[dict[str, str]]:
    with (LABELLED / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


OPINIONS, ISSUES = rows_of("opinions"), rows_of("issues")


@pytest.fixture(scope="module")
def read():
    return read_texts([row["text"] for row in OPINIONS])


def test_the_set_is_as_large_and_varied_as_it_says():
    styles = [row["style"] for row in OPINIONS]

    assert len(OPINIONS) >= 300
    assert styles.count("kana") >= 30
    assert {row["issue"] for row in OPINIONS} == {row["id"] for row in ISSUES}
    assert {row["level"] for row in OPINIONS} == {"地域", "区域", "市域", "個別"}


def test_two_headings_in_three_are_words(read):
    labels = label_groups(read, group_texts(read, vectors=word_vectors(), seed=0))

    assert sum(label.coverage > 0 for label in labels) >= 2 * len(labels) / 3


@pytest.mark.parametrize(("name", "least"), [("pairs", 0.97), ("variants", 0.97)])
def test_one_opinion_in_other_writing_is_found_and_another_opinion_is_not(name, least):
    rows = rows_of(name)
    same = [compare(row["a"], row["b"]).is_duplicate for row in rows if row["duplicate"] == "1"]
    other = [compare(row["a"], row["b"]).is_duplicate for row in rows if row["duplicate"] == "0"]

    assert sum(same) >= least * len(same)
    assert sum(other) <= 0.04 * len(other)


def test_sentences_that_were_never_compared_before_are_judged_as_well_as_they_were():
    """What the second half of `unseen` says, without the changes by chance (`python -m bench.texts`)."""
    base, right = "", {"1": [], "0": []}
    for row in rows_of("unseen"):
        if row["kind"] == "base":
            base = row["text"]
        elif row["half"] == "held":
            right[row["duplicate"]].append(compare(base, row["text"]).is_duplicate == (row["duplicate"] == "1"))

    assert sum(right["1"]) >= 0.95 * len(right["1"])
    assert sum(right["0"]) >= 0.98 * len(right["0"])


def test_opinions_that_differ_in_one_thing_are_not_one():
    merged = [row for row in rows_of("unlike") if compare(row["a"], row["b"]).is_duplicate]

    assert len(merged) <= 1, merged
