"""Once a year, a gentle word to those who keep a place and agreed to it: is it still so?"""

from datetime import datetime, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.places.enums import DAYS_UNTIL_CHECKED_AGAIN
from jukugi.apps.places.models import KeeperEntry, Place
from jukugi.kit import audit
from jukugi.kit.mail import Letter, NoConnection, Outcome, Postbox, site_address

LETTERS_AT_MOST = 100
"""In one day; the rest follows tomorrow."""


def remind_due(*, now: datetime) -> int:
    """Write to those whose place nobody has looked at for a year, once a year; returns how many letters went.

    A letter is marked before it goes, so that none comes twice: one that the other side refused is not tried again
    before next year, for a reminder is no debt. Without a connection nothing is marked, and tomorrow is another day.
    """
    day = timezone.localdate(now)
    edge = day - timedelta(days=DAYS_UNTIL_CHECKED_AGAIN)
    old = Place.objects.unchecked_since(day).order_by().values_list("pk", flat=True)
    due = KeeperEntry.objects.filter(closed_at__isnull=True, given_at__date__lt=edge, place__in=list(old)).exclude(
        mail=""
    )
    entries = list(
        due.filter(Q(reminded_on__isnull=True) | Q(reminded_on__lt=edge)).select_related("place")[:LETTERS_AT_MOST]
    )
    if not entries:
        return 0
    sent = 0
    try:
        with Postbox() as postbox:
            for entry in entries:
                postbox.make_ready()
                KeeperEntry.objects.filter(pk=entry.pk).update(reminded_on=day)
                answer = postbox.send(_letter(entry, day.year))
                sent += answer.outcome == Outcome.SENT
                audit.record(
                    "places.reminded", actor=None, subject=entry, at=now, details={"outcome": str(answer.outcome)}
                )
    except NoConnection:
        return sent
    return sent


def _letter(entry: KeeperEntry, year: int) -> Letter:
    changed = site_address(reverse("places:changed", args=[entry.place_id]))
    text = _(
        "「%(name)s」を開いてくださって、ありがとうございます。\n\n"
        "一年ほど、一覧の中身を確かめていません。開く日や時間が変わっていたら、次のページから知らせてください。名前も登録もいりません。\n"
        "%(changed)s\n\n"
        "変わっていなければ、何もしなくてかまいません。区の担当が、ついでのときに伺います。\n"
        "このメールは、年に一度だけ届きます。いらないときは、区の担当に言ってください。\n"
    ) % {"name": entry.place.name, "changed": changed}
    return Letter(f"place-{entry.pk}-{year}", entry.mail, _("居場所の一覧に、変わりはありませんか"), text)
