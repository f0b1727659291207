"""What was told goes at the end of its time, or when somebody has a right to it; that it was there remains."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jukugi.apps.accounts.models import User
from jukugi.apps.support import errors, permissions
from jukugi.apps.support.actions.consulting import add_step
from jukugi.apps.support.enums import WORDS_LIMIT, InquiryAct, VisitConsent
from jukugi.apps.support.models import Charge, Inquiry, InquiryStep, Match, NextStep, SituationSheet, Visit
from jukugi.kit import audit
from jukugi.kit.worded import checked

CONTACT_KEPT = timedelta(days=90)
WORDS_KEPT = timedelta(days=3 * 365)
ENDED_KEPT = timedelta(days=365)
UNENDED_KEPT = timedelta(days=5 * 365)
"""For consultations that nobody ended, counted from the day on which they were asked; their contacts for one year."""
SHEET_LEFT = {
    "size": "unknown",
    "member_ages": "unknown",
    "officer_ages": "unknown",
    "money": "unknown",
    "wants": [],
    "worries": [],
    "wants_words": "",
    "worries_words": "",
    "visit": VisitConsent.NO,
    "visit_words": "",
    "seal_key": "",
}


@transaction.atomic
def erase_inquiry(*, inquiry: Inquiry, reason: str, actor: User, now: datetime) -> Inquiry:
    """Erase the words and the contact of a consultation, because its asker or somebody named in it asks for that.

    Raises NotAllowed, WordsErased and what the words can raise.
    """
    permissions.check_can_answer(actor, inquiry)
    said = checked(reason, field=_("消すわけ"), limit=WORDS_LIMIT, is_needed=True)
    kept = Inquiry.objects.select_for_update(of=("self",)).get(pk=inquiry.pk)
    if kept.erased_at is not None:
        raise errors.WordsErased
    empty_inquiries(Inquiry.objects.filter(pk=kept.pk), now)
    add_step(kept, InquiryAct.ERASED, said, actor=actor, now=now)
    kept.refresh_from_db()
    return kept


@transaction.atomic
def erase_contacts(*, now: datetime, kept: timedelta = CONTACT_KEPT) -> int:
    """Erase how to reach who asked, so long after the end, and one year after a question nobody ended. How many."""
    over = Q(closed_at__lt=now - kept) | Q(received_at__lt=now - ENDED_KEPT)
    return Inquiry.objects.filter(over).exclude(contact="").update(contact="", contact_erased_at=now)


@transaction.atomic
def erase_words(*, now: datetime, kept: timedelta = WORDS_KEPT) -> int:
    """Erase words of consultations so long after their end, editions of sheets so long after the next one, and what
    was heard on visits so long ago. Returns how many rows.
    """
    old = Q(closed_at__lt=now - kept) | Q(received_at__lt=now - UNENDED_KEPT)
    count = empty_inquiries(Inquiry.objects.filter(old, erased_at__isnull=True), now)
    count += _empty_sheets(_old_sheets(now - kept), now)
    visits = Visit.objects.filter(erased_at__isnull=True, recorded_at__lt=now - kept)
    return count + visits.update(heard="", helped="", erased_at=now)


@transaction.atomic
def erase_of_ended(*, now: datetime, kept: timedelta = ENDED_KEPT) -> int:
    """Erase what is left of associations that ended so long ago. Returns how many rows."""
    ended = Q(organization__ended_on__lt=timezone.localdate(now) - kept)
    count = _empty_sheets(ended, now)
    visits = Visit.objects.filter(ended, erased_at__isnull=True)
    count += visits.update(heard="", helped="", erased_at=now)
    count += Match.objects.filter(ended).exclude(reason="").update(reason="")
    count += NextStep.objects.filter(ended).exclude(what="―").update(what="―")
    count += NextStep.objects.filter(ended).exclude(done_note="").update(done_note="")
    return count + Charge.objects.filter(ended).exclude(note="").update(note="")


def _old_sheets(limit: datetime) -> Q:
    """Editions whose next one was written before the limit. One query."""
    newer = SituationSheet.objects.filter(written_at__lt=limit).values_list("organization", "number")
    last_long_ago: dict[int, int] = {}
    for organization, number in newer:
        last_long_ago[organization] = max(number, last_long_ago.get(organization, 0))
    old = Q(pk__in=[])
    for organization, number in last_long_ago.items():
        old |= Q(organization=organization, number__lt=number)
    return old


def _empty_sheets(which: Q, now: datetime) -> int:
    return SituationSheet.objects.filter(which, erased_at__isnull=True).update(**SHEET_LEFT, erased_at=now)


def empty_inquiries(inquiries: QuerySet[Inquiry], now: datetime) -> int:
    pks = list(inquiries.values_list("pk", flat=True))
    InquiryStep.objects.filter(inquiry__in=pks).update(words="", seal_key="")
    count = Inquiry.objects.filter(pk__in=pks).update(contact="", erased_at=now)
    for inquiry in Inquiry.objects.filter(pk__in=pks):
        audit.record("support.inquiry_emptied", actor=None, subject=inquiry, at=now)
    return count
