"""The pages on which one officer asks for a file and another one answers."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from jukugi.apps.accounts.enums import ExportState, RoleKind
from jukugi.apps.accounts.models import ExportAsk, User
from jukugi.apps.accounts.tests.factories import AgreedExportFactory, ExportAskFactory, RoleFactory, UserFactory
from jukugi.apps.areas.models import Area
from jukugi.apps.areas.tests.factories import WardFactory

pytestmark = pytest.mark.django_db

WHY = "団体に直してもらう。四月に消す。"


def words(response) -> str:
    return response.content.decode().replace("<wbr>", "")


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def ward() -> Area:
    return WardFactory(name="見本区")


@pytest.fixture
def first(ward: Area) -> User:
    return RoleFactory(kind=RoleKind.WARD_OFFICER, area=ward, user__display_name="見本 一").user


@pytest.fixture
def second() -> User:
    return RoleFactory(user__display_name="見本 二").user


def test_one_asks_another_agrees_and_both_see_where_it_stands(ward, first, second):
    new = f"/desk/exports/new/officers/{ward.code}/"
    asking, answering = browser(first), browser(second)

    page = words(asking.get(new))
    sent = asking.post(new, {"reason": WHY})
    waits = words(asking.get(sent.url))
    desk = words(answering.get("/desk/"))
    asked = words(answering.get(sent.url))
    answered = answering.post(sent.url, {"act": "agree", "answer": ""})

    assert "確かめられる人" in page
    assert "見本 二" in page
    assert "ほかの担当者の確認を待っています" in waits
    assert "個人情報のファイルを渡してよいか、確かめる" in desk
    assert "見本 一さんに渡してよいですか" in asked
    assert WHY in asked
    assert answered.status_code == 302
    assert "を受け取れます" in words(asking.get(sent.url))
    assert "見本 一さんが受け取れます" in words(answering.get(sent.url))
    assert "ほかの担当者が確かめたファイルを受け取る" in words(asking.get("/desk/"))


def test_a_refusal_is_read_by_who_asked_and_they_may_ask_again(ward, first, second):
    ask = ExportAskFactory(key=ward.code, asked_by=first.actor_key)
    answering = browser(second)

    empty = answering.post(ask.get_absolute_url(), {"act": "refuse", "answer": ""})
    answering.post(ask.get_absolute_url(), {"act": "refuse", "answer": "画面で足ります"})

    page = words(browser(first).get(ask.get_absolute_url()))
    assert empty.status_code == 400
    assert "画面で足ります" in page
    assert "もう一度お願いする" in page


def test_who_presses_anything_else_refuses_nothing_unsaid(ward, first, second):
    ask = ExportAskFactory(key=ward.code, asked_by=first.actor_key)

    answer = browser(second).post(ask.get_absolute_url(), {})

    ask.refresh_from_db()
    assert (answer.status_code, ask.state) == (400, ExportState.WAITING)


def test_ones_own_has_no_form_and_is_refused_in_words_when_sent_all_the_same(ward, first):
    ask = ExportAskFactory(key=ward.code, asked_by=first.actor_key)
    asking = browser(first)

    page, sent = words(asking.get(ask.get_absolute_url())), asking.post(ask.get_absolute_url(), {"act": "agree"})

    ask.refresh_from_db()
    assert 'name="act"' not in page
    assert (sent.status_code, ask.state) == (403, ExportState.WAITING)
    assert "自分のお願いには、自分で答えられません" in words(sent)


def test_too_few_words_are_told_at_the_field(ward, first):
    page = browser(first).post(f"/desk/exports/new/officers/{ward.code}/", {"reason": "使う"})

    assert page.status_code == 400
    assert "わけが短すぎます" in words(page)
    assert 'aria-invalid="true"' in words(page)


def test_an_open_ask_is_led_to_and_not_asked_twice(ward, first):
    ask = ExportAskFactory(key=ward.code, asked_by=first.actor_key)
    asking, new = browser(first), f"/desk/exports/new/officers/{ward.code}/"

    led, sent = asking.get(new), asking.post(new, {"reason": WHY})

    assert led.url == ask.get_absolute_url()
    assert sent.status_code == 400
    assert "もうお願いしてあります" in words(sent)


def test_when_nobody_else_may_the_page_says_whom_to_ask(ward, first):
    page = words(browser(first).get(f"/desk/exports/new/officers/{ward.code}/"))

    assert "確かめられる人が、ほかにいません" in page
    assert "運用担当に、もう一人に役割を足すよう頼んでください" in page


@pytest.mark.parametrize("path", ["officers/999999", "nothing/1", "honorariums/0", "honorariums/abc", "sheets/1"])
def test_a_file_that_is_not_there_is_not_found(second, path):
    assert browser(second).get(f"/desk/exports/new/{path}/").status_code == 404


def test_an_ask_that_is_not_there_is_not_found(second):
    assert browser(second).get("/desk/exports/1/").status_code == 404


def test_strangers_see_no_ask_and_none_in_their_lists(ward, first):
    ask = ExportAskFactory(key=ward.code, asked_by=first.actor_key)
    elsewhere = RoleFactory(kind=RoleKind.WARD_OFFICER, area=WardFactory()).user

    for stranger in (UserFactory(), RoleFactory(kind=RoleKind.OPERATOR).user, elsewhere):
        client = browser(stranger)
        assert client.get(ask.get_absolute_url()).status_code == 403
        assert client.post(ask.get_absolute_url(), {"act": "agree"}).status_code == 403
        assert client.get(f"/desk/exports/new/officers/{ward.code}/").status_code == 403
    assert "見本 一" not in words(browser(elsewhere).get("/desk/exports/"))
    ask.refresh_from_db()
    assert ask.state == ExportState.WAITING


def test_who_comes_second_reads_what_another_one_answered(ward, first, second):
    ask = AgreedExportFactory(key=ward.code, asked_by=first.actor_key)

    late = browser(second).post(ask.get_absolute_url(), {"act": "refuse", "answer": "要らない"})

    assert late.status_code == 409
    assert "いま「受け取れる」です" in words(late)


def test_what_has_lapsed_waits_for_nobody(ward, first, second):
    yesterday = timezone.localdate() - timedelta(days=1)
    ask = ExportAskFactory(key=ward.code, asked_by=first.actor_key, last_on=yesterday)

    desk, page = words(browser(second).get("/desk/")), words(browser(second).get(ask.get_absolute_url()))

    assert "個人情報のファイルを渡してよいか" not in desk
    assert "期限が過ぎました" in page
    assert 'name="act"' not in page


def test_a_kind_of_file_that_is_no_more_stands_in_no_list(first, second):
    ExportAskFactory(kind="former", key="1", asked_by=first.actor_key)
    ExportAskFactory(kind="former", key="1", asked_by=second.actor_key)

    assert browser(second).get("/desk/exports/").status_code == 200
    assert browser(second).get(ExportAsk.objects.first().get_absolute_url()).status_code == 403


def test_the_list_tells_what_was_taken(ward, first, second):
    AgreedExportFactory(key=ward.code, asked_by=first.actor_key, taken=2, taken_at=timezone.now())

    page = words(browser(second).get("/desk/exports/"))

    assert "これまでに渡したファイル" in page
    assert "全部で2回" in page
