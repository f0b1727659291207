"""Sentences with the readings of their kanji (tests/evaluation/furigana): how many runs are read right."""

import csv
import re
from itertools import product
from pathlib import Path

import pytest

from jukugi.core.text.furigana import furigana

SENTENCES = Path(__file__).parents[5] / "tests" / "evaluation" / "furigana" / "sentences.csv"
RUN = re.compile(r"(?:\{[^|{}]+\|[^{}]+\})+")
PIECE = re.compile(r"\{([^|{}]+)\|([^{}]+)\}")


def sentences(half):
    with SENTENCES.open(encoding="utf-8", newline="") as file:
        return [row["text"] for row in csv.DictReader(file) if row["half"] == half]


def written(sentence):
    return PIECE.sub(lambda piece: piece[1], sentence)


def wanted(sentence):
    """For each run of kanji: what is written, and the readings that are right (はい and 入る alike, one or more)."""
    runs = []
    for run in RUN.finditer(sentence):
        pieces = PIECE.findall(run[0])
        right = {"".join(choice) for choice in product(*(readings.split("/") for _kanji, readings in pieces))}
        runs.append(("".join(kanji for kanji, _readings in pieces), right))
    return runs


def read(text):
    """The runs of kanji as they were read, neighbouring parts joined; a part left bare has no reading."""
    runs, is_open = [], False
    for part in furigana(text):
        is_kanji = bool(part.reading) or re.search("[一-龥々]", part.written)
        if is_kanji and is_open:
            runs[-1] = (runs[-1][0] + part.written, runs[-1][1] + part.reading)
        elif is_kanji:
            runs.append((part.written, part.reading))
        is_open = is_kanji
    return runs


def wrong(half):
    """The runs that are read wrong, each in its sentence, and how many runs there are."""
    faults, count = [], 0
    for sentence in sentences(half):
        got = read(written(sentence))
        for place, (kanji, right) in enumerate(wanted(sentence)):
            count += 1
            if place >= len(got) or got[place][0] != kanji or got[place][1] not in right:
                faults.append((kanji, sorted(right), got[place : place + 1], written(sentence)))
    return faults, count


def test_the_list_is_as_long_as_it_says_and_leaves_no_kanji_unread():
    every = sentences("dev") + sentences("held")

    assert sum(len(wanted(sentence)) for sentence in every) >= 300
    assert [sentence for sentence in every if re.search("[一-龥々]", PIECE.sub("", sentence))] == []


@pytest.mark.parametrize("half", ["dev", "held"])
def test_of_a_hundred_runs_of_kanji_at_least_ninety_eight_are_read_right(half):
    faults, count = wrong(half)

    assert 1 - len(faults) / count >= 0.98, faults
