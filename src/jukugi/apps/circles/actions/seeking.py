"""What people are interested in, offer and need: written, kept from others or shown, taken back, forgotten."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jukugi.apps.accounts.actions import add_paper_participant
from jukugi.apps.accounts.enums import Channel
from jukugi.apps.accounts.models import Participant, User
from jukugi.apps.areas.models import Area
from jukugi.apps.circles import errors, permissions, policies
from jukugi.apps.circles.actions.circles import check_paper
from jukugi.apps.circles.actions.reviewing import checked_reason
from jukugi.apps.circles.enums import (
    DAYS_A_SEEK_LASTS,
    DAYS_A_SEEK_LASTS_AT_MOST,
    SEEK_RECEIPT,
    WORDS_LIMIT,
    Consent,
    SeekKind,
    SeekSide,
)
from jukugi.apps.circles.models import Circle, Match, MatchReply, Seek
from jukugi.kit import audit, jobs, receipts
from jukugi.kit.errors import NotAllowed
from jukugi.kit.worded import checked

DAYS_UNTIL_FORGOTTEN = 30
"""After what somebody sought has ended."""
DAYS_CONTACTS_ARE_KEPT = 90
"""After two people met."""
MOST_YEN = 10_000_000


@dataclass(frozen=True)
class SeekDraft:
    """One interest, offer or need, and who may see it. ``expires_on`` None: the usual time."""

    side: SeekSide
    text: str
    kind: SeekKind | None = None
    up_to_yen: int | None = None
    ward: Area | None = None
    district: Area | None = None
    consent: Consent = Consent.MINE
    expires_on: date | None = None
    circle: Circle | None = None


@transaction.atomic
def write_seek(*, draft: SeekDraft, author: Participant, now: datetime, is_sample: bool = False) -> Seek:
    """Keep one item for a person, seen by whom they say. The log holds neither what it says nor of which side it is.

    Raises TooManySent, KindMissing, SumMissing, ExpiryOutOfRange, AnotherDistrict, NotInCircle, and what words can
    raise.
    """
    policies.check_pace(author.pk, now=now)
    if draft.circle is not None:
        permissions.check_is_in(author, draft.circle)
    seek = _kept(draft, author, Channel.WEB, now, is_sample)
    audit.record("circles.seek_written", actor=author, subject=seek, at=now)
    return seek


@transaction.atomic
def enter_seek(*, draft: SeekDraft, channel: Channel, received_at: datetime, actor: User, now: datetime) -> Seek:
    """Type in what came on a card; the ward's officer carries matches to that person. Raises NotAllowed, WrongChannel,
    DayInTheFuture and what an item can raise.
    """
    permissions.check_can_keep(actor, draft.ward)
    check_paper(channel, received_at, now)
    author = add_paper_participant(channel=channel, now=now)
    seek = _kept(draft, author, channel, now, False)
    audit.record("circles.seek_written", actor=actor, subject=seek, at=now)
    return seek


@transaction.atomic
def set_consent(*, seek: Seek, consent: Consent, author: Participant, now: datetime) -> Seek:
    """Say anew who may see an item. Less than before takes its matches away, met ones too.

    Raises NotAllowed where it is another's, AlreadySo.
    """
    locked = own_seek(seek, author)
    if locked.consent == consent:
        raise errors.AlreadySo
    locked.consent = Consent(consent)
    locked.save(update_fields=["consent"])
    if consent == Consent.MINE:
        _end_matches([locked.pk])
    else:
        jobs.defer("circles.find_matches")
    audit.record("circles.consent_set", actor=author, subject=locked, at=now)
    return locked


@transaction.atomic
def close_seek(*, seek: Seek, author: Participant, now: datetime) -> Seek:
    """Take an item back: its words go at once, and its matches. Raises NotAllowed, AlreadySo."""
    locked = own_seek(seek, author)
    if locked.closed_at is not None:
        raise errors.AlreadySo
    forget_seeks([locked.pk], now)
    audit.record("circles.seek_closed", actor=author, subject=locked, at=now)
    locked.refresh_from_db()
    return locked


@transaction.atomic
def hide_seek(*, seek: Seek, reason: str, actor: User, now: datetime) -> Seek:
    """An officer takes a public item away from everybody; its author reads why. Raises NotAllowed, ReasonMissing,
    AlreadySo: what is not public no officer sees, and none hides.
    """
    permissions.check_can_keep(actor, seek.ward)
    locked = Seek.objects.select_for_update(of=("self",)).get(pk=seek.pk)
    if locked.consent != Consent.SHOWN or locked.is_hidden or locked.closed_at is not None:
        raise errors.AlreadySo
    locked.is_hidden, locked.hidden_reason = True, checked_reason(reason)
    locked.save(update_fields=["is_hidden", "hidden_reason"])
    _end_matches([locked.pk])
    audit.record("circles.seek_hidden", actor=actor, subject=locked, at=now)
    return locked


@transaction.atomic
def erase_contacts(*, now: datetime, kept: timedelta = timedelta(days=DAYS_CONTACTS_ARE_KEPT)) -> int:
    """Erase names and contacts of people who met long ago. Returns of how many."""
    met = MatchReply.objects.filter(match__met_at__lt=now - kept).exclude(name="", contact="")
    return met.update(name="", contact="")


@transaction.atomic
def forget_old(*, now: datetime, kept: timedelta = timedelta(days=DAYS_UNTIL_FORGOTTEN)) -> int:
    """Forget items that ended so long ago, and proposals that ran out. How many items; safe to run twice."""
    day = timezone.localdate(now)
    edge = day - kept
    old = list(Seek.objects.filter(expires_on__lt=edge, closed_at__isnull=True).values_list("pk", flat=True)[:2000])
    forget_seeks(old, now)
    ended = Match.objects.filter(met_at__isnull=True, expires_on__lt=edge)
    MatchReply.objects.filter(match__in=list(ended.values_list("pk", flat=True)[:2000])).delete()
    return len(old)


def own_seek(seek: Seek, author: Participant) -> Seek:
    """The item of this person, held. Raises NotAllowed."""
    locked = Seek.objects.select_for_update(of=("self",)).get(pk=seek.pk)
    if locked.participant_id != author.pk:
        raise NotAllowed
    return locked


def _kept(draft: SeekDraft, author: Participant, channel: Channel, now: datetime, is_sample: bool) -> Seek:
    today = timezone.localdate(now)
    expires_on = draft.expires_on or today + timedelta(days=DAYS_A_SEEK_LASTS)
    _check(draft, expires_on, today)
    seek = Seek.objects.create(
        participant=author,
        circle=draft.circle,
        side=SeekSide(draft.side),
        kind=draft.kind or "",
        text=checked(draft.text, field=_("書いたもの"), limit=WORDS_LIMIT, is_needed=True),
        up_to_yen=draft.up_to_yen,
        ward=draft.ward,
        district=draft.district,
        consent=Consent(draft.consent),
        expires_on=expires_on,
        receipt=receipts.issue(SEEK_RECEIPT, now=now),
        channel=channel,
        written_at=now,
        is_sample=is_sample,
    )
    if seek.consent != Consent.MINE:
        jobs.defer("circles.find_matches")
    return seek


def _check(draft: SeekDraft, expires_on: date, today: date) -> None:
    if (draft.side == SeekSide.INTEREST) != (not draft.kind):
        raise errors.KindMissing
    if (draft.kind == SeekKind.MONEY) != bool(draft.up_to_yen):
        raise errors.SumMissing
    if not today <= expires_on <= today + timedelta(days=DAYS_A_SEEK_LASTS_AT_MOST):
        raise errors.ExpiryOutOfRange(days=DAYS_A_SEEK_LASTS_AT_MOST)
    if draft.district is not None and (draft.ward is None or draft.district.parent_id != draft.ward.pk):
        raise errors.AnotherDistrict(name=draft.district.name)


def forget_seeks(keys: list[int], now: datetime) -> None:
    """Take away what they say and where; that there was something stays."""
    _end_matches(keys)
    gone = {"text": "", "ward": None, "district": None, "up_to_yen": None, "circle": None, "consent": Consent.MINE}
    Seek.objects.filter(pk__in=keys).update(closed_at=now, **gone)


def _end_matches(keys: list[int]) -> None:
    """Matches go with their answers: nobody reads from what is left that there was one."""
    Match.objects.filter(Q(first__in=keys) | Q(second__in=keys)).delete()
