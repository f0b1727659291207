"""Paper is typed in by two people who do not see each other's work; what differs is settled by looking at the sheet."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.accounts.models import User
from jukugi.apps.surveys import errors, permissions, policies
from jukugi.apps.surveys.actions.answering import Answering, take_sheet
from jukugi.apps.surveys.enums import PAPERS_AT_MOST, RECEIPT_KIND, TEXT_LIMIT
from jukugi.apps.surveys.models import AnswerSheet, Audience, Keying, PaperSheet
from jukugi.apps.surveys.queries.asking import questionnaire_of
from jukugi.core.questionnaire import AnswerFault, check_answers
from jukugi.kit import audit, receipts
from jukugi.kit.worded import checked_line

PAPER = (Channel.POST, Channel.FAX, Channel.CARD, Channel.MEETING, Channel.PHONE)


@dataclass(frozen=True)
class Keyed:
    """What was typed in from a sheet, and how it came."""

    answers: Mapping[str, Any]
    channel: Channel
    received_on: date
    form_key: str


@dataclass(frozen=True)
class Outcome:
    """What became of a typing: the sheet that is counted from now on, or what differs from the first typing."""

    keying: Keying
    sheet: AnswerSheet | None = None
    differs: tuple[str, ...] = ()


@transaction.atomic
def number_papers(
    *, audience: Audience, count: int, place: str, actor: User, now: datetime, is_printed: bool = False
) -> list[PaperSheet]:
    """Number sheets of paper: before they are printed, or one that came back without a number.

    Raises NotAllowed, TooManyOptions and what the place can raise.
    """
    permissions.check_can_key(actor, audience.survey)
    if not 0 < count <= PAPERS_AT_MOST:
        raise errors.TooManyOptions(field=_("紙の枚数"), count=count, limit=PAPERS_AT_MOST)
    where = checked_line(place, field=_("配る所"), limit=80)
    numbers = receipts.issue_many(RECEIPT_KIND, count, now=now)
    papers = PaperSheet.objects.bulk_create(
        PaperSheet(
            survey_id=audience.survey_id,
            audience=audience,
            receipt=number,
            printed_at=now if is_printed else None,
            place=where,
            made_at=now,
            actor_key=actor.actor_key,
        )
        for number in numbers
    )
    audit.record("surveys.papers_numbered", actor=actor, subject=audience, at=now, details={"count": count})
    return papers


@transaction.atomic
def key_sheet(*, paper: PaperSheet, keyed: Keyed, actor: User, now: datetime) -> Outcome:
    """Type in a sheet. The first typing waits for another person's, unless the survey is content with one; the second,
    if it is the same, is the sheet that is counted.

    The same form sent twice is one typing. Raises NotAllowed, SurveyNotOpen, ProcessFinished, PaperSettled, SamePerson,
    WrongWay, NothingAnswered, AnswersUnfit.
    """
    survey = paper.survey
    permissions.check_can_key(actor, survey)
    _check_came(paper, keyed, now)
    current = _locked(paper)
    there = {keying.turn: keying for keying in current.keyings.all()}
    for keying in there.values():
        if keying.form_key == keyed.form_key:
            return Outcome(keying, current.sheets.first(), differences(there))
    if current.sheets.exists() or len(there) >= 2:
        raise errors.PaperSettled(number=receipts.shown(paper.receipt))
    if 1 in there and there[1].actor_key == actor.actor_key:
        raise errors.SamePerson
    fitting = fitting_of(paper, keyed.answers)
    keying = Keying.objects.create(
        paper=current,
        turn=2 if 1 in there else 1,
        answers=fitting,
        channel=keyed.channel,
        received_on=keyed.received_on,
        form_key=keyed.form_key,
        actor_key=actor.actor_key,
        keyed_at=now,
    )
    there[keying.turn] = keying
    audit.record("surveys.keyed", actor=actor, subject=current, at=now, details={"turn": keying.turn})
    differs = differences(there)
    is_whole = (keying.turn == 2 and not differs) or not survey.keys_twice
    return Outcome(keying, _take(keying, actor, now) if is_whole else None, differs)


@transaction.atomic
def settle_sheet(*, paper: PaperSheet, keyed: Keyed, actor: User, now: datetime) -> AnswerSheet:
    """Settle what two people typed differently, having looked at the sheet; both typings are kept.

    Raises as ``key_sheet``, and NothingDiffers.
    """
    permissions.check_can_key(actor, paper.survey)
    _check_came(paper, keyed, now)
    current = _locked(paper)
    there = {keying.turn: keying for keying in current.keyings.all()}
    settled = current.sheets.first()
    if settled is not None and 3 in there and there[3].form_key == keyed.form_key:
        return settled
    if settled is not None:
        raise errors.PaperSettled(number=receipts.shown(paper.receipt))
    if not differences(there):
        raise errors.NothingDiffers
    keying = Keying.objects.create(
        paper=current,
        turn=3,
        answers=fitting_of(paper, keyed.answers),
        channel=keyed.channel,
        received_on=keyed.received_on,
        form_key=keyed.form_key,
        actor_key=actor.actor_key,
        keyed_at=now,
    )
    audit.record("surveys.settled", actor=actor, subject=current, at=now)
    return _take(keying, actor, now)


def differences(keyings: Mapping[int, Keying]) -> tuple[str, ...]:
    """What the first two typings have differently: codes of questions (with ``.words``), ``channel``, ``received_on``.

    Empty while there is only one. Spaces and the width of letters in words do not count.
    """
    first, second = keyings.get(1), keyings.get(2)
    if first is None or second is None:
        return ()
    keys = dict.fromkeys([*first.answers, *second.answers])
    found = [key for key in keys if _plain(first.answers.get(key)) != _plain(second.answers.get(key))]
    found += [name for name in ("channel", "received_on") if getattr(first, name) != getattr(second, name)]
    return tuple(found)


def fitting_of(paper: PaperSheet, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Answers in one form. On paper people answer also what they are not asked: that is left out, and no fault.

    Raises AnswersUnfit or NothingAnswered.
    """
    checked = check_answers(questionnaire_of(paper.survey), paper.audience.code, answers, text_limit=TEXT_LIMIT)
    faults = tuple(fault for fault in checked.faults if not _is_beside(fault))
    if faults:
        raise errors.AnswersUnfit(faults=faults)
    if not checked.answers:
        raise errors.NothingAnswered
    return dict(checked.answers)


def _is_beside(fault: AnswerFault) -> bool:
    return fault.code == "not_asked"


def _plain(value: Any) -> Any:
    from unicodedata import normalize

    return "".join(normalize("NFKC", value).split()) if isinstance(value, str) else value


def _locked(paper: PaperSheet) -> PaperSheet:
    related = PaperSheet.objects.select_for_update(of=("self",)).select_related("survey__process", "audience")
    return related.get(pk=paper.pk)


def _check_came(paper: PaperSheet, keyed: Keyed, now: datetime) -> None:
    if keyed.channel not in PAPER:
        raise errors.WrongWay
    if keyed.received_on > timezone.localdate(now):
        raise errors.ReceivedInTheFuture
    policies.check_takes(paper.survey, received_at=_noon(keyed.received_on))


def _noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))


def _take(keying: Keying, actor: User, now: datetime) -> AnswerSheet:
    answering = Answering(
        audience=keying.paper.audience,
        answers=keying.answers,
        channel=Channel(keying.channel),
        received_at=_noon(keying.received_on),
        sent_key=f"paper-{keying.paper.receipt}",
        paper=keying.paper,
    )
    try:
        with transaction.atomic():
            return take_sheet(answering=answering, actor=actor, now=now)
    except IntegrityError:
        raise errors.PaperSettled(number=receipts.shown(keying.paper.receipt)) from None
