from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from jukugi.apps.accounts.enums import Channel, RoleKind
from jukugi.apps.accounts.tests.factories import ParticipantFactory, RoleFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.circles import actions, errors, sealed
from jukugi.apps.circles.actions import FundDraft, FundRules, ReportDraft
from jukugi.apps.circles.enums import FundState
from jukugi.apps.circles.models import FundRequest, FundStep, WardFund
from jukugi.apps.circles.queries.funding import fund_page, funds, left_yen
from jukugi.apps.circles.tests.factories import NOW, begun, starter_of
from jukugi.kit.errors import NotAllowed

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate(NOW)
ASK = FundDraft(what="ベンチを一つ作る", spends_on="木材とねじ", ask_yen=30_000, done_by=date(2026, 6, 30))
TOLD = ReportDraft(done="坂の途中に置きました。", spent_on="木材24,000円、ねじ3,000円", used_yen=27_000)


def officer_of(ward):
    return RoleFactory(kind=RoleKind.WARD_OFFICER, area=ward).user


def rules(ward, **fields) -> FundRules:
    said = FundRules(
        ward=ward,
        fiscal_year=2026,
        sum_yen=100_000,
        most_yen=50_000,
        pays_for="材料、会場、保険",
        closes_on=date(2026, 12, 28),
    )
    return replace(said, **fields)


class Asked:
    """A circle of a ward with a fund, two officers, and a request of 30,000 yen."""

    def __init__(self, **fields) -> None:
        self.ward = WardFactory()
        self.one, self.other = officer_of(self.ward), officer_of(self.ward)
        self.fund = actions.publish_fund(rules=rules(self.ward, **fields), actor=self.one, now=NOW)
        self.circle = begun(self.ward)
        self.author = starter_of(self.circle)
        self.request = actions.ask_fund(fund=self.fund, circle=self.circle, draft=ASK, author=self.author, now=NOW)

    def proposed(self, grant_yen=30_000):
        self.request = actions.propose_grant(
            request=self.request, grant_yen=grant_yen, reason="決まりに合う", actor=self.one, now=NOW
        )
        return self

    def decided(self, agrees=True):
        self.request = actions.decide_grant(
            request=self.request, agrees=agrees, reason="" if agrees else "額を見直して", actor=self.other, now=NOW
        )
        return self

    def paid(self):
        self.request = actions.mark_paid(request=self.request, paid_on=TODAY, actor=self.one, now=NOW)
        return self


def test_money_goes_from_a_page_to_a_report():
    asked = Asked().proposed().decided().paid()
    assert asked.request.report_due_on == date(2026, 7, 30)

    report = actions.report_back(request=asked.request, draft=TOLD, author=asked.author, now=NOW)

    page = fund_page(asked.fund)
    assert (report.left_yen, page.granted, page.left, page.back) == (3_000, 27_000, 73_000, 3_000)
    assert [step.act for step in FundStep.objects.all()] == ["asked", "proposed", "granted", "paid", "reported"]
    assert funds() == [(asked.fund, 73_000)]


def test_money_is_not_paid_tomorrow():
    asked = Asked().proposed().decided()

    with pytest.raises(errors.DayInTheFuture):
        actions.mark_paid(request=asked.request, paid_on=TODAY + timedelta(days=1), actor=asked.one, now=NOW)


def test_one_person_does_not_propose_and_decide():
    asked = Asked().proposed()

    with pytest.raises(errors.TwoHands):
        actions.decide_grant(request=asked.request, agrees=True, reason="", actor=asked.one, now=NOW)


def test_the_database_too_wants_two_hands():
    asked = Asked().proposed().decided()

    with pytest.raises(IntegrityError):
        FundRequest.objects.filter(pk=asked.request.pk).update(decided_by=asked.one.actor_key)


def test_a_proposal_is_sent_back_with_a_reason():
    asked = Asked().proposed().decided(agrees=False)

    assert (asked.request.state, asked.request.grant_yen) == (FundState.ASKED, None)


def test_nothing_is_granted_by_a_proposal_of_nothing():
    asked = Asked().proposed(0).decided()

    assert (asked.request.state, left_yen(asked.fund)) == (FundState.DECLINED, 100_000)


def test_a_fund_does_not_give_more_than_it_has():
    asked = Asked(sum_yen=50_000).proposed().decided()
    other = begun(asked.ward)

    with pytest.raises(errors.FundEmpty):
        actions.ask_fund(fund=asked.fund, circle=other, draft=ASK, author=starter_of(other), now=NOW)


@pytest.mark.parametrize(
    ("draft", "error"),
    [(replace(ASK, ask_yen=50_001), errors.TooMuch), (replace(ASK, ask_yen=1_000), errors.AlreadyAsking)],
)
def test_the_rules_hold_for_requests(draft, error):
    asked = Asked()
    circle = begun(asked.ward) if error is errors.TooMuch else asked.circle

    with pytest.raises(error):
        actions.ask_fund(fund=asked.fund, circle=circle, draft=draft, author=starter_of(circle), now=NOW)


def test_a_circle_of_another_ward_and_a_late_one_get_nothing():
    asked, elsewhere = Asked(), begun()
    late = begun(asked.ward)

    with pytest.raises(errors.AnotherWard):
        actions.ask_fund(fund=asked.fund, circle=elsewhere, draft=ASK, author=starter_of(elsewhere), now=NOW)
    with pytest.raises(errors.FundClosed):
        actions.ask_fund(
            fund=asked.fund, circle=late, draft=ASK, author=starter_of(late), now=NOW + timedelta(days=300)
        )


def test_strangers_and_officers_of_other_wards_touch_no_money():
    asked = Asked()
    stranger = officer_of(WardFactory())

    with pytest.raises(errors.NotInCircle):
        actions.ask_fund(fund=asked.fund, circle=asked.circle, draft=ASK, author=ParticipantFactory(), now=NOW)
    for act in (
        lambda: actions.publish_fund(rules=rules(WardFactory()), actor=asked.one, now=NOW),
        lambda: actions.change_fund(fund=asked.fund, rules=rules(asked.ward), actor=stranger, now=NOW),
        lambda: actions.propose_grant(request=asked.request, grant_yen=1, reason="私", actor=stranger, now=NOW),
        lambda: actions.decide_grant(request=asked.request, agrees=True, reason="", actor=stranger, now=NOW),
        lambda: actions.mark_paid(request=asked.request, paid_on=TODAY, actor=stranger, now=NOW),
    ):
        with pytest.raises((NotAllowed, errors.AlreadyAnswered)):
            act()


def test_more_is_not_reported_than_was_paid():
    asked = Asked().proposed().decided().paid()

    with pytest.raises(errors.UsedTooMuch):
        actions.report_back(request=asked.request, draft=replace(TOLD, used_yen=30_001), author=asked.author, now=NOW)


def test_rules_do_not_fall_below_what_was_granted():
    asked = Asked().proposed().decided()

    with pytest.raises(errors.RulesInUse):
        actions.change_fund(
            fund=asked.fund, rules=rules(asked.ward, sum_yen=20_000, most_yen=10_000), actor=asked.one, now=NOW
        )
    with pytest.raises(errors.FundExists):
        actions.publish_fund(rules=rules(asked.ward), actor=asked.one, now=NOW)
    assert WardFund.objects.get().sum_yen == 100_000


def test_a_page_and_a_report_come_on_paper():
    asked = Asked()
    actions.withdraw_request(request=asked.request, author=asked.author, now=NOW)

    asked.request = actions.enter_fund_request(
        fund=asked.fund,
        circle=asked.circle,
        draft=ASK,
        channel=Channel.CARD,
        received_at=NOW,
        actor=asked.one,
        now=NOW,
    )
    asked.proposed().decided().paid()
    report = actions.enter_report(request=asked.request, draft=TOLD, channel=Channel.POST, actor=asked.one, now=NOW)

    assert (asked.request.channel, report.channel) == (Channel.CARD, Channel.POST)


def test_a_changed_reason_is_found_by_its_digest():
    asked = Asked().proposed()
    assert sealed.fund_agrees().count == 0

    FundStep.objects.filter(request=asked.request, act="proposed").update(text="ほかの理由")

    assert sealed.fund_agrees().count == 1
