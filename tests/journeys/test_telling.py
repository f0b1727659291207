"""From a voice on a phone to the mail that tells what became of it, and the click by which no more come."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import expect

from jukugi.apps.accounts.actions import add_staff
from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.issues.tests.factories import IssueFactory
from jukugi.apps.opinions.enums import OpinionState
from jukugi.apps.opinions.models import Opinion
from jukugi.apps.opinions.tests.factories import IssueLinkFactory, hearing_process
from jukugi.apps.processes.models import Phase
from jukugi.apps.threads.actions.sending import send_due
from jukugi.apps.threads.models import Address
from jukugi.kit.jobs.worker import do_waiting_jobs
from tests.journeys.conftest import faults

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

PASSWORD = "mihon-2026-jukugi"
LINK = re.compile(r"http://\S+(/threads/mail/\S+/)")


def sign_in(page, name: str) -> None:
    page.get_by_label("ユーザー名").fill(name)
    page.get_by_label("パスワード").fill(PASSWORD)
    page.get_by_role("button", name="サインインする").click()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_voice_is_told_by_mail_what_became_of_it_and_stops_the_mails(visit, scripts):
    process = hearing_process(is_main=True)
    Phase.objects.update(opens_at=timezone.now() - timedelta(days=1), closes_at=timezone.now() + timedelta(days=9))
    for name in ("writer", "reader"):
        who = {"username": name, "display_name": name, "password": PASSWORD}
        add_staff(**who, kind=RoleKind.POLICY_OFFICER, area=None, now=timezone.now())

    phone = visit("/opinions/new/", scripts=scripts)
    phone.locator("textarea").first.fill("近所に集まれる場所がほしい。")
    phone.get_by_role("button", name="送る").click()
    if scripts:
        assert faults(phone) == []
    phone.get_by_label("メールアドレス").fill("hanako@example.jp")
    phone.get_by_role("button", name="確かめのメールを受け取る").click()
    expect(phone.get_by_text("確かめのメールを、まもなく送ります。")).to_be_visible()
    send_due(clock=timezone.now)
    own_page = LINK.search(mail.outbox[0].body).group(1)
    phone.goto(own_page)
    phone.get_by_role("button", name="知らせを受け取る").click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("このアドレスに届きます")

    opinion = Opinion.objects.get()
    Opinion.objects.update(state=OpinionState.SHOWN)
    IssueLinkFactory(opinion=opinion, issue=IssueFactory(process=process, title="居場所の場所"))
    desk = visit("/desk/threads/", width="wide", scripts=scripts)
    sign_in(desk, "writer")
    desk.goto("/desk/threads/new/")
    desk.get_by_label("題", exact=True).fill("中間報告を公表しました")
    desk.get_by_label("何があったか").fill("論点ごとの方向を書きました。")
    desk.get_by_role("button", name="だれに何が届くかを見る").click()
    expect(desk.get_by_text("数えています").first).to_be_visible()
    do_waiting_jobs()
    desk.reload()
    expect(desk.get_by_text("あなたが書いた知らせです")).to_be_visible()
    address = desk.url
    other = visit("/accounts/login/", width="wide", scripts=scripts)
    sign_in(other, "reader")
    other.goto(address)
    expect(other.get_by_text("論点「居場所の場所」の声として、検討しています。")).to_be_visible()
    other.get_by_role("button", name="承認して送る").click()
    send_due(clock=timezone.now)
    other.reload()
    expect(other.get_by_text("1通のうち1通が済みました")).to_be_visible()

    told = mail.outbox[-1]
    assert told.to == ["hanako@example.jp"]
    assert "論点「居場所の場所」の声として、検討しています。" in told.body
    phone.goto(LINK.search(told.body).group(1))
    phone.get_by_role("button", name="知らせを止める").click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("知らせを止めました")
    assert not Address.objects.exists()
