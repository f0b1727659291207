import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jukugi.core.text.comparing import compare
from jukugi.core.text.reading import read_texts
from jukugi.core.text.repeats import LONGEST_COMPARED, repeat_sets

VARIANTS = Path(__file__).parents[5] / "tests/evaluation/text/variants.csv"

TEXTS = [
    "雨の日に小さい子と過ごせる場所が近くにない",
    "退職してから名前で呼び合える相手がいない",
    "公園で焚き火のできる日を話し合いたい",
    "常連ばかりで初めての人が入りにくい",
    "マンションの人と顔を合わせることがない",
    "行事の案内が外国の家族に届かない",
    "避難所の鍵をだれが開けるのか知らない",
    "名簿をだれがどう使うのか心配だ",
    "団地の空き店舗で茶話会を開きたい",
    "祭りを担う若い人がいなくなった",
    "相談する窓口がどこか分からない",
    "センターが夜に閉まるので使えない",
    "区民会議の提案のその後を知りたい",
    "くじで選ばれた人も話し合いに入れてほしい",
    "やめた事業のわけも公開してほしい",
    "加入率だけで測らないでほしい",
    "カタカナ語が多くて伝わらない",
    "担当が替わるたびに説明し直しになる",
    "配る物の仕分けに半日かかる",
    "募金に目標額をつけないでほしい",
]


def sets_of(*texts: str) -> list[int]:
    return repeat_sets(read_texts(texts)).tolist()


def test_nothing_has_no_sets():
    assert sets_of() == []


def test_the_same_opinion_written_otherwise_joins_the_first():
    assert sets_of(
        "バスの本数を増やしてほしい",
        "公園にベンチを置いてほしい",
        "ﾊﾞｽの本数を増やしてほしい。",
        "こんにちは。バスの本数を増やしてください。よろしくお願いします。",
        "バスの本数をふやして欲しい",
    ) == [0, 1, 0, 0, 0]


def test_a_reversed_stance_or_another_detail_stands_alone():
    assert sets_of(
        "バスの本数を増やしてほしい",
        "バスの本数を減らしてほしい",
        "電車の本数を増やしてほしい",
        "バスの本数を二本増やしてほしい",
    ) == [0, 1, 2, 3]


def test_sets_and_pairs_agree_on_the_labelled_variants():
    """What the comparison of two calls one, the sets find among everything else; nothing more."""
    others = [text for text in TEXTS if "避難所" not in text]
    rows = list(csv.DictReader(VARIANTS.open(encoding="utf-8")))
    missed = []
    for row in rows:
        found = sets_of(row["a"], *others, row["b"])
        assert not (found[-1] == 0 and not compare(row["a"], row["b"]).is_duplicate), row
        if found[-1] != 0 and row["duplicate"] == "1":
            missed.append(row)
    assert len(missed) <= 2, missed


def test_a_text_too_long_to_lay_side_by_side_joins_only_its_equals():
    long = "町内会の集まりを減らしてほしい。" * (LONGEST_COMPARED // 16 + 1)

    assert sets_of(long, long + " ", long + "ぜひ。") == [0, 0, 2]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.sampled_from(TEXTS) | st.text(max_size=20), max_size=30))
def test_every_text_is_in_one_set_and_its_first_text_is_explained(texts):
    found = repeat_sets(read_texts(texts))

    assert found.shape == (len(texts),)
    assert (found <= np.arange(len(texts))).all()
    assert (found[found] == found).all(), "the first of a set stands for itself"
    for place, first in enumerate(found):
        assert place == first or compare(texts[first], texts[place]).is_duplicate or _reads_as(texts, first, place)
    assert found.tobytes() == repeat_sets(read_texts(texts)).tobytes()


def _reads_as(texts, first, place):
    from jukugi.core.text.tidying import folded

    return folded(texts[first]) == folded(texts[place])


@pytest.mark.parametrize("n_copies", [1, 5_000])
def test_a_campaign_is_one_set_however_large(n_copies):
    texts = ["学校の空き教室を夕方だけ地域に開いてほしい"] * n_copies + TEXTS

    found = repeat_sets(read_texts(texts))

    assert (found[:n_copies] == 0).all()
    assert (found[n_copies:] != 0).all()
