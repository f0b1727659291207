"""The staff pages of organizations: who sees what, what comes back, what it costs."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import RoleFactory, UserFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.organizations.enums import OrganizationKind
from jukugi.apps.organizations.models import Membership, Organization
from jukugi.apps.organizations.tests.factories import DepartmentFactory, MembershipFactory

pytestmark = pytest.mark.django_db

LIST = "/desk/organizations/"
NEW = "/desk/organizations/new/"
NEVER = 10**30


@pytest.fixture
def officer(client):
    user = RoleFactory(user__display_name="岡田").user
    client.force_login(user)
    return user


@pytest.fixture
def ward_officer(client):
    role = RoleFactory(kind=RoleKind.WARD_OFFICER, area=WardFactory(name="東区"))
    client.force_login(role.user)
    return role


def words(response) -> str:
    return response.content.decode().replace("<wbr>", "")


def page_of(thing, more="") -> str:
    room = "organizations/memberships" if isinstance(thing, Membership) else "organizations"
    return f"/desk/{room}/{thing.pk}/{more}"


def association(**given) -> Organization:
    return DepartmentFactory(kind=OrganizationKind.ASSOCIATION, **given)


class TestReading:
    def test_departments_stand_with_who_is_in_term_the_citys_first(self, client, officer):
        ward = WardFactory(name="東区")
        of_the_ward = DepartmentFactory(name="あ課", area=ward, is_sample=True)
        of_the_city = DepartmentFactory(name="ん課")
        MembershipFactory(organization=of_the_ward, person__display_name="佐藤")
        MembershipFactory(organization=of_the_ward, person__display_name="前任", ends_on=date(2026, 4, 2))
        MembershipFactory(organization=of_the_ward, person__display_name="後任", starts_on=date(2199, 4, 1))

        response = client.get(LIST)

        rows = response.context["rows"]
        assert [row.department for row in rows] == [of_the_city, of_the_ward]
        assert [[member.person.display_name for member in row.members] for row in rows] == [[], ["佐藤"]]
        assert ("前任" in words(response), "後任" in words(response)) == (False, False)
        assert "見本</span>" in words(response)

    def test_what_has_ended_is_shown_on_demand(self, client, officer):
        DepartmentFactory(name="廃止した課", ended_on=date(2026, 4, 1))

        assert "廃止した課" not in words(client.get(LIST))
        assert "2026年3月31日（火）まで" in words(client.get(f"{LIST}?ended=1"))

    def test_bodies_are_found_by_ward_and_kind(self, client, officer):
        ward = WardFactory(code="W12345")
        association(name="西町会", area=WardFactory())
        association(name="東町会", area=ward)
        DepartmentFactory(name="東の会社", kind=OrganizationKind.COMPANY, area=ward)

        def shown(query: str) -> list[str]:
            return [body.name for body in client.get(f"{LIST}?show=bodies{query}").context["page"]]

        assert shown("&ward=W12345") == ["東町会", "東の会社"]
        assert shown("&ward=W12345&kind=company") == ["東の会社"]
        assert len(shown("&ward=nowhere&kind=department")) == 3

    @pytest.mark.parametrize(
        ("number", "shown"), [("1", 50), ("2", 3), ("-1", 3), ("9" * 40, 3), ("\x00", 50), ("", 50)]
    )
    def test_fifty_bodies_stand_on_a_page_whatever_number_is_asked_for(self, client, officer, number, shown):
        Organization.objects.bulk_create(
            Organization(kind=OrganizationKind.ASSOCIATION, name=f"町会{n}") for n in range(53)
        )

        response = client.get(LIST, {"show": "bodies", "page": number})

        assert (response.status_code, len(response.context["page"])) == (200, shown)

    def test_a_body_shows_who_is_who_comes_and_who_was(self, client, officer):
        department = DepartmentFactory(note="窓口は3階", source="資料1")
        for name, starts_on, ends_on in (
            ("前任", date(2024, 4, 1), date(2026, 4, 1)),
            ("現任", date(2026, 4, 1), None),
            ("後任", date(2199, 4, 1), None),
        ):
            person = UserFactory(display_name=name)
            MembershipFactory(organization=department, person=person, starts_on=starts_on, ends_on=ends_on)

        response = client.get(page_of(department))

        terms = response.context["terms"]
        shown = [[each.person.display_name for each in part] for part in (terms.running, terms.coming, terms.past)]
        assert shown == [["現任"], ["後任"], ["前任"]]
        assert "2024年4月1日（月）から2026年3月31日（火）まで" in words(response)
        assert ("窓口は3階" in words(response), "出典：資料1" in words(response)) == (True, True)

    def test_every_role_reads_and_nobody_else(self, client, officer):
        held = MembershipFactory()
        pages = [LIST, f"{LIST}?show=bodies", page_of(held.organization)]
        for kind in (RoleKind.OPERATOR, RoleKind.WARD_OFFICER):
            client.force_login(RoleFactory(kind=kind, area=WardFactory()).user)
            assert [client.get(page).status_code for page in pages] == [200, 200, 200]

        client.force_login(UserFactory())
        assert [client.get(page).status_code for page in pages] == [403, 403, 403]
        client.logout()
        assert {client.get(page).url.split("?")[0] for page in pages} == {"/accounts/login/"}

    @pytest.mark.parametrize(
        "page", ["organizations/{}/", "organizations/{}/edit/", "organizations/memberships/{}/end/"]
    )
    def test_what_is_not_there_is_not_found(self, client, officer, page):
        assert [client.get(f"/desk/{page.format(pk)}").status_code for pk in (0, 999_999, NEVER)] == [404] * 3

    @pytest.mark.parametrize("query", ["", "?show=bodies"])
    def test_a_list_takes_the_same_number_of_queries_for_one_row_and_for_many(self, client, officer, query):
        def cost() -> int:
            with CaptureQueriesContext(connection) as queries:
                client.get(LIST + query)
            return len(queries)

        client.get(LIST + query)
        MembershipFactory(organization__area=WardFactory())
        association(area=WardFactory())
        few = cost()
        for _ in range(5):
            MembershipFactory(organization__area=Organization.objects.departments().last().area)
            association(area=WardFactory())

        assert cost() == few

    def test_a_body_takes_the_same_number_of_queries_for_one_term_and_for_many(self, client, officer):
        def cost() -> int:
            with CaptureQueriesContext(connection) as queries:
                client.get(page_of(department))
            return len(queries)

        department = DepartmentFactory()
        client.get(page_of(department))
        MembershipFactory(organization=department)
        few = cost()
        for _ in range(5):
            MembershipFactory(organization=department)

        assert cost() == few


class TestChanging:
    def test_a_body_is_added_and_shown(self, client, officer):
        ward = WardFactory()

        response = client.post(NEW, {"kind": "association", "name": "見本町内会", "area": ward.pk})

        added = Organization.objects.get()
        assert response.url == page_of(added)
        assert (added.kind, added.name, added.area) == ("association", "見本町内会", ward)

    @pytest.mark.parametrize(
        ("given", "said"),
        [
            ({"name": ""}, "名前がありません。"),
            ({"name": "🍵🍵"}, "名前がありません。名簿や看板"),
            ({"name": "あ\x00"}, "何か文字を入力してください"),
            ({"name": "あ" * 5_000_000}, "80字までに縮めてください"),
            ({"name": "見本課"}, "「見本課」は、すでにあります。"),
            ({"kind": "nothing"}, "その種類は選べません"),
            ({"area": NEVER}, "その区は選べません"),
            ({"area": "-1"}, "その区は選べません"),
            ({"note": "あ" * 2001}, "2000字までに縮めてください"),
        ],
    )
    def test_a_body_that_cannot_be_added_comes_back_with_what_was_typed(self, client, officer, given, said):
        DepartmentFactory(name="見本課")
        values = {"kind": "department", "name": "新しい課", "area": "", "note": "窓口は3階", "source": "資料1"} | given

        response = client.post(NEW, values)

        assert response.status_code == 400
        assert said in words(response)
        assert 'value="資料1"' in words(response)
        assert Organization.objects.count() == 1

    def test_a_ward_officer_is_offered_what_the_ward_looks_after_only(self, client, ward_officer):
        other = WardFactory(name="西区")
        page = words(client.get(NEW))

        refused = client.post(NEW, {"kind": "company", "name": "商店会", "area": ward_officer.area_id})
        elsewhere = client.post(NEW, {"kind": "department", "name": "課", "area": other.pk})
        added = client.post(NEW, {"kind": "department", "name": "課", "area": ward_officer.area_id})

        assert ("東区" in page, "西区</option>" in page, "企業・商店会" in page) == (True, False, False)
        assert (refused.status_code, elsewhere.status_code, added.status_code) == (400, 400, 302)
        assert list(Organization.objects.values_list("name", "area")) == [("課", ward_officer.area_id)]

    def test_others_see_no_way_to_change_and_are_refused(self, client, ward_officer):
        held = MembershipFactory(organization=DepartmentFactory(area=WardFactory()))
        person = UserFactory()
        ways = {
            page_of(held.organization, "edit/"): {"name": "別の名前"},
            page_of(held.organization, "members/"): {
                "person": person.pk, "role": "officer", "starts_on": "2026-04-01",
            },
            page_of(held, "end/"): {"last_on": "2026-06-30"},
            page_of(held, "hand-over/"): {"successor": person.pk, "starts_on": "2026-07-01"},
        }  # fmt: skip

        page = words(client.get(page_of(held.organization)))

        assert [way for way in ways if way in page] == []
        assert [client.post(way, given).status_code for way, given in ways.items()] == [403] * 4
        assert list(Membership.objects.values_list("pk", "ends_on")) == [(held.pk, None)]

    def test_a_body_is_corrected_and_ended_with_its_last_day(self, client, officer):
        department = DepartmentFactory(name="見本課", source="資料1")
        page = page_of(department, "edit/")
        shown = words(client.get(page))

        response = client.post(page, {"name": "見本施策課", "note": "", "source": "資料2", "last_on": "2026-03-31"})

        department.refresh_from_db()
        assert ('value="見本課"' in shown, 'value="資料1"' in shown) == (True, True)
        assert (department.name, department.source, department.ended_on) == ("見本施策課", "資料2", date(2026, 4, 1))
        assert "直しました。" in words(client.get(response.url))

    def test_somebody_joins_with_the_last_day_as_people_say_it(self, client, officer):
        department, person = DepartmentFactory(), UserFactory()

        response = client.post(
            page_of(department, "members/"),
            {"person": person.pk, "role": "lead", "starts_on": "2026-04-01", "last_on": "2199-03-31"},
        )

        held = Membership.objects.get()
        assert response.url == page_of(department)
        assert (held.person, held.role, held.starts_on, held.ends_on) == (
            person, "lead", date(2026, 4, 1), date(2199, 4, 1),
        )  # fmt: skip
        assert "加えました。" in words(client.get(response.url))

    @pytest.mark.parametrize(
        ("given", "said"),
        [
            ({"person": ""}, "人が選ばれていません"),
            ({"person": NEVER}, "その人は一覧にいません"),
            ({"person": "999999"}, "その人は一覧にいません"),
            ({"person": "\x00"}, "何か文字を入力してください"),
            ({"role": "king"}, "その役割はありません"),
            ({"starts_on": ""}, "始まりの日がありません"),
            ({"starts_on": "きのう"}, "この日は読み取れません"),
            ({"starts_on": "2026-02-30"}, "この日は読み取れません"),
            ({"starts_on": "0001-01-01"}, "1900年から2199年まで"),
            ({"last_on": "9999-12-31"}, "1900年から2199年まで"),
            (
                {"last_on": "2026-03-31"},
                "最後の日（2026年3月31日（火））が、始まりの日（2026年4月1日（水））より前です",
            ),
        ],
    )
    def test_a_term_that_cannot_be_comes_back_with_what_was_typed(self, client, officer, given, said):
        department, person = DepartmentFactory(), UserFactory()
        values = {"person": person.pk, "role": "lead", "starts_on": "2026-04-01", "last_on": "2026-07-31"} | given

        response = client.post(page_of(department, "members/"), values)

        assert response.status_code == 400
        assert said in words(response)
        assert all(f'value="{each}"' in words(response) for each in given.values() if str(each).startswith("2026"))
        assert Membership.objects.count() == 0

    def test_somebody_whose_sign_in_has_ended_cannot_join(self, client, officer):
        left = UserFactory(is_active=False)
        values = {"person": left.pk, "role": "lead", "starts_on": "2026-04-01"}

        assert client.post(page_of(DepartmentFactory(), "members/"), values).status_code == 400

    def test_a_term_is_ended_and_stands_in_the_history(self, client, officer):
        held = MembershipFactory()

        missing = client.post(page_of(held, "end/"), {"last_on": ""})
        done = client.post(page_of(held, "end/"), {"last_on": "2026-04-30"})
        again = client.post(page_of(held, "end/"), {"last_on": "2026-05-31"})

        held.refresh_from_db()
        assert (missing.status_code, done.status_code, again.status_code) == (400, 302, 400)
        assert held.ends_on == date(2026, 5, 1)
        assert "この任期は、2026年4月30日（木）で終わっています。" in words(again)

    def test_a_term_is_handed_over_in_one_step(self, client, officer):
        held, successor = MembershipFactory(), UserFactory()
        page = page_of(held, "hand-over/")

        same = client.post(page, {"successor": held.person_id, "starts_on": "2026-07-01"})
        done = client.post(page, {"successor": successor.pk, "starts_on": "2026-07-01"})

        held.refresh_from_db()
        assert (same.status_code, done.status_code, held.ends_on) == (400, 302, date(2026, 7, 1))
        assert list(Membership.objects.exclude(pk=held.pk).values_list("person", "starts_on", "ends_on")) == [
            (successor.pk, date(2026, 7, 1), None)
        ]

    def test_a_body_that_has_ended_offers_no_joining(self, client, officer):
        department = DepartmentFactory(ended_on=date(2026, 4, 1))

        assert page_of(department, "members/") not in words(client.get(page_of(department)))
