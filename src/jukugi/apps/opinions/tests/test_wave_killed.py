"""A worker that is killed in the middle of hiding a wave, and of taking it back: each voice is decided on once."""

import subprocess
import sys
import time

import pytest
from django.db import connection
from django.utils import timezone

from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.opinions import actions
from jukugi.apps.opinions.actions.wave_work import CHUNK, hide_wave, return_wave
from jukugi.apps.opinions.enums import HidingRule, Likeness, OpinionState, WaveState
from jukugi.apps.opinions.models import Opinion, OpinionReview, Wave, WaveGroup, WaveVoice
from jukugi.apps.opinions.tests.factories import SubmissionFactory, WaveFactory
from jukugi.apps.processes.tests.factories import DURING

VOICES = CHUNK * 10
# Does one of the two kinds of work as the worker does, with the settings and the database of the test.
WORKER = """
import django, sys
from django.conf import settings
name, work, wave_pk = sys.argv[1:]
settings.DATABASES["default"]["NAME"] = name
django.setup()
from django.utils import timezone
from jukugi.apps.opinions.actions import wave_work
getattr(wave_work, work)(wave_pk=int(wave_pk), clock=timezone.now)
"""


def large_wave() -> Wave:
    wave = WaveFactory(total=VOICES)
    group = WaveGroup.objects.create(wave=wave, number=1, likeness=Likeness.WORDS, count=VOICES, people=1, places=1)
    sent = SubmissionFactory(process=wave.process)
    made = Opinion.objects.bulk_create(
        Opinion.of(sent, "取りやめろ。", position=number) for number in range(1, VOICES + 1)
    )
    WaveVoice.objects.bulk_create(WaveVoice(wave=wave, opinion=opinion, group=group) for opinion in made)
    return wave


def killed_at_work(work: str, wave: Wave, state: OpinionState) -> int:
    """Kill the worker once some voices stand so; how many did."""
    name = str(connection.settings_dict["NAME"])
    worker = subprocess.Popen([sys.executable, "-c", WORKER, name, work, str(wave.pk)])
    try:
        while Opinion.objects.filter(state=state).count() < CHUNK * 2 and worker.poll() is None:
            time.sleep(0.005)
    finally:
        worker.kill()
        worker.wait()
    return Opinion.objects.filter(state=state).count()


@pytest.mark.django_db(transaction=True)
def test_a_killed_wave_goes_on_where_it_was_both_ways(settings):
    settings.HIDDEN_ALONE = VOICES
    officer, wave = RoleFactory().user, large_wave()
    words = {"rule": HidingRule.REPEATED, "reason": "同じ文です。"}
    actions.decide_wave(wave=wave, groups=[1], **words, actor=officer, now=DURING)

    hidden = killed_at_work("hide_wave", wave, OpinionState.HIDDEN)
    reviews = OpinionReview.objects.count()
    hide_wave(wave_pk=wave.pk, clock=timezone.now)
    hide_wave(wave_pk=wave.pk, clock=timezone.now)
    all_hidden = Opinion.objects.filter(state=OpinionState.HIDDEN).count()
    actions.take_wave_back(wave=wave, reason="まちがいでした。", actor=officer, now=timezone.now())
    back = killed_at_work("return_wave", wave, OpinionState.WAITING)
    return_wave(wave_pk=wave.pk, clock=timezone.now)

    assert (0 < hidden < VOICES, 0 < back < VOICES) == (True, True)
    assert (reviews, all_hidden) == (hidden, VOICES)
    assert Opinion.objects.filter(state=OpinionState.WAITING).count() == VOICES
    assert OpinionReview.objects.count() == 2 * VOICES
    assert Wave.objects.get().state == WaveState.RETURNED
