"""What an association said of itself is read by nobody else: on every page and every export of the room."""

import re
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import BEFORE, UserFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.inventory.enums import AnswerKind
from jukugi.apps.inventory.models import BundleAnswer, RequestPlan
from jukugi.apps.inventory.queries.associations import fiscal_year_of
from jukugi.apps.inventory.tests.browsers import device, staff
from jukugi.apps.inventory.tests.factories import (
    AdminRequestFactory,
    BundleAnswerFactory,
    BurdenReportFactory,
    ProposalFactory,
)
from jukugi.apps.organizations.tests.factories import (
    AssociationFactory,
    DepartmentFactory,
)

pytestmark = pytest.mark.django_db

WORDS = "ひみつのひとこと"
REASON = "ひみつの理由"
PLAN = "ひみつの案"


class Told:
    """One association of a ward that reported, refused and proposed; a request of a department."""

    def __init__(self) -> None:
        day = timezone.localdate()
        self.ward = WardFactory()
        self.association = AssociationFactory(area=self.ward, name="ひみつ町会")
        self.department = DepartmentFactory()
        self.asked = AdminRequestFactory(department=self.department, months=list(range(1, 13)))
        self.month_on = day.replace(day=1)
        given = {"admin_request": self.asked, "organization": self.association}
        BurdenReportFactory(**given, fiscal_year=fiscal_year_of(day), words=WORDS, hours=Decimal("77.7"))
        BundleAnswerFactory(**given, kind=AnswerKind.CANNOT, reason=REASON, month_on=self.month_on)
        ProposalFactory(**given, text=PLAN)
        self.plan = RequestPlan.objects.create(ceiling=1, most_months=1, kinds=["move"], actor_key="x", asked_at=BEFORE)

    def addresses(self) -> list[str]:
        """Every page and every export of the room."""
        own, asked = f"/requests/for/{self.association.pk}/", self.asked.pk
        month = f"{self.month_on.year}/{self.month_on.month}/"
        return [
            "/requests/",
            f"/requests/?ward={self.ward.code}",
            f"/requests/{asked}/",
            f"/requests/year/?ward={self.ward.code}",
            f"/requests/year.ics?ward={self.ward.code}",
            own,
            f"{own}sheet/",
            f"{own}year.ics",
            f"{own}{month}",
            f"{own}reports/",
            f"{own}reports/{asked}/",
            f"{own}proposals/{asked}/",
            "/desk/",
            "/desk/requests/",
            "/desk/requests/new/",
            f"/desk/requests/{asked}/",
            f"/desk/requests/{asked}/edit/",
            f"/desk/requests/{asked}/decide/",
            f"/desk/requests/{asked}/propose/",
            "/desk/requests/associations/",
            f"/desk/requests/associations/?ward={self.ward.code}",
            f"/desk/requests/bundles/{month}?ward={self.ward.code}",
            "/desk/requests/words/",
            f"/desk/requests/simulation/?ward={self.ward.code}",
            "/desk/requests/plans/",
            f"/desk/requests/plans/{self.plan.pk}/",
        ]

    def found(self, client: Client, *secrets: str) -> set[str]:
        """Addresses on which one of these words is read."""
        pages = {address: client.get(address).content.decode().replace("<wbr>", "") for address in self.addresses()}
        # A figure stands alone: any key on the page may hold its digits.
        looked_for = re.compile("|".join(rf"(?<!\d){re.escape(secret)}(?!\d)" for secret in secrets))
        return {address for address, text in pages.items() if looked_for.search(text)}


@pytest.fixture
def told():
    return Told()


class TestNobodyElseReads:
    OWN = (WORDS, "77.7", "777")

    def test_an_association_s_reports_are_on_its_own_pages(self, told):
        own = f"/requests/for/{told.association.pk}/reports/"

        assert told.found(device(told.association), *self.OWN) == {own, f"{own}{told.asked.pk}/"}

    def test_another_association_reads_nothing_of_it(self, told):
        other = device(AssociationFactory(area=told.ward))

        assert told.found(other, *self.OWN, REASON, PLAN, "ひみつ町会") == set()

    def test_another_ward_s_officer_reads_nothing_of_it(self, told):
        officer = staff(RoleKind.WARD_OFFICER, WardFactory())

        assert told.found(officer, *self.OWN, REASON, PLAN, "ひみつ町会") == set()

    def test_an_unrelated_department_reads_nothing_of_it(self, told):
        officer = staff(RoleKind.WARD_OFFICER, WardFactory(), DepartmentFactory())

        assert told.found(officer, *self.OWN, REASON, PLAN, "ひみつ町会") == set()

    def test_the_department_that_asks_reads_who_cannot_and_proposals_but_no_report(self, told):
        officer = staff(RoleKind.WARD_OFFICER, WardFactory(), told.department)

        assert told.found(officer, *self.OWN) == set()
        assert told.found(officer, REASON) == {f"/desk/requests/{told.asked.pk}/"}

    def test_an_operator_reads_no_report(self, told):
        assert told.found(staff(RoleKind.OPERATOR), *self.OWN, REASON, PLAN) == set()

    @pytest.mark.parametrize("is_signed_in", [False, True])
    def test_who_has_no_role_reads_nothing_of_it(self, told, is_signed_in):
        client = Client()
        if is_signed_in:
            client.force_login(UserFactory())

        assert told.found(client, *self.OWN, REASON, PLAN, "ひみつ町会") == set()

    def test_its_own_ward_s_officer_and_the_city_s_read_it(self, told):
        own = staff(RoleKind.WARD_OFFICER, told.ward)
        city = staff(RoleKind.POLICY_OFFICER)

        for client in (own, city):
            assert f"/desk/requests/{told.asked.pk}/" in told.found(client, WORDS)

    def test_an_answer_for_another_association_is_not_taken(self, told):
        other = device(AssociationFactory(area=told.ward))
        address = f"/requests/for/{told.association.pk}/{told.month_on.year}/{told.month_on.month}/"

        response = other.post(address, {"request": told.asked.pk, "kind": "received"})

        assert response.status_code == 403
        assert BundleAnswer.objects.get().kind == AnswerKind.CANNOT

    def test_a_device_whose_code_is_over_opens_nothing(self, told):
        client = device(told.association)
        own = f"/requests/for/{told.association.pk}/"
        assert client.get(own).status_code == 200

        told.association.access_codes.update(revoked_at=timezone.now())

        assert client.get(own).status_code == 403
