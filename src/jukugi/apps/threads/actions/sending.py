"""The job that hands over mails: in bursts, resumable at any moment, and nobody is told twice.

A row is claimed (committed), then handed over, then marked; the mark of one and the claim of the next are one commit.
Who is killed between claim and mark leaves one row of which nobody can say whether it went out: it becomes UNSURE and
is not sent again by itself. A person may send it again, under the same Message-ID. One voice that waits for a person is
better than one that is told twice by a machine.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.db.models import Exists, OuterRef

from jukugi.apps.threads import policies
from jukugi.apps.threads.actions.addresses import opened
from jukugi.apps.threads.enums import AddressState, NoticeState, TellingState
from jukugi.apps.threads.models import Address, Notice, Telling
from jukugi.apps.threads.queries.fates import fates_for
from jukugi.apps.threads.queries.tellings import MAIL_TROUBLE
from jukugi.apps.threads.queries.writing import first_letter, telling_letter
from jukugi.kit import audit
from jukugi.kit.bulk import insert_rows
from jukugi.kit.mail import Answer, Letter, NoConnection, Outcome, Postbox, next_try
from jukugi.kit.pages.voices import FateLine

SECONDS_BETWEEN_BURSTS = 10
BURST_AT_MOST = timedelta(seconds=20)
"""Other jobs wait for the same worker: a burst ends after so long, and the next one goes on."""
CHUNK = 200
TROUBLE_SHOWN_SECONDS = 10 * 60

Clock = Callable[[], datetime]


@dataclass
class Burst:
    """How much may still be handed over in this turn."""

    clock: Clock
    ends_at: datetime
    left: int
    sent: int = 0

    @property
    def is_over(self) -> bool:
        return self.left <= 0 or self.clock() >= self.ends_at


def send_due(*, clock: Clock) -> int:
    """Hand over one burst of what is due, first the mails with links, then those of tellings. Returns how many went.

    Safe to run again at any moment, also beside itself: a row is claimed by one alone.
    """
    now = clock()
    for telling in Telling.objects.sending().filter(listed_at__isnull=True):
        _list_notices(telling, now=now)
    _put_right(now)
    tellings = list(Telling.objects.sending().select_related("process").order_by("approved_at", "pk"))
    is_anything_due = Address.objects.to_confirm(now).exists() or Notice.objects.due(now).exists()
    burst = Burst(clock, now + BURST_AT_MOST, _allowance())
    if is_anything_due:
        try:
            with Postbox() as postbox:
                _send_first_letters(postbox, burst)
                for telling in tellings:
                    _send_notices(postbox, telling, burst)
            cache.delete(MAIL_TROUBLE)
        except NoConnection as error:
            cache.set(MAIL_TROUBLE, error.reason, TROUBLE_SHOWN_SECONDS)
    for telling in tellings:
        _end_if_settled(telling, now=clock())
    return burst.sent


def _allowance() -> int:
    per_minute = settings.MAIL_PER_MINUTE
    return max(1, per_minute * SECONDS_BETWEEN_BURSTS // 60) if per_minute else 1_000_000


@transaction.atomic
def _list_notices(telling: Telling, *, now: datetime) -> None:
    """A row for every confirmed address, once. Whoever was told of the same gate before is left out."""
    current = Telling.objects.select_for_update(of=("self",)).get(pk=telling.pk)
    if current.listed_at is not None or current.state != TellingState.SENDING:
        return
    owners = current.owners.order_by("pk")
    if current.gate_id is not None:
        told = Notice.objects.filter(telling__gate=current.gate_id, receipt=OuterRef("receipt")).filter(
            state__in=(NoticeState.SENT, NoticeState.UNSURE, NoticeState.CLAIMED)
        )
        owners = owners.exclude(Exists(told))
    rows = (
        (current.pk, receipt, pk, NoticeState.WAITING.value, 0, "", "")
        for receipt, pk in owners.values_list("receipt", "pk").iterator()
    )
    insert_rows(Notice, ("telling_id", "receipt", "address_id", "state", "tries", "fate", "reason"), rows)
    current.listed_at = now
    current.save(update_fields=["listed_at"])


def _put_right(now: datetime) -> None:
    """What a dead worker left, and what has no address any more."""
    claimed = Notice.objects.filter(state=NoticeState.CLAIMED, claimed_at__lte=now - policies.CLAIM_HOLDS)
    claimed.update(state=NoticeState.UNSURE, settled_at=now, reason="worker-died")
    gone = Notice.objects.filter(state=NoticeState.WAITING, address__isnull=True)
    gone.update(state=NoticeState.STOPPED, settled_at=now)


def _send_first_letters(postbox: Postbox, burst: Burst) -> None:
    """Mails with links. One that may have gone out is sent again: two links do no harm, none would."""
    due = Address.objects.to_confirm(burst.clock()).select_related("process").order_by("next_try_at", "pk")
    for address in due[: min(CHUNK, burst.left)]:
        if burst.is_over:
            return
        postbox.make_ready()
        email = opened(address)
        answer = postbox.send(first_letter(address, email)) if email else Answer(Outcome.REFUSED, "key-changed")
        burst.left -= 1
        burst.sent += answer.outcome == Outcome.SENT
        _settle_first(address, answer, now=burst.clock())


@transaction.atomic
def _settle_first(address: Address, answer: Answer, *, now: datetime) -> None:
    current = Address.objects.select_for_update(of=("self",)).filter(pk=address.pk, state=AddressState.ASKED).first()
    if current is None:
        return
    current.tries += 1
    current.reason = answer.reason
    again = next_try(current.tries, now=now)
    if answer.outcome == Outcome.SENT:
        current.state, current.mailed_at, current.next_try_at = AddressState.MAILED, now, None
    elif answer.outcome == Outcome.REFUSED or again is None:
        current.state, current.sealed, current.digest, current.next_try_at = AddressState.REFUSED, "", "", None
    else:
        current.next_try_at = again
    current.save()


def _send_notices(postbox: Postbox, telling: Telling, burst: Burst) -> None:
    while not burst.is_over:
        due = Notice.objects.due(burst.clock()).filter(telling=telling, address__isnull=False)
        chunk = list(due.select_related("address").order_by("pk")[: min(CHUNK, burst.left)])
        if not chunk:
            return
        kinds = {notice.receipt: notice.address.kind for notice in chunk if notice.address}
        _send_chunk(postbox, telling, chunk, fates_for(kinds, now=burst.clock()), burst)


def _send_chunk(
    postbox: Postbox, telling: Telling, chunk: list[Notice], fates: dict[str, list[FateLine]], burst: Burst
) -> None:
    handed: tuple[Notice, Answer, str] | None = None
    try:
        for notice in chunk:
            if burst.is_over:
                return
            postbox.make_ready()
            letter = _letter(telling, notice, fates[notice.receipt])
            with transaction.atomic():
                if handed is not None:
                    _settle(*handed, now=burst.clock())
                is_mine = _claim(notice, now=burst.clock())
            handed = None
            if is_mine:
                answer = postbox.send(letter) if letter else Answer(Outcome.REFUSED, "key-changed")
                handed = notice, answer, fates[notice.receipt][0].code
                burst.left -= 1
                burst.sent += answer.outcome == Outcome.SENT
    finally:
        if handed is not None:
            _settle(*handed, now=burst.clock())


def _letter(telling: Telling, notice: Notice, lines: list[FateLine]) -> Letter | None:
    email = opened(notice.address) if notice.address else None
    return telling_letter(telling, notice.pk, notice.address, email, lines) if notice.address and email else None


def _claim(notice: Notice, *, now: datetime) -> bool:
    """Take a row for oneself, if nobody has, the telling still runs, and its owner did not stop it meanwhile."""
    due = Notice.objects.due(now).filter(pk=notice.pk, address__isnull=False)
    return due.update(state=NoticeState.CLAIMED, claimed_at=now) == 1


def _settle(notice: Notice, answer: Answer, fate: str, *, now: datetime) -> None:
    tries = notice.tries + 1
    again = next_try(tries, now=now)
    became = {
        Outcome.SENT: NoticeState.SENT,
        Outcome.REFUSED: NoticeState.REFUSED,
        Outcome.UNSURE: NoticeState.UNSURE,
        Outcome.LATER: NoticeState.WAITING if again else NoticeState.GIVEN_UP,
    }[answer.outcome]
    waits = became == NoticeState.WAITING
    Notice.objects.filter(pk=notice.pk, state=NoticeState.CLAIMED).update(
        state=became,
        tries=tries,
        next_try_at=again if waits else None,
        settled_at=None if waits else now,
        reason=answer.reason,
        fate=fate,
    )


@transaction.atomic
def _end_if_settled(telling: Telling, *, now: datetime) -> None:
    open_ones = Notice.objects.unsettled().filter(telling=OuterRef("pk"))
    ended = Telling.objects.sending().filter(~Exists(open_ones), pk=telling.pk, listed_at__isnull=False)
    if ended.update(state=TellingState.DONE, ended_at=now):
        audit.record("threads.telling_sent", actor=None, subject=telling, at=now)
