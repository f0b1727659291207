"""The work pages of the desk: one opinion after the other; what cannot be taken comes back with what was typed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.issues.tests.factories import IssueFactory
from jukugi.apps.opinions import actions
from jukugi.apps.opinions.enums import LinkKind, OpinionState
from jukugi.apps.opinions.models import IssueLink, Opinion
from jukugi.apps.opinions.queries import desk
from jukugi.apps.opinions.tests.factories import IssueLinkFactory, OpinionFactory
from jukugi.apps.processes.tests.factories import DURING, ProcessFactory

pytestmark = pytest.mark.django_db

QUEUE = "/desk/opinions/"


@pytest.fixture
def officer(client):
    person = RoleFactory().user
    client.force_login(person)
    return person


@pytest.fixture
def process():
    return ProcessFactory()


@pytest.fixture
def opinion(officer, process) -> Opinion:
    return OpinionFactory(submission__process=process, text="町内会の窓口をまとめて。電話は044-200-2111です。")


def text_of(response) -> str:
    return response.content.decode().replace("<wbr>", "")


def decide(client, opinion: Opinion, decision: str, way: str = "review", **fields):
    return client.post(reverse(f"opinions:{way}", args=[opinion.pk]), {"decision": decision, **fields})


def open_work(client, opinion: Opinion, queue: str = "review"):
    return client.get(reverse("opinions:handle", args=[opinion.pk]), {"queue": queue})


def test_a_queue_leads_to_its_first_piece_of_work_then_on_and_round(client, officer):
    first, second = OpinionFactory.create_batch(2)

    ways = [client.get(QUEUE, {"queue": "review", "after": after}).url for after in ("", first.pk, second.pk)]

    assert ways == [
        f"/desk/opinions/{first.pk}/?queue=review",
        f"/desk/opinions/{second.pk}/?queue=review&after={first.pk}",
        f"/desk/opinions/{first.pk}/?queue=review&after={second.pk}",
    ]


@pytest.mark.parametrize("queue", ["review", "link"])
def test_an_empty_queue_says_that_it_is_done(client, officer, queue):
    response = client.get(QUEUE, {"queue": queue})

    assert response.status_code == 200
    assert "<h1>済みました</h1>" in text_of(response)


@pytest.mark.parametrize("after", ["-1", "9" * 60, "x", "１", "\x00"])
def test_a_place_that_is_none_begins_at_the_first(client, opinion, after):
    response = client.get(QUEUE, {"queue": "review", "after": after})

    assert response.url == f"/desk/opinions/{opinion.pk}/?queue=review"


def test_a_ward_officer_sees_what_waits_in_the_ward_alone(client):
    ward = WardFactory()
    mine, foreign = OpinionFactory(submission__ward=ward), OpinionFactory(submission__ward=WardFactory())
    client.force_login(RoleFactory(kind=RoleKind.WARD_OFFICER, area=ward).user)

    assert client.get(QUEUE).context["counts"].review == 1
    assert client.get(QUEUE, {"queue": "review"}).url == f"/desk/opinions/{mine.pk}/?queue=review"
    refused = open_work(client, foreign)
    assert refused.status_code == 403
    assert foreign.text not in text_of(refused)


def test_the_work_page_underlines_what_looks_personal_and_keeps_every_word(client, opinion):
    page = text_of(open_work(client, opinion))

    assert '町内会の窓口をまとめて。電話は<mark class="found">044-200-2111</mark>です。' in page
    assert "電話番号らしい数字があります" in page
    assert "<b>1</b> / 1</span>" in page


def test_issues_are_proposed_by_the_words_the_voice_holds_the_writers_choice_first(client, officer, process):
    near, _far = IssueFactory(process=process, keywords="町内会 窓口"), IssueFactory(process=process, keywords="防災")
    writers = IssueFactory(process=process)
    opinion = OpinionFactory(submission__process=process, submission__about=writers, text="町内会の窓口をまとめて。")

    offers = desk.offers(opinion, desk.issues_for(opinion))

    assert [(o.number, o.issue.pk, o.words, o.is_writers) for o in offers] == [
        (1, writers.pk, (), True),
        (2, near.pk, ("町内会", "窓口"), False),
    ]
    assert [offer.reason for offer in offers] == ["書いた人が選んだ論点", "「町内会」「窓口」"]


def test_publishing_links_what_was_ticked_with_its_evidence_and_leads_on(client, opinion, process):
    issue = IssueFactory(process=process, keywords="町内会 窓口")

    response = decide(client, opinion, "publish", queue="review", issues=[issue.pk], reason="役員の負担")

    link = IssueLink.objects.get()
    assert response.url == f"/desk/opinions/?queue=review&after={opinion.pk}"
    assert Opinion.objects.get().state == OpinionState.SHOWN
    assert (link.issue, link.kind, link.reason) == (issue, LinkKind.ABOUT, "「町内会」「窓口」。役員の負担")


def test_an_issue_without_evidence_needs_a_reason_and_stays_chosen(client, opinion, process):
    issue = IssueFactory(process=process, title="ほかの論点A")

    response = decide(client, opinion, "publish", other=issue.pk, kind="partly")

    page = text_of(response)
    assert response.status_code == 400
    assert "理由が書かれていません。" in page
    assert f'<option value="{issue.pk}" selected>' in page
    assert 'value="partly" ' in page
    assert Opinion.objects.get().state == OpinionState.WAITING


def test_among_many_issues_one_is_found_by_its_words_and_nothing_typed_is_lost(client, opinion, process):
    IssueFactory.create_batch(desk.OTHERS_AT_MOST + 5, process=process)
    last = IssueFactory(process=process, title="ＮＰＯの場所", keywords="縁側", position=1_000_000)
    option = f'<option value="{last.pk}"'

    before = text_of(open_work(client, opinion))
    sought = decide(client, opinion, "publish", seek="1", words="npo 縁側", reason="役員の負担")
    picked = text_of(decide(client, opinion, "publish", seek="1", words="どこにもない", other=last.pk))
    taken = decide(client, opinion, "publish", words="npo", other=last.pk, reason="役員の負担")

    assert (before.count("<option"), option in before) == (1 + desk.OTHERS_AT_MOST, False)
    assert f"論点{desk.OTHERS_AT_MOST + 6}件のうち、はじめの{desk.OTHERS_AT_MOST}件です。" in before
    assert (sought.status_code, text_of(sought).count("<option"), option in text_of(sought)) == (200, 2, True)
    assert 'value="npo 縁側"' in text_of(sought)
    assert 'value="役員の負担"' in text_of(sought)
    assert "「どこにもない」のある論点は、ありません。" in picked
    assert f"{option} selected>" in picked
    assert (taken.status_code, IssueLink.objects.get().issue) == (302, last)


def test_few_issues_are_all_in_the_list_without_a_search(client, opinion, process):
    IssueFactory.create_batch(3, process=process)

    page = text_of(open_work(client, opinion))

    assert page.count("<option") == 4
    assert 'name="words"' not in page


def test_hiding_comes_back_whole_until_it_has_rule_and_reason(client, opinion):
    refused = decide(client, opinion, "hide", hiding_reason="番号がありました。")
    taken = decide(client, opinion, "hide", rule="personal", hiding_reason="番号がありました。")

    assert refused.status_code == 400
    assert "どの決まりによって非公開にするのかが選ばれていません。" in text_of(refused)
    assert "番号がありました。" in text_of(refused)
    assert taken.url == f"/desk/opinions/{opinion.pk}/"
    assert opinion.reviews.get().reason == "番号がありました。"


@pytest.mark.parametrize(
    "fields",
    [
        {"decision": "gone"},
        {"decision": ""},
        {"decision": "link"},
        {"decision": "publish", "issues": ["9" * 40]},
        {"decision": "publish", "issues": ["x", "-1"]},
        {"decision": "publish", "other": "99999999"},
        {"decision": "publish", "kind": "not_taken_up"},
        {"decision": "hide", "rule": "我流", "hiding_reason": "理由"},
        {"decision": "hide", "rule": "personal", "hiding_reason": "\x00\x07\u200b"},
        {"decision": "hide", "rule": "personal", "hiding_reason": "長" * 401},
    ],
)
def test_forged_and_broken_decisions_are_told_and_change_nothing(client, opinion, fields):
    response = client.post(reverse("opinions:review", args=[opinion.pk]), fields)

    assert response.status_code == 400
    assert 'class="notice is-bad"' in text_of(response)
    assert Opinion.objects.get().state == OpinionState.WAITING


def test_an_issue_of_another_process_cannot_be_chosen(client, opinion):
    response = decide(client, opinion, "publish", issues=[IssueFactory().pk])

    assert response.status_code == 400
    assert not IssueLink.objects.exists()


def test_who_was_slower_is_told_so_and_loses_nothing(client, opinion):
    actions.review_opinion(opinion=opinion, state=OpinionState.SHOWN, actor=RoleFactory().user, now=DURING)

    response = decide(client, opinion, "publish", reason="考えた理由")

    assert response.status_code == 400
    assert "この意見は、すでに「公開中」です。" in text_of(response)
    assert 'value="考えた理由"' in text_of(response)
    assert "つなぐ</button>" in text_of(response)


def test_not_taking_up_needs_a_reason_and_ends_the_waiting(client, officer):
    opinion = OpinionFactory(state=OpinionState.SHOWN)

    refused = decide(client, opinion, "end", "link", end_reason=" ")
    decide(client, opinion, "end", "link", end_reason="国の仕事です。")

    assert "理由が書かれていません。" in text_of(refused)
    assert (IssueLink.objects.get().kind, IssueLink.objects.get().reason) == ("not_taken_up", "国の仕事です。")


def test_linking_nothing_is_told(client, officer):
    opinion = OpinionFactory(state=OpinionState.SHOWN)

    assert "つなぐ論点が選ばれていません。" in text_of(decide(client, opinion, "link", "link"))


def test_a_link_is_ended_on_the_page_with_its_reason(client, officer):
    link = IssueLinkFactory()
    way = reverse("opinions:end-link", args=[link.pk])

    refused = client.post(way, {"ended_reason": " "})
    taken = client.post(way, {"ended_reason": "取り違えました。", "queue": "link"})
    again = client.post(way, {"ended_reason": "もう一度"})

    assert (refused.status_code, again.status_code) == (400, 400)
    assert taken.url == f"/desk/opinions/{link.opinion_id}/?queue=link"
    assert "取り違えました。" in text_of(client.get(taken.url))
    assert "このつながりは、すでに終わっています。" in text_of(again)


@pytest.mark.parametrize("key", [0, 999999, 10**30])
def test_an_opinion_that_is_not_there_is_not_found(client, officer, key):
    answers = [
        client.get(f"{QUEUE}{key}/"),
        client.post(f"{QUEUE}{key}/review/"),
        client.post(f"/desk/links/{key}/end/"),
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 404]


def test_pages_ask_the_database_equally_often_for_one_row_and_for_many(client, opinion, process):
    def asked(address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        return len(queries)

    pages = [QUEUE, f"{QUEUE}{opinion.pk}/?queue=review", "/desk/opinions/enter/", "/desk/opinions/cards/"]
    IssueLinkFactory(opinion=opinion, issue=IssueFactory(process=process))
    actions.print_cards(count=1, place="", actor=RoleFactory().user, now=DURING)
    few = [asked(page) for page in pages]
    for _ in range(3):
        IssueLinkFactory(opinion=opinion, issue=IssueFactory(process=process, keywords="町内会"))
        OpinionFactory(submission__process=process, submission__ward=WardFactory())
        actions.print_cards(count=2, place="", actor=RoleFactory().user, now=DURING)

    assert [asked(page) for page in pages] == few
