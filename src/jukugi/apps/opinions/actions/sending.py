import hashlib
from collections.abc import Callable
from datetime import datetime

from django.db import IntegrityError, transaction

from jukugi.apps.accounts.actions import add_paper_participant
from jukugi.apps.accounts.enums import Channel
from jukugi.apps.accounts.models import Participant, User
from jukugi.apps.areas.models import Area
from jukugi.apps.issues.models import Issue
from jukugi.apps.opinions import permissions, policies
from jukugi.apps.opinions.actions.indexing import index_letters
from jukugi.apps.opinions.actions.words import checked
from jukugi.apps.opinions.enums import PAPER_TEXT_LIMIT, RECEIPT_KIND, TEXT_LIMIT, AgeBand
from jukugi.apps.opinions.errors import (
    CardAlreadyEntered,
    CardUnknown,
    IssueOfAnotherProcess,
    ReceivedInTheFuture,
    TooManyWaiting,
    WrongChannel,
)
from jukugi.apps.opinions.models import Opinion, PrintedCard, Submission
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
) -> Submission:
    """Take an opinion from the web. It waits until somebody of the staff has read it.

    ``form_key`` is that of the page: the same words sent twice from it are one opinion, and give the same receipt.
    What was taken once is not refused when it comes again later. Raises PhaseNotOpen, IssueOfAnotherProcess,
    TooManyWaiting and what the words can raise (``words``).
    """
    words = checked(text, limit=TEXT_LIMIT)
    sent_key = _sent_key(author.actor_key, form_key, words)
    return _first_or_only(
        sent_key,
        lambda: _send(process, words, ward, age_band, about, author, sent_key, now),
    )


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
) -> Submission:
    """Type in what came on paper, at a meeting or on the phone, word for word.

    ``card_number`` is the number printed on the card, or "" where there is none: then the submission gets a new one.
    Raises NotAllowed, WrongChannel, ReceivedInTheFuture, PhaseNotOpen, CardUnknown, CardAlreadyEntered,
    IssueOfAnotherProcess and what the words can raise (``words``).
    """
    permissions.check_can_enter(actor)
    if channel not in PAPER:
        raise WrongChannel
    if received_at > now:
        raise ReceivedInTheFuture
    policies.check_hearing_is_open(process, received_at=received_at, ward=ward)
    words = checked(text, limit=PAPER_TEXT_LIMIT)
    sent_key = _sent_key(actor.actor_key, form_key, words)
    return _first_or_only(
        sent_key,
        lambda: _enter(
            process, channel, words, place, ward, age_band, about, received_at, card_number, sent_key, actor, now
        ),
    )


def _send(
    process: Process,
    words: str,
    ward: Area | None,
    age_band: AgeBand | str,
    about: Issue | None,
    author: Participant,
    sent_key: str,
    now: datetime,
) -> Submission:
    policies.check_hearing_is_open(process, received_at=now, ward=ward)
    if Opinion.objects.waiting().filter(submission__author=author).count() >= policies.WAITING_AT_MOST:
        raise TooManyWaiting(limit=policies.WAITING_AT_MOST)
    return _keep(
        Submission(
            process=process,
            receipt=receipts.issue(RECEIPT_KIND, now=now),
            channel=Channel.WEB,
            ward=ward,
            age_band=age_band,
            author=author,
            about=_of_process(about, process),
            received_at=now,
            entered_at=now,
            sent_key=sent_key,
        ),
        words,
        actor=author,
        now=now,
    )


def _enter(
    process: Process,
    channel: Channel,
    words: str,
    place: str,
    ward: Area | None,
    age_band: AgeBand | str,
    about: Issue | None,
    received_at: datetime,
    card_number: str,
    sent_key: str,
    actor: User,
    now: datetime,
) -> Submission:
    return _keep(
        Submission(
            process=process,
            receipt=_card(card_number) if card_number else receipts.issue(RECEIPT_KIND, now=now),
            channel=channel,
            place=place.strip(),
            ward=ward,
            age_band=age_band,
            author=add_paper_participant(channel=channel, now=now),
            about=_of_process(about, process),
            received_at=received_at,
            entered_at=now,
            entered_by=actor.actor_key,
            sent_key=sent_key,
        ),
        words,
        actor=actor,
        now=now,
    )


def _keep(submission: Submission, words: str, *, actor: Participant | User, now: datetime) -> Submission:
    submission.save()
    opinion = Opinion.of(submission, words)
    opinion.save()
    index_letters([opinion])
    jobs.defer("opinions.index", opinion_pks=[opinion.pk])
    audit.record("opinions.received", actor=actor, subject=submission, at=now, details={"channel": submission.channel})
    return submission


def _card(number: str) -> str:
    """The number of a printed card that is not back yet."""
    card = PrintedCard.objects.select_for_update().filter(receipt=number).first()
    if card is None:
        raise CardUnknown(number=receipts.shown(number))
    if Submission.objects.filter(receipt=number).exists():
        raise CardAlreadyEntered(number=receipts.shown(number))
    return number


def _of_process(issue: Issue | None, process: Process) -> Issue | None:
    if issue is not None and issue.process_id != process.pk:
        raise IssueOfAnotherProcess(issue=issue.title)
    return issue


def _sent_key(actor_key: str, form_key: str, words: str) -> str:
    """Equal for the same words from the same page of the same person; it tells nothing of them."""
    return hashlib.sha256("\x1f".join((actor_key, form_key, words)).encode()).hexdigest()


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
