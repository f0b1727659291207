"""Pages of the person and of the desk that runs steps and terms, one of each kind."""

from datetime import date

from django.utils import timezone

from jukugi.apps.accounts.actions import ask_for_export, decide_export, make_resident_codes
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
    ask, own, over = asks_for_files(officer)
    return [
        "/desk/exports/",
        "/desk/exports/new/officers/141348/",
        *(f"/desk/exports/{key}/" for key in (ask, own, over)),
        "/desk/residents/",
        f"/desk/residents/{batch.pk}/stop/",
        "/desk/roles/",
        f"/desk/roles/{role.pk}/",
    ]


def asks_for_files(officer: User) -> tuple[int, int, int]:
    """Another officer's ask that waits for this one, an own one that was agreed to, and one that was refused."""
    other, now = User.objects.get(username="mihon-kakaricho"), timezone.now()
    asked = [
        ask_for_export(kind="officers", key=ward, reason="団体に直してもらう。四月に消す。", actor=who, now=now)
        for who, ward in ((other, "141313"), (officer, "141330"), (officer, "141321"))
    ]
    decide_export(ask=asked[1], agrees=True, answer="", actor=other, now=now)
    decide_export(ask=asked[2], agrees=False, answer="画面で足ります", actor=other, now=now)
    return asked[0].pk, asked[1].pk, asked[2].pk
