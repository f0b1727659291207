"""Sheets come in: on the web from each side by its own way, and from paper."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jukugi.apps.accounts.actions import add_paper_participant
from jukugi.apps.accounts.enums import Channel
from jukugi.apps.accounts.models import Participant, User
from jukugi.apps.accounts.queries import keys_of
from jukugi.apps.areas.models import Area
from jukugi.apps.evaluations import errors, permissions, policies
from jukugi.apps.evaluations.actions.standing import locked_measure
from jukugi.apps.evaluations.enums import (
    PAPER_LIMIT,
    REASON_LIMIT,
    RECEIPT_KIND,
    SheetState,
    Side,
    Verdict,
)
from jukugi.apps.evaluations.models import Criterion, EvaluationSheet, ReviewedMeasure, SheetVerdict
from jukugi.apps.evaluations.models.sheets import PARTS, sheet_digest
from jukugi.apps.organizations.models import Organization
from jukugi.apps.organizations.permissions import Representation
from jukugi.apps.processes.policies import check_is_running
from jukugi.kit import audit, receipts
from jukugi.kit.worded import checked

PAPER = frozenset({Channel.CARD, Channel.FAX, Channel.POST, Channel.MEETING, Channel.PHONE})
PART_WORDS = {
    "keep": _("続けるとよいこと"),
    "change": _("変えるとよいこと"),
    "stop": _("やめるとよいこと"),
    "unclear": _("わからないこと"),
}


@dataclass(frozen=True)
class VerdictDraft:
    """A verdict as it is given."""

    criterion: Criterion
    verdict: Verdict
    reason: str = ""


@dataclass(frozen=True)
class SheetDraft:
    """What a sheet says. ``parts``: words for keep, change, stop, unclear."""

    verdicts: Sequence[VerdictDraft]
    parts: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Filler:
    """Who fills a sheet, and by what right they look from that side.

    Citizens, members and partners are participants; the latter two came by a link with its ``key``. An association is
    spoken for by a ``representation``, a department by a member of the ``staff`` who works for it.
    """

    side: Side
    participant: Participant | None = None
    key: str = ""
    representation: Representation | None = None
    staff: User | None = None


def send_sheet(
    *,
    measure: ReviewedMeasure,
    draft: SheetDraft,
    filler: Filler,
    form_key: str,
    now: datetime,
    ward: Area | None = None,
    age_band: str = "",
) -> EvaluationSheet:
    """Take a sheet from the web; of somebody who filled one before it is a correction, under the same number.

    Words wait until somebody has read them; those of a department are the city's own and public with the result. The
    same sheet sent twice is one. Raises ProcessFinished, ReviewNotOpen, AnotherDoor, NotAllowed, TooManySheets,
    NoVerdict, ReasonNeeded, CriterionOfAnotherReview and what the words can raise.
    """
    author, organization = _standing_of(filler, measure, now)
    sheet = EvaluationSheet(
        measure=measure,
        side=filler.side,
        state=SheetState.SHOWN if filler.side == Side.DEPARTMENT else SheetState.WAITING,
        channel=Channel.WEB,
        author=filler.participant,
        author_key=author,
        organization=organization,
        ward=ward,
        age_band=age_band,
        received_at=now,
        entered_at=now,
        sent_key=_sent_key(author, form_key, measure, draft),
    )
    actor: Any = filler.participant or filler.staff or filler.representation
    return _first_or_only(sheet.sent_key, lambda: keep_sheet(sheet, draft, actor, now, limit=REASON_LIMIT))


def enter_paper_sheet(
    *,
    measure: ReviewedMeasure,
    draft: SheetDraft,
    side: Side,
    channel: Channel,
    received_at: datetime,
    form_key: str,
    actor: User,
    now: datetime,
    organization: Organization | None = None,
    ward: Area | None = None,
    age_band: str = "",
) -> EvaluationSheet:
    """Type in a sheet that came on paper, word for word; each is of a person of its own, or of the association named.

    Raises NotAllowed, ProcessFinished, WrongChannel, ReceivedInTheFuture, ReviewNotOpen and what a sheet can raise.
    """
    permissions.check_can_enter(actor, measure.review)
    if channel not in PAPER or side == Side.DEPARTMENT:
        raise errors.WrongChannel
    if received_at > now:
        raise errors.ReceivedInTheFuture
    sheet = EvaluationSheet(
        measure=measure,
        side=side,
        channel=channel,
        author_key=_of_organization(organization.pk) if organization is not None else "",
        organization=organization,
        ward=ward,
        age_band=age_band,
        received_at=received_at,
        entered_at=now,
        entered_by=actor.actor_key,
        sent_key=_sent_key(actor.actor_key, form_key, measure, draft),
    )
    return _first_or_only(sheet.sent_key, lambda: keep_sheet(sheet, draft, actor, now, limit=PAPER_LIMIT))


def _standing_of(filler: Filler, measure: ReviewedMeasure, now: datetime) -> tuple[str, Organization | None]:
    """The key by which an author is known, and the body for which they speak. Raises AnotherDoor or NotAllowed."""
    if filler.side == Side.ASSOCIATION and filler.representation is not None:
        organization = filler.representation.organization
        return _of_organization(organization.pk), organization
    if filler.side == Side.DEPARTMENT and filler.staff is not None:
        department = permissions.department_for(filler.staff, measure, day=timezone.localdate(now))
        return filler.staff.actor_key, Organization.objects.get(pk=department)
    keys = {Side.CITIZEN: "", Side.MEMBER: measure.review.member_key, Side.PARTNER: measure.review.partner_key}
    if filler.participant is None or keys.get(filler.side) != filler.key:
        raise errors.AnotherDoor(side=Side(filler.side).label)
    return filler.participant.actor_key, None


def _keys(sheet: EvaluationSheet) -> list[str]:
    """By which the author of a sheet is known: a participant on each of their devices. One query, or none."""
    return keys_of(sheet.author) if sheet.author is not None else [sheet.author_key]


def keep_sheet(
    sheet: EvaluationSheet, draft: SheetDraft, actor: Any, now: datetime, *, limit: int = REASON_LIMIT
) -> EvaluationSheet:
    """Take a sheet of somebody whose right was checked, in the caller's transaction: what stood before of the same
    author is replaced, never changed.
    """
    measure = locked_measure(sheet.measure)
    check_is_running(measure.review.process)
    policies.check_takes(measure, received_at=sheet.received_at)
    verdicts = _checked(measure, draft, limit=limit)
    for part in PARTS:
        setattr(sheet, part, checked(draft.parts.get(part, ""), field=PART_WORDS[part], limit=2 * limit))
    if not sheet.author_key:
        sheet.author = add_paper_participant(channel=Channel(sheet.channel), now=now)
        sheet.author_key = sheet.author.actor_key
    before = (
        EvaluationSheet.objects.standing()
        .filter(measure=measure, side=sheet.side, author_key__in=_keys(sheet))
        .order_by("-pk")
        .first()
    )
    _check_pace(sheet, now)
    if before is not None:
        sheet.receipt, sheet.version = before.receipt, before.version + 1
        before.state = SheetState.REPLACED
        before.save(update_fields=["state"])
    else:
        sheet.receipt = receipts.issue(RECEIPT_KIND, now=now)
    sheet.digest = sheet_digest(sheet, [(row.criterion_id, row.verdict, row.reason) for row in verdicts])
    sheet.save()
    for row in verdicts:
        row.sheet = sheet
    SheetVerdict.objects.bulk_create(verdicts)
    details = {"channel": str(sheet.channel), "side": str(sheet.side)}
    audit.record("evaluations.sheet_received", actor=actor, subject=sheet, at=now, details=details)
    return sheet


def _checked(measure: ReviewedMeasure, draft: SheetDraft, *, limit: int) -> list[SheetVerdict]:
    """Raises NoVerdict, ReasonNeeded, CriterionOfAnotherReview and what the words can raise."""
    rows: dict[int, SheetVerdict] = {}
    for given in draft.verdicts:
        criterion = given.criterion
        if criterion.review_id != measure.review_id or criterion.pk in rows or given.verdict not in Verdict.values:
            raise errors.CriterionOfAnotherReview
        reason = checked(given.reason, field=criterion.name, limit=limit)
        if not reason and given.verdict != Verdict.UNKNOWN:
            raise errors.ReasonNeeded(name=criterion.name)
        rows[criterion.pk] = SheetVerdict(criterion=criterion, verdict=given.verdict, reason=reason)
    if not rows:
        raise errors.NoVerdict
    return list(rows.values())


def _check_pace(sheet: EvaluationSheet, now: datetime) -> None:
    if sheet.entered_by or sheet.author is None:
        return
    sent = EvaluationSheet.objects.filter(author=sheet.author, entered_at__gt=now - timedelta(days=1)).count()
    if sent >= policies.SHEETS_PER_DAY:
        raise errors.TooManySheets(limit=policies.SHEETS_PER_DAY)


def _of_organization(pk: int) -> str:
    return f"organization-{pk}"


def _sent_key(author: str, form_key: str, measure: ReviewedMeasure, draft: SheetDraft) -> str:
    """Equal for the same sheet from the same page of the same person; it tells nothing of them."""
    said = [f"{row.criterion.pk}:{row.verdict}:{row.reason}" for row in draft.verdicts]
    said += [draft.parts.get(part, "") for part in PARTS]
    return hashlib.sha256("\x1f".join((author, form_key, str(measure.pk), *said)).encode()).hexdigest()


def _first_or_only(sent_key: str, keep: Callable[[], EvaluationSheet]) -> EvaluationSheet:
    """What was sent with this key before, else what ``keep`` makes; of two at one moment, the one that was first."""
    sent = EvaluationSheet.objects.filter(sent_key=sent_key).first()
    if sent is not None:
        return sent
    try:
        with transaction.atomic():
            return keep()
    except IntegrityError:
        sent = EvaluationSheet.objects.filter(sent_key=sent_key).first()
        if sent is None:
            raise
        return sent
