"""An association tells of itself, is visited, takes up a grant it never applied for; a citizen asks and is answered."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from jukugi.apps.accounts.sample import PASSWORD
from jukugi.apps.areas.models import Area
from jukugi.apps.organizations.models import Organization
from jukugi.apps.organizations.tests.factories import AccessDeviceFactory, AssociationFactory
from jukugi.apps.support.models import Inquiry, SituationSheet
from jukugi.apps.support.tests.factories import SupportReceivedFactory
from tests.journeys.conftest import faults, faults_by_path

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
GRANT = "はじめの一歩の助成"
TOKEN = "c" * 43


def sign_in(page: Page, username: str) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("ユーザー名").fill(username)
    page.get_by_label("パスワード").fill(PASSWORD)
    page.get_by_role("button", name="サインインする").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("さんを待っている")


def pick(page: Page, group: str, label: str) -> None:
    page.get_by_role("group", name=re.compile(group)).get_by_label(label, exact=True).check()


@pytest.fixture
def body(sample) -> Organization:
    """An association of the officer's ward that took nothing and never asked."""
    made = AssociationFactory(area=Area.objects.get(code="141330"), name="見本新道町会", is_sample=True)
    SupportReceivedFactory(organization=made)
    AccessDeviceFactory(organization=made, token=TOKEN, starts_on=timezone.localdate())
    return made


def of_association(visit, live_server, width: str, scripts: bool) -> Page:
    page = visit("/", width=width, scripts=scripts)
    page.context.add_cookies([{"name": "jukugi_association", "value": TOKEN, "url": live_server.url}])
    return page


@pytest.mark.parametrize(("width", "scripts"), [("phone", True), ("phone", False)])
def test_an_association_tells_is_visited_and_takes_up_a_grant(body, visit, live_server, width, scripts):
    officer = visit("/", width="wide", scripts=scripts)
    sign_in(officer, "mihon-nakahara")
    officer.goto("/desk/support/company/unreached/")
    expect(officer.get_by_role("row", name=re.compile("見本新道町会"))).to_contain_text("2025")

    own = of_association(visit, live_server, width, scripts)
    own.goto(f"/associations/mine/{body.pk}/")
    own.get_by_role("link", name="状況シートを書く").click()
    own.get_by_role("link", name="状況シートを書く").click()
    pick(own, "あるとよいもの", "備品や機材")
    pick(own, "お金のやりくり", "やりくりが苦しい")
    pick(own, "訪ねても", "先に連絡があれば、来てよい")
    own.get_by_label(re.compile("心配なことを")).fill("申請の書類が難しくて、出していません。")
    own.get_by_role("button", name="書きとめる").click()
    fitting = own.get_by_role("region", name="合いそうな支援")
    expect(fitting).to_contain_text(GRANT)
    expect(fitting).to_contain_text("「活動のお金」の支援を受けた記録が、ありません。")

    officer.goto("/desk/support/company/")
    officer.get_by_role("link", name=re.compile("受け持ちを決める.*見本新道町会")).click()
    officer.get_by_role("button", name="決める").click()
    officer.get_by_role("link", name="見本新道町会").click()
    expect(officer.get_by_text("申請の書類が難しくて")).to_be_visible()
    officer.get_by_role("link", name="話したことを書く").click()
    pick(officer, "どうやって", "訪ねた")
    officer.get_by_label(re.compile("^聞いたこと")).fill("書類をいっしょに書くことにしました。")
    officer.get_by_label(re.compile("^すること")).fill("申請書の下書きを作る")
    pick(officer, "だれがするか", "団体")
    officer.get_by_label(re.compile("^いつまでに")).fill(timezone.localdate().isoformat())
    officer.get_by_label(re.compile("^使う支援メニュー")).select_option(label=GRANT)
    officer.get_by_role("button", name="書きとめる").click()
    expect(officer.get_by_role("region", name="次の一歩")).to_contain_text("申請書の下書きを作る")

    own.goto(f"/associations/mine/{body.pk}/company/")
    expect(own.get_by_role("region", name="だれが読めるか")).to_contain_text("区の担当）")
    own.get_by_role("link", name=re.compile(f"使うか見送るかを決める.*{GRANT}")).click()
    own.get_by_role("button", name="使ってみる").click()
    own.goto(f"/associations/mine/{body.pk}/company/")
    own.get_by_role("link", name=re.compile("済んだことを書く.*申請書の下書きを作る")).click()
    pick(own, "助けになりましたか", "助かった")
    own.get_by_role("button", name="書きとめる").click()
    expect(own.get_by_text("済んだことを書きとめました")).to_be_visible()

    if scripts:
        look_at_pages(own, officer, body)


def look_at_pages(own: Page, officer: Page, body: Organization) -> None:
    """Nothing is found by axe on any of these pages, for either side."""
    mine, theirs = f"/associations/mine/{body.pk}/company/", f"/desk/support/company/{body.pk}/"
    desks = [f"{theirs}{part}" for part in ("", "sheet/", "visits/", "steps/", "officer/")]
    desks += [f"/desk/support/company/{part}" for part in ("", "unreached/", "received/")]
    assert faults_by_path(own, [f"{mine}{part}" for part in ("", "sheet/", "readers/", "steps/")]) == {}
    assert faults_by_path(officer, desks) == {}


def test_a_sheet_on_paper_is_typed_in_and_says_so(body, visit, live_server):
    officer = visit("/", width="phone")
    sign_in(officer, "mihon-nakahara")
    officer.goto(f"/desk/support/company/{body.pk}/officer/")
    officer.get_by_role("button", name="決める").click()
    officer.goto(f"/desk/support/company/{body.pk}/sheet/")
    pick(officer, "心配なこと", "役員や手伝う人")
    pick(officer, "訪ねても", "来てほしい")
    officer.get_by_label(re.compile("^どう届いたか")).select_option(label="郵送")
    officer.get_by_label(re.compile("^書かれた日")).fill(timezone.localdate().isoformat())
    officer.get_by_role("button", name="書きとめる").click()
    expect(officer.get_by_text("書きとめました。合いそうな支援")).to_be_visible()

    own = of_association(visit, live_server, "phone", True)
    own.goto(f"/associations/mine/{body.pk}/company/")
    expect(own.get_by_role("region", name="状況シート")).to_contain_text("区の担当が入れました")
    assert SituationSheet.objects.get(organization=body).channel == "post"


@pytest.mark.parametrize("scripts", [True, False])
def test_a_citizen_asks_and_reads_the_answer_by_the_receipt(sample, visit, scripts):
    citizen = visit("/support/", scripts=scripts)
    citizen.get_by_role("link", name="まちを良くするための相談をする").click()
    citizen.get_by_label(re.compile("^相談したいこと")).fill("空き店舗で、将棋の会を開きたいです。")
    citizen.get_by_label(re.compile("^どの区のことか")).select_option(label="中原区")
    if scripts:
        assert faults(citizen) == []
    citizen.get_by_role("button", name="相談を送る").click()
    expect(citizen.get_by_role("main")).to_contain_text("空き店舗で、将棋の会を開きたいです。")
    receipt = citizen.url
    asked = Inquiry.objects.latest("pk")

    officer = visit("/", width="wide", scripts=scripts)
    sign_in(officer, "mihon-nakahara")
    officer.goto("/desk/support/consultations/")
    officer.get_by_role("link", name="空き店舗で、将棋の会を開きたいです。").click()
    officer.get_by_role("link", name="答える", exact=True).click()
    officer.get_by_label(re.compile("^答え")).fill("見本の拠点の夜の作業室が、まず使えます。")
    officer.get_by_role("button", name="答えを出す").click()

    for width in ("phone", "wide"):
        anybody = visit(receipt, width=width, scripts=scripts)
        expect(anybody.get_by_role("main")).to_contain_text("見本の拠点の夜の作業室が、まず使えます。")
        expect(anybody.get_by_role("main")).not_to_contain_text("将棋の会")
    if scripts:
        pages = ["", "new/", f"{asked.pk}/", *(f"{asked.pk}/{what}/" for what in ("answer", "hand-on", "close"))]
        assert faults_by_path(officer, [f"/desk/support/consultations/{path}" for path in pages]) == {}


def test_a_consultation_by_phone_gets_a_number_by_which_its_answer_is_read(sample, visit):
    officer = visit("/", width="phone")
    sign_in(officer, "mihon-nakahara")
    officer.goto("/desk/support/consultations/new/")
    officer.get_by_label(re.compile("^相談したいこと")).fill("電話で：花壇の水やりを手伝えます。")
    officer.get_by_label(re.compile("^どの区のことか")).select_option(label="中原区")
    officer.get_by_label(re.compile("^どう届いたか")).select_option(label="電話")
    officer.get_by_role("button", name="受け付ける").click()
    asked = Inquiry.objects.latest("pk")
    expect(officer.get_by_role("heading", level=1)).to_contain_text(asked.number)
    officer.goto(f"/desk/support/consultations/{asked.pk}/answer/")
    officer.get_by_label(re.compile("^答え")).fill("土曜の朝、公園で会えます。")
    officer.get_by_role("button", name="答えを出す").click()

    citizen = visit("/threads/")
    field = citizen.get_by_role("textbox", name=re.compile("受付番号"))
    field.fill(asked.number)
    field.press("Enter")
    expect(citizen.get_by_role("main")).to_contain_text("土曜の朝、公園で会えます。")
    assert faults(citizen) == []
