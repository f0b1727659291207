"""A night on which a machine and people write at once, for tests."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from jukugi.apps.accounts.models import User
from jukugi.apps.accounts.tests.factories import ParticipantFactory, RoleFactory
from jukugi.apps.opinions import actions
from jukugi.apps.opinions.actions.wave_work import hide_wave, look_at_wave, return_wave
from jukugi.apps.opinions.enums import HidingRule
from jukugi.apps.opinions.models import ArrivalMark, Opinion, Submission, Wave
from jukugi.apps.opinions.tests.factories import OpinionFactory, SubmissionFactory
from jukugi.apps.processes.models import Process
from jukugi.apps.processes.tests.factories import DURING

FLOOD = "この計画はすべて取りやめてください。"
HONEST = (
    "図書館を夜の八時まで開けてほしい。",
    "公園の水飲み場がこわれています。",
    "子どもが雨の日に遊べる所がありません。",
    "回覧板を紙でなくてもよいことにしてほしい。",
    "坂の上まで行くバスの本数をふやしてほしい。",
    "防災倉庫の鍵をだれが持つか決めたい。",
    "若い人が町内会の会計を手伝っています。",
)
SINCE, UNTIL = DURING - timedelta(hours=3), DURING


def send(process: Process, text: str, *, device=None, mark: str = "", at: datetime | None = None, **fields) -> Opinion:
    """One voice from the web, within the wave."""
    received = at or SINCE + timedelta(minutes=Submission.objects.count() % 170)
    device = device or ParticipantFactory()
    sent = SubmissionFactory(process=process, author=device, received_at=received, entered_at=received, **fields)
    if mark:
        ArrivalMark.objects.create(submission=sent, mark=mark, marked_at=received)
    return OpinionFactory(submission=sent, text=text)


def flood(process: Process, count: int, *, text: str = FLOOD, mark: str = "m", **fields) -> list[Opinion]:
    """The same text so many times from one device and one part of the network."""
    device = ParticipantFactory()
    return [send(process, text, device=device, mark=mark, **fields) for _ in range(count)]


def honest(process: Process, count: int = len(HONEST)) -> list[Opinion]:
    """People who each write their own, from their own device and place."""
    return [send(process, text, mark=f"h{number}") for number, text in enumerate(HONEST[:count])]


def looked_at(process: Process, actor: User) -> Wave:
    """A wave that can be chosen from."""
    wave = actions.open_wave(process=process, since=SINCE, until=UNTIL, actor=actor, now=DURING)
    look_at_wave(wave_pk=wave.pk, clock=lambda: DURING)
    return Wave.objects.get(pk=wave.pk)


def decide(wave: Wave, groups: Sequence[int], actor: User, *, now: datetime = DURING) -> Wave:
    """Decide, agree as another where that is needed, and do the work."""
    decided = actions.decide_wave(
        wave=wave, groups=groups, rule=HidingRule.REPEATED, reason="同じ文が続けて届きました。", actor=actor, now=now
    )
    if decided.needs_second:
        actions.agree_to_wave(wave=wave, actor=RoleFactory().user, now=now)
    hide_wave(wave_pk=wave.pk, clock=lambda: now)
    return Wave.objects.get(pk=wave.pk)


def take_back(wave: Wave, actor: User, *, now: datetime) -> Wave:
    actions.take_wave_back(wave=wave, reason="人の声がまざっていました。", actor=actor, now=now)
    return_wave(wave_pk=wave.pk, clock=lambda: now)
    return Wave.objects.get(pk=wave.pk)


def states() -> dict[int, str]:
    """How each opinion stands."""
    return dict(Opinion.objects.values_list("pk", "state"))
