"""The long work on a wave, in chunks of one transaction each: safe to run twice, also at once, and to be killed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from jukugi.apps.opinions import policies
from jukugi.apps.opinions.actions.waves import HIDE, LOOK, TAKE_BACK
from jukugi.apps.opinions.enums import OpinionState, VoiceFate, WaveState
from jukugi.apps.opinions.models import Opinion, OpinionReview, Wave, WaveGroup, WaveVoice
from jukugi.apps.opinions.queries import wave_groups
from jukugi.apps.opinions.queries.wave_groups import Alike, Arrived
from jukugi.apps.opinions.queries.waves import decided_since, sent_in
from jukugi.kit import audit, jobs

CHUNK = 200
JOBS = {WaveState.LOOKING: LOOK, WaveState.HIDING: HIDE, WaveState.RETURNING: TAKE_BACK}


@dataclass(frozen=True)
class _Behind:
    """The officer whose decision the machine carries out."""

    actor_key: str


def look_at_wave(*, wave_pk: int, clock: Callable[[], datetime]) -> None:
    """Find what voices of a wave have in common, and fix which voices it holds: what comes in later is in no wave."""
    wave = Wave.objects.select_related("process").filter(pk=wave_pk, state=WaveState.LOOKING).first()
    if wave is None:
        return
    voices = _arrived(wave)
    groups, others = wave_groups.alike(voices)
    with transaction.atomic():
        current = Wave.objects.select_for_update().filter(pk=wave_pk, state=WaveState.LOOKING).first()
        if current is None:
            return
        _keep(current, voices, groups, others)
        now = clock()
        current.state, current.total, current.moved_at = WaveState.READY, len(voices), now
        current.save(update_fields=["state", "total", "moved_at"])
        details = {"count": len(voices), "groups": len(groups)}
        audit.record("opinions.wave_looked_at", actor=None, subject=current, at=now, details=details)


def hide_wave(*, wave_pk: int, clock: Callable[[], datetime]) -> None:
    """Hide what was chosen. What somebody decided on meanwhile stays as it is. Ends when the wave is taken back."""
    while _in_chunks(wave_pk, WaveState.HIDING, _hide_next, clock()):
        pass


def return_wave(*, wave_pk: int, clock: Callable[[], datetime]) -> None:
    """Let what the wave hid wait again, but for what somebody decided on since."""
    while _in_chunks(wave_pk, WaveState.RETURNING, _return_next, clock()):
        pass


def look_after_waves(*, now: datetime) -> None:
    """Go on with what a dead worker left. One query at rest."""
    still = now - policies.WAVE_STANDS_STILL_AFTER
    for left in Wave.objects.filter(state__in=list(JOBS), moved_at__lte=still):
        with transaction.atomic():
            Wave.objects.filter(pk=left.pk).update(moved_at=now)
            jobs.defer(JOBS[WaveState(left.state)], wave_pk=left.pk)


def _arrived(wave: Wave) -> list[Arrived]:
    """What the wave holds, in the order in which it came in. One query."""
    sent = sent_in(wave.process, set(wave.areas)).waiting()
    rows = sent.filter(submission__received_at__gte=wave.since, submission__received_at__lt=wave.until)
    columns = ("pk", "text", "submission__author", "submission__arrival_mark__mark")
    ordered = rows.order_by("submission__received_at", "pk").values_list(*columns)
    return [Arrived(pk, text, device, mark or "") for pk, text, device, mark in ordered]


def _keep(wave: Wave, voices: Sequence[Arrived], groups: Sequence[Alike], others: Sequence[Arrived]) -> None:
    of_device, of_place = wave_groups.company(voices)
    kept = [
        WaveGroup(
            wave=wave,
            number=number,
            likeness=group.likeness,
            count=len(group.members),
            people=group.people,
            places=group.places,
        )
        for number, group in enumerate(groups, start=1)
    ]
    WaveGroup.objects.bulk_create(kept)
    parts: list[tuple[WaveGroup | None, Sequence[Arrived], int]] = [
        (group, alike.members, wave_groups.SAMPLE) for group, alike in zip(kept, groups, strict=True)
    ]
    for group, members, at_most in (*parts, (None, others, wave_groups.SAMPLE_OF_OTHERS)):
        samples = wave_groups.spread(members, at_most)
        WaveVoice.objects.bulk_create(
            (
                WaveVoice(
                    wave=wave,
                    opinion_id=voice.pk,
                    group=group,
                    device_count=of_device[voice.device],
                    place_count=of_place[voice.mark] if voice.mark else 0,
                    is_sample=voice.pk in samples,
                )
                for voice in members
            ),
            batch_size=1000,
        )


def _in_chunks(wave_pk: int, state: WaveState, step: Callable[[Wave, datetime], bool], now: datetime) -> bool:
    """One chunk under the lock of the wave; whether there may be another."""
    with transaction.atomic():
        wave = Wave.objects.select_for_update().filter(pk=wave_pk, state=state).first()
        return wave is not None and step(wave, now)


def _hide_next(wave: Wave, now: datetime) -> bool:
    voices = list(wave.voices.chosen().filter(fate=VoiceFate.UNTOUCHED).order_by("pk")[:CHUNK])
    locked = _locked(voices)
    waiting = [voice for voice in voices if locked[voice.opinion_id].state == OpinionState.WAITING]
    passed = [voice for voice in voices if locked[voice.opinion_id].state != OpinionState.WAITING]
    fields = {"state": OpinionState.HIDDEN, "rule": wave.rule, "reason": wave.reason, "actor_key": wave.decided_by}
    _decide(wave, [locked[voice.opinion_id] for voice in waiting], {**fields, "department": wave.department}, now)
    _met(waiting, VoiceFate.HIDDEN)
    _met(passed, VoiceFate.PASSED)
    wave.hidden, wave.moved_at = wave.hidden + len(waiting), now
    if not voices:
        wave.state = WaveState.HIDDEN
        details = {"hidden": wave.hidden, "passed": wave.chosen - wave.hidden}
        audit.record("opinions.wave_hidden", actor=None, subject=wave, at=now, details=details)
    wave.save(update_fields=["hidden", "state", "moved_at"])
    return bool(voices)


def _return_next(wave: Wave, now: datetime) -> bool:
    voices = list(wave.voices.filter(fate=VoiceFate.HIDDEN).order_by("pk")[:CHUNK])
    locked = _locked(voices)
    since = decided_since(wave, list(locked))
    back: list[WaveVoice] = []
    stay: list[WaveVoice] = []
    for voice in voices:
        is_as_left = locked[voice.opinion_id].state == OpinionState.HIDDEN and voice.opinion_id not in since
        (back if is_as_left else stay).append(voice)
    fields: dict[str, Any] = {
        "state": OpinionState.WAITING,
        "reason": wave.returned_reason,
        "actor_key": wave.returned_by,
    }
    fields["department"] = wave.returned_department
    _decide(wave, [locked[voice.opinion_id] for voice in back], fields, now)
    _met(back, VoiceFate.RETURNED)
    _met(stay, VoiceFate.STAYED)
    wave.moved_at = now
    if not voices:
        wave.state = WaveState.RETURNED
        audit.record("opinions.wave_returned", actor=None, subject=wave, at=now)
    wave.save(update_fields=["state", "moved_at"])
    return bool(voices)


def _locked(voices: Sequence[WaveVoice]) -> dict[int, Opinion]:
    """Their opinions as they are now, locked in the order of their keys."""
    keys = [voice.opinion_id for voice in voices]
    return {one.pk: one for one in Opinion.objects.select_for_update().filter(pk__in=keys).order_by("pk")}


def _decide(wave: Wave, opinions: Sequence[Opinion], fields: dict[str, Any], now: datetime) -> None:
    """A decision of its own for each, and its entry in the audit log."""
    OpinionReview.objects.bulk_create(
        OpinionReview(opinion=opinion, wave=wave, decided_at=now, **fields) for opinion in opinions
    )
    state = fields["state"]
    Opinion.objects.filter(pk__in=[opinion.pk for opinion in opinions]).update(state=state)
    by, details = _Behind(fields["actor_key"]), {"state": str(state), "wave": wave.pk}
    audit.record_all("opinions.reviewed", actor=by, subjects=opinions, at=now, details=details)


def _met(voices: Sequence[WaveVoice], fate: VoiceFate) -> None:
    WaveVoice.objects.filter(pk__in=[voice.pk for voice in voices]).update(fate=fate)
