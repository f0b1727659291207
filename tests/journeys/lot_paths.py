"""The pages of civic lotteries from the sample: for everybody, and at the desk from the targets to the meetings."""

from django.urls import reverse

from jukugi.apps.sortition.enums import LotteryState
from jukugi.apps.sortition.models import CivicLottery


def lot_pages() -> list[str]:
    """The list, one lottery that takes names, one that was drawn, both of its draws and their walls."""
    seated = CivicLottery.objects.get(state=LotteryState.SEATED, is_sample=True)
    opened = CivicLottery.objects.get(state=LotteryState.OPENED, is_sample=True)
    drawn = [draw.get_absolute_url() for draw in seated.draws.all()]
    key = seated.drawn_seats.values_list("volunteer__key", flat=True)[0]
    return [
        reverse("sortition:list"),
        opened.get_absolute_url(),
        seated.get_absolute_url(),
        *drawn,
        f"{drawn[0]}?key={key}",
        f"{drawn[0]}?key=zzz-zzz",
        reverse("sortition:wall", args=[seated.pk, 1]),
    ]


def lot_desks() -> list[str]:
    """The desk of both lotteries."""
    seated = CivicLottery.objects.get(state=LotteryState.SEATED, is_sample=True)
    opened = CivicLottery.objects.get(state=LotteryState.OPENED, is_sample=True)
    one = reverse("sortition:desk-lottery", args=[seated.pk])
    return [
        reverse("sortition:desk"),
        one,
        reverse("sortition:desk-lottery", args=[opened.pk]),
        reverse("sortition:targets", args=[opened.pk]),
        reverse("sortition:targets", args=[seated.pk]),
        f"{one}draws/1/",
        f"{one}draws/2/void/",
        f"{one}seats/",
        f"{one}seats/1/",
        f"{one}seats/2/",
        f"{one}attendance/",
    ]
