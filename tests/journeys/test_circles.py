"""A retired carpenter and a student find each other, get a room and 30,000 yen for a bench, and report back."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from jukugi.apps.accounts.sample import PASSWORD
from jukugi.apps.circles import actions
from jukugi.apps.circles.models import Circle
from tests.journeys.conftest import faults_at_both_widths

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def write_wish(page: Page, side: str, text: str) -> None:
    page.goto("/circles/wishes/new/")
    page.get_by_label(side).check()
    page.get_by_label("種類").select_option(label="技・知識")
    page.get_by_label("ひとことで").fill(text)
    page.locator("main select[name=ward]").select_option(label="中原区")
    page.get_by_label("合いそうな人にだけ").check()
    page.get_by_role("button", name="書きとめる").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("わたしの活動")


def say_yes(page: Page, name: str, contact: str) -> None:
    page.goto("/circles/mine/")
    page.get_by_label("呼び名").fill(name)
    page.get_by_label("連絡先").fill(contact)
    page.get_by_role("button", name="はい、話してみたい").click()


def signed_in(visit, username: str, *, scripts: bool = True) -> Page:
    page = visit("/accounts/login/", width="phone", scripts=scripts)
    page.get_by_label("ユーザー名").fill(username)
    page.get_by_label("パスワード").fill(PASSWORD)
    page.get_by_role("button", name="サインインする").click()
    return page


def open_fold(page: Page, words: str) -> None:
    page.locator("summary", has_text=words).click()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_carpenter_and_a_student_put_up_a_bench(sample, visit, scripts):
    carpenter = visit("/circles/", width="phone", scripts=scripts)
    student = visit("/circles/", width="phone", scripts=scripts)
    write_wish(carpenter, "できること・出せるもの", "杉板の組み方を教えられます。")
    write_wish(student, "ほしいこと・借りたいもの", "杉板で腰掛けを作りたいです。")
    actions.find_matches(now=timezone.now())

    # Why they two, and nothing more, until both say yes.
    carpenter.goto("/circles/mine/")
    why = carpenter.get_by_role("list", name="合う訳").first
    expect(why).to_contain_text("杉板")
    expect(why).to_contain_text("同じ区")
    expect(carpenter.get_by_text("腰掛け")).to_have_count(0)
    say_yes(carpenter, "元大工", "044-000-0001")
    expect(carpenter.get_by_text("044-000-0002")).to_have_count(0)
    say_yes(student, "学生", "044-000-0002")
    expect(student.get_by_text("044-000-0001")).to_be_visible()
    carpenter.goto("/circles/mine/")
    expect(carpenter.get_by_text("044-000-0002")).to_be_visible()

    # The student begins, the carpenter joins.
    student.goto("/circles/new/")
    student.get_by_label("やってみたいこと").fill("停留所に腰掛けを置く")
    student.get_by_label("どんなことですか").fill("待つ人が座れるように。")
    student.locator("main select[name=ward]").select_option(label="中原区")
    student.get_by_role("button", name="はじめる").click()
    expect(student.get_by_text("はじまりました")).to_be_visible()
    circle = Circle.objects.get(title="停留所に腰掛けを置く")
    carpenter.goto(circle.get_absolute_url())
    carpenter.get_by_role("link", name="仲間に入りたい").click()
    carpenter.get_by_label("ひとこと").fill("約束した大工です。")
    carpenter.get_by_role("button", name="申し込む").click()
    student.goto(f"{circle.get_absolute_url()}inside/")
    student.get_by_role("button", name="迎える").click()
    expect(student.get_by_text("迎えました。")).to_be_visible()

    # They ask for a room and for money.
    open_fold(student, "場所を頼む")
    student.get_by_label("どの居場所を使いたいですか").select_option(index=0)
    student.get_by_label("いつ、何に使いますか").fill("日曜の朝、板を切ります。")
    student.locator("details[open]").get_by_role("button", name="区の担当に頼む").click()
    expect(student.get_by_text("区の担当に頼みました")).to_be_visible()
    student.get_by_role("link", name="区の小さな基金に申し込む").click()
    student.get_by_label("何をしますか").fill("腰掛けを一つ作ります。")
    student.get_by_label("何に使いますか").fill("杉板24,000円、ねじ6,000円")
    student.get_by_label("いくら要りますか").fill("30000")
    student.get_by_label("いつまでにしますか").fill("2199-03-01")
    student.get_by_role("button", name="申し込む").click()
    expect(student.get_by_text("申し込みました。")).to_be_visible()

    # The ward answers; one officer proposes, another decides.
    ward = signed_in(visit, "mihon-nakahara", scripts=scripts)
    ward.goto("/desk/circles/")
    ask = ward.locator("li.stack", has_text="停留所に腰掛けを置く")
    ask.get_by_label("答え").fill("第一日曜に使えます。")
    ask.get_by_role("button", name="整ったと答える").click()
    asked = circle.fund_requests.get()
    ward.goto(f"/desk/circles/requests/{asked.pk}/")
    ward.get_by_label("理由").fill("決まりの材料に合います。")
    ward.get_by_role("button", name="案を出す").click()
    expect(ward.get_by_text("あなたが出した案です")).to_be_visible()
    second = signed_in(visit, "mihon-kakaricho", scripts=scripts)
    second.goto(f"/desk/circles/requests/{asked.pk}/")
    second.get_by_role("button", name="この案に決める").click()
    second.get_by_role("button", name="渡したことを記す").click()
    expect(second.get_by_text("渡したことを記しました")).to_be_visible()

    # They report back, and everybody reads it.
    carpenter.goto(f"{circle.get_absolute_url()}inside/")
    expect(carpenter.get_by_text("第一日曜に使えます。")).to_be_visible()
    carpenter.get_by_role("link", name="使ったお金を報告する").click()
    carpenter.get_by_label("何をしましたか").fill("腰掛けを置きました。待つ人が座っています。")
    carpenter.get_by_label("何にいくら使いましたか").fill("杉板23,000円、ねじ5,000円")
    carpenter.get_by_label("基金から使った額").fill("28000")
    carpenter.get_by_role("button", name="報告する").click()
    reader = visit(asked.fund.get_absolute_url(), width="phone", scripts=scripts)
    expect(reader.get_by_text("腰掛けを置きました。待つ人が座っています。")).to_be_visible()
    expect(reader.get_by_text("使ったのは28,000円、基金に戻したのは2,000円。")).to_be_visible()


def test_nothing_is_found_by_axe_inside_a_circle_that_one_has_begun(sample, visit):
    page = visit("/circles/new/")
    page.get_by_label("やってみたいこと").fill("見るための活動")
    page.get_by_label("どんなことですか").fill("中のページを見ます。")

    page.get_by_role("button", name="はじめる").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("見るための活動")
    assert faults_at_both_widths(page) == []
