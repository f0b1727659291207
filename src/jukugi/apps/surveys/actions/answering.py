"""A sheet comes in: from the web, from paper, from a table. One way in for all."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from jukugi.apps.accounts.actions import add_paper_participant
from jukugi.apps.accounts.enums import Channel, Sex
from jukugi.apps.accounts.models import Participant, User
from jukugi.apps.areas.models import Area
from jukugi.apps.opinions.actions import send_with_sheet
from jukugi.apps.opinions.enums import AgeBand
from jukugi.apps.opinions.models import Submission
from jukugi.apps.surveys import errors, permissions, policies
from jukugi.apps.surveys.enums import REASON_LIMIT, RECEIPT_KIND, TEXT_LIMIT, Attribute
from jukugi.apps.surveys.models import (
    AnswerDraft,
    AnswerSheet,
    Audience,
    PaperSheet,
    PersonalCode,
    Question,
    SheetExclusion,
    SheetImport,
    Survey,
)
from jukugi.apps.surveys.models.answering import answers_digest
from jukugi.apps.surveys.queries.asking import as_questionnaire, question_rows
from jukugi.core.questionnaire import Answers, check_answers
from jukugi.kit import audit, receipts
from jukugi.kit.worded import checked


@dataclass(frozen=True)
class Answering:
    """Who answers what, whichever way it came: ``received_at`` is when the city had it."""

    audience: Audience
    answers: Mapping[str, Any]
    channel: Channel
    received_at: datetime
    sent_key: str
    personal_code: PersonalCode | None = None
    paper: PaperSheet | None = None
    sheet_import: SheetImport | None = None
    import_row: int | None = None
    seconds: int | None = None


def send_sheet(
    *,
    audience: Audience,
    answers: Mapping[str, Any],
    author: Participant,
    form_key: str,
    now: datetime,
    user: Any = None,
    key: str = "",
    personal_code: PersonalCode | None = None,
    started_at: datetime | None = None,
    is_another: bool = False,
) -> AnswerSheet:
    """Take a sheet from the web. The same form sent twice is one sheet, and gives the same number.

    ``key`` is that of the link by which somebody came. ``is_another``: another person on the same device says so; the
    count tells how many sheets came from one device. Raises AnotherDoor, SurveyNotOpen, ProcessFinished, CodeUsed,
    AlreadyAnswered, NothingAnswered, AnswersUnfit.
    """
    permissions.check_may_answer(audience, user, key=key, has_code=personal_code is not None)
    seconds = None if started_at is None else max(0, int((now - started_at).total_seconds()))
    answering = Answering(
        audience=audience,
        answers=answers,
        channel=Channel.WEB,
        received_at=now,
        sent_key=sheet_key(author.actor_key, form_key),
        personal_code=personal_code,
        seconds=seconds,
    )
    there = AnswerSheet.objects.filter(sent_key=answering.sent_key).first()
    if there is not None:
        return there
    try:
        with transaction.atomic():
            _check_first(audience, author, personal_code, is_another=is_another)
            sheet = _keep(answering, author=author, actor=author, now=now)
            _forget_draft(audience, author, personal_code)
            return sheet
    except IntegrityError:
        there = AnswerSheet.objects.filter(sent_key=answering.sent_key).first()
        if there is not None:
            return there
        if personal_code is not None:
            raise errors.CodeUsed from None
        raise


@transaction.atomic
def take_sheet(*, answering: Answering, actor: User, now: datetime) -> AnswerSheet:
    """Take a sheet that came on paper, as it was typed in or imported. The same ``sent_key`` is one sheet.

    Raises NotAllowed, SurveyNotOpen, ProcessFinished, CodeUsed, NothingAnswered, AnswersUnfit.
    """
    permissions.check_can_key(actor, answering.audience.survey)
    there = AnswerSheet.objects.filter(sent_key=answering.sent_key).first()
    if there is not None:
        return there
    if answering.personal_code is not None and answering.personal_code.sheets.exists():
        raise errors.CodeUsed
    author = add_paper_participant(channel=answering.channel, now=now)
    return _keep(answering, author=author, actor=actor, now=now)


def take_known(*, answering: Answering, questions: list[Question], actor: User, now: datetime) -> AnswerSheet:
    """The same for one of many sheets of a survey, in the caller's transaction: who may do it and whether it is new
    were looked at, and the questions read (``question_rows``).

    Raises SurveyNotOpen, ProcessFinished, NothingAnswered, AnswersUnfit.
    """
    author = add_paper_participant(channel=answering.channel, now=now)
    return _keep(answering, author=author, actor=actor, now=now, questions=questions)


@transaction.atomic
def correct_sheet(
    *, sheet: AnswerSheet, answers: Mapping[str, Any], reason: str, actor: User, now: datetime
) -> AnswerSheet:
    """Put a corrected sheet in the place of one that was typed in wrongly; both are kept. Words stay as they came in:
    they are corrected where opinions are.

    Raises NotAllowed, SheetCorrected, NothingAnswered, AnswersUnfit and what the reason can raise.
    """
    permissions.check_can_key(actor, sheet.survey)
    current = AnswerSheet.objects.select_for_update(of=("self",)).get(pk=sheet.pk)
    if AnswerSheet.objects.filter(corrects=current).exists():
        raise errors.SheetCorrected
    why = checked(reason, field=_("理由"), limit=REASON_LIMIT, is_needed=True)
    rows = question_rows(sheet.survey)
    fitting = _fitting(rows, sheet.audience, answers)
    ward, age_band, sex = attributes_of(rows, fitting)
    corrected = AnswerSheet.objects.create(
        survey_id=current.survey_id,
        audience_id=current.audience_id,
        receipt=current.receipt,
        channel=current.channel,
        author_id=current.author_id,
        personal_code_id=current.personal_code_id,
        paper_id=current.paper_id,
        sheet_import_id=current.sheet_import_id,
        import_row=current.import_row,
        answers=fitting,
        digest=answers_digest(fitting),
        ward=ward,
        age_band=age_band,
        sex=sex,
        seconds=current.seconds,
        received_at=current.received_at,
        entered_at=now,
        entered_by=actor.actor_key,
        sent_key=sheet_key("correction", str(current.pk)),
        corrects=current,
        correction_reason=why,
    )
    audit.record("surveys.sheet_corrected", actor=actor, subject=corrected, at=now)
    return corrected


@transaction.atomic
def exclude_sheet(*, sheet: AnswerSheet, reason: str, actor: User, now: datetime) -> SheetExclusion:
    """Leave a sheet out of the count, for a reason that is published in sums.

    Raises NotAllowed, AlreadyExcluded and what the reason can raise.
    """
    permissions.check_can_run(actor, sheet.survey.area)
    why = checked(reason, field=_("理由"), limit=REASON_LIMIT, is_needed=True)
    if sheet.exclusions.filter(ended_at__isnull=True).exists():
        raise errors.AlreadyExcluded
    exclusion = SheetExclusion.objects.create(sheet=sheet, reason=why, actor_key=actor.actor_key, excluded_at=now)
    audit.record("surveys.sheet_excluded", actor=actor, subject=sheet, at=now)
    return exclusion


@transaction.atomic
def include_sheet(*, sheet: AnswerSheet, reason: str, actor: User, now: datetime) -> None:
    """Count a sheet again. Raises NotAllowed, AlreadyExcluded (where it is not left out) and what the reason can
    raise.
    """
    permissions.check_can_run(actor, sheet.survey.area)
    why = checked(reason, field=_("理由"), limit=REASON_LIMIT, is_needed=True)
    changed = sheet.exclusions.filter(ended_at__isnull=True).update(
        ended_at=now, ended_by=actor.actor_key, ended_reason=why
    )
    if not changed:
        raise errors.AlreadyExcluded
    audit.record("surveys.sheet_included", actor=actor, subject=sheet, at=now)


@transaction.atomic
def keep_draft(
    *,
    audience: Audience,
    answers: Mapping[str, Any],
    page: int,
    author: Participant,
    form_key: str,
    now: datetime,
    user: Any = None,
    key: str = "",
    personal_code: PersonalCode | None = None,
) -> AnswerDraft:
    """Keep answers that are not sent yet, whatever stands in them: on the same device, or with the same code, one goes
    on. Raises AnotherDoor, SurveyNotOpen, ProcessFinished.
    """
    permissions.check_may_answer(audience, user, key=key, has_code=personal_code is not None)
    policies.check_takes(audience.survey, received_at=now)
    place: dict[str, Any] = {"personal_code": personal_code}
    if personal_code is None:
        place["author"] = author
    values = {"answers": dict(answers), "page": page, "saved_at": now}
    fixed = {
        "survey_id": audience.survey_id,
        "author": author,
        "form_key": form_key,
        "started_at": now,
    }
    draft, _is_new = AnswerDraft.objects.update_or_create(
        audience=audience, **place, defaults=values, create_defaults={**fixed, **values}
    )
    return draft


def _check_first(
    audience: Audience, author: Participant, personal_code: PersonalCode | None, *, is_another: bool
) -> None:
    if personal_code is not None:
        if personal_code.sheets.exists():
            raise errors.CodeUsed
    elif not is_another:
        there = AnswerSheet.objects.filter(audience=audience, author=author).first()
        if there is not None:
            raise errors.AlreadyAnswered(number=receipts.shown(there.receipt))


def _keep(
    answering: Answering,
    *,
    author: Participant,
    actor: Participant | User,
    now: datetime,
    questions: list[Question] | None = None,
) -> AnswerSheet:
    survey = answering.audience.survey
    policies.check_takes(survey, received_at=answering.received_at)
    rows = question_rows(survey) if questions is None else questions
    fitting = _fitting(rows, answering.audience, answering.answers)
    ward, age_band, sex = attributes_of(rows, fitting)
    receipt = answering.paper.receipt if answering.paper else receipts.issue(RECEIPT_KIND, now=now)
    sheet = AnswerSheet.objects.create(
        survey=survey,
        audience=answering.audience,
        receipt=receipt,
        channel=answering.channel,
        author=author,
        personal_code=answering.personal_code,
        paper=answering.paper,
        sheet_import=answering.sheet_import,
        import_row=answering.import_row,
        submission=send_words(
            survey,
            answering.channel,
            answering.sent_key,
            answering.received_at,
            rows,
            fitting,
            ward,
            age_band,
            author,
            actor,
            now,
        ),
        answers=fitting,
        digest=answers_digest(fitting),
        ward=ward,
        age_band=age_band,
        sex=sex,
        seconds=answering.seconds,
        received_at=answering.received_at,
        entered_at=now,
        entered_by=actor.actor_key if isinstance(actor, User) else "",
        sent_key=answering.sent_key,
    )
    audit.record("surveys.answered", actor=actor, subject=sheet, at=now, details={"channel": str(answering.channel)})
    return sheet


def _fitting(rows: list[Question], audience: Audience, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Raises AnswersUnfit or NothingAnswered."""
    found = check_answers(as_questionnaire(rows), audience.code, answers, text_limit=TEXT_LIMIT)
    if found.faults:
        raise errors.AnswersUnfit(faults=found.faults)
    if not found.answers:
        raise errors.NothingAnswered
    return dict(found.answers)


def attributes_of(
    rows: list[Question], answers: Answers, wards: Mapping[str, Area] | None = None
) -> tuple[Area | None, str, str]:
    """Ward, age and sex as far as they were told. At most one query; none where the wards by code were read."""
    told = {row.attribute: answers.get(row.code) for row in rows if row.attribute}
    code = str(told.get(Attribute.WARD) or "")
    if wards is None:
        wards = {area.code: area for area in Area.objects.filter(code=code)} if code else {}
    ward = wards.get(code)
    age, sex = told.get(Attribute.AGE), told.get(Attribute.SEX)
    return ward, str(age) if age in AgeBand.values else "", str(sex) if sex in Sex.values else ""


def send_words(
    survey: Survey,
    channel: Channel,
    sheet_key: str,
    received_at: datetime,
    rows: list[Question],
    answers: Answers,
    ward: Area | None,
    age_band: str,
    author: Participant,
    actor: Participant | User,
    now: datetime,
) -> Submission | None:
    """What was written in words where opinions are asked for becomes a submission: one opinion for each question."""
    texts = [str(answers[row.code]) for row in rows if row.takes_opinions and row.code in answers]
    about = next((row.about for row in rows if row.takes_opinions and row.code in answers and row.about), None)
    call = survey.call
    if not texts or call is None:
        return None
    return send_with_sheet(
        call=call,
        texts=texts,
        channel=channel,
        ward=ward,
        age_band=age_band,
        about=about,
        author=author,
        received_at=received_at,
        sheet_key=sheet_key,
        actor=actor,
        now=now,
    )


def _forget_draft(audience: Audience, author: Participant, personal_code: PersonalCode | None) -> None:
    drafts = AnswerDraft.objects.filter(audience=audience, personal_code=personal_code)
    (drafts if personal_code is not None else drafts.filter(author=author)).delete()


def sheet_key(*parts: str) -> str:
    """Equal for what was sent twice from one form; it tells nothing of who sent it."""
    return hashlib.sha256("\x1f".join(("survey", *parts)).encode()).hexdigest()
