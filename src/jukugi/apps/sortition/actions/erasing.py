"""What volunteers told does not stay: erased when its time is over, with proof."""

import hashlib
import hmac
from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.sortition.actions.standing import tell
from jukugi.apps.sortition.enums import LotteryAct, LotteryState, VolunteerAct
from jukugi.apps.sortition.models import CivicLottery, LotteryKey, Resemblance, Volunteer, VolunteerStep
from jukugi.kit import audit
from jukugi.kit.verifying import Verdict


def erase_due(*, now: datetime) -> int:
    """Erase what the volunteers told of every lottery whose time is over; of how many people. Safe to run twice.

    That is ``keeps_days`` after the panel's last day, for those who were not drawn as well: until then a place that
    becomes free may be theirs. Of a lottery that was called off, at once.
    """
    today = timezone.localdate(now)
    due = [
        lottery
        for lottery in CivicLottery.objects.filter(erased_at__isnull=True).select_related("department")
        if lottery.erases_on <= today or lottery.state == LotteryState.CANCELLED
    ]
    return sum(erase_volunteers(lottery=lottery, now=now) for lottery in due)


@transaction.atomic
def erase_volunteers(*, lottery: CivicLottery, now: datetime) -> int:
    """Destroy the key, empty the ciphertexts, keep each row with a keyed hash whose key goes too; of how many people.

    In one transaction: whoever is killed meanwhile leaves all of it, and the next look begins anew.
    """
    current = CivicLottery.objects.select_for_update().get(pk=lottery.pk)
    key = LotteryKey.objects.select_for_update().filter(lottery=current, destroyed_at__isnull=True).first()
    if current.erased_at is not None:
        return 0
    people = list(Volunteer.objects.filter(lottery=current, erased_at__isnull=True))
    if key is not None:
        secret = bytes(key.sealed)
        for person in people:
            person.proof = hmac.new(
                secret, bytes(person.particulars) + bytes(person.answers), hashlib.sha256
            ).hexdigest()
        key.sealed, key.destroyed_at = b"", now
        key.save(update_fields=["sealed", "destroyed_at"])
    for person in people:
        person.particulars = person.answers = b""
        person.household, person.erased_at = None, now
    Volunteer.objects.bulk_update(people, ["proof", "particulars", "answers", "household", "erased_at"], batch_size=500)
    Resemblance.objects.filter(first__lottery=current).update(reason="")
    VolunteerStep.objects.bulk_create(
        (VolunteerStep(volunteer=person, act=VolunteerAct.ERASED, done_at=now) for person in people), batch_size=500
    )
    current.erased_at = now
    if current.state != LotteryState.CANCELLED:
        current.state = LotteryState.ENDED
    current.save(update_fields=["erased_at", "state"])
    tell(current, LotteryAct.ERASED, _("応募した{count}人の情報").format(count=len(people)), None, now)
    audit.record("sortition.erased", actor=None, subject=current, at=now, details={"count": len(people)})
    return len(people)


def verify_erasures() -> Iterator[Verdict]:
    """Of each lottery that was erased, whether nothing is left and every row has its step."""
    for lottery in CivicLottery.objects.filter(erased_at__isnull=False).order_by("pk"):
        what = _("無作為抽出{number}：応募した人の情報の消去").format(number=lottery.pk)
        people = lottery.volunteers.all()
        left = people.exclude(particulars=b"", answers=b"").count() + people.filter(erased_at__isnull=True).count()
        left += LotteryKey.objects.filter(lottery=lottery).exclude(sealed=b"").count()
        unsaid = people.exclude(steps__act=VolunteerAct.ERASED).count()
        fault = ""
        if left:
            fault = _("消したはずの情報か鍵が残っています（{count}件）").format(count=left)
        elif unsaid:
            fault = _("消した記録のない人が{count}人います").format(count=unsaid)
        yield Verdict(what, fault)
