"""Targets proposed from shares of the population, as properties."""

from hypothesis import given
from hypothesis import strategies as st

from jukugi.apps.sortition.actions.targeting import Target, proposed_targets

SHARES = st.lists(st.floats(0.001, 1.0), min_size=1, max_size=12)
SEATS = st.integers(1, 300)


@given(SHARES, SEATS)
def test_without_give_they_are_the_seats_each_within_one_person_of_its_share(shares: list[float], seats: int) -> None:
    proposed = proposed_targets(shares, seats, give=0)

    assert sum(target.low for target in proposed) == seats
    for target, share in zip(proposed, shares, strict=True):
        assert target.low == target.high
        assert abs(target.low - share / sum(shares) * seats) < 1 + 1e-9


@given(SHARES, SEATS, st.integers(0, 5))
def test_some_panel_keeps_those_of_one_feature(shares: list[float], seats: int, give: int) -> None:
    proposed = proposed_targets(shares, seats, give=give)

    assert all(0 <= target.low <= target.high <= seats for target in proposed)
    assert sum(target.low for target in proposed) <= seats <= sum(target.high for target in proposed)


@given(SHARES, SEATS)
def test_who_is_more_of_the_population_gets_no_fewer_seats(shares: list[float], seats: int) -> None:
    proposed = proposed_targets(shares, seats, give=0)

    ranked = sorted(zip(shares, proposed, strict=True), key=lambda pair: pair[0])
    assert all(
        fewer.low <= more.low
        for (share, fewer), (other, more) in zip(ranked, ranked[1:], strict=False)
        if other - share > 1e-9
    )


@given(SHARES, SEATS)
def test_a_value_of_which_nobody_knows_takes_none_of_the_seats_of_others(shares: list[float], seats: int) -> None:
    *known, unknown = proposed_targets([*shares, None], seats, give=0)

    assert known == proposed_targets(shares, seats, give=0)
    assert unknown == Target(0, seats)
