"""Pages of the room, from the address to the table."""

import pytest
from django.test import Client
from django.utils import timezone

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.inventory.enums import Basis, PlanState, RequestState
from jukugi.apps.inventory.models import AdminRequest, BundleAnswer, BurdenReport, DecisionKind, Proposal, RequestPlan
from jukugi.apps.inventory.tests.browsers import device, staff
from jukugi.apps.inventory.tests.factories import (
    AdminRequestFactory,
    DecisionFactory,
)
from jukugi.apps.organizations.tests.factories import (
    AssociationFactory,
    DepartmentFactory,
)

pytestmark = pytest.mark.django_db


class TestOwnPages:
    @pytest.fixture
    def association(self):
        return AssociationFactory()

    def test_the_bundle_shows_what_comes_and_takes_answers(self, association):
        asked = AdminRequestFactory(title="まつりの手伝い")
        AdminRequestFactory(title="ほかの月のこと", months=[5])
        client, address = device(association), f"/requests/for/{association.pk}/2026/10/"
        shown = client.get(address).content.decode()

        response = client.post(address, {"request": asked.pk, "kind": "cannot", "reason": "人が足りません。"})

        assert "まつりの手伝い" in shown
        assert "ほかの月のこと" not in shown
        assert response.status_code == 302
        answer = BundleAnswer.objects.get()
        assert (answer.kind, answer.reason, answer.channel) == ("cannot", "人が足りません。", "web")

    def test_cannot_without_a_reason_is_said_beside_the_form(self, association):
        asked = AdminRequestFactory()

        response = device(association).post(
            f"/requests/for/{association.pk}/2026/10/", {"request": asked.pk, "kind": "cannot", "reason": ""}
        )

        assert response.status_code == 400
        assert "理由がありません。" in response.content.decode().replace("<wbr>", "")

    def test_all_that_is_left_is_received_with_one_press(self, association):
        AdminRequestFactory.create_batch(3)

        device(association).post(f"/requests/for/{association.pk}/2026/10/", {"kind": "received"})

        assert BundleAnswer.objects.filter(kind="received").count() == 3

    def test_staff_type_in_paper_and_the_channel_stays(self, association):
        asked = AdminRequestFactory()
        client = staff(RoleKind.WARD_OFFICER, association.area)

        client.post(
            f"/requests/for/{association.pk}/2026/10/",
            {"request": asked.pk, "kind": "cannot", "reason": "班長がいません。", "channel": "fax"},
        )

        assert BundleAnswer.objects.get().channel == "fax"

    def test_a_report_of_one_minute_is_taken(self, association):
        asked = AdminRequestFactory()
        address = f"/requests/for/{association.pk}/reports/{asked.pk}/"
        client = device(association)
        assert client.get(address).status_code == 200

        response = client.post(address, {"times": "1", "people": "12", "hours": "2.5"})

        assert response.status_code == 302
        assert BurdenReport.objects.get().hours_each_time == 30

    @pytest.mark.parametrize("hours", ["", "-1", "たくさん"])
    def test_a_report_that_is_no_number_is_said_beside_its_field(self, association, hours):
        asked = AdminRequestFactory()

        response = device(association).post(
            f"/requests/for/{association.pk}/reports/{asked.pk}/", {"times": "1", "people": "1", "hours": hours}
        )

        assert response.status_code == 400
        assert not BurdenReport.objects.exists()

    def test_a_proposal_is_taken(self, association):
        asked = AdminRequestFactory()
        kind = DecisionKind.objects.get(name="統合")

        device(association).post(
            f"/requests/for/{association.pk}/proposals/{asked.pk}/", {"wish": kind.pk, "text": "一緒に届けてほしい"}
        )

        assert (Proposal.objects.get().wish, Proposal.objects.get().text) == (kind, "一緒に届けてほしい")

    def test_the_year_is_given_as_a_calendar(self, association):
        AdminRequestFactory(title="まつりの手伝い")

        response = device(association).get(f"/requests/for/{association.pk}/year.ics")

        assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
        text = response.content.decode().replace("\r\n ", "")
        assert text.count("BEGIN:VEVENT") == 12
        assert "まつりの手伝い" in text

    def test_a_waiting_request_is_nowhere_to_be_seen(self, association):
        waiting = AdminRequestFactory(
            title="まだの依頼", state=RequestState.WAITING, reviewed_by="", reviewed_at=None, months=[10]
        )
        client, own = device(association), f"/requests/for/{association.pk}/"

        pages = [client.get(f"{own}{page}") for page in ("", "sheet/", "2026/10/", "reports/")]

        assert ["まだの依頼" in page.content.decode() for page in pages] == [False] * 4
        assert client.get(f"{own}reports/{waiting.pk}/").status_code == 404
        assert client.get(f"/requests/{waiting.pk}/").status_code == 404

    @pytest.mark.parametrize("month", ["2026/0", "2026/13", "1999/1"])
    def test_a_month_that_is_none_is_not_found(self, association, month):
        assert device(association).get(f"/requests/for/{association.pk}/{month}/").status_code == 404


class TestDesk:
    FILED = {
        "title": "防災訓練",
        "purpose": "見本",
        "category": "disaster",
        "basis": "custom",
        "months": ["10"],
        "times_per_year": "1",
        "people_per_time": "5",
        "hours_per_person": "2",
        "carrier": "officers",
        "channel": "paper",
    }

    def test_a_department_is_warned_then_files_with_a_reason_and_another_approves(self):
        association, department = AssociationFactory(), DepartmentFactory()
        AdminRequestFactory(title="防災訓練の手伝い")
        officer = staff(RoleKind.WARD_OFFICER, WardFactory(), department)
        filed = self.FILED | {"department": department.pk}

        warned = officer.post("/desk/requests/new/", filed)
        done = officer.post("/desk/requests/new/", filed | {"answer_to_warnings": "県の訓練の日です。"})

        text = warned.content.decode().replace("<wbr>", "")
        assert warned.status_code == 400
        assert "10月は重なっています" in text
        assert "「防災訓練の手伝い」" in text
        assert "根拠が慣行か不明です" in text
        assert done.status_code == 302
        waiting = AdminRequest.objects.get(state=RequestState.WAITING)

        policy = staff(RoleKind.POLICY_OFFICER)
        policy.post(f"/desk/requests/{waiting.pk}/review/", {"decision": "approve", "reason": ""})

        assert "防災訓練" in device(association).get(f"/requests/for/{association.pk}/2026/10/").content.decode()

    def test_a_name_that_is_no_association_is_told(self):
        department = DepartmentFactory()
        officer = staff(RoleKind.WARD_OFFICER, WardFactory(), department)

        response = officer.post(
            "/desk/requests/new/", self.FILED | {"department": department.pk, "associations": "どこにもない会"}
        )

        assert response.status_code == 400
        assert "どこにもない会" in response.content.decode()

    def test_a_decision_is_public_with_its_reason(self):
        asked = AdminRequestFactory()
        policy = staff(RoleKind.POLICY_OFFICER)
        kind = DecisionKind.objects.get(name="縮小")

        response = policy.post(
            f"/desk/requests/{asked.pk}/decide/",
            {"kind": kind.pk, "reason": "月1回で足ります。", "starts_on": "2027-04-01", "owner": asked.department_id},
        )

        assert response.status_code == 302
        assert "月1回で足ります。" in Client().get(f"/requests/{asked.pk}/").content.decode().replace("<wbr>", "")

    def test_a_request_ends_and_stays_readable(self):
        department = DepartmentFactory()
        asked = AdminRequestFactory(department=department)
        officer = staff(RoleKind.WARD_OFFICER, WardFactory(), department)

        officer.post(f"/desk/requests/{asked.pk}/end/", {"ended_on": "2026-09-30"})

        asked.refresh_from_db()
        assert asked.state == RequestState.ENDED
        assert Client().get(f"/requests/{asked.pk}/").status_code == 200

    def test_a_simulation_of_what_was_chosen_is_told_by_ward(self):
        ward = WardFactory(name="見本区")
        AssociationFactory.create_batch(2, area=ward)
        asked = AdminRequestFactory()
        kind = DecisionKind.objects.get(name="廃止")

        text = (
            staff(RoleKind.POLICY_OFFICER)
            .get(f"/desk/requests/simulation/?chosen=1&k{asked.pk}={kind.pk}")
            .content.decode()
            .replace("<wbr>", "")
        )

        assert "全市の一年40時間のうち、およそ40時間（40〜40時間）が減ります" in text

    def test_a_plan_is_asked_for_and_shown_once_it_is_done(self, django_capture_on_commit_callbacks):
        AssociationFactory(name="見本の町会")
        moved = AdminRequestFactory(title="動かす依頼", basis=Basis.GUIDELINE)
        AdminRequestFactory(basis=Basis.LAW)
        policy = staff(RoleKind.POLICY_OFFICER)
        from jukugi.apps.inventory.actions import make_plan

        response = policy.post(
            "/desk/requests/plans/", {"ceiling": "30", "most_months": "2", "kinds": ["move", "bundle"]}
        )
        plan = RequestPlan.objects.get()
        waiting = policy.get(response.headers["Location"]).content.decode()
        make_plan(plan_pk=plan.pk, clock=timezone.now)
        done = policy.get(response.headers["Location"]).content.decode().replace("<wbr>", "")

        plan.refresh_from_db()
        assert plan.state == PlanState.DONE
        assert "計算しています" in waiting.replace("<wbr>", "")
        assert [each["request"] for each in plan.document["changes"]] == [str(moved.pk)]
        assert "動かす依頼" in done
        assert "「見本の町会」が40時間になるなど、1団体が上限を超えます" in done

    def test_bundles_of_a_ward_are_printed_a_sheet_each(self):
        ward = WardFactory()
        for name in ("子町会", "丑町会"):
            AssociationFactory(area=ward, name=name)
        AssociationFactory(name="よその町会")
        AdminRequestFactory(title="まつりの手伝い")

        text = staff(RoleKind.WARD_OFFICER, ward).get("/desk/requests/bundles/2026/10/").content.decode()

        assert text.count('class="bundle-sheet"') == 2
        assert "よその町会" not in text
        assert text.count("まつりの手伝い") == 2

    def test_words_of_the_city_are_added_and_changed(self):
        policy = staff(RoleKind.POLICY_OFFICER)
        words = {"name": "回数減", "left_low": "10", "left": "20", "left_high": "30", "deliveries_left": "40"}

        policy.post("/desk/requests/words/", words | {"is_in_use": "on"})
        added = DecisionKind.objects.get(name="回数減")
        policy.post(f"/desk/requests/words/{added.pk}/", words | {"left": "25"})
        twice = policy.post("/desk/requests/words/", words)

        added.refresh_from_db()
        assert (added.left, added.is_in_use, twice.status_code) == (25, False, 400)


class TestPublicPages:
    def test_the_list_tells_requests_decisions_and_where_from(self):
        AssociationFactory()
        decision = DecisionFactory(admin_request__title="回覧", admin_request__basis=Basis.LAW)
        client = Client()

        text = client.get("/requests/").content.decode()

        assert decision.admin_request.department.name in text
        assert "縮小" in text
        assert client.get("/requests/?basis=law").content.decode().count("回覧") == text.count("回覧")
        assert "この組み合わせの依頼はありません" in client.get("/requests/?basis=custom").content.decode().replace(
            "<wbr>", ""
        )

    def test_a_calendar_of_a_ward_holds_what_its_associations_are_asked(self):
        here = WardFactory()
        AssociationFactory(area=here)
        AdminRequestFactory(title="ここの依頼").wards.set([here])
        AdminRequestFactory(title="よその依頼").wards.set([WardFactory()])

        text = Client().get(f"/requests/year.ics?ward={here.code}").content.decode()

        assert "ここの依頼" in text
        assert "よその依頼" not in text
        assert Client().get("/requests/year.ics?ward=nowhere").status_code == 404

    def test_home_leads_to_the_list(self):
        AdminRequestFactory()

        assert 'href="/requests/"' in Client().get("/").content.decode()


def test_the_job_that_ends_requests_comes_every_day():
    from jukugi.kit.jobs import rhythms

    assert rhythms["inventory.end_decided"].seconds == 24 * 60 * 60


def test_months_before_and_after_are_led_to():
    association = AssociationFactory()

    text = device(association).get(f"/requests/for/{association.pk}/2026/1/").content.decode()

    assert f"/requests/for/{association.pk}/2025/12/" in text
    assert f"/requests/for/{association.pk}/2026/2/" in text
