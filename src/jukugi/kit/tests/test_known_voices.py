"""Suggestions on labelled texts (tests/evaluation/text) of a set that the known voices leave out."""

import csv
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from jukugi.core.text.grouping import group_texts
from jukugi.core.text.labels import label_groups
from jukugi.core.text.reading import read_texts
from jukugi.core.text.suggesting import Meanings, suggest_issues
from jukugi.core.text.vectors import NO_VECTORS
from jukugi.core.text.voices import IssueText
from jukugi.kit.language import known_voices, neural_embedder, word_vectors
from tools.known_voices import SETS, TARGET, issues_and_voices

LABELLED = Path(__file__).parents[4] / "tests" / "evaluation" / "text"


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def labelled(name: str):
    """The texts of a set, its issues, and for each text the place of its issue."""
    prefix = SETS[name]
    opinions, rows = rows_of(LABELLED / f"{prefix}opinions.csv"), rows_of(LABELLED / f"{prefix}issues.csv")
    keys = [row["id"] for row in rows]
    issues = [IssueText(row["name"], row["description"], tuple(row["keywords"].split("、"))) for row in rows]
    return [row["text"] for row in opinions], issues, [keys.index(row["issue"]) for row in opinions]


@pytest.mark.parametrize(
    ("name", "least_first", "least_three"),
    [("own", 0.79, 0.93), ("other", 0.74, 0.94), ("last", 0.69, 0.87), ("fresh", 0.71, 0.86)],
)
def test_suggestions_on_a_set_nobody_told_of_are_right_as_often_as_they_were(name, least_first, least_three):
    texts, issues, right = labelled(name)

    found = suggest_issues(read_texts(texts), issues, vectors=word_vectors(), known=known_voices(without=name))

    first = [item.nearest[:1] == (place,) for item, place in zip(found, right, strict=True)]
    three = [place in item.nearest for item, place in zip(found, right, strict=True)]
    sure = [is_right for is_right, item in zip(first, found, strict=True) if not item.is_abstaining]
    assert sum(first) >= least_first * len(texts)
    assert sum(three) >= least_three * len(texts)
    assert sum(sure) / len(sure) >= sum(first) / len(texts), "where it speaks it is right more often"
    assert len(sure) >= 0.6 * len(texts), "it does not abstain too often"


def test_the_model_of_whole_texts_finds_more_of_what_is_said_indirectly():
    texts, issues, right = labelled("last")
    embed = neural_embedder().embed
    keywords = tuple(embed(list(issue.keywords)) for issue in issues)
    whole = [f"{issue.name}。{issue.description} {' '.join(issue.keywords)}" for issue in issues]
    neural = Meanings(embed(texts), embed(whole), keywords)

    found = suggest_issues(
        read_texts(texts), issues, vectors=word_vectors(), known=known_voices(without="last"), neural=neural
    )

    first = [item.nearest[:1] == (place,) for item, place in zip(found, right, strict=True)]
    three = [place in item.nearest for item, place in zip(found, right, strict=True)]
    assert sum(first) >= 0.76 * len(texts)
    assert sum(three) >= 0.92 * len(texts)


def test_groups_follow_what_known_voices_speak_of():
    texts, _, right = labelled("fresh")
    read = read_texts(texts)

    with_voices = group_texts(read, vectors=word_vectors(), seed=0, known=known_voices(without="fresh"))
    alone = group_texts(read, vectors=word_vectors(), seed=0)

    def purity(groups) -> float:
        most = (Counter(right[place] for place in groups.members(group)) for group in range(groups.n_groups))
        return sum(found.most_common(1)[0][1] for found in most) / len(texts)

    assert purity(with_voices) > purity(alone) + 0.05
    assert with_voices.heard.shape[0] == len(texts)
    assert alone.heard.size == 0


def test_a_group_without_a_common_word_is_headed_by_the_known_issue_it_speaks_of():
    texts, _, _ = labelled("own")
    read = read_texts(texts)
    known = known_voices(without="own")
    groups = group_texts(read, vectors=word_vectors(), seed=0, known=known)

    labels = label_groups(read, groups)

    names = {issue.name for issue in known.issues}
    headed = [group for group, label in enumerate(labels) if label.text in names and label.words == (label.text,)]
    assert headed
    assert all(labels[group].coverage >= 0.4 for group in headed)


def test_one_new_voice_is_brought_to_its_issue_like_one_among_many():
    issues = [
        IssueText("地域の居場所づくり", "気軽に立ち寄れる場を近くに増やす。", ("居場所",)),
        IssueText("災害への備え", "避難所と訓練を住民と見直す。", ("防災",)),
        IssueText("町内会への依頼を減らす", "配布や推薦など市が頼む仕事を見直す。", ("配布",)),
    ]
    texts = ["夜中に揺れたら学校の門は誰が開けるのか", "重い束を五階まで抱えて上がるのがつらい"]

    alone = [
        suggest_issues(read_texts([text]), issues, vectors=word_vectors(), known=known_voices())[0] for text in texts
    ]

    assert [item.nearest[0] for item in alone] == [1, 2]


def test_without_word_vectors_the_known_voices_still_speak_by_their_words():
    issues = [IssueText("集まりの場"), IssueText("行政からの依頼", "配布や募金を見直す。")]

    found = suggest_issues(read_texts(["国勢調査の調査員を断れない"]), issues, vectors=NO_VECTORS, known=known_voices())

    assert found[0].nearest[0] == 1


def test_the_known_voices_are_those_of_the_labelled_texts():
    issues, voices = issues_and_voices()
    known = known_voices()

    assert [list(row.values()) for row in rows_of(TARGET / "issues.csv")] == issues
    assert [list(row.values()) for row in rows_of(TARGET / "voices.csv")] == voices
    assert len(known.texts) == len(known.places) == len(known.neural) == len(voices)


def test_no_voice_that_is_only_counted_is_known():
    held = {row["text"] for row in rows_of(LABELLED / "fresh_opinions.csv") if row["half"] == "held"}

    assert held
    assert not held & set(known_voices().texts.texts)


def test_the_vectors_beside_the_voices_are_those_the_model_gives():
    known = known_voices()
    places = [0, 500, len(known.texts) - 1]

    found = neural_embedder().embed([known.texts.texts[place] for place in places])

    likeness = np.sum(found * known.neural[places], axis=1) / np.linalg.norm(found, axis=1)
    assert likeness.min() > 0.999
