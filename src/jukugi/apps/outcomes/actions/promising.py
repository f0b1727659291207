"""A promise is written down, given its sources, and made public by another person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from jukugi.apps.accounts.models import User
from jukugi.apps.areas.models import Area
from jukugi.apps.issues.enums import IssueLevel
from jukugi.apps.organizations.models import Organization
from jukugi.apps.outcomes import errors, permissions
from jukugi.apps.outcomes.enums import (
    INDICATOR_LIMIT,
    SOURCE_COLUMNS,
    TITLE_LIMIT,
    UNIT_LIMIT,
    WORDS_LIMIT,
    PromiseAct,
    PromiseState,
)
from jukugi.apps.outcomes.models import Promise, PromiseSource, PromiseStep
from jukugi.apps.outcomes.policies import Source, check_is_public
from jukugi.apps.processes.models import Process
from jukugi.kit import audit
from jukugi.kit.pages.wording import jdate
from jukugi.kit.worded import checked, checked_line


@dataclass(frozen=True)
class PromiseDraft:
    """A promise as it is typed. ``area`` None stands for the whole city; an indicator is optional."""

    title: str
    words: str
    level: IssueLevel
    area: Area | None
    department: Organization
    promised_on: date
    due_on: date
    indicator: str = ""
    unit: str = ""
    start_value: Decimal | None = None
    goal_value: Decimal | None = None

    def columns(self) -> dict[str, object]:
        """Checked columns. Raises DueBeforePromised, IndicatorNotWhole and what the words can raise."""
        if self.due_on < self.promised_on:
            raise errors.DueBeforePromised(due=jdate(self.due_on), promised=jdate(self.promised_on))
        indicator = checked_line(self.indicator, field=_("指標"), limit=INDICATOR_LIMIT)
        unit = checked_line(self.unit, field=_("単位"), limit=UNIT_LIMIT)
        given = (bool(indicator), bool(unit), self.goal_value is not None)
        if any(given) != all(given) or (self.start_value is not None and not all(given)):
            raise errors.IndicatorNotWhole
        return {
            "title": checked_line(self.title, field=_("約束の名前"), limit=TITLE_LIMIT, is_needed=True),
            "words": checked(self.words, field=_("何をするか"), limit=WORDS_LIMIT, is_needed=True),
            "level": self.level,
            "area": self.area,
            "department": self.department,
            "promised_on": self.promised_on,
            "first_due_on": self.due_on,
            "due_on": self.due_on,
            "indicator": indicator,
            "unit": unit,
            "start_value": self.start_value,
            "goal_value": self.goal_value,
        }


@transaction.atomic
def draft_promise(
    *,
    process: Process,
    draft: PromiseDraft,
    sources: Sequence[Source],
    actor: User,
    now: datetime,
    is_sample: bool = False,
) -> Promise:
    """Write down what the city promised, and where. Nobody but the officers reads it yet.

    Raises NotAllowed, SourceMissing, SourceNotPublic, SourceTwice, DueBeforePromised, IndicatorNotWhole and what the
    words can raise.
    """
    permissions.check_can_keep(actor, draft.area)
    if not sources:
        raise errors.SourceMissing
    columns = draft.columns()
    Process.objects.select_for_update().get(pk=process.pk)  # numbers are given one after the other
    last = Promise.objects.filter(process=process).aggregate(last=Max("number"))["last"] or 0
    promise = Promise.objects.create(
        process=process,
        number=last + 1,
        drafted_by=actor.actor_key,
        drafted_at=now,
        is_sample=is_sample,
        **columns,
    )
    for source in sources:
        _add(promise, source, actor, now)
    audit.record("outcomes.promise_drafted", actor=actor, subject=promise, at=now)
    return promise


@transaction.atomic
def correct_draft(*, promise: Promise, draft: PromiseDraft, actor: User, now: datetime) -> Promise:
    """Change a promise that is not public yet. Who corrects it last is its writer.

    Raises NotAllowed, NotDrafted and what ``draft_promise`` can raise.
    """
    kept = Promise.objects.select_for_update(of=("self",)).get(pk=promise.pk)
    permissions.check_can_keep(actor, kept.area)
    permissions.check_can_keep(actor, draft.area)
    if kept.state != PromiseState.DRAFTED:
        raise errors.NotDrafted
    for name, value in draft.columns().items():
        setattr(kept, name, value)
    kept.drafted_by, kept.drafted_at = actor.actor_key, now
    kept.save()
    audit.record("outcomes.promise_corrected", actor=actor, subject=kept, at=now)
    return kept


@transaction.atomic
def add_source(*, promise: Promise, source: Source, actor: User, now: datetime) -> PromiseSource:
    """Say where else the same promise was made: in public too. Raises NotAllowed, SourceNotPublic, SourceTwice."""
    permissions.check_can_keep(actor, promise.area)
    added = _add(promise, source, actor, now)
    audit.record("outcomes.source_added", actor=actor, subject=promise, at=now, details={"source": added.pk})
    return added


@transaction.atomic
def publish_promise(*, promise: Promise, actor: User, now: datetime) -> Promise:
    """Put a promise into the public book. From here on its words stay. Raises NotAllowed, NotDrafted,
    PublishedByWriter.
    """
    kept = Promise.objects.select_for_update(of=("self",)).get(pk=promise.pk)
    permissions.check_can_keep(actor, kept.area)
    if kept.state != PromiseState.DRAFTED:
        raise errors.NotDrafted
    if kept.drafted_by == actor.actor_key:
        raise errors.PublishedByWriter
    kept.state, kept.published_by, kept.published_at = PromiseState.OPEN, actor.actor_key, now
    kept.save(update_fields=["state", "published_by", "published_at"])
    PromiseStep.objects.create(
        promise=kept, act=PromiseAct.MADE, happened_on=kept.promised_on, actor_key=actor.actor_key, done_at=now
    )
    audit.record("outcomes.promise_published", actor=actor, subject=kept, at=now)
    return kept


def _add(promise: Promise, source: Source, actor: User, now: datetime) -> PromiseSource:
    check_is_public(source, promise.process)
    column = SOURCE_COLUMNS[source.kind]
    if PromiseSource.objects.filter(promise=promise, **{column: source.row}).exists():
        raise errors.SourceTwice
    reason = checked(source.reason, field=_("どうつながるか"), limit=WORDS_LIMIT)
    given = {column: source.row}
    return PromiseSource.objects.create(
        promise=promise, kind=source.kind, reason=reason, actor_key=actor.actor_key, added_at=now, **given
    )
