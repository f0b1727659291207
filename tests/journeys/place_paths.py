"""The pages of the sample's places: for everybody, and at the desk."""

from django.utils import timezone

from jukugi.apps.accounts.models import User
from jukugi.apps.places import actions
from jukugi.apps.places.actions import PhotoDraft
from jukugi.apps.places.models import Place, PlaceNote, Walk
from tests.places_for_all_roles import picture

LIST = "名称,住所,緯度,経度\n見本の施設,川崎区台町1-1,139.7323,35.5287\n,川崎区台町1-2,,\n"


def place_pages() -> list[str]:
    rough = Place.objects.confirmed().filter(is_rough=True).first()
    answered = PlaceNote.objects.filter(answered_at__isnull=False).first()
    waiting = Place.objects.filter(state="proposed").first()
    walk, officer = Walk.objects.first(), User.objects.get(username="mihon-shisaku")
    _entry, secret = actions.give_entry(place=rough, actor=officer, now=timezone.now())
    return [
        "/places/",
        f"/places/?ward={rough.ward.code}&day=6&at=10:00&kind=park",
        "/places/?words=どこにもない",
        rough.get_absolute_url(),
        answered.place.get_absolute_url(),
        f"{rough.get_absolute_url()}changed/",
        "/places/new/",
        "/places/card/",
        "/places/coverage/",
        "/places/visits/",
        "/places/month-card/",
        "/places/walks/",
        walk.get_absolute_url(),
        f"{walk.get_absolute_url()}paper/",
        f"/places/keep/{secret}/",
        f"/places/keep/{secret}/month/",
        f"/threads/{waiting.receipt}/",
        f"/threads/{answered.receipt}/",
    ]


def place_desks() -> list[str]:
    officer, now = User.objects.get(username="mihon-shisaku"), timezone.now()
    brought = actions.bring_list(file_name="一覧.csv", content=LIST.encode("cp932"), actor=officer, now=now)
    waiting = Place.objects.filter(state="proposed").first()
    noted = PlaceNote.objects.filter(answered_at__isnull=True).first().place
    walk = Walk.objects.first()
    photo = PhotoDraft(picture(), "見本の入口", "here", "nobody", "見本の管理人")
    actions.add_photo(place=Place.objects.get(pk=noted.pk), draft=photo, actor=officer, now=now)
    here = f"/desk/places/{noted.pk}/"
    return [
        "/desk/places/",
        "/desk/places/?part=notes",
        "/desk/places/?part=old",
        "/desk/places/?part=all&words=公園",
        "/desk/places/new/",
        "/desk/places/enter/",
        f"/desk/places/{waiting.pk}/",
        here,
        f"{here}edit/",
        f"{here}note/",
        f"{here}photos/",
        f"{here}months/",
        "/desk/places/walks/",
        f"/desk/places/walks/{walk.pk}/",
        f"/desk/places/walks/{walk.pk}/enter/{walk.checks.first().place_id}/",
        "/desk/places/imports/",
        brought.get_absolute_url(),
    ]
