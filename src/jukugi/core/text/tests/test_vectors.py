import numpy as np

from jukugi.core.text.tests.builders import word_vectors
from jukugi.core.text.vectors import NO_VECTORS, WordVectors, word_key


def test_the_hash_of_a_word_is_the_published_one():
    # https://spacy.io/api/stringstore
    assert word_key("apple") == 8566208034543834098
    assert word_key("coffee") == 3197928453018144401


def test_rows_of_known_and_unknown_words():
    keys = np.array(sorted([word_key("公園"), word_key("会館")]), dtype=np.uint64)
    vectors = WordVectors(keys, np.array([1, 0], dtype=np.int32), np.eye(2, dtype=np.float32))

    rows = vectors.rows_of(["公園", "見たことのない語", "会館"])

    assert rows[1] == -1
    assert sorted(rows) == [-1, 0, 1]
    assert NO_VECTORS.rows_of(["公園"]).tolist() == [-1]


def test_the_environment_has_vectors_in_which_like_words_are_near():
    vectors = word_vectors()
    near = dict(zip(["公園", "広場", "会計"], vectors.vectors[vectors.rows_of(["公園", "広場", "会計"])], strict=True))

    assert near["公園"] @ near["広場"] > near["公園"] @ near["会計"] + 0.1
