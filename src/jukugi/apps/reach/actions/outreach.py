"""What was tried for whom is written down, corrected and taken back; nothing is overwritten."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.accounts.models import User
from jukugi.apps.areas.models import Area
from jukugi.apps.opinions.models import Call
from jukugi.apps.processes.models import Process
from jukugi.apps.processes.policies import check_is_running
from jukugi.apps.reach import errors, permissions
from jukugi.apps.reach.enums import NOTE_LIMIT, REASON_LIMIT, WORDS_LIMIT
from jukugi.apps.reach.models import Outreach
from jukugi.kit import audit
from jukugi.kit.worded import checked, checked_line


@dataclass(frozen=True)
class OutreachDraft:
    """What somebody tells of one attempt, as they wrote it."""

    kind: str
    title: str
    done_on: date
    handed_out: int
    ward: Area | None = None
    age_band: str = ""
    sex: str = ""
    people: str = ""
    cost_yen: int | None = None
    responses: int | None = None
    call: Call | None = None
    note: str = ""


@transaction.atomic
def record_outreach(*, process: Process, draft: OutreachDraft, actor: User, now: datetime) -> Outreach:
    """Write down what was tried. Raises NotAllowed, ProcessFinished and what the draft can raise."""
    permissions.check_can_record(actor, draft.ward)
    check_is_running(process)
    row = Outreach.objects.create(
        process=process, actor_key=actor.actor_key, recorded_at=now, **_fields(process, draft, now)
    )
    audit.record("reach.outreach_recorded", actor=actor, subject=row, at=now)
    return row


@transaction.atomic
def correct_outreach(*, outreach: Outreach, draft: OutreachDraft, reason: str, actor: User, now: datetime) -> Outreach:
    """Put a corrected entry in the place of one. Raises NotAllowed, ProcessFinished, OutreachChanged and what the
    draft and the reason can raise."""
    current = _locked(outreach, actor)
    permissions.check_can_record(actor, draft.ward)
    why = checked(reason, field=_("直す理由"), limit=REASON_LIMIT, is_needed=True)
    row = Outreach.objects.create(
        process=current.process,
        actor_key=actor.actor_key,
        recorded_at=now,
        is_sample=current.is_sample,
        corrects=current,
        correction_reason=why,
        **_fields(current.process, draft, now),
    )
    audit.record("reach.outreach_corrected", actor=actor, subject=row, at=now)
    return row


@transaction.atomic
def take_back_outreach(*, outreach: Outreach, reason: str, actor: User, now: datetime) -> Outreach:
    """Take an entry out of the sums; it stays readable. Raises NotAllowed, ProcessFinished, OutreachChanged and what
    the reason can raise."""
    current = _locked(outreach, actor)
    current.ended_reason = checked(reason, field=_("取り下げる理由"), limit=REASON_LIMIT, is_needed=True)
    current.ended_at, current.ended_by = now, actor.actor_key
    current.save(update_fields=["ended_reason", "ended_at", "ended_by"])
    audit.record("reach.outreach_taken_back", actor=actor, subject=current, at=now)
    return current


def _locked(outreach: Outreach, actor: User) -> Outreach:
    """The entry as it is now, for somebody who may write of these people."""
    current = Outreach.objects.select_for_update(of=("self",)).select_related("process", "ward").get(pk=outreach.pk)
    permissions.check_can_record(actor, current.ward)
    check_is_running(current.process)
    if current.ended_at is not None or Outreach.objects.filter(corrects=current).exists():
        raise errors.OutreachChanged
    return current


def _fields(process: Process, draft: OutreachDraft, now: datetime) -> dict[str, Any]:
    if draft.done_on > timezone.localdate(now):
        raise errors.FutureOutreach
    if draft.handed_out < 1:
        raise errors.NobodyHandedOut
    if draft.responses is not None and draft.call is not None:
        raise errors.TwoWaysCounted
    if draft.responses is not None and draft.responses > draft.handed_out:
        raise errors.MoreThanHandedOut(responses=draft.responses, handed_out=draft.handed_out)
    if draft.call is not None and draft.call.process_id != process.pk:
        raise errors.AnotherProcess
    return {
        "kind": draft.kind,
        "title": checked_line(draft.title, field=_("何をしたか"), limit=WORDS_LIMIT, is_needed=True),
        "ward": draft.ward,
        "age_band": draft.age_band,
        "sex": draft.sex,
        "people": checked_line(draft.people, field=_("どんな人に"), limit=WORDS_LIMIT),
        "done_on": draft.done_on,
        "handed_out": draft.handed_out,
        "cost_yen": draft.cost_yen,
        "responses": draft.responses,
        "call": draft.call,
        "note": checked(draft.note, field=_("わかったこと"), limit=NOTE_LIMIT),
    }
