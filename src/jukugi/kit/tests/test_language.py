import numpy as np
import pytest

from jukugi.kit.language import CachedEmbedder, neural_embedder


class Lengths:
    """An embedder that tells the length of a text, and counts what it was asked."""

    name, n_dimensions = "lengths", 2

    def __init__(self):
        self.asked = []

    def embed(self, texts):
        self.asked += texts
        return np.array([[len(text), 1] for text in texts], dtype=np.float32).reshape(len(texts), 2)


def test_what_was_computed_once_is_not_computed_again(tmp_path):
    first, second = Lengths(), Lengths()
    with CachedEmbedder(first, tmp_path) as cached:
        cached.embed(["a", "bb", "a"])

    with CachedEmbedder(second, tmp_path) as cached:
        found = cached.embed(["bb", "ccc", "a"])

    assert (first.asked, second.asked) == (["a", "bb"], ["ccc"])
    assert found[:, 0].tolist() == [2, 3, 1]


@pytest.mark.parametrize("cut", [1, 7, 23])
def test_a_record_that_was_cut_off_is_computed_again(tmp_path, cut):
    with CachedEmbedder(Lengths(), tmp_path) as cached:
        cached.embed(["a", "bb"])
    path = tmp_path / "lengths.vectors"
    path.write_bytes(path.read_bytes()[:-cut])

    again = Lengths()
    with CachedEmbedder(again, tmp_path) as cached:
        found = cached.embed(["a", "bb"])

    assert again.asked == ["bb"]
    assert found[:, 0].tolist() == [1, 2]


def test_texts_are_not_kept(tmp_path):
    with CachedEmbedder(Lengths(), tmp_path) as cached:
        cached.embed(["だれにも見せない言葉"])

    assert "だれにも".encode() not in (tmp_path / "lengths.vectors").read_bytes()


def test_the_model_brings_like_texts_near_and_is_the_same_again():
    model = neural_embedder()
    texts = ["公園で遊びたい", "広場で子どもと過ごしたい", "会計の引き継ぎが難しい"]

    found = model.embed(texts)

    assert found.shape == (3, model.n_dimensions)
    assert found[0] @ found[1] > found[0] @ found[2]
    assert np.array_equal(found, model.embed(texts))
