import random
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django_tasks_db.models import DBTaskResult

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import RoleFactory, UserFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.opinions import actions
from jukugi.apps.opinions.actions.wave_work import hide_wave, look_after_waves, look_at_wave
from jukugi.apps.opinions.enums import HidingRule, OpinionState, VoiceFate, WaveState
from jukugi.apps.opinions.errors import (
    AppealDecidedByWhoHid,
    NothingChosenInWave,
    ReasonMissing,
    RuleMissing,
    SecondIsTheSame,
    WaveMoved,
    WaveTimeWrong,
    WaveTooLarge,
    WaveWithoutVoices,
)
from jukugi.apps.opinions.models import Opinion, OpinionReview, Wave
from jukugi.apps.opinions.queries.counting import received
from jukugi.apps.opinions.tests.factories import OpinionFactory, hearing_process
from jukugi.apps.opinions.tests.waves import (
    FLOOD,
    SINCE,
    UNTIL,
    decide,
    flood,
    honest,
    looked_at,
    send,
    states,
    take_back,
)
from jukugi.apps.processes.tests.factories import DURING
from jukugi.kit.audit.models import AuditEntry
from jukugi.kit.errors import NotAllowed

pytestmark = pytest.mark.django_db
LATER = DURING + timedelta(days=1)
MIXES = 6


def test_a_decision_hides_the_chosen_group_alone_each_voice_with_its_own_record():
    process, officer = hearing_process(), RoleFactory().user
    machine, people = flood(process, 8), honest(process)
    before = received(process).total

    wave = decide(looked_at(process, officer), [1], officer)

    hidden = {pk for pk, state in states().items() if state == OpinionState.HIDDEN}
    assert hidden == {opinion.pk for opinion in machine}
    assert (wave.state, wave.hidden) == (WaveState.HIDDEN, 8)
    reviews = OpinionReview.objects.values_list("opinion", "state", "rule", "reason", "actor_key", "wave")
    kept = ("hidden", "repeated", "同じ文が続けて届きました。", officer.actor_key, wave.pk)
    assert sorted(reviews) == [(opinion.pk, *kept) for opinion in machine]
    entries = AuditEntry.objects.filter(action="opinions.reviewed")
    assert sorted(entries.values_list("subject_key", "actor_key")) == sorted(
        (str(opinion.pk), officer.actor_key) for opinion in machine
    )
    assert received(process).total == before == len(machine) + len(people)


def test_excepted_voices_are_left_as_they_are():
    process, officer = hearing_process(), RoleFactory().user
    machine = flood(process, 8)
    wave = looked_at(process, officer)
    rows = list(wave.voices.order_by("pk"))
    told, saved = [row.pk for row in rows], rows[3]

    actions.except_voices(wave=wave, told=told, excepted=[rows[0].pk, saved.pk], actor=officer, now=DURING)
    actions.except_voices(wave=wave, told=told[:2], excepted=[], actor=officer, now=DURING)
    decide(wave, [1], officer)

    waiting = {pk for pk, state in states().items() if state == OpinionState.WAITING}
    assert waiting == {saved.opinion_id}
    assert len(machine) - 1 == Opinion.objects.filter(state=OpinionState.HIDDEN).count()


def test_voices_in_no_group_cannot_be_named_to_be_hidden():
    process, officer = hearing_process(), RoleFactory().user
    people = honest(process)
    wave = looked_at(process, officer)

    with pytest.raises(NothingChosenInWave):
        decide(wave, [0, 1, 99], officer)

    with pytest.raises(IntegrityError), transaction.atomic():
        wave.voices.filter(opinion=people[0]).update(fate=VoiceFate.HIDDEN)


@pytest.mark.parametrize("seed", range(MIXES))
def test_whatever_the_mix_only_what_was_chosen_is_touched_and_comes_back(seed):
    dice, process, officer = random.Random(seed), hearing_process(), RoleFactory().user
    texts = ["計画をやめろ。", "市長を替えろ。", "全部むだづかいだ。"]
    kinds = [flood(process, dice.randint(5, 9), text=text, mark=f"m{n}") for n, text in enumerate(texts)]
    honest(process, dice.randint(0, 7))
    wave, before = looked_at(process, officer), states()
    chosen = [group.number for group in wave.groups.all() if dice.random() < 0.6] or [1]
    rows = list(wave.voices.filter(group__isnull=False))
    excepted = [row.pk for row in rows if dice.random() < 0.2]
    actions.except_voices(wave=wave, told=[r.pk for r in rows], excepted=excepted, actor=officer, now=DURING)
    expected = set(
        wave.voices.filter(group__number__in=chosen).exclude(pk__in=excepted).values_list("opinion", flat=True)
    )

    wave = decide(wave, chosen, officer)
    hidden = {pk for pk, state in states().items() if state == OpinionState.HIDDEN}
    total_hidden = received(process).total
    alone = dice.sample(sorted(hidden), min(2, len(hidden)))
    for pk in alone:
        opinion = Opinion.objects.get(pk=pk)
        actions.review_opinion(opinion=opinion, state=OpinionState.SHOWN, actor=officer, now=DURING)
    take_back(wave, officer, now=LATER)

    assert len(kinds) == 3
    assert hidden == expected
    assert states() == before | dict.fromkeys(alone, OpinionState.SHOWN)
    assert total_hidden == received(process).total == len(before)


def test_taking_back_leaves_what_somebody_decided_since_and_says_so():
    process, officer, other = hearing_process(), RoleFactory().user, RoleFactory().user
    shown, dismissed, appealed, *rest = flood(process, 8)
    wave = decide(looked_at(process, officer), [1], officer)
    actions.review_opinion(opinion=shown, state=OpinionState.SHOWN, actor=other, now=LATER)
    for opinion in (dismissed, appealed):
        actions.appeal(opinion=opinion, text="人が書いた声です。", author=None, now=LATER)
    actions.answer_appeal(
        appeal=dismissed.appeals.get(), is_upheld=False, answer="同じ文です。", actor=other, now=LATER
    )

    wave = take_back(wave, officer, now=LATER)

    now = states()
    assert (now[shown.pk], now[dismissed.pk]) == (OpinionState.SHOWN, OpinionState.HIDDEN)
    assert {now[opinion.pk] for opinion in (appealed, *rest)} == {OpinionState.WAITING}
    assert (wave.state, wave.voices.filter(fate=VoiceFate.STAYED).count()) == (WaveState.RETURNED, 2)
    assert [(r.state, r.reason) for r in appealed.reviews.all()] == [
        ("hidden", "同じ文が続けて届きました。"),
        ("waiting", "人の声がまざっていました。"),
    ]


def test_an_appeal_that_outlived_its_wave_makes_the_voice_public():
    process, officer = hearing_process(), RoleFactory().user
    first = flood(process, 8)[0]
    wave = decide(looked_at(process, officer), [1], officer)
    actions.appeal(opinion=first, text="人が書いた声です。", author=None, now=LATER)
    take_back(wave, officer, now=LATER)

    actions.answer_appeal(
        appeal=first.appeals.get(), is_upheld=True, answer="公開します。", actor=RoleFactory().user, now=LATER
    )

    assert states()[first.pk] == OpinionState.SHOWN


def test_what_somebody_decided_before_the_machine_came_to_it_stays():
    process, officer = hearing_process(), RoleFactory().user
    machine = flood(process, 6)
    wave = looked_at(process, officer)
    actions.review_opinion(opinion=machine[0], state=OpinionState.SHOWN, actor=officer, now=DURING)

    wave = decide(wave, [1], officer)

    assert states()[machine[0].pk] == OpinionState.SHOWN
    assert (wave.chosen, wave.hidden, wave.voices.filter(fate=VoiceFate.PASSED).count()) == (6, 5, 1)


def test_many_voices_need_a_second_officer_who_is_another(settings):
    settings.HIDDEN_ALONE = 5
    process, officer, second = hearing_process(), RoleFactory().user, RoleFactory().user
    machine = flood(process, 6)
    wave = looked_at(process, officer)

    decided = actions.decide_wave(
        wave=wave, groups=[1], rule=HidingRule.REPEATED, reason="理由", actor=officer, now=DURING
    )
    hide_wave(wave_pk=wave.pk, clock=lambda: DURING)
    with pytest.raises(SecondIsTheSame):
        actions.agree_to_wave(wave=wave, actor=officer, now=DURING)
    still = set(states().values())
    actions.agree_to_wave(wave=wave, actor=second, now=DURING)
    hide_wave(wave_pk=wave.pk, clock=lambda: DURING)

    assert (decided.state, still) == (WaveState.ASKED, {OpinionState.WAITING})
    assert set(states().values()) == {OpinionState.HIDDEN}
    actions.appeal(opinion=machine[0], text="人が書いた声です。", author=None, now=LATER)
    for one in (officer, second):
        with pytest.raises(AppealDecidedByWhoHid):
            actions.answer_appeal(appeal=machine[0].appeals.get(), is_upheld=False, answer="答え", actor=one, now=LATER)


def test_the_database_itself_refuses_a_second_who_is_the_first():
    process, officer = hearing_process(), RoleFactory().user
    flood(process, 6)
    wave = decide(looked_at(process, officer), [1], officer)

    with pytest.raises(IntegrityError), transaction.atomic():
        Wave.objects.filter(pk=wave.pk).update(agreed_by=officer.actor_key, agreed_at=DURING)
    with pytest.raises(IntegrityError), transaction.atomic():
        Wave.objects.filter(pk=wave.pk).update(needs_second=True)


def test_who_does_not_agree_sends_it_back_to_be_chosen_anew(settings):
    settings.HIDDEN_ALONE = 5
    process, officer = hearing_process(), RoleFactory().user
    flood(process, 6)
    wave = looked_at(process, officer)
    actions.decide_wave(wave=wave, groups=[1], rule=HidingRule.REPEATED, reason="理由", actor=officer, now=DURING)

    actions.send_wave_back(wave=wave, actor=RoleFactory().user, now=DURING)

    assert Wave.objects.get().state == WaveState.READY
    with pytest.raises(WaveMoved):
        actions.agree_to_wave(wave=wave, actor=RoleFactory().user, now=DURING)


def test_work_may_be_done_twice_and_ends_where_it_was_taken_back(monkeypatch):
    monkeypatch.setattr("jukugi.apps.opinions.actions.wave_work.CHUNK", 3)
    process, officer = hearing_process(), RoleFactory().user
    flood(process, 8)
    wave = looked_at(process, officer)
    look_at_wave(wave_pk=wave.pk, clock=lambda: DURING)
    actions.decide_wave(wave=wave, groups=[1], rule=HidingRule.REPEATED, reason="理由", actor=officer, now=DURING)
    moments = iter([DURING, DURING, None])

    with pytest.raises(StopIteration):
        hide_wave(wave_pk=wave.pk, clock=lambda: next(m for m in [next(moments)] if m))
    half = Opinion.objects.filter(state=OpinionState.HIDDEN).count()
    take_back(wave, officer, now=LATER)
    hide_wave(wave_pk=wave.pk, clock=lambda: LATER)

    assert (half, wave.voices.count()) == (6, 8)
    assert set(states().values()) == {OpinionState.WAITING}
    assert OpinionReview.objects.count() == 12


def test_a_dead_workers_wave_goes_on(django_capture_on_commit_callbacks):
    process, officer = hearing_process(), RoleFactory().user
    flood(process, 6)
    wave = actions.open_wave(process=process, since=SINCE, until=UNTIL, actor=officer, now=DURING)

    with django_capture_on_commit_callbacks(execute=True):
        look_after_waves(now=DURING + timedelta(seconds=30))
        look_after_waves(now=DURING + timedelta(minutes=5))

    asked = DBTaskResult.objects.get()
    assert asked.args_kwargs["args"] == ["opinions.look_at_wave", {"wave_pk": wave.pk}]


@pytest.mark.parametrize(
    ("hours", "error"), [((1, 0), WaveTimeWrong), ((0, 200), WaveTimeWrong), ((-400 * 24, -399 * 24), WaveTimeWrong)]
)
def test_a_time_that_cannot_be_looked_at_is_refused(hours, error):
    process = hearing_process()
    since, until = (SINCE + timedelta(hours=hour) for hour in hours)

    with pytest.raises(error):
        actions.open_wave(process=process, since=since, until=until, actor=RoleFactory().user, now=DURING)


def test_a_time_without_waiting_voices_or_with_too_many_is_refused(monkeypatch):
    process, officer = hearing_process(), RoleFactory().user
    with pytest.raises(WaveWithoutVoices):
        looked_at(process, officer)
    flood(process, 3)
    monkeypatch.setattr("jukugi.apps.opinions.policies.WAVE_VOICES_AT_MOST", 2)

    with pytest.raises(WaveTooLarge):
        looked_at(process, officer)

    assert not Wave.objects.exists()


def test_paper_comments_and_what_was_decided_are_in_no_wave():
    process, officer = hearing_process(), RoleFactory().user
    one = send(process, FLOOD)
    send(process, FLOOD, channel="card", entered_by="x")
    OpinionFactory(submission=send(process, FLOOD).submission, state=OpinionState.SHOWN, position=2)
    comment = send(process, FLOOD)
    Opinion.objects.filter(pk=comment.pk).update(state=OpinionState.IN_GIST)

    wave = looked_at(process, officer)

    told = set(wave.voices.values_list("opinion", flat=True))
    assert comment.pk not in told
    assert (len(told), one.pk in told) == (2, True)


@pytest.mark.parametrize(
    ("rule", "reason", "error"),
    [("", "理由", RuleMissing), ("我流", "理由", RuleMissing), ("repeated", " ", ReasonMissing)],
)
def test_a_decision_needs_a_rule_and_a_reason(rule, reason, error):
    process, officer = hearing_process(), RoleFactory().user
    flood(process, 5)
    wave = looked_at(process, officer)

    with pytest.raises(error):
        actions.decide_wave(wave=wave, groups=[1], rule=rule, reason=reason, actor=officer, now=DURING)


def test_a_ward_officer_sees_and_decides_on_the_wards_voices_alone():
    process, ward = hearing_process(), WardFactory()
    officer = RoleFactory(kind=RoleKind.WARD_OFFICER, area=ward).user
    flood(process, 6, ward=ward)
    elsewhere = flood(process, 6, ward=WardFactory())
    of_city = looked_at(process, RoleFactory().user)

    wave = looked_at(process, officer)

    assert (wave.total, of_city.total) == (6, 12)
    with pytest.raises(NotAllowed):
        decide(of_city, [1], officer)
    decide(wave, [1], officer)
    assert {states()[opinion.pk] for opinion in elsewhere} == {OpinionState.WAITING}


def test_who_handles_no_voices_opens_and_decides_nothing():
    process, nobody = hearing_process(), UserFactory()
    flood(process, 6)
    wave = looked_at(process, RoleFactory().user)

    with pytest.raises(NotAllowed):
        looked_at(process, nobody)
    with pytest.raises(NotAllowed):
        decide(wave, [1], nobody)
    with pytest.raises(NotAllowed):
        actions.give_up_wave(wave=wave, actor=nobody, now=DURING)

    assert Wave.objects.count() == 1


def test_a_wave_that_is_given_up_is_decided_no_more():
    process, officer = hearing_process(), RoleFactory().user
    flood(process, 6)
    wave = looked_at(process, officer)
    actions.give_up_wave(wave=wave, actor=officer, now=DURING)

    with pytest.raises(WaveMoved):
        decide(wave, [1], officer)

    assert set(states().values()) == {OpinionState.WAITING}
