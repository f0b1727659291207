from datetime import datetime, timedelta

from django.core.cache import cache
from django.db.models import Q
from django.utils import timezone

from jukugi.apps.processes.models import Process
from jukugi.apps.threads import errors
from jukugi.apps.threads.models import Address
from jukugi.kit import mail
from jukugi.kit.pages.voices import Voice, fates_of

CONFIRM_WITHIN = timedelta(days=3)
"""So long the link of the first mail works; then the address is erased."""
KEPT_AFTER_PROCESS = timedelta(days=90)
"""So long after the end of a process its addresses are kept: for the last telling."""
CLAIM_HOLDS = timedelta(minutes=10)
"""A mail is handed over in seconds: what is claimed for so long was left by a worker that died."""
TELL_WITHIN = timedelta(days=14)
"""So long after a gate people may wait to be told; then the desk says that it is late."""
MAILS_TO_AN_ADDRESS = 3
MAILS_FOR_A_NUMBER = 5
DAY_SECONDS = 24 * 60 * 60
LETTERS_A_PAGE = 100


def is_offered(voice: Voice) -> bool:
    """Whether one may be told of this voice by mail. On a sample it is shown although letters stay in a folder."""
    is_told = any(voice.kind in teller.kinds for teller in fates_of)
    is_running = voice.subject is not None and not voice.subject.is_finished
    return is_told and is_running and (mail.leaves_the_house() or voice.subject.is_sample)


def check_is_offered(voice: Voice) -> None:
    """Raises NothingIsTold or MailStaysHere."""
    if is_offered(voice):
        return
    if voice.subject is not None and not mail.leaves_the_house() and not voice.subject.is_sample:
        raise errors.MailStaysHere
    raise errors.NothingIsTold


def check_not_too_many(*, digest: str, receipt: str) -> None:
    """Count one more first mail to this address and for this number. Raises TooManyMails.

    A stranger's letter box is not filled from here, whoever types its address.
    """
    for name, most in ((f"mail-to-{digest}", MAILS_TO_AN_ADDRESS), (f"mail-for-{receipt}", MAILS_FOR_A_NUMBER)):
        cache.add(name, 0, DAY_SECONDS)
        if cache.incr(name) > most:
            raise errors.TooManyMails


def to_erase(*, now: datetime, kept: timedelta = KEPT_AFTER_PROCESS) -> Q:
    """Addresses whose time is over: never confirmed, or of a process that ended long ago."""
    over = timezone.localdate(now - kept)
    ended = Process.objects.filter(Q(is_finished=True) | Q(ends_on__lt=over), ends_on__lt=over)
    return Q(confirmed_at__isnull=True, asked_at__lte=now - CONFIRM_WITHIN) | Q(process__in=ended)


def link_is_fresh(address: Address, *, now: datetime) -> bool:
    """Whether the link of the first mail still works."""
    return now < address.asked_at + CONFIRM_WITHIN
