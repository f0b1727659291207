import pytest
from hypothesis import given
from hypothesis import strategies as st

from jukugi.core.text.addresses import dwelling_key

SAME = [
    "神奈川県川崎市中原区見本町1-2-3",
    "川崎市中原区見本町１丁目２番３号",
    "中原区見本町一丁目二番三号",
    "川崎市 中原区 見本町 1－2－3",
    "川崎市中原区見本町1‐2−3",
    "川崎市中原区大字見本町1ー2ー3",
    "川崎市中原区見本町1番地ではなく".replace("1番地ではなく", "1の2の3"),
    "〒211-0000 川崎市中原区見本町01-02-03",
    "中原区見本町１丁目２番地３",
    "ｶﾜｻｷ".replace("ｶﾜｻｷ", "川崎市") + "中原区見本町1丁目2-3",
]
ROOMS = [
    "中原区見本町1-2-3 コーポ見本 201",
    "中原区見本町1-2-3-201",
    "川崎市中原区見本町一丁目2番3号コーポ見本二〇一号室",
    "中原区見本町1-2-3　コーポ見本　２０１号",
]


@pytest.mark.parametrize("written", SAME)
def test_one_dwelling_however_it_is_written(written: str) -> None:
    assert dwelling_key(written) == "中原区見本町1-2-3"


@pytest.mark.parametrize("written", ROOMS)
def test_a_room_is_part_of_the_dwelling(written: str) -> None:
    assert dwelling_key(written) == "中原区見本町1-2-3-201"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("中原区見本町1-2-3", "中原区見本町1-2-4"),
        ("中原区見本町1-2-3-201", "中原区見本町1-2-3-202"),
        ("中原区見本町1-2-3", "高津区見本町1-2-3"),
        ("中原区見本町12-3", "中原区見本町1-23"),
        ("港区三田1-2", "港区八丁畷1-2"),
    ],
)
def test_other_dwellings_are_kept_apart(one: str, other: str) -> None:
    assert dwelling_key(one) != dwelling_key(other)


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("港区三田2-3", "港区三田2-3"),
        ("川崎区八丁畷町十二番五号", "川崎区八丁畷町12-5"),
        ("千代田区一番町", ""),
        ("", ""),
        ("見本町", ""),
        ("市川市八幡1-1", "市川市八幡1-1"),
        ("麻生区百合ヶ丘1-2", "麻生区百合ケ丘1-2"),
    ],
)
def test_names_with_numerals_stay_names(written: str, key: str) -> None:
    assert dwelling_key(written) == key


numbers = st.integers(1, 99)


@given(numbers, numbers, numbers, st.sampled_from("-－‐−ー"), st.booleans(), st.booleans())
def test_strokes_units_and_width_do_not_matter(
    a: int, b: int, c: int, stroke: str, has_units: bool, is_wide: bool
) -> None:
    written = f"見本町{a}丁目{b}番{c}号" if has_units else f"見本町{a}{stroke}{b}{stroke}{c}"
    if is_wide:
        written = written.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    assert dwelling_key(written) == f"見本町{a}-{b}-{c}"


@given(st.text(max_size=60))
def test_whatever_somebody_writes_has_a_key_that_stays(written: str) -> None:
    key = dwelling_key(written)
    assert key == dwelling_key(f" {written} ")
