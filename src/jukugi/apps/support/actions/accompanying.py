"""An association tells of its situation, says who may read it, and gets somebody who is in charge of it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.accounts.models import User
from jukugi.apps.organizations.models import Organization
from jukugi.apps.organizations.permissions import Representation
from jukugi.apps.support import errors, permissions
from jukugi.apps.support.actions.proposing import propose_matches
from jukugi.apps.support.enums import (
    LINE_LIMIT,
    PAPER_CHANNELS,
    WORDS_LIMIT,
    AgeClass,
    MoneyClass,
    Need,
    SizeClass,
    VisitConsent,
)
from jukugi.apps.support.models import Charge, SheetOpening, SheetReader, SituationSheet
from jukugi.kit import audit
from jukugi.kit.pages.wording import jdate
from jukugi.kit.worded import checked, checked_line


@dataclass(frozen=True)
class SheetDraft:
    """A situation sheet as it is typed. Classes and needs alone, and two fields of words."""

    size: SizeClass = SizeClass.UNKNOWN
    member_ages: AgeClass = AgeClass.UNKNOWN
    officer_ages: AgeClass = AgeClass.UNKNOWN
    money: MoneyClass = MoneyClass.UNKNOWN
    wants: tuple[Need, ...] = ()
    wants_words: str = ""
    worries: tuple[Need, ...] = ()
    worries_words: str = ""
    visit: VisitConsent = VisitConsent.NO
    visit_words: str = ""


@transaction.atomic
def write_sheet(
    *,
    organization: Organization,
    draft: SheetDraft,
    actor: User | Representation,
    now: datetime,
    channel: Channel = Channel.WEB,
    told_on: date | None = None,
    is_sample: bool = False,
) -> SituationSheet:
    """Write the next edition of an association's sheet; offers that fit it are proposed at once.

    The association writes on its own pages; the officer in charge types in what came on paper or was said. Raises
    NotAllowed, NotOnPaper, ToldInTheFuture, SheetEmpty, SheetTheSame and what the words can raise.
    """
    permissions.check_tells(actor, organization)
    is_typed_in = isinstance(actor, User)
    today = timezone.localdate(now)
    if is_typed_in != (channel in PAPER_CHANNELS):
        raise errors.NotOnPaper
    check_not_ahead(told_on or today, now=now)
    body = locked(organization)
    last = body.situation_sheets.first()
    sheet = SituationSheet(
        organization=body,
        number=(last.number if last else 0) + 1,
        channel=channel,
        told_on=told_on or today,
        actor_key=actor.actor_key,
        entered_by=actor.actor_key if is_typed_in else "",
        written_at=now,
        is_sample=is_sample,
        **_checked(draft),
    )
    if not (sheet.wants or sheet.worries or sheet.wants_words or sheet.worries_words):
        raise errors.SheetEmpty
    if last is not None and last.told == sheet.told:
        raise errors.SheetTheSame
    sheet.seal()
    sheet.save()
    details = {"organization": body.pk, "number": sheet.number, "channel": str(channel)}
    audit.record("support.sheet_written", actor=actor, subject=sheet, at=now, details=details)
    propose_matches(sheet=sheet, now=now)
    return sheet


@transaction.atomic
def name_reader(
    *, organization: Organization, reader: Organization, actor: User | Representation, now: datetime
) -> SheetReader:
    """Let a body read the sheet, from now on and until that is withdrawn. Raises NotAllowed, AlreadyReader."""
    permissions.check_tells(actor, organization)
    body = locked(organization)
    if body.sheet_readers.running().filter(reader=reader).exists():
        raise errors.AlreadyReader(name=reader.name)
    named = SheetReader.objects.create(
        organization=body, reader=reader, named_on=timezone.localdate(now), actor_key=actor.actor_key
    )
    details = {"organization": body.pk, "reader": reader.pk}
    audit.record("support.reader_named", actor=actor, subject=named, at=now, details=details)
    return named


@transaction.atomic
def withdraw_reader(*, reader: SheetReader, actor: User | Representation, now: datetime) -> None:
    """Let it read no more, at once. Raises NotAllowed."""
    permissions.check_tells(actor, reader.organization)
    SheetReader.objects.running().filter(pk=reader.pk).update(withdrawn_on=timezone.localdate(now))
    details = {"organization": reader.organization_id, "reader": reader.reader_id}
    audit.record("support.reader_withdrawn", actor=actor, subject=reader, at=now, details=details)


@transaction.atomic
def open_sheet(*, access: permissions.SheetAccess, now: datetime) -> SheetOpening:
    """Somebody who is not of the association opens its sheet: written into the audit each time, told once a day."""
    opening, _is_new = SheetOpening.objects.get_or_create(
        organization=access.organization,
        person=access.person,
        opened_on=timezone.localdate(now),
        defaults={"body": access.body, "opened_at": now},
    )
    details = {"organization": access.organization.pk, "body": access.body.pk if access.body else None}
    audit.record("support.sheet_opened", actor=access.person, subject=opening, at=now, details=details)
    return opening


@transaction.atomic
def name_officer(*, organization: Organization, officer: User, actor: User, now: datetime) -> Charge:
    """Put an officer of the association's ward in charge of it. The association reads who that is.

    Raises NotAllowed, NotOfTheWard, AlreadyInCharge.
    """
    permissions.check_is_of_ward(actor, organization)
    return _put_in_charge(locked(organization), officer, note="", actor=actor, now=now)


@transaction.atomic
def hand_over(*, charge: Charge, officer: User, note: str, actor: User, now: datetime) -> Charge:
    """Another officer is in charge from now on, with a note of the former one, who reads the sheet no more.

    Raises NotAllowed, NotOfTheWard, AlreadyInCharge and what the words can raise.
    """
    organization = charge.organization
    permissions.check_is_of_ward(actor, organization)
    kept = checked(note, field=_("次の受け持ちへ"), limit=WORDS_LIMIT)
    body = locked(organization)
    ended = Charge.objects.running().filter(pk=charge.pk).update(ended_on=timezone.localdate(now))
    if not ended:
        raise errors.NobodyInCharge
    details = {"organization": organization.pk, "officer": charge.officer_id}
    audit.record("support.charge_ended", actor=actor, subject=charge, at=now, details=details)
    return _put_in_charge(body, officer, note=kept, actor=actor, now=now)


def _put_in_charge(organization: Organization, officer: User, *, note: str, actor: User, now: datetime) -> Charge:
    if not permissions.officers_of_ward(organization.area_id).filter(pk=officer.pk).exists():
        raise errors.NotOfTheWard(name=officer.display_name)
    if organization.charges.running().filter(officer=officer).exists():
        raise errors.AlreadyInCharge(name=officer.display_name)
    charge = Charge.objects.create(
        organization=organization,
        officer=officer,
        starts_on=timezone.localdate(now),
        note=note,
        named_by=actor.actor_key,
        named_at=now,
    )
    details = {"organization": organization.pk, "officer": officer.pk}
    audit.record("support.charge_given", actor=actor, subject=charge, at=now, details=details)
    return charge


def locked(organization: Organization) -> Organization:
    """The association, held until the transaction ends: its editions are numbered one after another. One query."""
    return Organization.objects.select_for_update(of=("self",)).select_related("area").get(pk=organization.pk)


def check_not_ahead(day: date, *, now: datetime) -> None:
    """Raises ToldInTheFuture."""
    if day > timezone.localdate(now):
        raise errors.ToldInTheFuture(day=jdate(day))


def _checked(draft: SheetDraft) -> dict[str, object]:
    return {
        "size": draft.size,
        "member_ages": draft.member_ages,
        "officer_ages": draft.officer_ages,
        "money": draft.money,
        "wants": [str(need) for need in Need if need in draft.wants],
        "wants_words": checked(draft.wants_words, field=_("望むこと"), limit=WORDS_LIMIT),
        "worries": [str(need) for need in Need if need in draft.worries],
        "worries_words": checked(draft.worries_words, field=_("心配なこと"), limit=WORDS_LIMIT),
        "visit": draft.visit,
        "visit_words": checked_line(draft.visit_words, field=_("都合のよいとき"), limit=LINE_LIMIT),
    }
