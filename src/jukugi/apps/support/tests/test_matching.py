"""Which offers fit: each for something the association said itself."""

from hypothesis import given
from hypothesis import strategies as st

from jukugi.apps.support.enums import AgeClass, MoneyClass, Need, ReasonKind, SizeClass
from jukugi.apps.support.matching import OfferToMatch, Situation, fits

NEEDS = st.frozensets(st.sampled_from([str(need) for need in Need]))
OFFERS = st.lists(
    st.builds(OfferToMatch, key=st.integers(1, 50), needs=NEEDS, ward=st.sampled_from([None, 1, 2])),
    unique_by=lambda offer: offer.key,
)
SITUATIONS = st.builds(
    Situation,
    wants=NEEDS,
    worries=NEEDS,
    size=st.sampled_from(SizeClass.values),
    officer_ages=st.sampled_from(AgeClass.values),
    money=st.sampled_from(MoneyClass.values),
    never_taken=NEEDS,
)


def test_a_subsidy_that_was_never_taken_fits_who_is_short_of_money():
    situation = Situation(money=MoneyClass.SHORT, never_taken=frozenset({"money"}))

    found = fits(situation, [OfferToMatch(7, frozenset({"money"}))], ward=1)

    assert [(fit.key, fit.reasons) for fit in found] == [
        (7, ((ReasonKind.MONEY_SHORT, Need.MONEY), (ReasonKind.NEVER_TAKEN, Need.MONEY)))
    ]


def test_that_nothing_was_taken_is_no_reason_by_itself():
    situation = Situation(wants=frozenset({"books"}), never_taken=frozenset({"money"}))

    assert fits(situation, [OfferToMatch(7, frozenset({"money"}))], ward=1) == []


def test_an_offer_of_another_ward_is_out_of_reach():
    situation = Situation(wants=frozenset({"place"}))
    offers = [OfferToMatch(1, frozenset({"place"}), 2), OfferToMatch(2, frozenset({"place"}), 1)]

    assert [fit.key for fit in fits(situation, offers, ward=1)] == [2]


def test_what_is_both_wanted_and_worried_about_stands_first():
    situation = Situation(wants=frozenset({"hands", "books"}), worries=frozenset({"hands"}))
    offers = [OfferToMatch(1, frozenset({"books"})), OfferToMatch(2, frozenset({"hands"}))]

    assert [fit.key for fit in fits(situation, offers, ward=1)] == [2, 1]


def test_few_households_and_old_officers_are_reasons():
    situation = Situation(size=SizeClass.TINY, officer_ages=AgeClass.NEARLY_ALL)
    offers = [OfferToMatch(1, frozenset({"together"})), OfferToMatch(2, frozenset({"hands"}))]

    reasons = [fit.reasons for fit in fits(situation, offers, ward=1)]

    assert reasons == [((ReasonKind.OFFICERS_OLD, Need.HANDS),), ((ReasonKind.FEW_HOUSEHOLDS, Need.TOGETHER),)]


@given(SITUATIONS, OFFERS, st.frozensets(st.integers(1, 50)))
def test_every_fit_has_a_reason_that_the_association_told(situation, offers, apart):
    by_key = {offer.key: offer for offer in offers}

    for fit in fits(situation, offers, ward=1, apart=apart):
        assert fit.key not in apart
        assert by_key[fit.key].ward in (None, 1)
        assert any(kind != ReasonKind.NEVER_TAKEN for kind, _need in fit.reasons)
        assert {need for _kind, need in fit.reasons} <= by_key[fit.key].needs


@given(SITUATIONS, OFFERS)
def test_the_order_of_offers_does_not_matter(situation, offers):
    assert fits(situation, offers, ward=1) == fits(situation, offers[::-1], ward=1)
