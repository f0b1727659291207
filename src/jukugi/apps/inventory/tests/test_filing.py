from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.inventory import actions, errors
from jukugi.apps.inventory.enums import Basis, Category, RequestState
from jukugi.apps.inventory.models import AdminRequest
from jukugi.apps.inventory.queries.associations import bundle_of
from jukugi.apps.inventory.tests.factories import AdminRequestFactory, request_words
from jukugi.apps.organizations.tests.factories import AssociationFactory, DepartmentFactory
from jukugi.kit.audit.models import AuditEntry
from jukugi.kit.errors import NotAllowed

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 10, 5, 10, tzinfo=ZoneInfo("Asia/Tokyo"))


def file(department, actor, answer="", wards=(), **words):
    return actions.file_request(
        department=department,
        words=request_words(**words),
        wards=list(wards),
        associations=[],
        answer_to_warnings=answer,
        actor=actor,
        now=NOW,
    )


class TestFiling:
    def test_a_filed_request_waits_and_no_association_sees_it(self, department, officer):
        association = AssociationFactory()

        filed = file(department, officer)

        assert filed.state == RequestState.WAITING
        bundle = bundle_of(association, month_on=date(2026, 4, 1), day=NOW.date())
        assert bundle.comings == ()
        assert AuditEntry.objects.filter(action="inventory.request_filed", actor_key=officer.actor_key).count() == 1

    def test_somebody_of_another_department_cannot_file_in_its_name(self, officer):
        with pytest.raises(NotAllowed):
            file(DepartmentFactory(), officer)

        assert not AdminRequest.objects.exists()

    def test_an_operator_cannot_file(self, department):
        with pytest.raises(NotAllowed):
            file(department, RoleFactory(kind=RoleKind.OPERATOR).user)

    def test_a_crowded_month_is_warned_of(self, department, officer):
        AssociationFactory()
        AdminRequestFactory(category=Category.DISASTER)

        with pytest.raises(errors.WarningsUnanswered) as refused:
            file(department, officer, months=[10])

        warned = refused.value.params["warnings"]
        assert [(each.month, each.hours) for each in warned.crowded] == [(10, 20.0)]
        assert not AdminRequest.objects.filter(state=RequestState.WAITING).exists()

    def test_an_overlapping_request_is_warned_of(self, department, officer):
        AssociationFactory()
        known = AdminRequestFactory(title="世帯数の報告", months=[6], category=Category.NOTICES)

        with pytest.raises(errors.WarningsUnanswered) as refused:
            file(department, officer)

        assert [each.admin_request for each in refused.value.params["warnings"].overlaps] == [known]

    def test_a_request_to_other_wards_does_not_overlap(self, department, officer):
        here, there = WardFactory(), WardFactory()
        AssociationFactory(area=here)
        known = AdminRequestFactory(title="世帯数の報告", months=[4])
        known.wards.set([there])

        assert file(department, officer, wards=[here]).state == RequestState.WAITING

    def test_custom_without_a_word_is_warned_of_and_a_reason_is_enough(self, department, officer):
        with pytest.raises(errors.WarningsUnanswered):
            file(department, officer, basis=Basis.CUSTOM)

        filed = file(department, officer, answer="今年だけです。", basis=Basis.CUSTOM)

        assert filed.answer_to_warnings == "今年だけです。"

    @pytest.mark.parametrize("months", [[0], [13], [4, 4]])
    def test_months_that_are_none_are_refused(self, department, officer, months):
        with pytest.raises(errors.NoSuchMonths):
            file(department, officer, months=months)

    def test_a_range_that_leaves_out_its_figure_is_refused(self, department, officer):
        with pytest.raises(errors.RangeReversed):
            file(department, officer, hours_low=Decimal(4), hours_high=Decimal(5))


class TestReviewing:
    def test_another_person_lets_it_go_to_associations(self, department, officer, policy):
        association = AssociationFactory()
        filed = file(department, officer)

        actions.review_request(admin_request=filed, is_approved=True, reason="", actor=policy, now=NOW)

        bundle = bundle_of(association, month_on=date(2026, 4, 1), day=NOW.date())
        assert [(each.admin_request, each.hours) for each in bundle.comings] == [(filed, 6.0)]

    def test_who_filed_it_cannot_approve_it(self, department, policy):
        filed = file(department, policy)

        with pytest.raises(errors.ApprovedByFiler):
            actions.review_request(admin_request=filed, is_approved=True, reason="", actor=policy, now=NOW)

    def test_a_department_cannot_approve(self, department, officer, policy):
        filed = file(department, policy)

        with pytest.raises(NotAllowed):
            actions.review_request(admin_request=filed, is_approved=True, reason="", actor=officer, now=NOW)

    def test_sending_back_needs_a_reason_and_a_revised_one_waits_again(self, department, officer, policy):
        filed = file(department, officer)
        with pytest.raises(errors.ReasonMissing):
            actions.review_request(admin_request=filed, is_approved=False, reason=" ", actor=policy, now=NOW)
        actions.review_request(admin_request=filed, is_approved=False, reason="月を変える", actor=policy, now=NOW)

        revised = actions.revise_request(
            admin_request=filed,
            words=request_words(months=[5]),
            wards=[],
            associations=[],
            answer_to_warnings="",
            actor=officer,
            now=NOW,
        )

        assert (revised.state, revised.months) == (RequestState.WAITING, [5])

    def test_a_request_that_is_made_is_not_revised_behind_everybody(self, officer, department):
        made = AdminRequestFactory(department=department)

        with pytest.raises(errors.AlreadyReviewed):
            actions.revise_request(
                admin_request=made,
                words=request_words(),
                wards=[],
                associations=[],
                answer_to_warnings="",
                actor=officer,
                now=NOW,
            )
