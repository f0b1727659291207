import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import RoleFactory, UserFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.places import actions, errors
from jukugi.apps.places.actions import PhotoDraft
from jukugi.apps.places.enums.photos import PHOTOS_AT_MOST, PhotoState
from jukugi.apps.places.models import KeeperEntry, PlacePhoto
from jukugi.apps.places.tests.factories import NOW, listed
from jukugi.kit.errors import NotAllowed
from jukugi.kit.photos import PhotoUnreadable

pytestmark = pytest.mark.django_db


def picture() -> bytes:
    """A photo as a phone writes it: with where it was taken."""
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "見本カメラ"
    exif.get_ifd(0x8825)[1] = "N"
    Image.new("RGB", (40, 30), "green").save(out, "JPEG", exif=exif)
    return out.getvalue()


def draft(**fields) -> PhotoDraft:
    said = {"content": picture(), "alt": "段差のない入口", "licence": "here", "people": "nobody", "consent": "管理人"}
    return PhotoDraft(**said | fields)


@pytest.fixture
def place():
    return listed(WardFactory(name="西区"))


@pytest.fixture
def officer(place):
    return RoleFactory(kind=RoleKind.WARD_OFFICER, area=place.ward).user


def test_a_photo_is_drawn_anew_and_has_an_address_that_nobody_guesses(place, officer, client):
    photo = actions.add_photo(place=place, draft=draft(), actor=officer, now=NOW)

    assert b"Exif" not in bytes(photo.content)
    assert (photo.state, photo.width, photo.height, len(photo.key)) == (PhotoState.SHOWN, 40, 30, 22)
    page = client.get(place.get_absolute_url()).content.decode()
    assert f'src="/places/photos/{photo.key}.jpg" width="40" height="30" alt="段差のない入口"' in page
    assert "管理人" not in page
    answer = client.get(f"/places/photos/{photo.key}.jpg")
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
    assert client.get(f"/places/photos/{photo.pk}.jpg").status_code == 404


def test_what_is_missing_is_told_and_nothing_is_kept(place, officer):
    for wrong, reason in (
        ({"content": b"GIF89a"}, PhotoUnreadable),
        ({"licence": "cc_by"}, errors.CreditMissing),
    ):
        with pytest.raises(reason):
            actions.add_photo(place=place, draft=draft(**wrong), actor=officer, now=NOW)
    for _number in range(PHOTOS_AT_MOST):
        actions.add_photo(place=place, draft=draft(), actor=officer, now=NOW)

    with pytest.raises(errors.TooManyPhotos):
        actions.add_photo(place=place, draft=draft(), actor=officer, now=NOW)
    with pytest.raises(NotAllowed):
        actions.add_photo(place=place, draft=draft(), actor=UserFactory(), now=NOW)
    assert PlacePhoto.objects.count() == PHOTOS_AT_MOST


def test_a_photo_of_those_who_keep_a_place_waits_for_the_ward(place, officer, client):
    entry, secret = actions.give_entry(place=place, actor=officer, now=NOW)
    file = SimpleUploadedFile("a.jpg", picture(), "image/jpeg")
    fields = {
        "alt": "中の様子",
        "people": "agreed",
        "consent": "写った三人",
        "licence": "cc_by",
        "credit": "見本町内会",
    }

    sent = client.post(f"/places/keep/{secret}/", fields | {"photo": file})

    photo = PlacePhoto.objects.get()
    assert (sent.status_code, photo.state, photo.by_keeper) == (302, PhotoState.WAITING, True)
    assert client.get(f"/places/photos/{photo.key}.jpg").status_code == 404
    assert client.get(f"/places/photos/{photo.key}.jpg?entry={secret}").status_code == 200
    client.force_login(officer)
    client.post(f"/desk/places/photos/{photo.pk}/show/")
    client.logout()
    assert client.get(f"/places/photos/{photo.key}.jpg").status_code == 200
    assert "見本町内会" in client.get(place.get_absolute_url()).content.decode()
    assert secret not in KeeperEntry.objects.get().token_hash
    assert entry.closed_at is None


def test_a_photo_that_is_taken_away_is_gone_and_its_reason_stays(place, officer, client):
    photo = actions.add_photo(place=place, draft=draft(), actor=officer, now=NOW)
    with pytest.raises(errors.ReasonMissing):
        actions.remove_photo(photo=photo, reason=" ", actor=officer, now=NOW)
    _entry, secret = actions.give_entry(place=place, actor=officer, now=NOW)

    client.post(f"/places/keep/{secret}/photos/{photo.pk}/remove/", {"reason": "写った人が外してほしいと言った"})

    photo.refresh_from_db()
    assert (photo.state, bytes(photo.content), photo.consent) == (PhotoState.REMOVED, b"", "")
    assert photo.removed_reason == "写った人が外してほしいと言った"
    assert client.get(f"/places/photos/{photo.key}.jpg").status_code == 404


def test_a_new_way_in_closes_the_former_one_and_another_place_is_not_opened_by_it(place, officer, client):
    _first, old = actions.give_entry(place=place, mail="kago@example.jp", actor=officer, now=NOW)
    _second, new = actions.give_entry(place=place, actor=officer, now=NOW)
    other = actions.add_photo(place=listed(place.ward, name="別の所"), draft=draft(), actor=officer, now=NOW)

    assert [client.get(f"/places/keep/{secret}/").status_code for secret in (old, new)] == [404, 200]
    assert client.post(f"/places/keep/{new}/photos/{other.pk}/remove/", {"reason": "x"}).status_code == 404
    assert list(KeeperEntry.objects.values_list("mail", flat=True)) == ["", ""]
    actions.close_entry(place=place, actor=officer, now=NOW)
    assert client.get(f"/places/keep/{new}/").status_code == 404
    with pytest.raises(NotAllowed):
        actions.give_entry(place=place, actor=UserFactory(), now=NOW)


def test_the_desk_brings_a_photo_and_prints_the_way_in_once(place, officer, client):
    client.force_login(officer)
    fields = {"alt": "入口", "people": "nobody", "consent": "管理人", "licence": "here"}

    faulty = client.post(f"/desk/places/{place.pk}/photos/", fields)
    taken = client.post(
        f"/desk/places/{place.pk}/photos/", fields | {"photo": SimpleUploadedFile("a.jpg", picture(), "image/jpeg")}
    )
    printed = client.post(f"/desk/places/{place.pk}/entry/give/", {"mail": ""})

    assert (faulty.status_code, taken.status_code, printed.status_code) == (400, 302, 200)
    assert faulty.context["form"].errors["photo"] == ["写真が選ばれていません。"]
    assert "/places/keep/" in printed.content.decode()
    assert "管理人" in client.get(f"/desk/places/{place.pk}/photos/").content.decode()
