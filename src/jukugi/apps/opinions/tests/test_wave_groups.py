"""What voices that came in at once have in common, as a person is shown it."""

import pytest

from jukugi.apps.accounts.tests.factories import ParticipantFactory, RoleFactory
from jukugi.apps.opinions.enums import Likeness, OpinionState, WaveState
from jukugi.apps.opinions.queries.waves import shown_groups
from jukugi.apps.opinions.tests.factories import hearing_process
from jukugi.apps.opinions.tests.waves import FLOOD, flood, honest, looked_at, send, states

pytestmark = pytest.mark.django_db


def test_the_same_text_is_one_group_and_people_who_write_their_own_are_in_none():
    process = hearing_process()
    machine, people = flood(process, 8), honest(process)

    wave = looked_at(process, RoleFactory().user)

    groups, others, count = shown_groups(wave)
    assert [(g.group.likeness, g.group.count, g.group.people, g.group.places) for g in groups] == [
        (Likeness.WORDS, 8, 1, 1)
    ]
    assert {voice.opinion_id for voice in groups[0].samples} <= {opinion.pk for opinion in machine}
    assert {voice.opinion_id for voice in others} == {opinion.pk for opinion in people}
    assert (wave.state, wave.total, count) == (WaveState.READY, 15, 7)
    assert set(states().values()) == {OpinionState.WAITING}


def test_other_words_from_one_device_and_from_one_place_are_groups_too():
    process = hearing_process()
    words = [
        f"{n}{text}" for n in range(9) for text in ("番の橋がせまい。", "号線の音がうるさい。", "丁目に街灯がない。")
    ]
    device = send(process, "はじめの声です。植木の手入れをしたい。").submission.author
    for text in words[:5]:
        send(process, text, device=device)
    for text in words[5:]:
        send(process, text, mark="library")

    wave = looked_at(process, RoleFactory().user)

    found = [(g.likeness, g.count, g.people, g.places) for g in wave.groups.all()]
    assert found == [(Likeness.PLACE, 22, 22, 1), (Likeness.DEVICE, 6, 1, 0)]


def test_many_small_groups_of_one_kind_fall_to_the_next(monkeypatch):
    monkeypatch.setattr("jukugi.apps.opinions.queries.wave_groups.GROUPS_OF_A_KIND", 1)
    process = hearing_process()
    things = ("橋", "堤防", "縁側", "広告塔", "井戸", "屋根")
    for length, subject in (
        (6, "の色を変えたい。"),
        (5, "に名前がほしい。"),
        (5, "の由来を知りたい。"),
        (5, "を写生した。"),
    ):
        device = ParticipantFactory()
        for thing in things[:length]:
            send(process, f"{thing}{subject}", device=device, mark="school")
    for thing in (
        "朝の体操を続けたい。",
        "囲碁の相手を探しています。",
        "笛の稽古場が要る。",
        "蛍を見に行った。",
        "味噌を仕込む会。",
    ):
        send(process, thing, mark="school")

    wave = looked_at(process, RoleFactory().user)

    found = [(g.likeness, g.count, g.people, g.places) for g in wave.groups.all()]
    assert found == [(Likeness.PLACE, 20, 8, 1), (Likeness.DEVICE, 6, 1, 1)]


def test_one_text_from_many_devices_and_places_is_told_as_a_campaign():
    process = hearing_process()
    for number in range(10):
        send(process, FLOOD, mark=f"home {number}")
    flood(process, 10, text="おまえたちは役に立たない。")

    wave = looked_at(process, RoleFactory().user)

    groups, _others, _count = shown_groups(wave)
    assert sorted((g.group.people, g.is_many_people) for g in groups) == [(1, False), (10, True)]
