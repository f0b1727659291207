"""A survey is prepared, opened, extended, withdrawn; whom it asks, with which codes."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jukugi.apps.accounts.models import User
from jukugi.apps.areas.models import Area
from jukugi.apps.opinions.actions import end_call, extend_call, open_call
from jukugi.apps.opinions.enums import CallKind
from jukugi.apps.organizations.queries import department_of
from jukugi.apps.processes.models import Process
from jukugi.apps.processes.policies import check_is_running
from jukugi.apps.surveys import errors, permissions, policies
from jukugi.apps.surveys.actions.standing import locked_survey, tell
from jukugi.apps.surveys.enums import (
    AUDIENCES_AT_MOST,
    CODES_AT_MOST,
    LINE_LIMIT,
    OPTION_LIMIT,
    REASON_LIMIT,
    TITLE_LIMIT,
    WORDS_LIMIT,
    Access,
    AudienceKind,
    Selection,
    SurveyAct,
    SurveyState,
)
from jukugi.apps.surveys.models import Audience, PersonalCode, Quota, Survey
from jukugi.apps.surveys.queries.asking import questionnaire_of
from jukugi.core.questionnaire import faults_of
from jukugi.kit import audit
from jukugi.kit.pages.wording import jdate
from jukugi.kit.worded import checked, checked_line

CODE_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
"""What nobody mixes up on a letter."""
SURVEY_CODE_LENGTH = 6
PERSONAL_CODE_LENGTH = 12
REASON = _("理由")


@dataclass(frozen=True)
class Notice:
    """What a survey tells those who are asked, and when it asks."""

    title: str
    opens_on: date
    closes_on: date
    purpose: str = ""
    promise: str = ""
    privacy: str = ""
    contact: str = ""
    keys_twice: bool = True


@dataclass(frozen=True)
class AudienceDraft:
    """An audience as it is typed; ``pk`` of one that is there."""

    kind: AudienceKind
    name: str
    selection: Selection
    access: Access
    asked: int | None = None
    pk: int | None = None


@dataclass(frozen=True)
class QuotaDraft:
    """How many answers of a group are wanted."""

    wanted: int
    ward: Area | None = None
    age_band: str = ""
    sex: str = ""


@transaction.atomic
def prepare_survey(
    *, process: Process, notice: Notice, ward: Area | None, actor: User, now: datetime, is_sample: bool = False
) -> Survey:
    """Prepare a survey. Nobody but staff sees it yet. Raises NotAllowed, ProcessFinished and what the notice can
    raise (``_checked``).
    """
    permissions.check_can_run(actor, ward)
    check_is_running(process)
    survey = Survey.objects.create(
        process=process,
        code=_new_code(),
        area=ward,
        department=department_of(actor, day=timezone.localdate(now)),
        is_sample=is_sample,
        begun_at=now,
        actor_key=actor.actor_key,
        **_checked(notice),
    )
    tell(survey, SurveyAct.PREPARED, "", actor, now)
    return survey


@transaction.atomic
def change_survey(*, survey: Survey, notice: Notice, actor: User, now: datetime) -> None:
    """Change what is being prepared. Raises besides SurveyNotInState: what was opened stands."""
    current = locked_survey(survey, actor, SurveyState.PREPARED)
    Survey.objects.filter(pk=current.pk).update(**_checked(notice))
    audit.record("surveys.changed", actor=actor, subject=current, at=now)


@transaction.atomic
def set_audiences(*, survey: Survey, audiences: Sequence[AudienceDraft], actor: User, now: datetime) -> list[Audience]:
    """Say whom the survey asks, in this order. While it runs names and numbers may be mended, and groups added.

    Raises NotAllowed, ProcessFinished, SurveyNotInState, TooManyOptions, AudienceTwice, AudienceInUse and what the
    words can raise.
    """
    current = locked_survey(survey, actor, SurveyState.PREPARED, SurveyState.OPENED)
    if len(audiences) > AUDIENCES_AT_MOST:
        raise errors.TooManyOptions(field=_("調査対象"), count=len(audiences), limit=AUDIENCES_AT_MOST)
    there = {audience.pk: audience for audience in current.audiences.all()}
    names = [checked_line(one.name, field=_("名前"), limit=OPTION_LIMIT, is_needed=True) for one in audiences]
    for name in names:
        if names.count(name) > 1:
            raise errors.AudienceTwice(name=name)
    kept = {one.pk for one in audiences if one.pk is not None}
    for gone in (audience for pk, audience in there.items() if pk not in kept):
        if _is_used(gone):
            raise errors.AudienceInUse(name=gone.name)
        gone.quotas.all().delete()
        gone.delete()
    # In two steps, so that two may change their names with each other.
    for pk in set(there) & kept:
        Audience.objects.filter(pk=pk).update(name=f"#{pk}")
    result = []
    for position, (draft, name) in enumerate(zip(audiences, names, strict=True)):
        values: dict[str, Any] = {
            "position": position,
            "kind": draft.kind,
            "name": name,
            "selection": draft.selection,
            "access": draft.access,
            "asked": draft.asked,
        }
        known = there.get(draft.pk) if draft.pk is not None else None
        if known is None:
            result.append(Audience.objects.create(survey=current, key=secrets.token_urlsafe(16), **values))
        else:
            Audience.objects.filter(pk=known.pk).update(**values)
            known.refresh_from_db()
            result.append(known)
    audit.record("surveys.audiences_set", actor=actor, subject=current, at=now)
    return result


@transaction.atomic
def set_quotas(*, audience: Audience, quotas: Sequence[QuotaDraft], actor: User, now: datetime) -> None:
    """Say how many answers of which group are wanted; they are watched, nobody is refused.

    Raises NotAllowed, ProcessFinished, SurveyNotInState.
    """
    current = locked_survey(audience.survey, actor, SurveyState.PREPARED, SurveyState.OPENED)
    audience.quotas.all().delete()
    Quota.objects.bulk_create(
        Quota(audience=audience, ward=one.ward, age_band=one.age_band, sex=one.sex, wanted=one.wanted)
        for one in quotas
        if one.wanted > 0
    )
    audit.record("surveys.quotas_set", actor=actor, subject=current, at=now)


@transaction.atomic
def make_codes(*, audience: Audience, count: int, actor: User, now: datetime) -> list[str]:
    """Make personal codes, each for one answer, and tell them once: only their keyed hashes are kept.

    Raises NotAllowed, ProcessFinished, SurveyNotInState, TooManyOptions.
    """
    current = locked_survey(audience.survey, actor, SurveyState.PREPARED, SurveyState.OPENED)
    if not 0 < count <= CODES_AT_MOST:
        raise errors.TooManyOptions(field=_("回答番号"), count=count, limit=CODES_AT_MOST)
    first = (audience.codes.aggregate(last=Max("number"))["last"] or 0) + 1
    codes = ["".join(secrets.choice(CODE_LETTERS) for _n in range(PERSONAL_CODE_LENGTH)) for _m in range(count)]
    PersonalCode.objects.bulk_create(
        (
            PersonalCode(
                audience=audience,
                digest=policies.code_digest(code),
                number=number,
                given_at=now,
                actor_key=actor.actor_key,
            )
            for number, code in enumerate(codes, start=first)
        ),
        batch_size=500,
    )
    audit.record("surveys.codes_made", actor=actor, subject=current, at=now, details={"count": count})
    return [code_shown(code) for code in codes]


def code_shown(code: str) -> str:
    """As printed: ``abcd-efgh-jkmn``."""
    return "-".join(code[place : place + 4] for place in range(0, len(code), 4))


@transaction.atomic
def open_survey(*, survey: Survey, actor: User, now: datetime) -> Survey:
    """Ask, within the period. From now on the questions stand as they are.

    Raises NotAllowed, ProcessFinished, SurveyNotInState, NobodyAsked, NothingAsked, QuestionsFaulty or PeriodInThePast.
    """
    current = locked_survey(survey, actor, SurveyState.PREPARED)
    if not current.audiences.exists():
        raise errors.NobodyAsked
    questionnaire = questionnaire_of(current)
    if not questionnaire.questions:
        raise errors.NothingAsked
    if faults := faults_of(questionnaire):
        raise errors.QuestionsFaulty(count=len(faults))
    if current.opens_on < timezone.localdate(now):
        raise errors.PeriodInThePast(day=jdate(current.opens_on))
    current.call = open_call(
        process=current.process,
        kind=CallKind.SURVEY,
        title=current.title,
        question="",
        ward=current.area,
        place="",
        about=None,
        opens_at=current.opens_at,
        closes_at=current.closes_at,
        needs_hearing=False,
        actor=actor,
        now=now,
    )
    current.state, current.opened_at = SurveyState.OPENED, now
    current.save(update_fields=["call", "state", "opened_at"])
    tell(current, SurveyAct.OPENED, "", actor, now)
    return current


@transaction.atomic
def extend_survey(*, survey: Survey, closes_on: date, reason: str, actor: User, now: datetime) -> None:
    """Take answers for longer, for a public reason; also after the first period has ended.

    Raises NotAllowed, ProcessFinished, SurveyNotInState, ExtendsBackwards and what the reason can raise.
    """
    current = locked_survey(survey, actor, SurveyState.OPENED)
    why = checked(reason, field=REASON, limit=REASON_LIMIT, is_needed=True)
    if closes_on <= current.closes_on or closes_on < timezone.localdate(now):
        raise errors.ExtendsBackwards(day=jdate(current.closes_on))
    current.closes_on = closes_on
    current.save(update_fields=["closes_on"])
    assert current.call is not None
    extend_call(call=current.call, closes_at=current.closes_at, actor=actor, now=now)
    tell(current, SurveyAct.EXTENDED, why, actor, now)


@transaction.atomic
def withdraw_survey(*, survey: Survey, reason: str, actor: User, now: datetime) -> None:
    """Call a survey off, for a public reason. What came in stays, with this as its end.

    Raises NotAllowed, ProcessFinished, SurveyNotInState and what the reason can raise.
    """
    current = locked_survey(survey, actor, SurveyState.PREPARED, SurveyState.OPENED)
    why = checked(reason, field=REASON, limit=REASON_LIMIT, is_needed=True)
    if current.call is not None and current.call.is_open_at(max(now, current.opens_at)) and now < current.closes_at:
        end_call(call=current.call, actor=actor, now=now)
    current.state, current.withdrawn_reason = SurveyState.WITHDRAWN, why
    current.save(update_fields=["state", "withdrawn_reason"])
    tell(current, SurveyAct.WITHDRAWN, why, actor, now)


def _checked(notice: Notice) -> dict[str, Any]:
    """Raises PeriodBackwards and what the words can raise."""
    policies.check_period(notice.opens_on, notice.closes_on)
    return {
        "title": checked_line(notice.title, field=_("題名"), limit=TITLE_LIMIT, is_needed=True),
        "purpose": checked(notice.purpose, field=_("何のためのアンケートか"), limit=WORDS_LIMIT),
        "promise": checked(notice.promise, field=_("結果をどう使うか"), limit=WORDS_LIMIT),
        "privacy": checked(notice.privacy, field=_("回答の扱い"), limit=WORDS_LIMIT),
        "contact": checked_line(notice.contact, field=_("問い合わせ先"), limit=LINE_LIMIT),
        "opens_on": notice.opens_on,
        "closes_on": notice.closes_on,
        "keys_twice": notice.keys_twice,
    }


def _is_used(audience: Audience) -> bool:
    return any(
        (
            audience.sheets.exists(),
            audience.drafts.exists(),
            audience.codes.exists(),
            audience.papers.exists(),
            audience.own_questions.exists(),
        )
    )


def _new_code() -> str:
    while True:
        code = "".join(secrets.choice(CODE_LETTERS) for _n in range(SURVEY_CODE_LENGTH))
        if not Survey.objects.filter(code=code).exists():
            return code
