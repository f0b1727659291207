"""Pages of the person and of the desk that runs steps and terms, one of each kind."""

from datetime import date

from django.utils import timezone

from jukugi.apps.accounts.actions import make_resident_codes
from jukugi.apps.accounts.enums import CodeWay
from jukugi.apps.accounts.models import Role, User


def person_pages() -> list[str]:
    return [
        "/me/",
        "/me/code/",
        "/me/carry/",
        "/me/find/",
        "/me/mail/",
        "/me/mail/code/",
        "/me/resident/",
        "/me/forget/",
    ]


def person_desks() -> list[str]:
    officer = User.objects.get(username="mihon-shisaku")
    given = {"way": CodeWay.LETTER, "count": 3, "ward": None, "valid_until": date(2999, 3, 31)}
    batch = make_resident_codes(**given, actor=officer, now=timezone.now()).batch
    role = Role.objects.exclude(user=officer).filter(ends_on__isnull=False).first()
    return [
        "/desk/residents/",
        f"/desk/residents/{batch.pk}/stop/",
        "/desk/roles/",
        f"/desk/roles/{role.pk}/",
    ]
