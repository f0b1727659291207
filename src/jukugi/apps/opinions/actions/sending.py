import hashlib
from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from jukugi.apps.accounts.actions import add_paper_participant
from jukugi.apps.accounts.enums import Channel
from jukugi.apps.accounts.models import Participant, User
from jukugi.apps.areas.models import Area
from jukugi.apps.issues.models import Issue
from jukugi.apps.opinions import permissions, policies
from jukugi.apps.opinions.actions.arriving import mark_arrival
from jukugi.apps.opinions.actions.attaching import keep_sheet, sheet_of
from jukugi.apps.opinions.actions.indexing import index_letters
from jukugi.apps.opinions.actions.words import checked
from jukugi.apps.opinions.enums import PAPER_TEXT_LIMIT, RECEIPT_KIND, TEXT_LIMIT, AgeBand, takers
from jukugi.apps.opinions.errors import (
    CardAlreadyEntered,
    CardUnknown,
    IssueOfAnotherProcess,
    ReceivedInTheFuture,
    TooManyWaiting,
    WrongChannel,
)
from jukugi.apps.opinions.models import Attachment, Call, Opinion, PrintedCard, Submission
from jukugi.apps.processes.models import Process
from jukugi.kit import audit, jobs, receipts

PAPER = frozenset({Channel.CARD, Channel.FAX, Channel.POST, Channel.MEETING, Channel.PHONE})


def send_opinion(
    *,
    process: Process,
    text: str,
    ward: Area | None,
    age_band: AgeBand | str,
    about: Issue | None,
    author: Participant,
    form_key: str,
    now: datetime,
    call: Call | None = None,
    further: Sequence[str] = (),
    arrival: str = "",
) -> Submission:
    """Take an opinion from the web. It waits until somebody of the staff has read it.

    ``form_key`` is that of the page: the same words sent twice from it are one opinion, and give the same receipt.
    What was taken once is not refused when it comes again later. ``call`` is what asked for it; ``further`` are more
    opinions (件) of the same submission (通); ``arrival`` marks the part of the network. Raises PhaseNotOpen,
    CallNotOpen, CallOfAnotherProcess, IssueOfAnotherProcess, TooManyWaiting and what the words can raise (``words``).
    """
    words = [checked(one, limit=TEXT_LIMIT) for one in (text, *further)]
    slip = Submission(
        process=process,
        channel=Channel.WEB,
        place=call.place if call is not None else "",
        ward=ward,
        age_band=age_band,
        author=author,
        about=about,
        call=call,
        received_at=now,
        entered_at=now,
        sent_key=_sent_key(author.actor_key, form_key, *words),
    )
    return _first_or_only(slip.sent_key, lambda: _send(slip, words, author, arrival, now))


def enter_paper(
    *,
    process: Process,
    channel: Channel,
    text: str,
    place: str,
    ward: Area | None,
    age_band: AgeBand | str,
    about: Issue | None,
    received_at: datetime,
    card_number: str,
    form_key: str,
    actor: User,
    now: datetime,
    call: Call | None = None,
    sheet: bytes | None = None,
) -> Submission:
    """Type in what came on paper, at a meeting or on the phone, word for word.

    ``card_number`` is the number printed on the card, or "" where there is none: then the submission gets a new one.
    ``call`` is what asked for it; without, that of the card. ``sheet`` is a photo or a PDF of the paper. Raises
    NotAllowed, WrongChannel, ReceivedInTheFuture, PhaseNotOpen, CallNotOpen, CallOfAnotherProcess, CardUnknown,
    CardAlreadyEntered, IssueOfAnotherProcess and what the sheet (``sheet_of``) and the words (``words``) can raise.
    """
    permissions.check_can_enter(actor)
    if channel not in PAPER:
        raise WrongChannel
    if received_at > now:
        raise ReceivedInTheFuture
    words = checked(text, limit=PAPER_TEXT_LIMIT)
    slip = Submission(
        process=process,
        channel=channel,
        place=place.strip(),
        ward=ward,
        age_band=age_band,
        about=about,
        call=call,
        received_at=received_at,
        entered_at=now,
        entered_by=actor.actor_key,
        sent_key=_sent_key(actor.actor_key, form_key, words),
    )
    photo = sheet_of(sheet) if sheet is not None else None
    return _first_or_only(slip.sent_key, lambda: _enter(slip, [words], card_number, actor, now, sheet=photo))


def take_note(
    *, call: Call, text: str, place: str, received_at: datetime, note_key: str, actor: User, now: datetime
) -> Submission:
    """Take a note of a table as an opinion given at a meeting. ``place`` tells the table.

    ``note_key`` is that of the note in the room that keeps it: the same note is taken once, whoever takes it. Raises
    NotAllowed, CallNotOpen, ReceivedInTheFuture and what the words can raise (``words``).
    """
    permissions.check_can_enter(actor)
    if received_at > now:
        raise ReceivedInTheFuture
    words = checked(text, limit=PAPER_TEXT_LIMIT)
    slip = Submission(
        process=call.process,
        channel=Channel.MEETING,
        place=place.strip(),
        ward=call.ward,
        about=call.about,
        call=call,
        received_at=received_at,
        entered_at=now,
        entered_by=actor.actor_key,
        sent_key=_sent_key("note", call.code, note_key),
    )
    return _first_or_only(slip.sent_key, lambda: _enter(slip, [words], "", actor, now))


def send_with_sheet(
    *,
    call: Call,
    texts: Sequence[str],
    channel: Channel,
    ward: Area | None,
    age_band: AgeBand | str,
    about: Issue | None,
    author: Participant,
    received_at: datetime,
    sheet_key: str,
    actor: Participant | User,
    now: datetime,
) -> Submission:
    """Take what was written in words on a sheet that another room took, in its transaction: that room has checked who
    may answer, and when. They wait to be read as all others do.

    ``sheet_key`` is that of the sheet: the same sheet is taken once. Raises IssueOfAnotherProcess, CallNotOpen and what
    the words can raise (``words``).
    """
    words = [checked(one, limit=PAPER_TEXT_LIMIT) for one in texts]
    slip = Submission(
        process=call.process,
        channel=channel,
        ward=ward,
        age_band=age_band,
        author=author,
        about=about,
        call=call,
        received_at=received_at,
        entered_at=now,
        entered_by=actor.actor_key if isinstance(actor, User) else "",
        sent_key=_sent_key("sheet", call.code, sheet_key),
    )
    policies.check_takes(slip.process, call, received_at=received_at, ward=ward)
    slip.receipt = receipts.issue(RECEIPT_KIND, now=now)
    return _keep(slip, words, actor=actor, now=now)


def _send(slip: Submission, words: Sequence[str], author: Participant, arrival: str, now: datetime) -> Submission:
    policies.check_takes(slip.process, slip.call, received_at=now, ward=slip.ward)
    if Opinion.objects.waiting().filter(submission__author=author).count() >= policies.WAITING_AT_MOST:
        raise TooManyWaiting(limit=policies.WAITING_AT_MOST)
    slip.receipt = receipts.issue(RECEIPT_KIND, now=now)
    kept = _keep(slip, words, actor=author, now=now)
    mark_arrival(kept, arrival, now=now)
    return kept


def _enter(
    slip: Submission,
    words: Sequence[str],
    card_number: str,
    actor: User,
    now: datetime,
    *,
    sheet: Attachment | None = None,
) -> Submission:
    """The number of the card and what it was printed for, a person of its own behind it, then the words."""
    if card_number:
        card = _card(card_number)
        slip.receipt, slip.call = card.receipt, slip.call or card.call
    else:
        slip.receipt = receipts.issue(RECEIPT_KIND, now=now)
    policies.check_takes(slip.process, slip.call, received_at=slip.received_at, ward=slip.ward)
    slip.author = add_paper_participant(channel=Channel(slip.channel), now=now)
    kept = _keep(slip, words, actor=actor, now=now)
    if sheet is not None:
        keep_sheet(sheet, kept, actor=actor, now=now)
    return kept


def _keep(submission: Submission, words: Sequence[str], *, actor: Participant | User, now: datetime) -> Submission:
    if submission.about is not None and submission.about.process_id != submission.process_id:
        raise IssueOfAnotherProcess(issue=submission.about.title)
    submission.save()
    opinions = [Opinion.of(submission, text, position=position) for position, text in enumerate(words, start=1)]
    for opinion in opinions:
        opinion.save()
    index_letters(opinions)
    take_for_call(submission.call, opinions)
    jobs.defer("opinions.index", opinion_pks=[opinion.pk for opinion in opinions])
    audit.record("opinions.received", actor=actor, subject=submission, at=now, details={"channel": submission.channel})
    return submission


def _card(number: str) -> PrintedCard:
    """A printed card that is not back yet."""
    cards = PrintedCard.objects.select_for_update(of=("self",)).select_related("call")
    card = cards.filter(receipt=number).first()
    if card is None:
        raise CardUnknown(number=receipts.shown(number))
    if Submission.objects.filter(receipt=number).exists():
        raise CardAlreadyEntered(number=receipts.shown(number))
    return card


def take_for_call(call: Call | None, opinions: Sequence[Opinion]) -> None:
    """Give what came in to the room that asked for it, in the caller's transaction."""
    if call is not None and call.kind in takers.names():
        takers[call.kind](call.pk, [opinion.pk for opinion in opinions])


def _sent_key(actor_key: str, form_key: str, *words: str) -> str:
    """Equal for the same words from the same page of the same person; it tells nothing of them."""
    return hashlib.sha256("\x1f".join((actor_key, form_key, *words)).encode()).hexdigest()


def _first_or_only(sent_key: str, keep: Callable[[], Submission]) -> Submission:
    """What was sent with this key before, else what ``keep`` makes; of two at one moment, the one that was first."""
    sent = Submission.objects.filter(sent_key=sent_key).first()
    if sent is not None:
        return sent
    try:
        with transaction.atomic():
            return keep()
    except IntegrityError:
        sent = Submission.objects.filter(sent_key=sent_key).first()
        if sent is None:
            raise
        return sent
