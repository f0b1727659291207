"""Pages of associations: April from the list to the hand-over page, and who is refused where."""

import re
from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import AgreedExportFactory, RoleFactory, UserFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.organizations.enums import ConsentItem
from jukugi.apps.organizations.models import AccessCode, Consent, Officer, OfficerList, Organization
from jukugi.apps.organizations.tests.factories import (
    AccessDeviceFactory,
    AssociationFactory,
    ConsentFactory,
    HandOverNoteFactory,
    HouseholdCountFactory,
    OfficerFactory,
)

pytestmark = pytest.mark.django_db

TOKEN = "t" * 43
SECRET = "だれにも見せない言葉"


@pytest.fixture(autouse=True)
def fresh_cache():
    cache.clear()


@pytest.fixture
def ward():
    return WardFactory(name="中原区")


@pytest.fixture
def officer(client, ward):
    user = RoleFactory(kind=RoleKind.WARD_OFFICER, area=ward).user
    client.force_login(user)
    return user


def words(response) -> str:
    return response.content.decode().replace("<wbr>", "")


def device(token=TOKEN) -> Client:
    browser = Client()
    browser.cookies["jukugi_association"] = token
    return browser


def bring(client, ward, text, starts_on):
    file = SimpleUploadedFile("役員.csv", text.encode("cp932"))
    return client.post("/desk/associations/april/", {"ward": ward.pk, "file": file, "starts_on": starts_on})


class TestApril:
    def test_from_the_list_to_what_the_successor_finds(self, client, ward, officer):
        today = timezone.localdate()
        body = AssociationFactory(area=ward, name="見本橋町内会")
        former = OfficerFactory(organization=body, name="前任 花")
        note = HandOverNoteFactory(organization=body, subject="夏まつりの届け出", due_on=today + timedelta(days=30))
        old = client.post("/desk/associations/letters/", {"officer": former.pk})
        predecessor = Client()
        predecessor.post("/associations/code/", {"code": re.search(r"\d{4}(-\d{4}){3}", words(old))[0]})
        assert "引き継ぎ" in words(predecessor.get(f"/associations/mine/{body.pk}/"))

        preview = client.get(bring(client, ward, "団体名,役職,氏名\n見本橋町会,会長,後任 草\n", today).url)
        waiting = OfficerList.objects.get()
        taken = client.post(f"/desk/associations/april/{waiting.pk}/take/", {"take": "all"}, follow=True)

        assert "新しく就く人が1人、任期を終える人が1人" in words(preview)
        assert "取り込みました" in words(taken)
        assert predecessor.get(f"/associations/mine/{body.pk}/").status_code == 403
        assert "いまありません" in words(predecessor.get("/associations/mine/"))
        assert "後任 草" in words(client.get("/desk/associations/letters/"))
        assert client.post("/desk/associations/letters/", {"officer": ["9" * 30, "9" * 5000]}).status_code == 302
        new = client.post("/desk/associations/letters/", {"officer": Officer.objects.get(name="後任 草").pk})
        address = re.search(r"\d{4}(-\d{4}){3}", words(new))[0].replace("-", "")
        successor = Client()
        shown = successor.get(f"/associations/code/{address}/")
        assert (shown.status_code, AccessCode.objects.filter(devices__isnull=False).count()) == (200, 1)
        page = successor.post("/associations/code/", {"code": address}, follow=True)
        assert page.redirect_chain[-1][0] == f"/associations/mine/{body.pk}/"
        assert note.subject in words(page)
        assert "前任 花" in words(client.get(f"/desk/associations/{body.pk}/"))

    def test_a_faulty_list_shows_its_faults_and_changes_nothing_when_pressed(self, client, ward, officer):
        body = AssociationFactory(area=ward, name="見本橋町内会")
        OfficerFactory(organization=body)
        page = client.get(bring(client, ward, "団体名,役職\n見本橋町会,団長\n", date(2026, 4, 1)).url)
        waiting = OfficerList.objects.get()

        pressed = client.post(f"/desk/associations/april/{waiting.pk}/take/", {"take": "all"})

        assert "役職「団長」が読めません" in words(page)
        assert (pressed.status_code, Officer.objects.filter(ends_on__isnull=True).count()) == (409, 1)

    def test_a_list_that_was_dropped_shows_what_became_of_it(self, client, ward, officer):
        address = bring(client, ward, "団体名,役職\n", date(2026, 4, 1)).url

        client.post(f"{address}drop/")

        assert "取りやめました" in words(client.get(address))
        assert client.post(f"{address}drop/").status_code == 409

    def test_the_list_that_is_given_out_can_be_brought_again_and_changes_nothing(self, client, ward, officer):
        OfficerFactory(organization=AssociationFactory(area=ward, name="見本橋町内会"), name="見本 花", phone="044")
        HouseholdCountFactory(organization=Organization.objects.get())
        AgreedExportFactory(key=ward.code, asked_by=officer.actor_key)
        given = client.post(f"/desk/associations/april/officers-{ward.code}.csv")

        file = SimpleUploadedFile("役員.csv", given.content)
        answer = client.post("/desk/associations/april/", {"ward": ward.pk, "file": file, "starts_on": "2026-04-01"})

        assert "新しく就く人が0人、任期を終える人が0人、続ける人が1人" in words(client.get(answer.url))


class TestCodes:
    def test_a_wrong_code_is_told_and_after_ten_the_place_waits(self):
        browser = Client()
        answers = [browser.post("/associations/code/", {"code": "0" * 16}).status_code for _ in range(11)]

        assert answers == [400] * 10 + [429]

    def test_leaving_closes_the_device(self, ward):
        body = AccessDeviceFactory(organization=AssociationFactory(area=ward), token=TOKEN).code.organization
        browser = device()

        browser.post("/associations/mine/leave/")

        assert device().get(f"/associations/mine/{body.pk}/").status_code == 403

    def test_a_device_of_several_chooses_among_them(self, ward):
        for name in ("見本橋町内会", "見本堤町会"):
            AccessDeviceFactory(organization=AssociationFactory(area=ward, name=name), token=TOKEN)

        page = words(device().get("/associations/mine/"))

        assert ("見本橋町内会" in page, "見本堤町会" in page) == (True, True)

    def test_nothing_of_an_association_is_kept_by_a_browser_or_a_proxy(self, ward):
        body = AccessDeviceFactory(organization=AssociationFactory(area=ward), token=TOKEN).code.organization

        response = device().get(f"/associations/mine/{body.pk}/")

        assert "no-store" in response.headers["Cache-Control"]


class TestOwnPage:
    @pytest.fixture
    def body(self, ward):
        return AccessDeviceFactory(organization=AssociationFactory(area=ward), token=TOKEN).code.organization

    def test_what_is_chosen_there_is_recorded_as_told_on_the_web(self, body):
        browser, own = device(), f"/associations/mine/{body.pk}/"

        browser.post(f"{own}consents/", {"items": ["listed", "contact"], "contact": "見本会館"})
        browser.post(f"{own}contact/", {"ways": ["phone"], "wishes": "夜"})
        browser.post(f"{own}notes/", {"subject": "倉庫のかぎ", "text": "二本あります"})

        page = words(browser.get(own))
        assert [each in page for each in ("公開の連絡先", "電話", "倉庫のかぎ")] == [True] * 3
        assert set(Consent.objects.values_list("channel", flat=True)) == {"web"}
        assert "見本会館" in words(Client().get(f"/associations/{body.pk}/"))

    def test_a_note_is_rewritten_and_settled(self, body):
        note = HandOverNoteFactory(organization=body, subject="前の件名")
        browser, own = device(), f"/associations/mine/{body.pk}/notes/"

        browser.post(f"{own}{note.pk}/", {"subject": "新しい件名"})
        newer = body.hand_over_notes.standing().get()
        browser.post(f"{own}{newer.pk}/settle/", {"done": "1"})

        newer.refresh_from_db()
        assert (newer.subject, newer.done_at is not None) == ("新しい件名", True)
        assert browser.post(f"{own}{note.pk}/", {"subject": "古いページから"}).status_code == 404

    def test_an_officer_agrees_to_the_own_name_alone(self, body):
        officer = OfficerFactory(organization=body)
        AccessCode.objects.update(officer=officer)

        device().post(f"/associations/mine/{body.pk}/name/", {"agrees": "1"})
        agreed = Officer.objects.get().name_agreed_on
        AccessCode.objects.update(officer=None)

        assert agreed == timezone.localdate()
        assert device().post(f"/associations/mine/{body.pk}/name/", {"agrees": "0"}).status_code == 403

    def test_another_associations_device_and_staff_of_another_ward_are_refused_everywhere(self, ward, body):
        other = AssociationFactory(area=ward)
        note = HandOverNoteFactory(organization=other, subject=SECRET)
        places = ["", "notes/", f"notes/{note.pk}/", "consents/", "contact/"]
        presses = [f"notes/{note.pk}/settle/", "contact/withdraw/", "name/"]
        stranger = Client()
        stranger.force_login(RoleFactory(kind=RoleKind.WARD_OFFICER, area=ward).user)

        for browser in (device(), Client(), stranger):
            for place in places:
                for answer in (
                    browser.get(f"/associations/mine/{other.pk}/{place}"),
                    browser.post(f"/associations/mine/{other.pk}/{place}", {"subject": "x"}),
                ):
                    assert answer.status_code in (403, 405), place
                    assert SECRET not in words(answer)
            for press in presses:
                assert browser.post(f"/associations/mine/{other.pk}/{press}").status_code == 403, press
        assert device().get(f"/associations/mine/{body.pk}/notes/{note.pk}/").status_code == 404


class TestDesk:
    def test_others_read_nothing_of_what_an_association_keeps_to_itself(self, client, ward):
        body = AssociationFactory(area=ward, name="静かな町会")
        president = OfficerFactory(organization=body, name=SECRET)
        code = AccessDeviceFactory(organization=body).code
        HandOverNoteFactory(organization=body, subject=SECRET)
        brought = OfficerList.objects.create(
            ward=ward,
            file_name="x",
            content=f"団体名,役職,氏名\n静かな町会,会長,{SECRET}\n".encode(),
            starts_on=date(2026, 4, 1),
            actor_key="x",
            brought_at=timezone.now(),
        )
        pages = [
            f"/desk/associations/{body.pk}/{page}"
            for page in ("", "area/", "households/", "contact/", "consents/", "officers/", "become/rename/")
        ] + [
            f"/desk/associations/officers/{president.pk}/",
            f"/desk/associations/officers/{president.pk}/end/",
            f"/desk/associations/april/{brought.pk}/",
        ]
        presses = [
            f"/desk/associations/officers/{president.pk}/erase/",
            f"/desk/associations/codes/{code.pk}/close/",
            f"/desk/associations/{body.pk}/contact/withdraw/",
            f"/desk/associations/april/{brought.pk}/take/",
            f"/desk/associations/april/{brought.pk}/drop/",
            f"/desk/associations/april/officers-{ward.code}.csv",
        ]
        lists = ["", "april/", "letters/", "duplicates/"]
        for user in (
            RoleFactory(kind=RoleKind.WARD_OFFICER, area=WardFactory()).user,
            RoleFactory(kind=RoleKind.OPERATOR).user,
            UserFactory(),
        ):
            client.force_login(user)
            for page in pages:
                assert client.get(page).status_code == 403, page
            for press in presses:
                assert client.post(press).status_code == 403, press
            for page in lists:
                assert SECRET not in words(client.get(f"/desk/associations/{page}"))
            client.post("/desk/associations/letters/", {"officer": president.pk})
        assert AccessCode.objects.count() == 1

    def test_the_register_says_who_has_no_code_and_what_the_figures_are(self, client, ward, officer):
        body = AssociationFactory(area=ward, name="見本橋町内会")
        OfficerFactory(organization=body, name="見本 花")
        HouseholdCountFactory(organization=body)
        AssociationFactory(name="ほかの区の町会")

        page = words(client.get("/desk/associations/?q=橋町会"))

        assert [each in page for each in ("見本 花", "まだ", "60%", "ほかの区の町会")] == [True, True, True, False]

    def test_officers_are_added_corrected_ended_and_erased(self, client, ward, officer):
        body = AssociationFactory(area=ward)
        desk = f"/desk/associations/{body.pk}/officers/"
        client.post(desk, {"role": "president", "name": "見本 花", "starts_on": "2026-04-01"})
        added = Officer.objects.get()
        place = f"/desk/associations/officers/{added.pk}/"

        client.post(place, {"name": "見本 草", "agrees": "on", "phone": "044"})
        client.post(f"{place}end/", {"last_on": "2027-03-31"})
        client.post(f"{place}erase/")

        added.refresh_from_db()
        assert (added.name, added.phone, added.ends_on, added.erased_on) == (
            "",
            "",
            date(2027, 4, 1),
            timezone.localdate(),
        )
        assert client.post(f"{place}erase/").status_code == 409

    def test_facts_are_recorded_and_refusals_stand_beside_their_field(self, client, ward, officer):
        body = AssociationFactory(area=ward)
        desk, today = f"/desk/associations/{body.pk}/", timezone.localdate().isoformat()
        told = {"channel": "post", "day": today}

        done = [
            client.post(f"{desk}area/", {"served": "見本1丁目", "register_number": "N1"}),
            client.post(f"{desk}households/", {"as_of": today, "households": "9", "source": "現況届"}),
            client.post(f"{desk}contact/", {"ways": ["post"], **told}),
            client.post(f"{desk}contact/withdraw/"),
            client.post(f"{desk}consents/", {"items": ["listed"], **told}),
            client.post(f"{desk}become/rename/", {"name": "新しい町会", "on": today, "reason": "総会で決めました"}),
        ]
        wrong = client.post(
            f"{desk}households/", {"as_of": today, "households": "9", "member_households": "10", "source": "x"}
        )

        assert [answer.status_code for answer in done] == [302] * 6
        assert (wrong.status_code, "多くなっています" in words(wrong)) == (400, True)
        page = words(client.get(desk))
        assert [each in page for each in ("N1", "見本1丁目", "新しい町会", "前の名前")] == [True] * 4
        assert client.get(f"{desk}become/other/").status_code == 404

    def test_merging_splitting_and_dissolving_are_recorded_from_the_page(self, client, ward, officer):
        one, two, three = (AssociationFactory(area=ward) for _ in range(3))
        told = {"on": timezone.localdate().isoformat(), "reason": "総会で決めました"}

        client.post(f"/desk/associations/{one.pk}/become/merge/", {"others": [two.pk], "name": "見本両町会", **told})
        client.post(f"/desk/associations/{three.pk}/become/split/", {"names": "見本東町会\n見本西町会", **told})
        east = Organization.objects.get(name="見本東町会")
        client.post(f"/desk/associations/{east.pk}/become/dissolve/", {"aftermath": "となりへ", **told})

        standing = Organization.objects.neighbours().standing(timezone.localdate())
        assert sorted(standing.values_list("name", flat=True)) == ["見本両町会", "見本西町会"]
        assert "すでに終わっています" in words(client.get(f"/desk/associations/{one.pk}/become/rename/"))

    def test_duplicates_are_told_apart_or_joined(self, client, ward, officer):
        first, second, third = (
            AssociationFactory(area=ward, name=name) for name in ("見本橋町会", "見本橋自治会", "見本橋区会")
        )
        told = {"on": timezone.localdate().isoformat(), "reason": "同じ団体でした"}

        client.post(f"/desk/associations/{first.pk}/apart/{second.pk}/")
        client.post(f"/desk/associations/{third.pk}/join/{first.pk}/", told)

        assert "似た名前の団体は、ありません" in words(client.get("/desk/associations/duplicates/"))
        elsewhere = AssociationFactory()
        assert client.post(f"/desk/associations/{first.pk}/apart/{elsewhere.pk}/").status_code == 403


class TestPublic:
    def test_figures_stand_with_of_whom_they_are(self, client, ward):
        body = HouseholdCountFactory(organization__area=ward).organization
        HouseholdCountFactory(organization__area=ward)
        for item in (ConsentItem.LISTED, ConsentItem.HOUSEHOLDS):
            ConsentFactory(organization=body, item=item)

        page = words(client.get(f"/associations/?ward={ward.code}"))

        assert "400世帯のうち240世帯。公開に同意した1団体（いまある2団体のうち）" in page
        assert "いまある2団体のうち、名前を載せることに同意した1団体から" in page

    def test_one_that_is_not_listed_is_not_there(self, client, ward):
        body = AssociationFactory(area=ward, name="静かな町会")

        assert client.get(f"/associations/{body.pk}/").status_code == 404
        assert "静かな町会" not in words(client.get("/associations/?q=静かな"))

    @pytest.mark.parametrize("address", ["/associations/", "/associations/?q=無い&page=9", "/associations/?ward=x"])
    def test_an_empty_city_says_what_will_be_there(self, client, address):
        assert client.get(address).status_code == 200
