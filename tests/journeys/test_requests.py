"""A department asks for something in October; associations find it in one bundle, and one answers on paper."""

import re

import pytest
from playwright.sync_api import Page, expect

from jukugi.apps.accounts.sample import PASSWORD
from jukugi.apps.inventory.models import BundleAnswer
from jukugi.apps.organizations.models import Organization
from jukugi.apps.organizations.tests.factories import AccessDeviceFactory
from tests.journeys.conftest import faults

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

TITLE = "防災訓練への参加"
WHY = "県の訓練の日が10月に決まったためです。"
CANNOT = "班長が半分欠けていて、人を出せません。"


def sign_in(page: Page, username: str) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("ユーザー名").fill(username)
    page.get_by_label("パスワード").fill(PASSWORD)
    page.get_by_role("button", name="サインインする").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("さんを待っている")


def file_a_request(page: Page) -> None:
    """Warned of the full month and of what is asked already; then filed with a reason."""
    page.goto("/desk/requests/new/")
    page.get_by_label("頼むこと").fill(TITLE)
    page.get_by_label("何のために").fill("地震のあとに助け合えるように。")
    page.get_by_label("種類").select_option(label="防災")
    page.get_by_label("根拠", exact=True).select_option(label="慣行")
    page.get_by_label("10月", exact=True).check()
    page.get_by_label("一年の回数").fill("1")
    page.get_by_label("一回に動く人").fill("5")
    page.get_by_label(re.compile("^一人の時間 ?必須")).fill("3")
    page.get_by_label("だれが行うか").select_option(label="役員")
    page.get_by_role("button", name="重なりを確かめて出す").click()
    warned = page.get_by_role("region", name="出す前に、見てください")
    expect(warned).to_contain_text("10月は重なっています")
    expect(warned).to_contain_text("「総合防災訓練への参加と人数集め」")
    page.get_by_label("それでも頼む理由").fill(WHY)
    page.get_by_role("button", name="直して、または理由を付けて出す").click()
    expect(page.get_by_text("ほかの人が確かめるのを待ちます")).to_be_visible()


@pytest.mark.parametrize(("width", "scripts"), [("wide", True), ("phone", False)])
def test_a_request_is_warned_of_approved_bundled_and_refused_on_paper(sample, visit, width, scripts):
    # What is warned of comes back as a form to look at again, which the console calls an error.
    department = visit("/", width=width, scripts=scripts, is_disturbed=True)
    sign_in(department, "mihon-nakahara")
    file_a_request(department)

    policy = visit("/", width=width, scripts=scripts)
    sign_in(policy, "mihon-shisaku")
    policy.goto("/desk/requests/?state=waiting")
    policy.get_by_role("link", name=TITLE).click()
    expect(policy.get_by_text(WHY)).to_be_visible()
    if scripts:
        assert faults(policy) == []
    policy.get_by_role("button", name="通す").click()
    expect(policy.get_by_text("対象の団体の束に入ります")).to_be_visible()
    asked = policy.url

    association = Organization.objects.associations().get(name="見本中央町内会")
    AccessDeviceFactory(organization=association, token="t" * 43)
    own = visit("/", width=width, scripts=scripts)
    own.context.add_cookies([{"name": "jukugi_association", "value": "t" * 43, "url": own.url}])
    own.goto(f"/requests/for/{association.pk}/2026/10/")
    expect(own.get_by_role("heading", name=TITLE, exact=True)).to_be_visible()
    if scripts:
        assert faults(own) == []

    department.goto(f"/requests/for/{association.pk}/2026/10/")
    bundle = department.get_by_role("listitem").filter(has_text=TITLE).filter(has_text="地震のあとに")
    bundle.locator("summary").click()
    bundle.get_by_label("できない理由").fill(CANNOT)
    bundle.get_by_label("どう届いたか").select_option(label="FAX")
    bundle.get_by_role("button", name="できません").click()
    expect(department.get_by_text("への答えを記録しました")).to_be_visible()
    assert BundleAnswer.objects.standing().get(organization=association, reason=CANNOT).channel == "fax"

    policy.goto(asked)
    row = policy.get_by_role("row", name="見本中央町内会")
    expect(row).to_contain_text(CANNOT)
    expect(row).to_contain_text("FAX")
    policy.goto("/desk/requests/")
    listed = policy.get_by_role("row").filter(has=policy.get_by_role("link", name=TITLE, exact=True))
    expect(listed.get_by_role("cell").last).to_have_text("1")


def test_the_year_of_an_association_prints_on_one_sheet_that_can_be_read(sample, visit, tmp_path):
    association = Organization.objects.associations().get(name="見本中央町内会")
    AccessDeviceFactory(organization=association, token="t" * 43)
    page = visit("/")
    page.context.add_cookies([{"name": "jukugi_association", "value": "t" * 43, "url": page.url}])
    page.goto(f"/requests/for/{association.pk}/sheet/")
    page.emulate_media(media="print")

    content = page.pdf(prefer_css_page_size=True)

    size = page.locator(".year-table tbody td").first.evaluate("(cell) => parseFloat(getComputedStyle(cell).fontSize)")
    assert len(re.findall(rb"/Type\s*/Page[^s]", content)) == 1
    assert page.locator(".year-table tbody tr").count() == 55
    assert size >= 8.5 * 96 / 72 - 0.1  # 8.5 points
