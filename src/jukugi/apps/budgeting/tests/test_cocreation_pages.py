import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.models import User
from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.budgeting.actions import cocreating
from jukugi.apps.budgeting.enums.cocreation import CoAct, CoState
from jukugi.apps.budgeting.models import CoProposal
from jukugi.apps.budgeting.tests.cocreation_factories import answered, proposed, shown
from jukugi.apps.budgeting.tests.ledger_factories import published
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
        "title": "走る図書室",
        "words": "本を積んだ車で回ります。",
        "brings": "車一台。",
        "asks": "停める場所。",
        "serves": "遠くへ行けない人。",
        "area": "",
        "kind": "company",
        "body_name": "見本運送",
        "interests": "ない",
        "name": "見本 花子",
        "email": "hanako@example.jp",
    }
    return told | fields


def test_a_company_proposes_without_an_account_and_follows_its_number(client: Client):
    client.get("/cocreation/new/")

    answer = client.post("/cocreation/new/", typed())
    made = CoProposal.objects.get()
    story = said(client.get(answer.url))

    assert answer.status_code == 302
    assert "走る図書室" in story
    assert "までに、理由を付けて答えます" in story
    assert "hanako" not in story
    assert "走る図書室" not in said(Client().get(f"/threads/{made.receipt}/"))


def test_the_form_says_what_is_missing(client: Client):
    page = client.post("/cocreation/new/", typed(interests="", email=""))

    assert page.status_code == 400
    assert "市や職員との関わりが空です。" in said(page) or "連絡先がありません。" in said(page)
    assert not CoProposal.objects.exists()


def test_everybody_reads_the_list_the_answer_and_its_conditions(client: Client):
    made, waiting = answered(), proposed(title="まだ見せない提案")

    listed, page = said(client.get("/cocreation/")), said(client.get(made.get_absolute_url()))

    assert made.title in listed
    assert "まだ見せない提案" not in listed
    assert client.get(waiting.get_absolute_url()).status_code == 404
    assert "月に二回。" in page
    assert "住む人の声に合う。" in page
    assert "提案は、まだ載っていません" in said(client.get("/cocreation/?state=tried"))


def test_contact_data_is_on_no_public_page(client: Client):
    made = answered()

    for path in ("/cocreation/", made.get_absolute_url(), f"/threads/{made.receipt}/"):
        page = said(client.get(path))
        assert "見本 花子" not in page
        assert "hanako@example.jp" not in page


def test_a_late_answer_is_seen_by_everybody(client: Client):
    made = shown()
    CoProposal.objects.filter(pk=made.pk).update(answer_due_on="2026-01-01")

    assert "答えが遅れています" in said(client.get("/cocreation/"))


def test_the_paper_asks_the_same(client: Client):
    page = said(client.get("/cocreation/card/"))

    for words in ("持ち寄れるもの", "市に求めるもの", "だれの役に立つか", "市や職員との関わり"):
        assert words in page


def test_who_proposed_replies_and_withdraws_from_the_same_device(client: Client):
    client.get("/cocreation/new/")
    client.post("/cocreation/new/", typed())
    made, officer = CoProposal.objects.get(), RoleFactory().user
    cocreating.show_proposal(proposal=made, actor=officer, now=timezone.now())
    cocreating.ask_back(proposal=made, question="雨の日は？", actor=officer, now=timezone.now())

    stranger = Client().post(f"/cocreation/{made.pk}/reply/", {"words": "はい"})
    asked = said(client.get(f"/cocreation/{made.pk}/reply/"))
    replied = client.post(f"/cocreation/{made.pk}/reply/", {"words": "休みます。"})
    gone = client.post(f"/cocreation/{made.pk}/withdraw/", {"words": ""})

    assert stranger.status_code == 403
    assert "雨の日は？" in asked
    assert replied.status_code == gone.status_code == 302
    assert CoProposal.objects.get().state == CoState.WITHDRAWN


def test_an_officer_types_in_a_paper_shows_it_asks_and_answers():
    client = signed_in()
    paper = typed(channel="post", received_on=timezone.localdate().isoformat())

    entered = client.post("/desk/cocreation/new/", paper)
    made = CoProposal.objects.get()
    here = f"/desk/cocreation/{made.pk}/"
    steps = [
        client.post(f"{here}show/"),
        client.post(f"{here}ask/", {"words": "雨の日は？"}),
        client.post(f"{here}reply/", {"words": "休みます。"}),
        client.post(
            f"{here}answer/",
            {"act": "agreed", "reason": "声に合う。", "conditions": "月二回。", "department": DepartmentFactory().pk},
        ),
        client.post(f"{here}tie/", {"code": published().code}),
        client.post(f"{here}came/", {"words": "三十人が借りた。"}),
    ]
    made.refresh_from_db()

    assert entered.status_code == 302
    assert [step.status_code for step in steps] == [302] * 6
    assert [one.act for one in made.steps.all()] == [
        CoAct.RECEIVED, CoAct.SHOWN, CoAct.ASKED, CoAct.REPLIED, CoAct.AGREED, CoAct.TIED, CoAct.CAME,
    ]  # fmt: skip
    assert "三十人が借りた。" in said(client.get(made.get_absolute_url()))


def test_a_contact_is_opened_by_a_form_alone():
    made, client = proposed(), signed_in()

    assert "hanako@example.jp" not in said(client.get(f"/desk/cocreation/{made.pk}/"))
    assert client.get(f"/desk/cocreation/{made.pk}/contact/").status_code == 405
    assert "hanako@example.jp" in said(client.post(f"/desk/cocreation/{made.pk}/contact/"))


def test_an_officer_of_another_ward_reaches_nothing_of_it():
    made = proposed(WardFactory())
    client = signed_in(RoleFactory(kind=RoleKind.WARD_OFFICER, area=WardFactory()).user)
    here = f"/desk/cocreation/{made.pk}/"

    pages = [
        client.get(here),
        client.get(f"{here}answer/"),
        client.post(f"{here}show/"),
        client.post(f"{here}contact/"),
    ]

    assert [page.status_code for page in pages] == [403] * 4
    assert made.title not in said(client.get("/desk/cocreation/?part=all"))
