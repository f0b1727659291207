"""A consultation is prepared, announced, extended, withdrawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jukugi.apps.accounts.models import User
from jukugi.apps.areas.models import Area
from jukugi.apps.drafts.models import Edition
from jukugi.apps.opinions.actions import end_call, extend_call, open_call
from jukugi.apps.opinions.enums import CallKind
from jukugi.apps.organizations.queries import department_of
from jukugi.apps.processes.policies import check_is_running
from jukugi.apps.public_comments import errors, permissions, policies
from jukugi.apps.public_comments.actions.standing import locked_consultation, tell
from jukugi.apps.public_comments.enums import (
    CATEGORIES_AT_MOST,
    LINE_LIMIT,
    REASON_LIMIT,
    TITLE_LIMIT,
    USUAL_CATEGORIES,
    WORDS_LIMIT,
    ConsultationAct,
    ConsultationState,
)
from jukugi.apps.public_comments.models import AnswerCategory, Consultation
from jukugi.kit import audit
from jukugi.kit.pages.wording import jdate
from jukugi.kit.worded import checked, checked_line

REASON = _("理由")


@dataclass(frozen=True)
class Notice:
    """What a consultation tells everybody: on what, by which right, who may comment, how, from when to when."""

    title: str
    basis: str
    eligible: str
    ways: str
    opens_on: date
    closes_on: date
    summary: str = ""
    notices: str = ""
    places: str = ""
    result_how: str = ""
    shorter_reason: str = ""


@dataclass(frozen=True)
class CategoryDraft:
    """A category as it is typed."""

    code: str
    name: str
    needs_change: bool = False


@transaction.atomic
def prepare_consultation(
    *, edition: Edition, notice: Notice, ward: Area | None, actor: User, now: datetime, is_sample: bool = False
) -> Consultation:
    """Prepare a consultation on a public edition, with the usual categories. Nobody but staff sees it yet.

    Raises NotAllowed, ProcessFinished, EditionNotPublic and what the notice can raise (``_checked``).
    """
    permissions.check_can_run(actor, ward)
    process = edition.document.process
    check_is_running(process)
    if not edition.is_public:
        raise errors.EditionNotPublic
    consultation = Consultation.objects.create(
        process=process,
        edition=edition,
        area=ward,
        department=edition.document.department or department_of(actor, day=timezone.localdate(now)),
        is_sample=is_sample,
        begun_at=now,
        actor_key=actor.actor_key,
        **_checked(notice),
    )
    _put_categories(consultation, [CategoryDraft(code, str(name), is_change) for code, name, is_change in _usual()])
    tell(consultation, ConsultationAct.PREPARED, "", actor, now)
    return consultation


@transaction.atomic
def change_consultation(
    *, consultation: Consultation, edition: Edition, notice: Notice, actor: User, now: datetime
) -> None:
    """Change what is being prepared. Raises besides ConsultationNotInState: what was announced stands."""
    current = locked_consultation(consultation, actor)
    policies.check_state(current, ConsultationState.PREPARED)
    if not edition.is_public or edition.document.process_id != current.process_id:
        raise errors.EditionNotPublic
    Consultation.objects.filter(pk=current.pk).update(edition=edition, **_checked(notice))
    audit.record("public_comments.changed", actor=actor, subject=current, at=now)


@transaction.atomic
def set_categories(
    *, consultation: Consultation, categories: Sequence[CategoryDraft], actor: User, now: datetime
) -> None:
    """Word the categories (対応区分) anew, in this order. One that is used keeps its code and what it stands for.

    Raises NotAllowed, ProcessFinished, ConsultationNotInState, ResultPublished, CategoriesNeeded, TooManyCategories,
    CategoryTwice, CategoryInUse and what the words can raise.
    """
    current = locked_consultation(consultation, actor)
    policies.check_state(current, ConsultationState.PREPARED, ConsultationState.ANNOUNCED)
    _put_categories(current, categories)
    audit.record("public_comments.categories_set", actor=actor, subject=current, at=now)


@transaction.atomic
def announce_consultation(*, consultation: Consultation, actor: User, now: datetime) -> Consultation:
    """Tell everybody, and take comments within the period. From now on the notice stands as it is.

    Raises NotAllowed, ProcessFinished, ConsultationNotInState or PeriodInThePast.
    """
    current = locked_consultation(consultation, actor)
    policies.check_state(current, ConsultationState.PREPARED)
    if current.opens_on < timezone.localdate(now):
        raise errors.PeriodInThePast(day=jdate(current.opens_on))
    current.call = open_call(
        process=current.process,
        kind=CallKind.CONSULTATION,
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
    current.state, current.announced_at = ConsultationState.ANNOUNCED, now
    current.save(update_fields=["call", "state", "announced_at"])
    tell(current, ConsultationAct.ANNOUNCED, "", actor, now)
    return current


@transaction.atomic
def extend_consultation(
    *, consultation: Consultation, closes_on: date, reason: str, actor: User, now: datetime
) -> None:
    """Take comments for longer, for a public reason; also after the first period has ended.

    Raises NotAllowed, ProcessFinished, ConsultationNotInState, ResultPublished, PublicationUnderWay, ExtendsBackwards
    and what the reason can raise.
    """
    current = locked_consultation(consultation, actor)
    policies.check_takes_answers(current)
    why = checked(reason, field=REASON, limit=REASON_LIMIT, is_needed=True)
    if closes_on <= current.closes_on or closes_on < timezone.localdate(now):
        raise errors.ExtendsBackwards(day=jdate(current.closes_on))
    current.closes_on = closes_on
    current.save(update_fields=["closes_on"])
    assert current.call is not None
    extend_call(call=current.call, closes_at=current.closes_at, actor=actor, now=now)
    tell(current, ConsultationAct.EXTENDED, why, actor, now)


@transaction.atomic
def withdraw_consultation(*, consultation: Consultation, reason: str, actor: User, now: datetime) -> None:
    """Call a consultation off, for a public reason. What came in stays, with this as its end.

    Raises NotAllowed, ProcessFinished, ConsultationNotInState, ResultPublished and what the reason can raise.
    """
    current = locked_consultation(consultation, actor)
    policies.check_state(current, ConsultationState.PREPARED, ConsultationState.ANNOUNCED)
    why = checked(reason, field=REASON, limit=REASON_LIMIT, is_needed=True)
    if current.call is not None and current.call.is_open_at(max(now, current.opens_at)) and now < current.closes_at:
        end_call(call=current.call, actor=actor, now=now)
    current.state, current.withdrawn_reason = ConsultationState.WITHDRAWN, why
    current.asked_at, current.asked_by = None, ""
    current.save(update_fields=["state", "withdrawn_reason", "asked_at", "asked_by"])
    tell(current, ConsultationAct.WITHDRAWN, why, actor, now)


def _usual() -> Sequence[tuple[str, Any, bool]]:
    return USUAL_CATEGORIES


def _checked(notice: Notice) -> dict[str, Any]:
    """Raises PeriodBackwards, ShorterNeedsReason and what the words can raise."""
    shorter = checked(notice.shorter_reason, field=_("短くする理由"), limit=REASON_LIMIT)
    policies.check_period(notice.opens_on, notice.closes_on, shorter)
    return {
        "title": checked_line(notice.title, field=_("題名"), limit=TITLE_LIMIT, is_needed=True),
        "basis": checked_line(notice.basis, field=_("根拠"), limit=LINE_LIMIT, is_needed=True),
        "eligible": checked(notice.eligible, field=_("意見を出せる人"), limit=WORDS_LIMIT, is_needed=True),
        "ways": checked(notice.ways, field=_("出し方"), limit=WORDS_LIMIT, is_needed=True),
        "summary": checked(notice.summary, field=_("概要"), limit=WORDS_LIMIT),
        "notices": checked(notice.notices, field=_("周知の方法"), limit=WORDS_LIMIT),
        "places": checked(notice.places, field=_("資料のある所"), limit=WORDS_LIMIT),
        "result_how": checked(notice.result_how, field=_("結果の公表"), limit=WORDS_LIMIT),
        "opens_on": notice.opens_on,
        "closes_on": notice.closes_on,
        "shorter_reason": shorter,
    }


def _put_categories(consultation: Consultation, drafts: Sequence[CategoryDraft]) -> None:
    rows: dict[str, tuple[str, bool]] = {}
    for draft in drafts:
        code = checked_line(draft.code, field=_("符号"), limit=4, is_needed=True)
        name = checked_line(draft.name, field=_("区分の言葉"), limit=LINE_LIMIT, is_needed=True)
        if code in rows:
            raise errors.CategoryTwice(code=code)
        rows[code] = (name, draft.needs_change)
    if not rows:
        raise errors.CategoriesNeeded
    if len(rows) > CATEGORIES_AT_MOST:
        raise errors.TooManyCategories(count=len(rows), limit=CATEGORIES_AT_MOST)
    there = {category.code: category for category in consultation.categories.all()}
    used = set(
        AnswerCategory.objects.filter(consultation=consultation, answers__isnull=False).values_list("code", flat=True)
    )
    for code in used:
        if code not in rows or rows[code][1] != there[code].needs_change:
            raise errors.CategoryInUse(code=code)
    consultation.categories.exclude(code__in=rows).delete()
    for position, (code, (name, needs_change)) in enumerate(rows.items()):
        AnswerCategory.objects.update_or_create(
            consultation=consultation,
            code=code,
            defaults={"name": name, "needs_change": needs_change, "position": position},
        )
