"""Names of one association written in two ways, and names of two associations that must stay two."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jukugi.core.text.body_names import SHORTEST_NEAR, name_key, resembling
from jukugi.core.text.tidying import has_letters

ENDINGS = ["町内会", "自治会", "町会", "区会", "町内自治会"]
STEMS = st.text(alphabet="見本橋川端丘坂台ケ123丁目第北ア", min_size=1, max_size=10).filter(
    lambda stem: not stem.endswith("町")
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("見本台町内会", "見本台自治会"),
        ("見本一丁目町会", "見本１丁目　町内会"),
        ("見本十二丁目自治会", "見本12丁目町会"),
        ("第二見本団地自治会", "第２見本団地町内会"),
        ("見本ヶ丘自治会", "見本が丘自治会"),
        ("見本澤町内会", "見本沢町内会"),
        ("見本之郷町会", "見本の郷町会"),
        ("見本本町町内会", "見本本町会"),
        ("ﾐﾎﾝﾊｲﾂ自治会", "ミホンハイツ自治会"),
    ],
)
def test_one_name_in_two_ways_has_one_key(one, other):
    assert name_key(one) == name_key(other)
    assert [each.is_same for each in resembling([one, other])] == [True]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("見本一丁目町会", "見本二丁目町会"),
        ("見本第一町内会", "見本第二町内会"),
        ("見本坂上町内会", "見本坂下町内会"),
        ("見本東町会", "見本西町会"),
        ("見本団地自治会", "見本第二団地自治会"),
        ("見本12丁目町会", "見本2丁目町会"),
        ("見本橋町内会", "見本堤自治会"),
        ("見本新町自治会", "見本元町町内会"),
    ],
)
def test_neighbours_are_not_taken_for_one(one, other):
    assert resembling([one, other]) == []


def test_one_slip_of_a_letter_is_proposed_after_what_is_the_same():
    names = ["見本けやき台自治会", "見本桜並木自治会", "見本けやさ台町会", "見本桜並木町会"]

    found = [(each.first, each.second, each.is_same) for each in resembling(names)]

    assert found == [(1, 3, True), (0, 2, False)]


@pytest.mark.parametrize("name", ["町内会", "自治会", "本町", "町"])
def test_a_name_that_is_all_ending_keeps_a_key(name):
    assert name_key(name) != ""


@given(stem=STEMS, one=st.sampled_from(ENDINGS), other=st.sampled_from(ENDINGS))
def test_the_ending_never_counts(stem, one, other):
    assert name_key(stem + one) == name_key(stem + other)


@given(stem=STEMS, ending=st.sampled_from(ENDINGS))
def test_width_and_blanks_never_count(stem, ending):
    wide = "".join(chr(ord(c) + 0xFEE0) if c.isascii() and c.isdigit() else c for c in stem)

    assert name_key(f" {wide}　{ending} ") == name_key(stem + ending)


@given(st.text(max_size=12))
def test_any_name_with_a_letter_has_a_key(text):
    assert name_key(text) != "" or not has_letters(unicodedata.normalize("NFKC", text))


def apart(one: str, other: str) -> int:
    """The plain table of edit distances."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        row_before, row = row, [i]
        for j, b in enumerate(other, start=1):
            row.append(min(row_before[j] + 1, row[-1] + 1, row_before[j - 1] + (a != b)))
    return row[-1]


# Letters of which none tells neighbours apart: here nearness is the distance and nothing else.
@given(st.lists(st.text(alphabet="橋川端坂台丘", min_size=1, max_size=7), max_size=8))
def test_near_names_are_those_one_letter_apart_as_the_slow_way_finds(stems):
    found = {(each.first, each.second, each.is_same) for each in resembling(stems)}

    keys = [name_key(stem) for stem in stems]
    slow = {
        (a, b, keys[a] == keys[b])
        for a in range(len(keys))
        for b in range(a + 1, len(keys))
        if keys[a] == keys[b] or (apart(keys[a], keys[b]) == 1 and min(len(keys[a]), len(keys[b])) >= SHORTEST_NEAR)
    }
    assert found == slow


@given(st.lists(STEMS, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_names_changes_no_pair(stems, chance):
    shuffled = list(stems)
    chance.shuffle(shuffled)

    def pairs(names):
        return sorted((sorted((names[each.first], names[each.second])), each.is_same) for each in resembling(names))

    assert pairs(stems) == pairs(shuffled)
