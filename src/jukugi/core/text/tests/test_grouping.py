from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jukugi.core.text.grouping import LEAST_GROUP, group_texts
from jukugi.core.text.labels import label_groups, quote_groups
from jukugi.core.text.reading import read_texts
from jukugi.core.text.tests.builders import word_vectors
from jukugi.core.text.vectors import NO_VECTORS

PARTS = {
    "公園": ["公園で{}遊ぶ", "{}公園のベンチ", "公園の木が{}茂る", "{}公園に行く", "公園で{}休む"],
    "回覧": ["回覧板は{}遅い", "{}回覧を回す", "回覧板が{}届かない", "{}回覧板を読む", "電子の回覧は{}楽だ"],
    "訓練": ["防災訓練は{}同じ", "{}避難訓練に出る", "訓練を{}開く", "{}防災訓練が長い", "避難訓練は{}退屈"],
}
FILLERS = ["もっと", "とても", "本当に", "是非", "例えば", "特に", "毎年", "最近", "少し", "全然", "いつも", "また"]
TEXTS = [sentence.format(word) for sentences in PARTS.values() for sentence in sentences for word in FILLERS]
SUBJECTS = [subject for subject, sentences in PARTS.items() for _ in sentences for _ in FILLERS]


def test_nearly_all_of_a_group_speak_of_one_subject():
    groups = group_texts(read_texts(TEXTS), vectors=word_vectors(), seed=0, n_groups=8)

    agreeing = 0
    for group in range(groups.n_groups):
        agreeing += max(Counter(SUBJECTS[place] for place in groups.members(group)).values())
    assert groups.n_groups > 3
    assert agreeing >= 0.9 * len(TEXTS)


def test_a_heading_is_a_word_of_its_members_and_quotes_are_members():
    groups = group_texts(read_texts(TEXTS), vectors=word_vectors(), seed=0, n_groups=3)

    labels = label_groups(read_texts(TEXTS), groups)

    assert all(label.coverage >= 0.4 for label in labels)
    for group, (label, quotes) in enumerate(zip(labels, quote_groups(groups), strict=True)):
        members = set(groups.members(group))
        assert any(label.words[0] in TEXTS[place] for place in members)
        assert {quotes.central, quotes.different, quotes.minority} - {None} <= members
        assert quotes.central != quotes.different


@settings(max_examples=30, deadline=None)
@given(
    texts=st.lists(st.sampled_from([*TEXTS, "", "！？", "かいらん"]) | st.text(max_size=8), max_size=80),
    n_groups=st.none() | st.integers(1, 12),
    seed=st.integers(0, 3),
)
def test_every_text_is_in_exactly_one_group_and_again_in_the_same(texts, n_groups, seed):
    groups = group_texts(read_texts(texts), vectors=NO_VECTORS, seed=seed, n_groups=n_groups)

    sizes = [len(groups.members(group)) for group in range(groups.n_groups)]
    assert sum(sizes) == len(texts)
    assert sizes == sorted(sizes, reverse=True)
    assert len(label_groups(read_texts(texts), groups)) == len(quote_groups(groups)) == groups.n_groups
    again = group_texts(read_texts(texts), vectors=NO_VECTORS, seed=seed, n_groups=n_groups)
    assert again.group.tobytes() == groups.group.tobytes()


def test_many_texts_are_gathered_around_centres_and_nobody_is_left_outside():
    many = [
        f"{text}、{number}番の{word}" for number in range(14) for text, word in zip(TEXTS, FILLERS * 15, strict=True)
    ]

    groups = group_texts(read_texts(many), vectors=word_vectors(), seed=1)

    sizes = np.bincount(groups.group)
    assert (sizes.sum(), sizes.min() >= LEAST_GROUP, len(sizes)) == (len(many), True, groups.n_groups)
    assert groups.group.tobytes() == group_texts(read_texts(many), vectors=word_vectors(), seed=1).group.tobytes()


def test_equal_texts_stand_in_one_group_whatever_their_number():
    texts = [*TEXTS, *["回覧板はもっと遅い"] * 500]

    groups = group_texts(read_texts(texts), vectors=NO_VECTORS, seed=0)

    assert len(set(groups.group[len(TEXTS) :])) == 1


@pytest.mark.parametrize("n_texts", [0, 1, 29])
def test_few_texts_stay_one_list(n_texts):
    groups = group_texts(read_texts(TEXTS[:n_texts]), vectors=NO_VECTORS, seed=0)

    assert groups.n_groups == min(n_texts, 1)
