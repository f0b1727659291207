import re
from datetime import time, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.areas.enums import AreaLevel
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.places import actions
from jukugi.apps.places.actions import HoursDraft
from jukugi.apps.places.enums import END_OF_DAY, Known, NoteState, PlaceState, Toilet
from jukugi.apps.places.models import Place, PlaceNote
from jukugi.apps.places.tests.factories import listed, noted, proposed
from jukugi.apps.processes.tests.factories import ProcessFactory

pytestmark = pytest.mark.django_db

ALWAYS = tuple(HoursDraft(day, time(0), END_OF_DAY) for day in range(7))


def plain(response) -> str:
    return response.content.decode().replace("<wbr>", "")


def names(response) -> list[str]:
    return [row.place.name for row in response.context["listing"].rows]


def staff(kind: RoleKind = RoleKind.POLICY_OFFICER, area=None) -> Client:
    client = Client()
    client.force_login(RoleFactory(kind=kind, area=area).user)
    return client


TYPED = {
    "name": "見本の縁側",
    "kind": "cafe",
    "address": "台町3-5",
    "holidays": "unknown",
    "step_free": "yes",
    "toilet": "unknown",
    "hearing_loop": "unknown",
    "parking": "unknown",
    "is_free": "yes",
    "opens_1": "10:00",
    "closes_1": "15:00",
    "day_7": "1",
    "opens_7": "18:00",
    "closes_7": "20:00",
    "weeks_7": "42",
}


def test_the_list_is_narrowed_by_what_one_needs_and_says_what_it_shows(client):
    ward, other = WardFactory(name="東区"), WardFactory(name="西区")
    district = WardFactory(level=AreaLevel.SCHOOL_DISTRICT, parent=ward, name="東小学校区")
    listed(ward, name="坂の家", district=district, step_free=Known.YES, hours=ALWAYS, is_free=True)
    listed(ward, name="丘の家", toilet=Toilet.WIDE, hearing_loop=Known.YES, hours=())
    day = (timezone.localdate().weekday() + 3) % 7  # not today: what is open now must not depend on the clock
    listed(other, name="川の家", kind="park", hours=(HoursDraft(day, time(9), time(12)),))
    proposed(ward, name="まだの家")
    asked = {
        "": {"坂の家", "丘の家", "川の家"},
        f"ward={ward.code}": {"坂の家", "丘の家"},
        f"district={district.code}": {"坂の家"},
        "kind=park": {"川の家"},
        "day=now": {"坂の家"},
        f"day={day}&at=10:00": {"坂の家", "川の家"},
        f"day={day}&at=12:00": {"坂の家"},
        f"day={day}": {"坂の家", "川の家"},
        "step_free=on": {"坂の家"},
        "toilet=on": {"丘の家"},
        "loop=on": {"丘の家"},
        "free=on": {"坂の家"},
        "words=川": {"川の家"},
        "ward=nowhere&day=x&at=y&kind=z": {"坂の家", "丘の家", "川の家"},
    }

    found = {query: set(names(client.get(f"/places/?{query}"))) for query in asked}

    assert found == asked
    page = plain(client.get(f"/places/?ward={ward.code}"))
    assert "東区に2か所" in page
    assert "いま開いています（24:00まで）" in page
    assert "開く曜日は決まっていません" in page


def test_the_device_gets_positions_and_sends_none(client):
    listed(name="坂の家", hours=ALWAYS, is_rough=True)
    listed(name="丘の家", lat=None, lon=None)

    told = client.get("/places/near.json").json()["places"]

    assert [(one["name"], one["lat"], one["lon"], one["is_open"], one["is_rough"]) for one in told] == [
        ("坂の家", 35.53, 139.73, True, True)
    ]


def test_a_place_tells_first_whether_it_is_open_and_who_looked(client):
    place = listed(
        now=timezone.now(), hours=ALWAYS, about="縁側のある家です。", contact="044-000-0000", contact_agreed=True
    )

    page = plain(client.get(place.get_absolute_url()))

    assert page.index("いま開いています") < page.index("縁側のある家です。") < page.index("044-000-0000")
    assert "担当か市の担当が確かめました。" in page


@pytest.mark.parametrize("state", [PlaceState.PROPOSED, PlaceState.DECLINED])
def test_what_is_not_confirmed_has_no_page(client, state):
    place = proposed()
    if state == PlaceState.DECLINED:
        actions.decline_place(place=place, reason="理由", actor=RoleFactory().user, now=timezone.now())

    assert client.get(place.get_absolute_url()).status_code == 404
    assert client.get(f"{place.get_absolute_url()}changed/").status_code == 404


def test_a_closed_place_keeps_its_page_and_tells_why(client):
    officer = RoleFactory().user
    place = listed(officer=officer)
    actions.close_place(place=place, reason="家主が変わったため", actor=officer, now=timezone.now())

    page = plain(client.get(place.get_absolute_url()))

    assert "この居場所は、閉じました" in page
    assert "家主が変わったため" in page
    assert names(client.get("/places/")) == []


def test_somebody_tells_of_a_place_and_follows_it_by_its_number(client):
    ProcessFactory()
    ward = WardFactory(name="東区")

    sent = client.post("/places/new/", TYPED | {"ward": ward.pk})

    place = Place.objects.get()
    assert sent.url == f"/threads/{place.receipt}/"
    assert [(one.weekday, one.opens, one.weeks) for one in place.hours.all()] == [
        (1, time(10), ""),
        (1, time(18), "24"),
    ]
    assert (place.is_free, place.step_free, place.state) == (True, Known.YES, PlaceState.PROPOSED)
    mine, others = plain(client.get(sent.url)), plain(Client().get(sent.url))
    assert "見本の縁側" in mine
    assert "見本の縁側" not in others
    assert "一覧に載るまで、知らせた機械と区の担当にだけ示します。" in others
    actions.confirm_place(place=place, actor=RoleFactory().user, now=timezone.now())
    assert "この居場所は、一覧に載りました" in plain(Client().get(sent.url))


def test_a_form_that_cannot_be_taken_comes_back_with_its_words(client):
    ward = WardFactory()
    typed = TYPED | {"ward": ward.pk, "contact": "044-000-0000", "opens_2": "10:00"}

    without_closing = client.post("/places/new/", typed)
    without_word = client.post("/places/new/", typed | {"closes_2": "12:00"})

    assert (without_closing.status_code, without_word.status_code) == (400, 400)
    assert "開く時刻と閉まる時刻を、両方書いてください。" in plain(without_closing)
    assert "この連絡先を公開してよいと" in plain(without_word)
    assert "連絡先を公開してよいかが、まだ分かりません。" in plain(without_word)
    assert 'value="見本の縁側"' in plain(without_word)
    assert not Place.objects.exists()


def test_somebody_tells_that_a_place_has_changed_and_reads_the_answer(client):
    ProcessFactory()
    place = listed()
    sent = client.post(f"{place.get_absolute_url()}changed/", {"kind": "hours", "text": "土曜は休みでした。"})

    note = PlaceNote.objects.get()
    assert sent.url == f"/threads/{note.receipt}/"
    assert "土曜は休みでした。" in plain(client.get(sent.url))
    assert "土曜は休みでした。" not in plain(Client().get(sent.url))
    assert "土曜は休みでした。" not in plain(Client().get(place.get_absolute_url()))
    desk = staff()
    desk.post(f"/desk/places/notes/{note.pk}/", {"decision": "taken", "answer": "土曜を消しました。"})

    assert "土曜を消しました。" in plain(Client().get(sent.url))
    assert "土曜を消しました。" in plain(Client().get(place.get_absolute_url()))
    note.refresh_from_db()
    assert note.state == NoteState.TAKEN


def test_the_desk_shows_what_waits_in_ones_own_ward_alone():
    ward = WardFactory()
    mine, other = proposed(ward, name="坂の家"), proposed(name="川の家")
    desk = staff(RoleKind.WARD_OFFICER, ward)

    page = plain(desk.get("/desk/places/"))

    assert ("坂の家" in page, "川の家" in page) == (True, False)
    assert desk.get(f"/desk/places/{mine.pk}/").status_code == 200
    assert desk.get(f"/desk/places/{other.pk}/").status_code == 403
    assert desk.get(f"/desk/places/{other.pk}/edit/").status_code == 403
    assert desk.get(f"/desk/places/{other.pk}/note/").status_code == 403
    assert desk.post(f"/desk/places/{other.pk}/step/confirm/").status_code == 403
    assert staff(RoleKind.OPERATOR).get("/desk/places/").status_code == 403


def test_the_queue_of_the_desk_counts_by_ward():
    ProcessFactory()
    ward = WardFactory()
    proposed(ward)
    noted(listed(ward))
    listed(WardFactory(), now=timezone.now() - timedelta(days=500))

    page = plain(staff().get("/desk/"))
    own = plain(staff(RoleKind.WARD_OFFICER, ward).get("/desk/"))

    assert "居場所の申し出を確かめる" in page
    assert "居場所が変わったという知らせに答える" in own
    assert ("居場所に変わりがないかを聞く" in page, "居場所に変わりがないかを聞く" in own) == (True, False)


def test_an_officer_confirms_corrects_and_closes_at_the_desk():
    place = proposed()
    desk = staff(RoleKind.WARD_OFFICER, place.ward)
    here = f"/desk/places/{place.pk}/"
    form = desk.get(f"{here}edit/").context["form"]
    typed = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False, "")}

    desk.post(f"{here}step/confirm/")
    same = desk.post(f"{here}edit/", typed | {"reason": "念のため"})
    desk.post(f"{here}edit/", typed | {"cost": "お茶代100円", "reason": "電話で確かめた"})
    refused = desk.post(f"{here}step/close/", {"reason": ""})

    place.refresh_from_db()
    assert (place.state, place.cost, refused.status_code) == (PlaceState.CONFIRMED, "お茶代100円", 409)
    assert "前と同じで、変わったところがありません。" in plain(same)
    assert "なぜそうするのかを、申し出た人にも分かる一文で書いてください。" in plain(refused)


def test_a_card_is_typed_in_at_the_desk_and_numbered():
    ward = WardFactory()
    desk = staff(RoleKind.WARD_OFFICER, ward)
    came = {"channel": "card", "received_on": timezone.localdate().isoformat()}

    desk.post("/desk/places/enter/", TYPED | came | {"ward": ward.pk})
    elsewhere = desk.post("/desk/places/enter/", TYPED | came | {"ward": WardFactory().pk})

    place = Place.objects.get()
    assert (place.channel, place.state, len(place.receipt)) == ("card", PlaceState.PROPOSED, 9)
    assert elsewhere.status_code == 400


def test_the_card_has_every_kind_and_no_name_of_a_person(client):
    WardFactory(name="東区")

    page = plain(client.get("/places/card/"))

    assert "あなたの名前は書かないでください。" in page
    assert len(re.findall("□", page)) > 20
