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
    _empty(Inquiry.objects.filter(pk=kept.pk), now)
    add_step(kept, InquiryAct.ERASED, said, actor=actor, now=now)
    kept.refresh_from_db()
    return kept


@transaction.atomic
def erase_due(*, now: datetime) -> int:
    """Erase what has been kept long enough: contacts 90 days and words three years after the end of a consultation;
    editions of sheets three years after the next one; visits after three years; and all of an association one year
    after it ended. Returns how many rows.
    """
    today = timezone.localdate(now)
    over = Q(closed_at__lt=now - CONTACT_KEPT) | Q(received_at__lt=now - ENDED_KEPT)
    count = Inquiry.objects.filter(over).exclude(contact="").update(contact="", contact_erased_at=now)
    old = Q(closed_at__lt=now - WORDS_KEPT) | Q(received_at__lt=now - UNENDED_KEPT)
    count += _empty(Inquiry.objects.filter(old, erased_at__isnull=True), now)
    ended = Q(organization__ended_on__lt=today - ENDED_KEPT)
    count += _empty_sheets(ended, now)
    visits = Visit.objects.filter(erased_at__isnull=True).filter(ended | Q(recorded_at__lt=now - WORDS_KEPT))
    count += visits.update(heard="", helped="", erased_at=now)
    count += Match.objects.filter(ended).exclude(reason="").update(reason="")
    count += NextStep.objects.filter(ended).exclude(what="―").update(what="―")
    count += NextStep.objects.filter(ended).exclude(done_note="").update(done_note="")
    Charge.objects.filter(ended).exclude(note="").update(note="")
    return count


def _empty_sheets(ended: Q, now: datetime) -> int:
    kept = SituationSheet.objects.filter(erased_at__isnull=True)
    newer = SituationSheet.objects.filter(written_at__lt=now - WORDS_KEPT).values_list("organization", "number")
    last_long_ago: dict[int, int] = {}
    for organization, number in newer:
        last_long_ago[organization] = max(number, last_long_ago.get(organization, 0))
    old = Q(pk__in=[])
    for organization, number in last_long_ago.items():
        old |= Q(organization=organization, number__lt=number)
    return kept.filter(ended | old).update(**SHEET_LEFT, erased_at=now)


def _empty(inquiries: QuerySet[Inquiry], now: datetime) -> int:
    pks = list(inquiries.values_list("pk", flat=True))
    InquiryStep.objects.filter(inquiry__in=pks).update(words="", seal_key="")
    count = Inquiry.objects.filter(pk__in=pks).update(contact="", erased_at=now)
    for inquiry in Inquiry.objects.filter(pk__in=pks):
        audit.record("support.inquiry_emptied", actor=None, subject=inquiry, at=now)
    return count
