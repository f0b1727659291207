from functools import cache

from hypothesis import given
from hypothesis import strategies as st

from jukugi.core.text.matching import gaps, matching_blocks

SHORT = st.text(alphabet="abcd", max_size=24).map(list)
LONG = st.lists(st.sampled_from([f"word {number}" for number in range(60)]), max_size=120)


def longest_in_common(old, new):
    """The slow obvious way."""

    @cache
    def length(i, j):
        if i == len(old) or j == len(new):
            return 0
        if old[i] == new[j]:
            return 1 + length(i + 1, j + 1)
        return max(length(i + 1, j), length(i, j + 1))

    return length(0, 0)


@given(old=st.one_of(SHORT, LONG), new=st.one_of(SHORT, LONG), landmark=st.sampled_from([1, 4]))
def test_blocks_are_equal_on_both_sides_in_order_and_as_long_as_they_can_be(old, new, landmark):
    blocks = matching_blocks(old, new, landmark=landmark)

    assert all(old[i : i + n] == new[j : j + n] and n > 0 for i, j, n in blocks)
    ends = [(0, 0), *((i + n, j + n) for i, j, n in blocks)]
    assert all(i >= a and j >= c for (a, c), (i, j, _) in zip(ends, blocks, strict=False))
    assert [(i, j) for (a, c), (i, j, _) in zip(ends[1:], blocks[1:], strict=False) if (a, c) == (i, j)] == []


@given(old=SHORT, new=SHORT)
def test_in_short_sequences_nothing_more_could_stay(old, new):
    found = sum(block.length for block in matching_blocks(old, new))

    assert found == longest_in_common("".join(old), "".join(new))


@given(old=LONG, new=LONG)
def test_blocks_and_gaps_together_are_both_sequences(old, new):
    blocks = matching_blocks(old, new)

    ours, theirs = [], []
    for (a, b, c, d), block in zip(gaps(blocks, len(old), len(new)), [*blocks, None], strict=True):
        ours += old[a:b]
        theirs += new[c:d]
        if block:
            ours += old[block.old : block.old + block.length]
            theirs += new[block.new : block.new + block.length]
    assert (ours, theirs) == (old, new)


def test_what_was_moved_counts_once():
    words = [f"word {number}" for number in range(100)]

    blocks = matching_blocks(words, [*words[80:], *words[:80]])

    assert [(block.old, block.new, block.length) for block in blocks] == [(0, 20, 80)]
