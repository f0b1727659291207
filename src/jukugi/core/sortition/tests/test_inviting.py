"""Letters by lot: as many as told in each stratum, one to a household, replayable; and replacements."""

import hashlib
import hmac

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jukugi.core.sortition import InvalidDraw, Quota, UnknownPerson
from jukugi.core.sortition.inviting import draw_invitations, letters_by_stratum, ranking
from jukugi.core.sortition.replacing import vacancies
from jukugi.core.sortition.tests.builders import pool_of

NAMES = [f"P{number:03}" for number in range(200)]
STRATA = ["若い" if number % 4 == 0 else "ほか" for number in range(200)]
HOMES = [f"H{number // 2}" for number in range(200)]


def test_ranks_are_those_of_the_published_formula():
    by_hand = sorted(range(200), key=lambda row: hmac.new(b"seed", NAMES[row].encode(), hashlib.sha256).hexdigest())

    assert ranking(NAMES, seed="seed").tolist() == by_hand


def test_every_stratum_gets_its_letters_and_no_household_two():
    invitation = draw_invitations(NAMES, STRATA, HOMES, {"若い": 20, "ほか": 30}, seed="7")

    rows = invitation.invited.tolist()
    assert [sum(STRATA[row] == name for row in rows) for name in ("若い", "ほか")] == [20, 30]
    assert len({HOMES[row] for row in rows}) == 50
    assert (invitation.short, invitation.letters) == ((), {"ほか": 30, "若い": 20})


def test_a_stratum_that_lacks_households_is_told():
    invitation = draw_invitations(NAMES[:4], ["a"] * 4, ["x", "x", "y", ""], {"a": 4}, seed="7")

    assert (len(invitation.invited), invitation.short, invitation.letters) == (3, ("a",), {"a": 3})


@given(seed=st.text(max_size=8), order=st.randoms(use_true_random=False))
@settings(max_examples=20, deadline=None, derandomize=True)
def test_the_order_of_the_register_does_not_matter_and_a_seed_can_be_replayed(seed, order):
    mixed = list(range(200))
    order.shuffle(mixed)
    letters = {"若い": 10, "ほか": 10}

    one = draw_invitations(NAMES, STRATA, HOMES, letters, seed=seed)
    other = draw_invitations(*([column[row] for row in mixed] for column in (NAMES, STRATA, HOMES)), letters, seed=seed)

    assert [NAMES[row] for row in one.invited] == [NAMES[mixed[row]] for row in other.invited]


def test_within_a_stratum_everybody_is_invited_equally_often():
    draws = 600
    taken = np.zeros(200)
    for number in range(draws):
        taken[draw_invitations(NAMES, STRATA, None, {"若い": 10, "ほか": 30}, seed=str(number)).invited] += 1

    young = np.array([name == "若い" for name in STRATA])
    for group, chance in ((young, 0.2), (~young, 0.2)):
        spread = (chance * (1 - chance) / draws) ** 0.5
        assert np.abs(taken[group] / draws - chance).max() < 4.5 * spread


@given(people=st.lists(st.integers(0, 50), min_size=1, max_size=6), share=st.floats(0, 1), weight=st.floats(0.1, 9))
@settings(max_examples=50, deadline=None, derandomize=True)
def test_letters_sum_to_the_total_and_no_stratum_gets_more_than_it_has(people, share, weight):
    strata = {str(number): count for number, count in enumerate(people)}
    total = int(share * sum(people))

    letters = letters_by_stratum(strata, total, weights={"0": weight})

    assert sum(letters.values()) == total
    assert all(0 <= letters[name] <= strata[name] for name in strata)


def test_a_weight_writes_to_some_more_often():
    assert letters_by_stratum({"a": 100, "b": 100}, 60, weights={"a": 2}) == {"a": 40, "b": 20}


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: letters_by_stratum({"a": 1}, 2),
        lambda: letters_by_stratum({"a": 1}, -1),
        lambda: draw_invitations(["x"], ["a"], None, {"b": 1}, seed="1"),
        lambda: draw_invitations(["x"], ["a"], None, {"a": -1}, seed="1"),
        lambda: draw_invitations(["x", "x"], ["a", "a"], None, {"a": 1}, seed="1"),
        lambda: draw_invitations(["x"], ["a", "b"], None, {"a": 1}, seed="1"),
        lambda: draw_invitations(["x"], ["a"], [], {"a": 1}, seed="1"),
    ],
)
def test_what_cannot_be_is_refused(wrong):
    with pytest.raises(InvalidDraw):
        wrong()


def test_vacancies_are_what_the_quotas_still_ask_for():
    pool = pool_of(["0", "0", "1", "1", "1"], ["a", None, "a", None, None])
    quotas = [Quota("F1", "0", 1, 2, 0, 3), Quota("F1", "1", 2, 2)]

    left = vacancies(pool, quotas, 4, confirmed={"p000", "p003"}, gone={"p004"})

    assert left.size == 2
    assert [person.key for person in left.pool.volunteers] == ["p001"]  # p002 lives with somebody who comes
    assert left.quotas == (Quota("F1", "0", 0, 1, 0, 2), Quota("F1", "1", 1, 1))
    assert left.exceeded == ()


def test_quotas_that_the_confirmed_exceed_are_told_and_strangers_refused():
    pool = pool_of(["0", "0", "1"])
    quotas = [Quota("F1", "0", 0, 1), Quota("F1", "1", 1, 1)]

    left = vacancies(pool, quotas, 3, confirmed={"p000", "p001"}, gone=set())

    assert (left.exceeded, left.quotas[0].high) == ((quotas[0],), 0)
    with pytest.raises(UnknownPerson) as refused:
        vacancies(pool, quotas, 3, confirmed={"p009"}, gone=set())
    assert refused.value.params == {"keys": ("p009",)}
