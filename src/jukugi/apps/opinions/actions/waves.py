"""Voices that came in at once: looked at together, hidden in one step by a person's choice, taken back in one step.

What takes long is done by jobs (``wave_work``). Nothing is hidden by itself, and nothing that nobody chose.
"""

from collections.abc import Collection
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from jukugi.apps.accounts.models import User
from jukugi.apps.opinions import permissions, policies
from jukugi.apps.opinions.enums import HidingRule, WaveState
from jukugi.apps.opinions.errors import (
    NothingChosenInWave,
    ReasonMissing,
    RuleMissing,
    SecondIsTheSame,
    WaveMoved,
    WaveTimeWrong,
    WaveTooLarge,
    WaveWithoutVoices,
)
from jukugi.apps.opinions.models import Wave
from jukugi.apps.opinions.queries.waves import sent_in
from jukugi.apps.organizations.queries import department_of
from jukugi.apps.processes.models import Process
from jukugi.kit import audit, jobs
from jukugi.kit.errors import NotAllowed

LOOK, HIDE, TAKE_BACK = "opinions.look_at_wave", "opinions.hide_wave", "opinions.take_wave_back"


@transaction.atomic
def open_wave(*, process: Process, since: datetime, until: datetime, actor: User, now: datetime) -> Wave:
    """Have what came in from the web in ``[since, until)`` and waits to be read looked at together, by a job.

    Of voices for which the person may speak only. Raises NotAllowed, WaveTimeWrong, WaveWithoutVoices or WaveTooLarge.
    """
    areas = permissions.areas_handled_by(actor)
    if not areas:
        raise NotAllowed
    is_near = since <= now and now - since <= policies.WAVE_LOOKS_BACK
    if not is_near or not since < until or until - since > policies.WAVE_LASTS_AT_MOST:
        raise WaveTimeWrong(days=policies.WAVE_LASTS_AT_MOST.days)
    sent = sent_in(process, areas).waiting()
    count = sent.filter(submission__received_at__gte=since, submission__received_at__lt=until).count()
    if not count:
        raise WaveWithoutVoices
    if count > policies.WAVE_VOICES_AT_MOST:
        raise WaveTooLarge(count=count, limit=policies.WAVE_VOICES_AT_MOST)
    wave = Wave.objects.create(
        process=process,
        areas=sorted(areas, key=lambda area: area or 0),
        since=since,
        until=until,
        opened_by=actor.actor_key,
        opened_at=now,
        moved_at=now,
    )
    audit.record("opinions.wave_opened", actor=actor, subject=wave, at=now)
    jobs.defer(LOOK, wave_pk=wave.pk)
    return wave


@transaction.atomic
def except_voices(*, wave: Wave, told: Collection[int], excepted: Collection[int], actor: User, now: datetime) -> None:
    """Leave single voices of groups out, whatever is decided of their groups. Of the voices ``told`` on a page (keys of
    rows of the wave) these are excepted, and no others. Raises NotAllowed or WaveMoved.
    """
    current = _in_state(wave, actor, WaveState.READY)
    mine = current.voices.filter(pk__in=told, group__isnull=False)
    mine.exclude(pk__in=excepted).update(is_excluded=False)
    count = mine.filter(pk__in=excepted).update(is_excluded=True)
    audit.record("opinions.wave_excepted", actor=actor, subject=current, at=now, details={"count": count})


@transaction.atomic
def decide_wave(
    *, wave: Wave, groups: Collection[int], rule: HidingRule | str, reason: str, actor: User, now: datetime
) -> Wave:
    """Hide the voices of these groups (their numbers) but for the excepted ones, by one rule and one reason.

    A job does it at once, or after another officer has agreed where there are many (JUKUGI_HIDDEN_ALONE). Raises
    NotAllowed, WaveMoved, RuleMissing, ReasonMissing or NothingChosenInWave.
    """
    current = _in_state(wave, actor, WaveState.READY)
    if rule not in HidingRule.values:
        raise RuleMissing
    if not reason.strip():
        raise ReasonMissing
    current.groups.update(is_chosen=False)
    current.groups.filter(number__in=groups).update(is_chosen=True)
    current.chosen = current.voices.chosen().count()
    if not current.chosen:
        raise NothingChosenInWave
    current.needs_second = current.chosen > settings.HIDDEN_ALONE
    current.state = WaveState.ASKED if current.needs_second else WaveState.HIDING
    current.rule, current.reason = rule, reason.strip()
    current.decided_by, current.decided_at, current.moved_at = actor.actor_key, now, now
    current.department = department_of(actor, day=timezone.localdate(now))
    current.save()
    details = {"count": current.chosen, "needs_second": current.needs_second}
    audit.record("opinions.wave_decided", actor=actor, subject=current, at=now, details=details)
    if not current.needs_second:
        jobs.defer(HIDE, wave_pk=current.pk)
    return current


@transaction.atomic
def agree_to_wave(*, wave: Wave, actor: User, now: datetime) -> Wave:
    """Agree, as another officer than who decided, that so many are hidden. Raises NotAllowed, WaveMoved or
    SecondIsTheSame.
    """
    current = _in_state(wave, actor, WaveState.ASKED)
    if current.decided_by == actor.actor_key:
        raise SecondIsTheSame
    current.state, current.agreed_by, current.agreed_at, current.moved_at = WaveState.HIDING, actor.actor_key, now, now
    current.save(update_fields=["state", "agreed_by", "agreed_at", "moved_at"])
    audit.record("opinions.wave_agreed", actor=actor, subject=current, at=now, details={"count": current.chosen})
    jobs.defer(HIDE, wave_pk=current.pk)
    return current


@transaction.atomic
def send_wave_back(*, wave: Wave, actor: User, now: datetime) -> Wave:
    """Let it be chosen anew: whoever decided, or another, does not agree. Raises NotAllowed or WaveMoved."""
    current = _in_state(wave, actor, WaveState.ASKED)
    current.state, current.moved_at = WaveState.READY, now
    current.save(update_fields=["state", "moved_at"])
    audit.record("opinions.wave_sent_back", actor=actor, subject=current, at=now)
    return current


@transaction.atomic
def give_up_wave(*, wave: Wave, actor: User, now: datetime) -> Wave:
    """Hide nothing: all are read one by one as always. Raises NotAllowed or WaveMoved."""
    current = _in_state(wave, actor, WaveState.LOOKING, WaveState.READY, WaveState.ASKED)
    current.state, current.moved_at = WaveState.GIVEN_UP, now
    current.save(update_fields=["state", "moved_at"])
    audit.record("opinions.wave_given_up", actor=actor, subject=current, at=now)
    return current


@transaction.atomic
def take_wave_back(*, wave: Wave, reason: str, actor: User, now: datetime) -> Wave:
    """Let all that the wave hid wait to be read again, by a job; also while it is still being hidden.

    What somebody decided on since stays. Raises NotAllowed, WaveMoved or ReasonMissing.
    """
    current = _in_state(wave, actor, WaveState.HIDING, WaveState.HIDDEN)
    if not reason.strip():
        raise ReasonMissing
    current.state, current.returned_reason = WaveState.RETURNING, reason.strip()
    current.returned_by, current.returned_at, current.moved_at = actor.actor_key, now, now
    current.returned_department = department_of(actor, day=timezone.localdate(now))
    current.save()
    audit.record("opinions.wave_taken_back", actor=actor, subject=current, at=now)
    jobs.defer(TAKE_BACK, wave_pk=current.pk)
    return current


def _in_state(wave: Wave, actor: User, *states: WaveState) -> Wave:
    """The wave as it is now, locked, if the person may and it stands so."""
    permissions.check_can_handle_wave(actor, wave)
    current = Wave.objects.select_for_update().get(pk=wave.pk)
    if current.state not in states:
        raise WaveMoved(state=current.get_state_display())
    return current
