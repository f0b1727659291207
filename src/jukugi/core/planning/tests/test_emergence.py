from hypothesis import given
from hypothesis import strategies as st

from jukugi.core.planning.emergence import Sought, lines_of, ward_pairs

PEOPLE = st.lists(
    st.builds(
        lambda owner, group, met, across: Sought(owner, group, 1, met, met and across),
        st.integers(1, 30),
        st.sampled_from(["skill", "time"]),
        st.booleans(),
        st.booleans(),
    ),
    max_size=60,
)


@given(PEOPLE)
def test_no_small_number_of_people_can_be_computed(sought):
    for line in lines_of(sought, ["skill", "time"], minimum=5):
        parts = [line.people, line.met, line.across, line.alone]
        if line.met is not None and line.across is not None:
            parts.append(line.met - line.across)
        if line.people is not None and line.met is not None:
            parts.append(line.people - line.met)
        assert all(part is None or part == 0 or part >= 5 for part in parts)


@given(PEOPLE, st.randoms())
def test_the_order_of_people_does_not_matter(sought, chance):
    turned = list(sought)
    chance.shuffle(turned)

    assert lines_of(turned, ["skill"], minimum=5) == lines_of(sought, ["skill"], minimum=5)


def test_people_are_told_once_in_a_group():
    sought = [Sought(n, "skill", 1, True, n < 5) for n in range(10)] + [Sought(0, "skill", 2, False, False)]

    (line,) = lines_of(sought, ["skill"], minimum=5)

    assert (line.people, line.met, line.across, line.alone) == (10, 10, 5, 0)


def test_wards_are_told_where_enough_people_stand_on_both_sides():
    enough = [(n, 1, 100 + n, 2) for n in range(5)]
    few = [(200, 3, n, 1) for n in range(5)]

    assert ward_pairs([*enough, *few, (1, 1, 2, 1)], minimum=5) == {(1, 2): 10, (1, 3): None}
