"""Voices that came in at once, in so many groups, and the pages of the desk on which they are decided."""

from datetime import timedelta

from django.utils import timezone

from jukugi.apps.issues.models import Issue
from jukugi.apps.opinions.enums import WaveState
from jukugi.apps.opinions.tests.factories import OpinionFactory, WaveFactory, filled_wave

PUBLIC: dict[str, tuple[str, int]] = {}
STAFF = {
    "hours with many voices": ("/desk/opinions/waves/", 11),
    "a wave to choose from": ("/desk/opinions/waves/{wave_ready}/", 11),
    "a wave for a second": ("/desk/opinions/waves/{wave_asked}/", 13),
    "a wave that is hidden": ("/desk/opinions/waves/{wave_hidden}/", 13),
    "voices of a group": ("/desk/opinions/waves/{wave_ready}/voices/?group=1", 11),
    "voices in no group of a wave": ("/desk/opinions/waves/{wave_ready}/voices/", 10),
}


def waves(issue: Issue, rows: int) -> dict[str, int | str]:
    """So many waves with so many groups each, and an hour with more voices than usual."""
    WaveFactory.create_batch(rows, process=issue.process)
    states = (WaveState.READY, WaveState.ASKED, WaveState.HIDDEN)
    made = {f"wave_{state}": filled_wave(rows, state=state, process=issue.process).pk for state in states}
    received = timezone.now() - timedelta(hours=2)
    OpinionFactory.create_batch(40 + rows, submission__process=issue.process, submission__received_at=received)
    return made
