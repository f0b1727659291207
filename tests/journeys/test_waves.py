"""A wave of voices at the desk: seen, read, chosen without one voice, agreed to by another, taken back."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from jukugi.apps.accounts.models import User
from jukugi.apps.accounts.sample import PASSWORD
from jukugi.apps.accounts.tests.factories import ParticipantFactory, RoleFactory
from jukugi.apps.opinions.actions.wave_work import hide_wave, look_at_wave, return_wave
from jukugi.apps.opinions.enums import OpinionState
from jukugi.apps.opinions.models import Opinion, Wave
from jukugi.apps.opinions.tests.waves import HONEST, send
from jukugi.apps.processes.queries import main_process
from tests.journeys.conftest import faults_at_both_widths

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
FLOOD = "この計画はすべて取りやめろ。"


def stormy_night() -> None:
    """Sixty of one text from one device, and people who write meanwhile."""
    process, at, device = main_process(), timezone.now() - timedelta(hours=2), ParticipantFactory()
    for _ in range(60):
        send(process, FLOOD, device=device, mark="m", at=at)
    for number, text in enumerate(HONEST):
        send(process, text, mark=f"h{number}", at=at)


def sign_in(page: Page, name: str) -> None:
    page.get_by_label("ユーザー名").fill(name)
    page.get_by_label("パスワード").fill(PASSWORD)
    page.get_by_role("button", name="サインインする").click()


def states_of(text: str) -> set[str]:
    return set(Opinion.objects.filter(text=text).values_list("state", flat=True))


def test_a_wave_is_hidden_by_two_and_taken_back_by_one(sample, visit):
    stormy_night()
    second = User.objects.get(username="mihon-shisaku")
    first = RoleFactory().user
    first.set_password(PASSWORD)
    first.save()

    officer = visit("/desk/opinions/waves/", width="wide")
    sign_in(officer, first.username)
    expect(officer.get_by_role("heading", level=1)).to_contain_text("いつもより多く届いた時間があります")
    assert faults_at_both_widths(officer) == []
    officer.get_by_role("button", name="この時間の声を調べる").first.click()
    wave = Wave.objects.get()
    look_at_wave(wave_pk=wave.pk, clock=timezone.now)
    officer.get_by_role("link", name="いまの様子を見る").click()
    expect(officer.get_by_role("heading", level=1)).to_contain_text("似た声が1組、60件")
    assert faults_at_both_widths(officer) == []
    officer.get_by_role("link", name="組1の声をすべて見て").click()
    officer.get_by_role("checkbox").first.check()
    assert faults_at_both_widths(officer) == []
    officer.get_by_role("button", name="このページの印を残して、次のページへ").click()
    officer.goto(wave.get_absolute_url())
    officer.get_by_label("まとめて公開しない（59件）").check()
    officer.get_by_label("同じ人から同じ文が続けて届いた").check()
    officer.get_by_label("公開しない理由").fill("一台の機械から、同じ文が続けて届きました。")
    officer.get_by_role("button", name="選んだ組を公開しない").click()
    expect(officer.get_by_text("もう一人の職員の確認が要ります")).to_be_visible()
    assert states_of(FLOOD) == {OpinionState.WAITING}

    other = visit(wave.get_absolute_url())
    sign_in(other, second.username)
    assert faults_at_both_widths(other) == []
    other.get_by_role("button", name="確かめた。59件を公開しない").click()
    hide_wave(wave_pk=wave.pk, clock=timezone.now)
    other.goto(wave.get_absolute_url())
    expect(other.get_by_role("heading", level=1)).to_contain_text("59件を公開しないことにしました")
    assert states_of(FLOOD) == {OpinionState.WAITING, OpinionState.HIDDEN}
    assert states_of(HONEST[0]) == {OpinionState.WAITING}
    other.get_by_label("取り消す理由").fill("人の声がまざっていました。")
    other.get_by_role("button", name="すべて取り消す").click()
    return_wave(wave_pk=wave.pk, clock=timezone.now)
    other.goto(wave.get_absolute_url())
    expect(other.get_by_role("heading", level=1)).to_contain_text("59件を確認待ちに戻しました")
    assert faults_at_both_widths(other) == []
    assert states_of(FLOOD) == {OpinionState.WAITING}
