import pytest
from django.test import Client
from django.urls import reverse

from jukugi.apps.circles import actions
from jukugi.apps.circles.enums import CircleProposalState, CircleStep, FundState, HelpState, MemberState
from jukugi.apps.circles.models import Circle, CircleMember, FundRequest, Seek
from jukugi.apps.circles.tests.world import World
from jukugi.apps.places.tests.factories import listed
from jukugi.kit import receipts

pytestmark = pytest.mark.django_db


def browser(token: str = "", user=None) -> Client:
    found = Client()
    if token:
        found.cookies["jukugi_participant"] = token
    if user is not None:
        found.force_login(user)
    return found


def plain(response) -> str:
    return response.content.decode().replace("<wbr>", "")


def test_somebody_begins_a_circle_and_goes_on_from_the_same_device():
    world = World()
    client = browser()
    client.get("/circles/new/")

    sent = {"title": "花壇", "about": "駅の前に。", "ward": world.ward.pk, "name": "", "name_shown": ""}
    response = client.post(f"/circles/new/?issue={world.issue.pk}", sent, follow=True)

    circle = Circle.objects.get(title="花壇")
    assert circle.issue == world.issue
    assert receipts.shown(circle.receipt) in plain(response)
    assert client.get(reverse("circles:inside", args=[circle.pk])).status_code == 200
    assert "花壇" in plain(browser().get("/circles/"))
    assert "花壇" in plain(browser().get(world.issue.get_absolute_url()))


def test_a_beginning_without_words_says_what_is_missing():
    response = browser().post("/circles/new/", {"title": "", "about": ""})

    assert response.status_code == 400
    assert "ここが空です" in plain(response)
    assert not Circle.objects.exists()


def test_somebody_asks_to_join_and_is_welcomed_in_pages():
    world = World()
    client = browser(world.token)

    client.post(reverse("circles:settle", args=[world.circle.pk, "welcome"]), {"member": world.asking.pk})

    assert CircleMember.objects.get(pk=world.asking.pk).state == MemberState.JOINED
    inside = browser(world.asker_token).get(reverse("circles:inside", args=[world.circle.pk]))
    assert "中だけの連絡" in plain(inside)


def test_those_inside_write_steps_stories_and_ask_for_help():
    world = World()
    client, place = browser(world.token), listed(world.ward)
    day = world.day.isoformat()

    for act, sent in (
        ("step", {"step": "companions", "text": "三人です。", "said_on": day}),
        ("story", {"text": "木を運びました。", "happened_on": day}),
        ("place", {"place": place.pk, "text": "日曜に。"}),
        ("name", {"name": "棟梁", "name_shown": "on"}),
    ):
        assert client.post(reverse("circles:act", args=[world.circle.pk, act]), sent).status_code == 302

    page = plain(browser().get(world.circle.get_absolute_url()))
    assert all(words in page for words in ("三人です。", "木を運びました。", "棟梁"))


def test_a_wrong_step_comes_back_with_a_sentence():
    world = World()

    sent = {"step": "companions", "text": "明日。", "said_on": "2199-01-01"}
    response = browser(world.token).post(reverse("circles:act", args=[world.circle.pk, "step"]), sent)

    assert response.status_code == 400
    assert "日が、今日より後になっています。" in plain(response)


def test_an_officer_answers_help_and_proposals_and_hides_with_a_reason():
    world = World()
    client = browser(user=world.officer)

    client.post(reverse("circles:answer-help", args=[world.ask.pk]), {"answer": "木曜にどうぞ。", "decision": "yes"})
    client.post(reverse("circles:answer-proposal", args=[world.proposal.pk]), {"answer": "会議で。", "decision": "yes"})
    empty = client.post(reverse("circles:desk-act", args=[world.circle.pk, "hide"]), {"reason": ""})
    client.post(reverse("circles:desk-act", args=[world.circle.pk, "hide"]), {"reason": "確かめるため"})

    world.ask.refresh_from_db(), world.proposal.refresh_from_db()
    page = plain(browser().get(world.circle.get_absolute_url()))
    assert (world.ask.state, world.proposal.state) == (HelpState.GIVEN, CircleProposalState.TAKEN)
    assert "理由がありません。" in plain(empty)
    assert "確かめるため" in page
    assert world.circle.title not in page
    assert world.circle.title not in plain(browser().get("/circles/"))
    assert world.circle.title not in plain(browser().get(world.issue.get_absolute_url()))


def test_money_goes_its_way_in_pages():
    world = World()
    one, two, member = browser(user=world.officer), browser(user=world.second), browser(world.token)
    at = world.request.pk

    def act(client: Client, name: str, sent=None) -> int:
        return client.post(reverse("circles:desk-request-act", args=[at, name]), sent or {}).status_code

    assert act(one, "propose", {"grant_yen": 60_000, "reason": "多すぎる"}) == 400
    assert act(one, "propose", {"grant_yen": 30_000, "reason": "決まりに合う"}) == 302
    assert act(one, "agree") == 409
    assert act(two, "agree") == 302
    assert act(one, "paid", {"paid_on": world.day.isoformat()}) == 302
    told = {"done": "置きました。", "spent_on": "木材", "used_yen": 29_000, "people": ""}
    assert member.post(reverse("circles:report", args=[at]), told).status_code == 302

    page = plain(browser().get(world.fund.get_absolute_url()))
    assert FundRequest.objects.get(pk=at).state == FundState.REPORTED
    assert all(words in page for words in ("置きました。", "29,000円", "1,000円", "決まりに合う", "71,000円"))


def test_a_card_and_a_wish_are_typed_in():
    world = World()
    client = browser(user=world.officer)
    came = {"channel": "card", "received_on": world.day.isoformat(), "ward": world.ward.pk}

    client.post("/desk/circles/enter/", {"title": "紙の花壇", "about": "駅前。", **came})
    wish = {"side": "offer", "kind": "time", "text": "朝なら。", "consent": "shown", **came}
    client.post("/desk/circles/wishes/enter/", wish)

    assert Circle.objects.get(title="紙の花壇").channel == "card"
    assert Seek.objects.get(text="朝なら。").channel == "card"


def test_an_officer_carries_the_answer_of_somebody_on_paper():
    world = World()
    client = browser(user=world.officer)

    response = client.post(
        reverse("circles:desk-answer-match", args=[world.paper_match.pk, world.paper.pk]),
        {"answer": "yes", "name": "紙の人", "contact": "044"},
    )

    assert response.status_code == 302
    assert world.paper_match.answers.get(seek=world.paper).contact == "044"


def test_a_wish_changes_hands_and_goes_in_pages():
    world = World()
    client = browser(world.need_token)

    client.post(reverse("circles:wish-step", args=[world.needed.pk, "mine"]))
    assert "竹細工を習いたい。" not in plain(browser().get("/circles/wishes/"))
    client.post(reverse("circles:wish-step", args=[world.needed.pk, "close"]))

    world.needed.refresh_from_db()
    assert world.needed.text == ""


def test_a_yes_without_a_contact_comes_back_with_a_sentence():
    world = World()
    sent = {"answer": "yes", "name": "", "contact": ""}

    response = browser(world.need_token).post(
        reverse("circles:answer-match", args=[world.match.pk, world.needed.pk]), sent
    )

    assert response.status_code == 409
    assert "連絡先が要ります" in plain(response)


def test_the_page_of_a_fund_is_printed():
    world = World()

    response = browser().get(reverse("circles:fund-paper", args=[world.fund.pk]))

    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    assert response.content.startswith(b"%PDF")


def test_a_circle_that_ended_welcomes_nobody():
    world = World()
    actions.write_step(
        circle=world.circle,
        step=CircleStep.ENDED_WELL,
        text="終わり。",
        said_on=world.day,
        author=world.author,
        now=world.now,
    )

    assert browser().get(reverse("circles:join", args=[world.circle.pk])).status_code == 409
