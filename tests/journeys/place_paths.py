"""The pages of the sample's places: for everybody, and at the desk."""

from django.utils import timezone

from jukugi.apps.accounts.models import User
from jukugi.apps.places import actions
from jukugi.apps.places.models import Place, PlaceNote

LIST = "名称,住所,緯度,経度\n見本の施設,川崎区台町1-1,139.7323,35.5287\n,川崎区台町1-2,,\n"


def place_pages() -> list[str]:
    rough = Place.objects.confirmed().filter(is_rough=True).first()
    answered = PlaceNote.objects.filter(answered_at__isnull=False).first()
    waiting = Place.objects.filter(state="proposed").first()
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
        f"/threads/{waiting.receipt}/",
        f"/threads/{answered.receipt}/",
    ]


def place_desks() -> list[str]:
    officer, now = User.objects.get(username="mihon-shisaku"), timezone.now()
    brought = actions.bring_list(file_name="一覧.csv", content=LIST.encode("cp932"), actor=officer, now=now)
    waiting = Place.objects.filter(state="proposed").first()
    noted = PlaceNote.objects.filter(answered_at__isnull=True).first().place
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
        "/desk/places/imports/",
        brought.get_absolute_url(),
    ]
