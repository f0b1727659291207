"""The pages of calls: the form behind a poster, and the desk where calls are made."""

from datetime import timedelta

import pytest
from django.utils import timezone

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.issues.tests.factories import IssueFactory
from jukugi.apps.opinions.enums import HEARING
from jukugi.apps.opinions.models import Call, PrintedCard, Submission
from jukugi.apps.opinions.tests.factories import CallFactory, OpinionFactory, SubmissionFactory
from jukugi.apps.processes.models import Phase
from jukugi.apps.processes.tests.factories import OpeningFactory, PhaseFactory, ProcessFactory

pytestmark = pytest.mark.django_db
CALLS = "/desk/opinions/calls/"


@pytest.fixture
def process():
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


def text_of(response) -> str:
    return response.content.decode().replace("<wbr>", "")


def wish(**changes):
    today = timezone.localdate().isoformat()
    return {
        "kind": "event",
        "title": "区民まつり",
        "place": "等々力緑地",
        "opens_on": today,
        "last_on": today,
        **changes,
    }


def test_the_form_behind_a_poster_asks_its_question_and_binds_what_is_sent(client, process):
    issue = IssueFactory(process=process)
    call = CallFactory(process=process, question="この公園で何をしたいですか。", about=issue)

    page = text_of(client.get(f"/opinions/at/{call.code.upper()}/"))
    client.post(call.get_absolute_url(), {"text": "木かげで休みたい。"})

    assert "<h1>この公園で何をしたいですか。</h1>" in page
    assert f'action="{call.get_absolute_url()}"' in page
    sent = Submission.objects.get()
    assert (sent.call, sent.place, sent.about) == (call, "見本公園", issue)


def test_a_call_that_is_over_says_where_one_can_write_now_and_keeps_the_words(client, process):
    now = timezone.now()
    call = CallFactory(process=process, closes_at=now - timedelta(days=1))

    response = client.post(call.get_absolute_url(), {"text": "木かげで休みたい。"})

    page = text_of(response)
    assert response.status_code == 409
    assert "「見本まつり」の募集は、いまは開いていません" in page
    assert 'href="/opinions/new/"' in page
    assert "木かげで休みたい。</textarea>" in page
    assert Submission.objects.count() == 0


def test_a_meeting_is_asked_although_no_phase_hears(client, process):
    Phase.objects.all().delete()
    call = CallFactory(process=process, kind="meeting", needs_hearing=False)

    client.post(call.get_absolute_url(), {"text": "木かげで休みたい。"})

    assert Submission.objects.get().call == call


def test_an_unknown_code_is_not_found(client):
    assert client.get("/opinions/at/nothing/").status_code == 404


def test_a_call_is_made_at_the_desk_and_has_a_poster_with_its_address(client, process, officer):
    response = client.post(CALLS, wish(question="何をしたいですか。"))

    call = Call.objects.get()
    page = text_of(client.get(response.url))
    assert (call.title, call.place, call.kind) == ("区民まつり", "等々力緑地", "event")
    assert call.closes_at - call.opens_at == timedelta(days=1)
    assert f"http://testserver{call.get_absolute_url()}" in page
    assert '<p class="poster-ask ph">何をしたいですか。</p>' in page


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title": " 　"}, "何の募集かが書かれていません。"),
        ({"last_on": "2020-01-01"}, "終わりの日が、始まりの日より前になっています。"),
        ({"opens_on": "あした"}, "日付として読めません。"),
        ({"kind": "party"}, "その募り方はありません。"),
        ({"about": "999"}, "その論点は、いまの検討プロセスにありません。"),
        ({"title": "長" * 81}, "81字あります。"),
    ],
)
def test_a_call_that_cannot_be_made_says_why_and_keeps_what_was_typed(client, process, officer, changes, words):
    response = client.post(CALLS, wish(**changes))

    assert response.status_code == 400
    assert words in text_of(response)
    assert 'value="等々力緑地"' in text_of(response)
    assert Call.objects.count() == 0


def test_a_ward_officer_is_offered_the_own_ward_and_sees_its_calls_alone(client, process):
    ward, elsewhere = WardFactory(), WardFactory()
    person = RoleFactory(kind=RoleKind.WARD_OFFICER, area=ward).user
    client.force_login(person)
    mine = CallFactory(process=process, ward=ward, title="こちらの区のまつり")
    theirs = CallFactory(process=process, ward=elsewhere, title="あちらの区のまつり")

    page = text_of(client.get(CALLS))
    refused = client.post(CALLS, wish(ward=elsewhere.pk))

    assert "こちらの区のまつり" in page
    assert "あちらの区のまつり" not in page
    assert refused.status_code == 400
    assert client.get(f"{CALLS}{mine.pk}/").status_code == 200
    assert client.get(f"{CALLS}{theirs.pk}/").status_code == 403
    assert client.post(f"{CALLS}{theirs.pk}/end/").status_code == 403


def test_what_came_in_is_counted_by_submissions_and_opinions(client, process, officer):
    call = CallFactory(process=process)
    submission = SubmissionFactory(process=process, call=call, channel="card")
    OpinionFactory(submission=submission)
    OpinionFactory(submission=submission, position=2)
    OpinionFactory(submission=SubmissionFactory(process=process, call=call))
    OpinionFactory(submission=SubmissionFactory(process=process))

    row = text_of(client.get(CALLS))
    page = text_of(client.get(f"{CALLS}{call.pk}/"))

    assert '<td class="n" data-label="通">2</td><td class="n" data-label="件">3</td>' in row
    assert "2<small>通</small>" in page
    assert "3<small>件</small>" in page


def test_a_call_is_ended_from_its_page(client, process, officer):
    call = CallFactory(process=process)

    response = client.post(f"{CALLS}{call.pk}/end/")

    assert response.url == f"{CALLS}{call.pk}/"
    assert "終わりました" in text_of(client.get(response.url))
    assert client.post(f"{CALLS}{call.pk}/end/").status_code == 409


def test_a_card_for_a_call_asks_its_question_and_the_entry_remembers_the_call(client, process, officer):
    call = CallFactory(process=process, question="この公園で何をしたいですか。")
    today = timezone.localdate().isoformat()

    printed = client.post("/desk/opinions/cards/", {"count": "2", "call": call.pk})
    entered = client.post(
        "/desk/opinions/enter/",
        {"channel": "card", "received_on": today, "text": "夜も開けて。", "form_key": "k", "call": call.pk},
    )

    assert {card.call for card in PrintedCard.objects.all()} == {call}
    assert "この公園で何をしたいですか。" in text_of(client.get(printed.url))
    assert Submission.objects.get().call == call
    assert f'<option value="{call.pk}" selected>' in text_of(client.get(entered.url))
