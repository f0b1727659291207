from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from jukugi.apps.accounts.enums import Channel, RoleKind
from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.inventory import actions, errors
from jukugi.apps.inventory.enums import AnswerKind, PlanState, RequestState
from jukugi.apps.inventory.models import BundleAnswer, BurdenReport, DecisionKind
from jukugi.apps.inventory.queries.associations import bundle_of
from jukugi.apps.inventory.tests.factories import OCTOBER, AdminRequestFactory, DecisionFactory
from jukugi.apps.organizations.permissions import Representation
from jukugi.apps.organizations.tests.factories import AssociationFactory, DepartmentFactory
from jukugi.kit.errors import NotAllowed

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 10, 5, 10, tzinfo=ZoneInfo("Asia/Tokyo"))


def acting_for(association):
    return Representation(association, "device", NOW.date(), None)


class TestAnswering:
    def answer(self, asked, association, actor, kind=AnswerKind.CANNOT, reason="人が足りません。", month_on=OCTOBER):
        return actions.answer_request(
            admin_request=asked,
            organization=association,
            month_on=month_on,
            kind=kind,
            reason=reason,
            channel=Channel.WEB,
            actor=actor,
            now=NOW,
        )

    def test_an_answer_replaces_the_former_one_which_stays(self):
        asked, association = AdminRequestFactory(), AssociationFactory()
        first = self.answer(asked, association, acting_for(association))

        second = self.answer(asked, association, acting_for(association), kind=AnswerKind.RECEIVED, reason="")

        first.refresh_from_db()
        assert first.replaced_at == NOW
        assert list(BundleAnswer.objects.standing()) == [second]

    def test_cannot_needs_a_reason(self):
        association = AssociationFactory()

        with pytest.raises(errors.ReasonMissing):
            self.answer(AdminRequestFactory(), association, acting_for(association), reason="　")

    def test_another_association_cannot_answer(self):
        with pytest.raises(NotAllowed):
            self.answer(AdminRequestFactory(), AssociationFactory(), acting_for(AssociationFactory()))

    def test_another_ward_s_officer_cannot_type_in_an_answer(self):
        other = RoleFactory(kind=RoleKind.WARD_OFFICER, area=WardFactory()).user

        with pytest.raises(NotAllowed):
            self.answer(AdminRequestFactory(), AssociationFactory(), other)

    def test_what_was_not_asked_cannot_be_answered(self):
        association = AssociationFactory()
        elsewhere = AdminRequestFactory()
        elsewhere.wards.set([WardFactory()])

        with pytest.raises(errors.NotAsked):
            self.answer(elsewhere, association, acting_for(association))
        with pytest.raises(errors.NotAsked):
            self.answer(AdminRequestFactory(), association, acting_for(association), month_on=date(2026, 5, 1))

    def test_the_rest_of_a_bundle_is_received_at_once_and_a_refusal_stays(self):
        association = AssociationFactory()
        refused, *_others = AdminRequestFactory.create_batch(3)
        self.answer(refused, association, acting_for(association))
        bundle = bundle_of(association, month_on=OCTOBER, day=NOW.date())

        count = actions.receive_all(
            bundle=bundle, organization=association, channel=Channel.CARD, actor=acting_for(association), now=NOW
        )

        assert count == 2
        assert BundleAnswer.objects.standing().get(admin_request=refused).kind == AnswerKind.CANNOT


class TestTelling:
    def report(self, asked, association, actor, hours="3"):
        return actions.report_burden(
            admin_request=asked,
            organization=association,
            fiscal_year=2026,
            times=Decimal(1),
            people=Decimal(10),
            hours=Decimal(hours),
            words="",
            channel=Channel.CARD,
            actor=actor,
            now=NOW,
        )

    def test_a_second_report_of_a_year_replaces_the_first_which_stays(self):
        asked, association = AdminRequestFactory(), AssociationFactory()
        self.report(asked, association, acting_for(association))

        self.report(asked, association, acting_for(association), hours="4")

        assert BurdenReport.objects.count() == 2
        assert BurdenReport.objects.standing().get().hours == 4

    def test_another_association_cannot_report_for_it(self):
        with pytest.raises(NotAllowed):
            self.report(AdminRequestFactory(), AssociationFactory(), acting_for(AssociationFactory()))

    def test_an_association_and_a_department_propose(self, department, officer):
        asked, association = AdminRequestFactory(), AssociationFactory()
        given = {"admin_request": asked, "wish": None, "channel": Channel.WEB, "now": NOW}

        actions.propose(organization=association, text="まとめて", actor=acting_for(association), **given)
        actions.propose(organization=department, text="やめたい", actor=officer, **given)

        assert [each.organization for each in asked.proposals.order_by("pk")] == [association, department]

    def test_nobody_proposes_in_the_name_of_another_department(self, officer):
        for stranger in (officer, acting_for(AssociationFactory())):
            with pytest.raises(NotAllowed):
                actions.propose(
                    admin_request=AdminRequestFactory(),
                    organization=DepartmentFactory(),
                    wish=None,
                    text="やめたい",
                    channel=Channel.WEB,
                    actor=stranger,
                    now=NOW,
                )


class TestDeciding:
    def decide(self, asked, actor, kind="縮小", reason="見本の理由", starts_on=date(2027, 4, 1)):
        return actions.decide(
            admin_request=asked,
            kind=DecisionKind.objects.get(name=kind),
            reason=reason,
            starts_on=starts_on,
            owner=asked.department,
            actor=actor,
            now=NOW,
        )

    def test_a_decision_keeps_what_it_promises_with_its_range(self, policy):
        AssociationFactory.create_batch(3)
        asked = AdminRequestFactory()

        decision = self.decide(asked, policy)

        # Three associations bear twenty hours each; 40, 50 or 70 per cent are left.
        assert (decision.promised_low, decision.promised, decision.promised_high) == (18, 30, 36)

    def test_a_new_decision_replaces_the_former_one_which_stays(self, policy):
        asked = AdminRequestFactory()
        self.decide(asked, policy, kind="保留")

        second = self.decide(asked, policy)

        assert asked.decisions.count() == 2
        assert list(asked.decisions.standing()) == [second]

    def test_a_department_does_not_decide(self, officer, department):
        with pytest.raises(NotAllowed):
            self.decide(AdminRequestFactory(department=department), officer)

    def test_a_decision_needs_a_reason_and_words_in_use(self, policy):
        DecisionKind.objects.filter(name="継続").update(is_in_use=False)

        with pytest.raises(errors.ReasonMissing):
            self.decide(AdminRequestFactory(), policy, reason=" ")
        with pytest.raises(errors.KindNotInUse):
            self.decide(AdminRequestFactory(), policy, kind="継続")

    def test_what_is_abolished_ends_on_its_day_and_not_before(self, policy):
        asked, other = AdminRequestFactory(), AdminRequestFactory()
        self.decide(asked, policy, kind="廃止", starts_on=date(2026, 10, 6))
        self.decide(other, policy, kind="縮小", starts_on=date(2026, 10, 1))

        before = actions.end_decided(now=NOW)
        after = actions.end_decided(now=NOW.replace(day=6))

        assert (before, after) == (0, 1)
        asked.refresh_from_db()
        other.refresh_from_db()
        assert (asked.state, asked.ended_on, other.state) == (
            RequestState.ENDED,
            date(2026, 10, 6),
            RequestState.ACTIVE,
        )

    def test_a_city_sets_its_own_words(self, policy, officer):
        words = actions.KindWords("回数減", "回数を減らす", 30, 40, 60, 50, ends_it=False, is_in_use=True)

        added = actions.set_kind(kind=None, words=words, actor=policy, now=NOW)

        assert DecisionKind.objects.in_use().last() == added
        with pytest.raises(NotAllowed):
            actions.set_kind(kind=added, words=words, actor=officer, now=NOW)
        wrong = actions.KindWords("逆", "", 60, 40, 30, 50, ends_it=False, is_in_use=True)
        with pytest.raises(errors.LeftReversed):
            actions.set_kind(kind=None, words=wrong, actor=policy, now=NOW)


def test_a_plan_is_found_by_a_job_and_twice_does_nothing(policy, django_capture_on_commit_callbacks):
    ward = WardFactory()
    first, second = AssociationFactory(area=ward), AssociationFactory()
    moved = AdminRequestFactory()
    only_there = AdminRequestFactory()
    only_there.wards.set([ward])

    asked = actions.ask_plan(
        ceiling=Decimal(30), most_months=2, kinds=["move"], is_cautious=False, actor=policy, now=NOW
    )
    plan = actions.make_plan(plan_pk=asked.pk, clock=lambda: NOW)
    again = actions.make_plan(plan_pk=asked.pk, clock=lambda: NOW.replace(year=2030))

    assert (plan.state, again.done_at) == (PlanState.DONE, NOW)
    assert plan.document["before"][str(first.pk)]["10"] == 40.0
    assert plan.document["before"][str(second.pk)]["10"] == 20.0
    assert [each["request"] in (str(moved.pk), str(only_there.pk)) for each in plan.document["changes"]] == [True]
    assert plan.document["proven"]


def test_a_department_does_not_ask_for_plans(officer):
    with pytest.raises(NotAllowed):
        actions.ask_plan(ceiling=Decimal(1), most_months=1, kinds=["move"], is_cautious=False, actor=officer, now=NOW)


def test_the_words_of_most_cities_are_there_from_the_start():
    names = list(DecisionKind.objects.in_use().values_list("name", flat=True))

    assert names == ["廃止", "縮小", "統合", "手段変更", "対価・委託", "任意の明示", "継続", "保留"]


def test_ending_keeps_the_request_and_its_decision(policy):
    decision = DecisionFactory()

    ended = actions.end_request(admin_request=decision.admin_request, ended_on=date(2026, 9, 30), actor=policy, now=NOW)

    assert (ended.state, ended.decisions.get()) == (RequestState.ENDED, decision)
    with pytest.raises(errors.NotMade):
        actions.end_request(admin_request=ended, ended_on=date(2026, 9, 30), actor=policy, now=NOW)
