import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jukugi.core.text.levels import Level, propose_level

OPINIONS = Path(__file__).parents[5] / "tests" / "evaluation" / "text" / "opinions.csv"
LEVELS = {"地域": Level.CHIIKI, "区域": Level.KUIKI, "市域": Level.SHIIKI, "個別": Level.KOBETSU}


@pytest.mark.parametrize(
    ("text", "level", "words"),
    [
        ("近所の公園のベンチを直して", Level.CHIIKI, ("ベンチ", "公園", "近所")),
        ("区役所に相談窓口がほしい", Level.KUIKI, ("相談窓口", "区役所")),
        ("市の計画の目標が分からない", Level.SHIIKI, ("市の", "目標", "計画")),
        ("回覧板の仕分けが大変だ", Level.KOBETSU, ("仕分け", "回覧")),
        ("よろしくお願いします", None, ()),
        ("", None, ()),
    ],
)
def test_a_level_is_proposed_with_its_words(text, level, words):
    found = propose_level(text)

    assert found.level == level
    assert set(found.words) == set(words)


@given(st.text(max_size=60))
def test_the_words_stand_in_the_text(text):
    found = propose_level(text)

    assert all(word in text for word in found.words)
    assert bool(found.words) == (found.level is not None)


def test_levels_are_right_as_often_as_they_were():
    with OPINIONS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found = [(propose_level(row["text"]).level, LEVELS[row["level"]]) for row in rows]
    proposed = [(level, right) for level, right in found if level is not None]

    assert len(proposed) >= 0.5 * len(rows)
    assert sum(level == right for level, right in proposed) >= 0.8 * len(proposed)
