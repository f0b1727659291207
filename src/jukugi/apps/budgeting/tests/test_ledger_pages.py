from datetime import date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.models import User
from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.budgeting.actions.investing import publish_waiting, write_investment
from jukugi.apps.budgeting.actions.ledger_facts import AmountDraft
from jukugi.apps.budgeting.enums.ledger import ItemState, MoneySource
from jukugi.apps.budgeting.models import Investment
from jukugi.apps.budgeting.sample_ledger import load_sample
from jukugi.apps.budgeting.tests.ledger_factories import investment_draft, published, with_result, written
from jukugi.apps.issues.tests.factories import IssueFactory
from jukugi.apps.organizations.tests.factories import DepartmentFactory

pytestmark = pytest.mark.django_db


def signed_in(user: User | None = None) -> Client:
    client = Client()
    client.force_login(user or RoleFactory().user)
    return client


def said(page: HttpResponse) -> str:
    return page.content.decode().replace("<wbr>", "")


def typed(**fields: str) -> dict[str, str]:
    told = {
        "title": "見本のベンチ",
        "purpose": "休めるように。",
        "level": "shiiki",
        "area": "",
        "way": "direct",
        "department": str(DepartmentFactory().pk),
        "proposed_by": "citizens",
        "decided_by": "council",
        "decided_on": "2026-04-01",
        "expected": "50人が使う。",
        "money-TOTAL_FORMS": "2",
        "money-INITIAL_FORMS": "0",
        "money-0-fiscal_year": "2026",
        "money-0-source": "city",
        "money-0-planned_yen": "2000000",
        "money-1-source": "city",
    }
    return told | fields


def test_the_empty_ledger_says_what_will_stand_there(client: Client):
    for path in ("/investment/", "/investment/list/"):
        assert "台帳には、まだ何も載っていません" in said(client.get(path))


def test_everybody_sees_the_money_in_pictures_and_rows(client: Client):
    ward = WardFactory(population=1_000, population_as_of=timezone.localdate())
    made = published(ward)

    pictures = said(client.get("/investment/?year=2026"))
    rows = said(client.get("/investment/list/"))

    assert pictures.count('class="money-1"') >= 4
    assert "2,000円" in pictures
    assert made.title in rows
    assert client.get("/investment/?year=1&area=x&level=y").status_code == 200


def test_one_investment_tells_what_came_of_it_and_what_is_late(client: Client):
    late, told = published(carried_out_on=date(2020, 5, 1)), with_result()

    assert "まだ書かれていません" in said(client.get(late.get_absolute_url()))
    assert "一日に60人が使っている。" in said(client.get(told.get_absolute_url()))


def test_what_is_not_public_is_nowhere(client: Client):
    made = written(title="まだ秘密の事業")

    assert client.get(f"/investment/{made.pk}/").status_code == 404
    for path in ("/investment/", "/investment/list/", "/investment/investments.csv", "/investment/investments.json"):
        assert "まだ秘密の事業" not in b"".join(client.get(path)).decode()


def test_tables_hold_all_that_is_public(client: Client):
    made = published()

    assert made.title in client.get("/investment/investments.csv").content.decode("utf-8-sig")
    assert client.get("/investment/investments.json").json()["investments"][0]["title"] == made.title


def test_an_officer_writes_one_and_another_publishes_it():
    writer, second = RoleFactory().user, RoleFactory().user

    written_page = signed_in(writer).post("/desk/investment/new/", typed())
    made = Investment.objects.get()
    own = said(signed_in(writer).get(f"/desk/investment/{made.pk}/"))
    refused = signed_in(writer).post(f"/desk/investment/{made.pk}/publish/", {"seen": made.waiting_id})
    shown = signed_in(second).post(f"/desk/investment/{made.pk}/publish/", {"seen": made.waiting_id})

    assert written_page.status_code == shown.status_code == 302
    assert "あなたが書いたものです" in own
    assert refused.status_code == 403
    assert Investment.objects.get().state == ItemState.PUBLIC


def test_the_form_says_what_is_missing():
    page = signed_in().post("/desk/investment/new/", typed(title="", **{"money-0-planned_yen": ""}))

    assert page.status_code == 400
    assert "予算額がありません。" in said(page)
    assert not Investment.objects.exists()


def test_the_form_tells_issues_that_are_not_there():
    issue = IssueFactory()

    page = signed_in().post("/desk/investment/new/", typed(issues=f"{issue.code};ない番号"))

    assert "「ない番号」が見つかりません。" in said(page)
    assert signed_in().post("/desk/investment/new/", typed(issues=issue.code)).status_code == 302
    assert list(Investment.objects.get().issues.all()) == [issue]


def test_a_change_is_seen_beside_what_stands_there():
    made, officer = published(title="古い名前", amounts=(AmountDraft(2026, MoneySource.CITY, 5),)), RoleFactory().user
    client = signed_in(officer)
    form = said(client.get(f"/desk/investment/{made.pk}/edit/"))

    sent = typed(title="新しい名前", level="kuiki", area=str(made.area_id), reason="名前を直す。")
    answer = client.post(f"/desk/investment/{made.pk}/edit/", sent)
    page = said(client.get(f"/desk/investment/{made.pk}/"))

    assert 'value="古い名前"' in form
    assert answer.status_code == 302
    assert "こうなる" in page
    assert page.index("古い名前") < page.index("新しい名前")


def test_results_are_told_given_back_and_withdrawals_asked_for():
    officer = RoleFactory().user
    draft = investment_draft(decided_on=timezone.localdate().replace(year=2020), carried_out_on=None)
    draft = type(draft)(**{**draft.__dict__, "carried_out_on": timezone.localdate().replace(year=2022, day=1)})
    made = write_investment(draft=draft, actor=officer, now=timezone.now())
    publish_waiting(investment=made, seen=made.waiting_id, actor=RoleFactory().user, now=timezone.now())
    client = signed_in(officer)
    told = {"outcome": "reached", "words": "使われた。", "evidence": "数えた。", "evidence_url": "https://example.jp/"}

    first = client.post(f"/desk/investment/{made.pk}/result/1/", told)
    made.refresh_from_db()
    back = client.post(f"/desk/investment/{made.pk}/return/", {"seen": made.waiting_id, "reason": "数を直す。"})
    gone = client.post(f"/desk/investment/{made.pk}/withdraw/", {"reason": "やめた。"})
    nothing = client.post(f"/desk/investment/{made.pk}/result/2/", told)

    assert [first.status_code, back.status_code, gone.status_code, nothing.status_code] == [302, 302, 302, 404]


def test_a_table_with_faults_is_told_on_the_page():
    file = SimpleUploadedFile("t.csv", "番号,事業名\nA,B\n".encode())

    page = signed_in().post("/desk/investment/import/", {"file": file, "faulty": "none"})

    assert page.status_code == 400
    assert "「財源」の列がありません。" in said(page)


@pytest.mark.parametrize("path", ["", "edit/", "result/1/", "return/", "withdraw/"])
def test_an_officer_of_another_ward_does_not_reach_it(path: str):
    made = published()
    other = RoleFactory(kind=RoleKind.WARD_OFFICER, area=WardFactory()).user

    assert signed_in(other).get(f"/desk/investment/{made.pk}/{path}").status_code == 403


def test_an_issue_shows_its_money(client: Client):
    issue = IssueFactory()
    made = published(issues=(issue,))

    page = said(client.get(issue.get_absolute_url()))

    assert "この論点に使うお金" in page
    assert made.title in page


def test_the_sample_says_so_and_needs_its_city():
    assert "載せませんでした" in load_sample(datetime.now(tz=timezone.get_current_timezone()))
