import pytest
from hypothesis import given
from hypothesis import strategies as st

from jukugi.kit.receipts import NotAReceiptNumber, check_digit, new_number, read_number, shown

numbers = st.text("0123456789", min_size=8, max_size=8).map(lambda digits: digits + check_digit(digits))


def is_noticed(number: str) -> bool:
    try:
        read_number(number)
    except NotAReceiptNumber:
        return True
    return False


def test_the_check_digit_is_that_of_the_published_example():
    assert check_digit("572") == "4"  # the example of most descriptions of Damm's algorithm


@given(numbers)
def test_every_single_wrong_digit_is_noticed(number):
    slips = [
        number[:place] + digit + number[place + 1 :]
        for place in range(9)
        for digit in "0123456789"
        if digit != number[place]
    ]

    assert [slip for slip in slips if not is_noticed(slip)] == []


@given(numbers)
def test_every_swap_of_neighbours_is_noticed(number):
    swaps = [
        number[:place] + number[place + 1] + number[place] + number[place + 2 :]
        for place in range(8)
        if number[place] != number[place + 1]
    ]

    assert [swap for swap in swaps if not is_noticed(swap)] == []


@given(numbers)
def test_a_number_is_read_as_it_is_printed(number):
    assert read_number(shown(number)) == number


def test_a_number_is_printed_in_groups():
    assert shown("314159266") == "3141-5926-6"


@pytest.mark.parametrize(
    "typed",
    [
        "{0}-{1}-{2}",
        "{0}{1}{2}",
        " {0} {1} {2} ",
        "{0}\u3000{1}\u3000{2}\u3000",  # the wide space of Japanese keyboards
        "{0}ー{1}ー{2}",  # the long-vowel mark stands where the dash is on many keyboards
        "{0}ｰ{1}ｰ{2}",
        "{0}－{1}－{2}",
        "{0}—{1}–{2}",
        "{0}・{1}・{2}",
        "\t{0}-{1}-{2}\n",
    ],
)
@pytest.mark.parametrize("is_wide", [False, True])
def test_a_number_is_read_however_it_is_typed(typed, is_wide):
    number = new_number()
    wide = str.maketrans("0123456789", "０１２３４５６７８９") if is_wide else {}
    groups = [group.translate(wide) for group in (number[:4], number[4:8], number[8:])]

    assert read_number(typed.format(*groups)) == number


@pytest.mark.parametrize("typed", ["", "-", "1234567", "12345678", "1234567890", "abcdefghi", "一二三四五六七八九"])
def test_what_is_no_number_is_refused(typed):
    with pytest.raises(NotAReceiptNumber):
        read_number(typed)


def test_digits_of_other_scripts_are_refused():
    number = new_number()

    with pytest.raises(NotAReceiptNumber):
        read_number(number.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")))


def test_new_numbers_are_valid_and_do_not_count_up():
    made = [new_number() for _ in range(200)]

    assert [read_number(number) for number in made] == made
    assert len({number[:4] for number in made}) > 150
