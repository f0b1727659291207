"""April in a browser: the ward brings its list, the successor opens the page with the code from the letter."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from jukugi.apps.accounts.sample import PASSWORD
from jukugi.apps.organizations.models import HandOverNote, Organization
from jukugi.kit.pages.wording import jdate
from tests.journeys.conftest import faults

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

NAMES = ["見本東町会", "見本西町会", "見本南町会", "見本北町会", "見本中央町内会", "見本新町自治会"]


@pytest.mark.parametrize("scripts", [True, False])
def test_a_ward_changes_its_officers_and_a_successor_finds_what_is_due(sample, visit, scripts):
    body = Organization.objects.get(name="見本東町会")
    HandOverNote.objects.create(
        organization=body,
        subject="夏まつりの届け出",
        due_on=timezone.localdate(),
        actor_key="x",
        written_at=timezone.now(),
    )
    desk = visit("/accounts/login/", width="wide", scripts=scripts)
    desk.get_by_label("ユーザー名").fill("mihon-nakahara")
    desk.get_by_label("パスワード").fill(PASSWORD)
    desk.get_by_role("button", name="サインインする").click()
    desk.goto("/desk/associations/april/")
    rows = "".join(f"{name},会長,後任 {place}\n" for place, name in enumerate(NAMES))
    table = ("団体名,役職,氏名\n" + rows + "見本の知らない町会,会長,だれか\n").encode("cp932")
    desk.get_by_label("役員名簿のファイル").set_input_files(
        {"name": "中原区.csv", "mimeType": "text/csv", "buffer": table}
    )
    desk.get_by_label("新しい任期の始まりの日").fill(timezone.localdate().isoformat())
    desk.get_by_role("button", name="何が変わるかを見る").click()
    expect(desk.get_by_role("table", name="まちがいのある所")).to_contain_text("見本の知らない町会")
    if scripts:
        assert faults(desk) == []
    desk.get_by_role("button", name="まちがいのない6団体だけを取り込む").click()
    desk.get_by_role("link", name="招待コードの手紙を印刷する").click()
    desk.get_by_role("button", name="コードをつくって、手紙を出す").click()
    letter = desk.locator(".invitation").filter(has_text="見本東町会")
    expect(letter).to_contain_text("後任 0 様")
    if scripts:
        assert faults(desk) == []
    code = letter.locator(".invitation-digits").inner_text()

    phone = visit(f"/associations/code/{code.replace('-', '')}/", scripts=scripts)
    expect(phone.get_by_label("招待コード")).to_have_value(code)
    phone.get_by_role("button", name="この機械で開く").click()

    expect(phone.get_by_role("heading", level=1)).to_have_text("見本東町会の引き継ぎ")
    expect(phone.locator(".hand-over-items").first).to_contain_text(f"{jdate(timezone.localdate())}まで")
    if scripts:
        phone.evaluate("() => document.querySelectorAll('details').forEach((part) => part.open = true)")
        assert faults(phone) == []
        for page in ("notes/", "consents/", "contact/"):
            phone.goto(f"/associations/mine/{body.pk}/{page}")
            assert faults(phone) == []
        phone.goto(f"/associations/mine/{body.pk}/")
    phone.get_by_role("link", name="次の役員のために書く").click()
    phone.get_by_label("何のことか").fill("倉庫のかぎ")
    phone.get_by_role("button", name="書きとめる").click()
    expect(phone.get_by_role("heading", name="倉庫のかぎ")).to_be_visible()
