"""Once a year the city says of every promise how it stands, and closes that for good."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from jukugi.apps.accounts.models import User
from jukugi.apps.outcomes import errors, permissions
from jukugi.apps.outcomes.enums import WORDS_LIMIT, EntryVerdict
from jukugi.apps.outcomes.freezing import digest_of, frozen_review
from jukugi.apps.outcomes.models import Promise, ReviewEntry, YearlyReview
from jukugi.apps.outcomes.queries.reviews import latest_entries, promises_under
from jukugi.apps.processes.models import Process
from jukugi.kit import audit
from jukugi.kit.worded import checked


@transaction.atomic
def open_review(
    *, process: Process, fiscal_year: int, due_on: date, actor: User, now: datetime, is_sample: bool = False
) -> YearlyReview:
    """Ask all who keep promises to say how each stands. Raises NotAllowed, ReviewThere, NothingPromised."""
    permissions.check_can_review(actor)
    Process.objects.select_for_update().get(pk=process.pk)
    if YearlyReview.objects.filter(process=process, fiscal_year=fiscal_year).exists():
        raise errors.ReviewThere(year=fiscal_year)
    if not Promise.objects.public().filter(process=process).exists():
        raise errors.NothingPromised
    review = YearlyReview.objects.create(
        process=process,
        fiscal_year=fiscal_year,
        due_on=due_on,
        opened_by=actor.actor_key,
        opened_at=now,
        is_sample=is_sample,
    )
    audit.record("outcomes.review_opened", actor=actor, subject=review, at=now)
    return review


@transaction.atomic
def write_entry(
    *, review: YearlyReview, promise: Promise, verdict: EntryVerdict, words: str, actor: User, now: datetime
) -> ReviewEntry:
    """Say of one promise how it stands this year; a correction is the next version.

    Raises NotAllowed, ReviewOver, NotInReview and what the words can raise.
    """
    permissions.check_can_keep(actor, promise.area)
    kept = YearlyReview.objects.select_for_update().get(pk=review.pk)
    if kept.is_closed:
        raise errors.ReviewOver
    if not promises_under(kept).filter(pk=promise.pk).exists():
        raise errors.NotInReview
    said = checked(words, field=_("この一年のこと"), limit=WORDS_LIMIT, is_needed=True)
    last = ReviewEntry.objects.filter(review=kept, promise=promise).aggregate(last=Max("version"))["last"] or 0
    entry = ReviewEntry.objects.create(
        review=kept,
        promise=promise,
        version=last + 1,
        verdict=verdict,
        words=said,
        actor_key=actor.actor_key,
        written_at=now,
    )
    audit.record("outcomes.entry_written", actor=actor, subject=entry, at=now)
    return entry


@transaction.atomic
def close_review(*, review: YearlyReview, words: str, actor: User, now: datetime) -> YearlyReview:
    """Freeze the review and publish it.

    Raises NotAllowed, ReviewOver, EntriesMissing, ClosedByWriter and what the words can raise.
    """
    permissions.check_can_review(actor)
    kept = YearlyReview.objects.select_for_update().get(pk=review.pk)
    if kept.is_closed:
        raise errors.ReviewOver
    promises = list(promises_under(kept).select_related("area", "department").order_by("number"))
    entries = latest_entries(kept)
    if missing := sum(promise.pk not in entries for promise in promises):
        raise errors.EntriesMissing(count=missing)
    if own := sum(entry.actor_key == actor.actor_key for entry in entries.values()):
        raise errors.ClosedByWriter(count=own)
    kept.words = checked(words, field=_("この一年をまとめて"), limit=WORDS_LIMIT, is_needed=True)
    kept.frozen = frozen_review(kept, promises, entries, kept.words)
    kept.digest = digest_of(kept.frozen)
    kept.closed_by, kept.closed_at = actor.actor_key, now
    kept.save()
    audit.record("outcomes.review_closed", actor=actor, subject=kept, at=now)
    return kept
