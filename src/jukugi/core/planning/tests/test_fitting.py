from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from jukugi.core.planning.fitting import INTEREST, NEED, OFFER, Wish, fits

WORDS = st.frozensets(st.sampled_from(["木工", "ベンチ", "坂", "花", "子ども", "英語"]), max_size=3)


@st.composite
def wish(draw, key: int) -> Wish:
    side = draw(st.sampled_from([INTEREST, OFFER, NEED]))
    kind = "" if side == INTEREST else draw(st.sampled_from(["time", "skill", "room", "tools", "money"]))
    return Wish(
        key=key,
        owner=draw(st.integers(1, 6)),
        side=side,
        kind=kind,
        words=draw(WORDS),
        ward=draw(st.none() | st.integers(1, 2)),
        district=None,
        yen=draw(st.integers(1, 9)) if kind == "money" else None,
        may_match=draw(st.booleans()),
    )


@st.composite
def wishes(draw) -> list[Wish]:
    return [draw(wish(key)) for key in range(1, draw(st.integers(0, 12)) + 1)]


@given(wishes(), st.randoms())
def test_the_order_of_people_does_not_matter(those, chance):
    turned = list(those)
    chance.shuffle(turned)

    assert fits(turned) == fits(those)


@given(wishes())
def test_who_did_not_agree_leaves_no_trace(those):
    agreed = [one for one in those if one.may_match]

    assert fits(those) == fits(agreed)
    assert {key for fit in fits(those) for key in (fit.first, fit.second)} <= {one.key for one in agreed}


@given(wishes())
def test_a_reason_is_what_both_said(those):
    by_key = {one.key: one for one in those}

    for fit in fits(those):
        a, b = by_key[fit.first], by_key[fit.second]
        assert a.owner != b.owner
        assert set(fit.words) == a.words & b.words
        assert fit.kind == a.kind == b.kind
        assert fit.same_ward == (None if None in (a.ward, b.ward) else a.ward == b.ward)
        assert {a.side, b.side} in ({OFFER, NEED}, {INTEREST})
        assert fit.score > 0


@given(wishes())
def test_it_reads_the_same_from_either_side(those):
    last = max((one.key for one in those), default=0) + 1
    mirrored = [replace(one, key=last - one.key) for one in those]

    told = {(f.first, f.second): (f.words, f.kind, f.same_ward, f.covers) for f in fits(those, most_each=99)}
    back = {(last - f.second, last - f.first): (f.words, f.kind, f.same_ward, f.covers)
            for f in fits(mirrored, most_each=99)}  # fmt: skip

    assert back == told


@given(wishes(), st.integers(1, 3))
def test_nobody_is_asked_too_often(those, most):
    named = [key for fit in fits(those, most_each=most) for key in (fit.first, fit.second)]

    assert all(named.count(key) <= most for key in named)


def test_a_carpenter_and_a_student_are_told_why():
    carpenter = Wish(1, "a", OFFER, "skill", frozenset({"木工", "ベンチ"}), ward=1, may_match=True)
    student = Wish(2, "b", NEED, "skill", frozenset({"ベンチ", "坂"}), ward=1, may_match=True)

    (fit,) = fits([student, carpenter])

    assert (fit.first, fit.second, fit.words, fit.kind, fit.same_ward) == (1, 2, ("ベンチ",), "skill", True)


def test_a_room_of_another_ward_is_none():
    offer = Wish(1, "a", OFFER, "room", frozenset({"会館"}), ward=1, may_match=True)

    assert fits([offer, Wish(2, "b", NEED, "room", frozenset({"会館"}), ward=2, may_match=True)]) == []
    assert len(fits([offer, Wish(2, "b", NEED, "room", frozenset(), ward=1, may_match=True)])) == 1


def test_money_says_whether_it_reaches():
    need = Wish(1, "a", NEED, "money", frozenset({"材料"}), yen=30_000, may_match=True)

    (short,) = fits([need, Wish(2, "b", OFFER, "money", frozenset({"材料"}), yen=10_000, may_match=True)])
    (whole,) = fits([need, Wish(2, "b", OFFER, "money", frozenset({"材料"}), yen=30_000, may_match=True)])

    assert (short.covers, whole.covers) == (False, True)
