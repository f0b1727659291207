"""The page on which a voice is divided, masked, typed anew; and how its story tells that to everybody."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.issues.tests.factories import IssueFactory
from jukugi.apps.opinions import actions
from jukugi.apps.opinions.enums import HEARING, LinkKind, OpinionState
from jukugi.apps.opinions.models import Opinion, OpinionRevision
from jukugi.apps.opinions.tests.factories import IssueLinkFactory, OpinionFactory
from jukugi.apps.processes.models import Process
from jukugi.apps.processes.tests.factories import OpeningFactory, PhaseFactory, ProcessFactory

pytestmark = pytest.mark.django_db
TEXT = "坂が急です。バス停が遠い。電話は044-200-1234です。"


@pytest.fixture
def process() -> Process:
    now = timezone.now()
    process = ProcessFactory(is_main=True)
    phase = PhaseFactory(process=process, opens_at=now - timedelta(days=60), closes_at=now + timedelta(days=60))
    OpeningFactory(phase=phase, kind=HEARING)
    return process


@pytest.fixture
def officer(client):
    person = RoleFactory().user
    client.force_login(person)
    return person


@pytest.fixture
def opinion(process) -> Opinion:
    return OpinionFactory(
        submission__process=process, submission__channel="card", submission__entered_by="見本", text=TEXT
    )


def address(opinion: Opinion) -> str:
    return reverse("opinions:revise", args=[opinion.pk])


def text_of(response) -> str:
    return response.content.decode().replace("<wbr>", "")


def story(client, opinion: Opinion) -> str:
    return text_of(client.get(opinion.submission.get_absolute_url()))


def test_a_voice_is_divided_where_marks_were_set(client, officer, opinion):
    page = text_of(client.get(address(opinion)))
    places = [place for place in ("6", "13") if f'name="cuts" value="{place}"' in page]

    response = client.post(address(opinion), {"act": "split", "cuts": places, "split_reason": "三つの話"})

    parts = list(Opinion.objects.standing().order_by("position"))
    assert [part.text for part in parts] == ["坂が急です。", "バス停が遠い。", "電話は044-200-1234です。"]
    assert response.url == reverse("opinions:handle", args=[parts[0].pk])


def test_what_looks_like_a_telephone_number_is_offered_for_masking_but_not_ticked(client, officer, opinion):
    page = text_of(client.get(address(opinion)))
    assert 'name="found" value="044-200-1234"' in page
    assert "checked" not in page.partition('value="044-200-1234"')[2].partition(">")[0]

    client.post(
        address(opinion), {"act": "mask", "found": "044-200-1234", "words": "バス停\r\n", "mask_reason": "電話"}
    )

    assert Opinion.objects.standing().get().text == "坂が急です。■■■が遠い。電話は■■■です。"


def test_what_is_on_the_paper_is_typed_anew(client, officer, opinion):
    sent = {"act": "correct", "text": "坂が急だ。", "correct_reason": "打ち間違い"}
    client.post(address(opinion), sent)

    assert Opinion.objects.standing().get().text == "坂が急だ。"


def test_a_gist_is_written_and_told_beside_a_public_voice(client, officer, opinion):
    client.post(address(opinion), {"act": "gist", "gist": "坂とバス停の不便"})
    assert "坂とバス停の不便" not in story(client, opinion)

    Opinion.objects.update(state=OpinionState.SHOWN)

    assert "坂とバス停の不便" in story(client, opinion)
    assert "坂とバス停の不便</textarea>" in text_of(client.get(address(opinion)))


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"act": "split", "split_reason": "二つ"}, "分けるところが選ばれていないか"),
        ({"act": "split", "cuts": ["2"], "split_reason": "二つ"}, "言葉の区切りが変わっています。"),
        ({"act": "split", "cuts": ["6"]}, "理由が書かれていません。"),
        ({"act": "mask", "mask_reason": "名前"}, "伏せる言葉が選ばれていません。"),
        ({"act": "mask", "words": "鈴木", "mask_reason": "名前"}, "「鈴木」は、この意見の中に見つかりません。"),
        ({"act": "mask", "words": "坂", "mask_reason": "長" * 401}, "401字あります。"),
        ({"act": "correct", "text": "", "correct_reason": "誤り"}, "意見が書かれていません。"),
        ({"act": "correct", "text": TEXT, "correct_reason": "誤り"}, "いまの言葉と同じです。"),
        ({"act": "gist", "gist": "長" * 201}, "201字あります。"),
        ({"act": "nothing"}, "声を分ける・伏せる・写し直す"),
    ],
)
def test_what_cannot_be_done_is_told_and_changes_nothing(client, officer, opinion, sent, words):
    response = client.post(address(opinion), sent)

    assert response.status_code == 400
    assert words in text_of(response)
    assert OpinionRevision.objects.count() == 0


def test_who_wrote_on_the_web_is_not_typed_anew(client, officer, process):
    opinion = OpinionFactory(submission__process=process, text=TEXT)

    assert 'value="correct"' not in text_of(client.get(address(opinion)))
    response = client.post(address(opinion), {"act": "correct", "text": "坂", "correct_reason": "誤り"})
    assert response.status_code == 400
    assert Opinion.objects.get().text == TEXT


def test_a_replaced_voice_leads_to_its_record_from_which_it_is_undone(client, officer, opinion):
    client.post(address(opinion), {"act": "split", "cuts": ["6"], "split_reason": "二つの話"})

    assert client.get(reverse("opinions:handle", args=[opinion.pk])).url == address(opinion)
    page = text_of(client.get(address(opinion)))
    undo = reverse("opinions:undo-revision", args=[OpinionRevision.objects.get().pk])
    assert undo in page
    assert client.post(undo, {"undone_reason": ""}).status_code == 409
    client.post(undo, {"undone_reason": "一つの話でした"})
    assert [standing.text for standing in Opinion.objects.standing()] == [TEXT]


def test_the_story_tells_the_parts_of_a_public_voice_and_why(client, officer, opinion):
    Opinion.objects.update(state=OpinionState.SHOWN)
    opinion.refresh_from_db()
    actions.split_opinion(opinion=opinion, cuts=[6], reason="二つの話です", actor=officer, now=timezone.now())
    client.logout()

    page = story(client, opinion)

    assert "2件の意見に分けました" in page
    assert "二つの話です" in page
    assert "職員が読み、公開しました" not in page


def test_the_story_never_tells_what_was_masked(client, officer, opinion):
    Opinion.objects.update(state=OpinionState.SHOWN)
    opinion.refresh_from_db()
    revision = actions.mask_opinion(
        opinion=opinion, words=["044-200-1234"], reason="電話番号", actor=officer, now=timezone.now()
    )
    assert "044-200-1234" in text_of(client.get(address(opinion)))
    client.logout()

    page = story(client, opinion)

    assert "言葉の一部を伏せました" in page
    assert "電話は■■■です。" in page
    assert "044-200-1234" not in page
    for found in ("/opinions/?q=044-200-1234", "/opinions/", "/threads/"):
        listed = text_of(client.get(found)).replace('value="044-200-1234"', "").replace("「044-200-1234」", "")
        assert "電話は044-200-1234" not in listed
    assert revision.results.get().text not in ("", TEXT)


def test_a_link_that_went_over_is_told_once_with_its_own_day(client, officer, opinion):
    Opinion.objects.update(state=OpinionState.SHOWN)
    opinion.refresh_from_db()
    issue = IssueFactory(process=opinion.submission.process, title="坂道の論点")
    link = IssueLinkFactory(opinion=opinion, issue=issue, kind=LinkKind.ABOUT)
    actions.mask_opinion(opinion=opinion, words=["044-200-1234"], reason="電話", actor=officer, now=timezone.now())

    page = story(client, opinion)

    assert page.count("論点につなぎました") == 1
    assert "つなぎ方を直しました" not in page
    assert timezone.localdate(link.linked_at).isoformat() in page
