"""A scenario written, scored, asked about, proposed and decided on the pages of the desk."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import RoleFactory, UserFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.opinions.enums import OpinionState
from jukugi.apps.opinions.tests.factories import OpinionFactory, SubmissionFactory
from jukugi.apps.processes.tests.factories import ProcessFactory
from jukugi.apps.support.actions import deciding
from jukugi.apps.support.actions.deciding import HeardDraft
from jukugi.apps.support.enums import HeardAnswer, ScenarioKind
from jukugi.apps.support.models import HeardPoint, Scenario, ScenarioDecision, YardstickCriterion
from jukugi.apps.support.tests.factories import FunctionFactory
from jukugi.apps.support.tests.scenario_factories import (
    NOW,
    asked,
    compared,
    decided,
    policy_officer,
    proposed,
    ward_officer,
    yardstick,
)
from jukugi.core.fiscal_year import fiscal_year_of
from jukugi.kit.receipts import shown

pytestmark = pytest.mark.django_db
PAGES = ("", "plan/", "functions/", "milestones/", "risks/", "scores/", "call/", "heard/", "decision/", "look-back/")


def said(answer) -> str:
    """A page without the breaks between phrases."""
    return answer.content.decode().replace("<wbr>", "")


def desk(scenario, part="") -> str:
    return reverse("support:desk-scenario", args=[scenario.pk]) + part


def test_a_ward_officer_writes_a_scenario_page_by_page(client):
    ward, process, place = WardFactory(), ProcessFactory(), FunctionFactory(name="場")
    near, lasting = yardstick(3, 2)
    client.force_login(ward_officer(ward))
    new = {"process": process.pk, "area": ward.pk, "kind": "intermediary", "title": "駅前の拠点", "aim": "立ち寄れる。"}

    client.post("/desk/support/scenarios/new/", new)
    scenario = Scenario.objects.get()
    client.post(desk(scenario, "functions/"), {f"how{place.pk}": "毎日開く。", "reason": ""})
    client.post(desk(scenario, "milestones/"), {"title0": "開く", "due_on0": "2027-04-01", "reason": ""})
    client.post(desk(scenario, "risks/"), {"words0": "人が足りない", "remedy0": "二団体で担う。", "reason": ""})
    year = fiscal_year_of(timezone.localdate())
    for name, yen in (("直営", 9_000_000), ("団体", 4_000_000)):
        way = {"name": name, "form": "civic", "operator_words": f"見本{name}", "why": "経験がある。", "reason": ""}
        client.post(desk(scenario, "alternatives/new/"), way | {f"yen_{year}_city": yen, f"people_{year}": "1.5"})
    points = {}
    for row, own in zip(scenario.alternatives.all(), ((4, 1), (1, 3)), strict=True):
        for criterion, point in zip((near, lasting), own, strict=True):
            points |= {f"score_{row.pk}_{criterion.pk}": point, f"why_{row.pk}_{criterion.pk}": "見て分かる。"}
    client.post(desk(scenario, "scores/"), points | {"reason": ""})
    answer = client.post(desk(scenario, "publish/"), follow=True)

    page = said(client.get(scenario.get_absolute_url()))
    assert "公開しました" in said(answer)
    for words in ("毎日開く。", "人が足りない", "見本直営", "9,000,000円", "2.80"):
        assert words in page


def test_what_residents_said_is_answered_with_the_numbers_of_their_voices(client):
    scenario = asked(compared())
    submission = SubmissionFactory(process=scenario.process, call=scenario.call)
    OpinionFactory(submission=submission, state=OpinionState.SHOWN)
    client.force_login(ward_officer(scenario.area))
    row = {"gist0": "夜も使いたい。", "answer0": "taken", "why0": "九時まで開く。", "reason": "声を受けて"}

    wrong = client.post(desk(scenario, "heard/"), row | {"numbers0": "1234-5678-0"})
    assert "この募集に届いた声の番号ではありません" in said(wrong)
    client.post(desk(scenario, "heard/"), row | {"numbers0": f"{shown(submission.receipt)}、"})

    assert [one.submission for one in HeardPoint.objects.get().voices.all()] == [submission]


def test_a_proposal_waits_for_another_officer_of_the_ward(client):
    scenario = compared()
    first, second = ward_officer(scenario.area), ward_officer(scenario.area)
    client.force_login(first)
    chosen = scenario.alternatives.first()
    told = {"alternative": chosen.pk, "reason": "近い。", "taken_up": "", "not_taken_up": ""}

    client.post(desk(scenario, "decision/"), told)
    decision = ScenarioDecision.objects.get()
    settle = reverse("support:settle-decision", args=[decision.pk])
    assert "自分では決められません" in said(client.get(desk(scenario)))
    assert client.post(settle, {"act": "decided"}).status_code == 409

    client.force_login(second)
    assert "この案に決める" in said(client.get(desk(scenario)))
    client.post(settle, {"act": "decided"})
    assert "「案1」を選びました" in said(client.get(scenario.get_absolute_url()))


def test_a_proposal_that_is_returned_says_why(client):
    scenario = compared()
    decision = proposed(scenario)
    client.force_login(ward_officer(scenario.area))

    client.post(
        reverse("support:settle-decision", args=[decision.pk]), {"act": "returned", "note": "費用を確かめてください"}
    )

    assert "費用を確かめてください" in said(client.get(desk(scenario)))


def test_a_policy_officer_sets_the_yardstick_and_says_why_it_changes(client):
    yardstick(3, 2)
    client.force_login(policy_officer())
    url = reverse("support:set-yardstick", args=[ScenarioKind.INTERMEDIARY])
    near = YardstickCriterion.objects.first()
    row = {"name0": "近さ", "meaning0": "歩いて行けるか。", "weight0": 5, "reason": ""}
    row |= {f"step{n}_0": words for n, words in enumerate(near.steps)}

    assert "空です" in said(client.post(url, row))
    client.post(url, row | {"reason": "声を受けて"})

    near.refresh_from_db()
    assert (near.weight, YardstickCriterion.objects.filter(is_in_use=True).count()) == (5, 1)


@pytest.mark.parametrize("who", ["another ward", "no role", "operator"])
def test_nobody_else_comes_to_the_desk_of_a_scenario(client, who):
    scenario = compared()
    decision = proposed(scenario)
    users = {
        "another ward": lambda: ward_officer(WardFactory()),
        "no role": UserFactory,
        "operator": lambda: RoleFactory(kind=RoleKind.OPERATOR).user,
    }
    client.force_login(users[who]())
    chosen = scenario.alternatives.first()
    pages = [desk(scenario, part) for part in PAGES]
    pages += [reverse(f"support:{name}-alternative", args=[chosen.pk]) for name in ("write", "drop")]

    assert [client.get(page).status_code for page in pages] == [403] * len(pages)
    assert client.post(reverse("support:settle-decision", args=[decision.pk]), {"act": "decided"}).status_code == 403
    assert client.post(desk(scenario, "publish/")).status_code == 403


@pytest.mark.parametrize("part", PAGES)
def test_every_page_of_the_desk_opens_and_an_empty_form_says_what_is_missing(client, part):
    scenario = asked(compared())
    decided(scenario)
    client.force_login(ward_officer(scenario.area))

    assert client.get(desk(scenario, part)).status_code == 200
    if part:
        assert client.post(desk(scenario, part), {}).status_code == 400


def test_a_stranger_signs_in_first(client):
    scenario = compared()

    assert [client.get(desk(scenario, part)).status_code for part in PAGES] == [302] * len(PAGES)


def test_an_alternative_is_written_anew_and_taken_back(client):
    scenario = compared()
    row = scenario.alternatives.first()
    client.force_login(ward_officer(scenario.area))
    way = {"name": "案1", "form": "direct", "operator": row.operator_id, "operator_words": "", "why": "区が続ける。"}

    client.post(reverse("support:write-alternative", args=[row.pk]), way | {"reason": "形を直した"})
    client.post(reverse("support:drop-alternative", args=[row.pk]), {"reason": "辞退した"})

    row.refresh_from_db()
    assert (row.form, row.dropped_reason) == ("direct", "辞退した")
    assert "取り下げた選択肢" in said(client.get(scenario.get_absolute_url()))


def test_the_desk_tells_of_a_proposal_to_whom_may_decide_and_of_a_year_that_is_over(client):
    waiting, over = compared(), compared()
    proposed(waiting)
    decided(over, now=timezone.now() - timedelta(days=800))
    told = {}
    for who, user in (("ward", ward_officer(waiting.area)), ("policy", policy_officer())):
        client.force_login(user)
        told[who] = said(client.get("/desk/"))
        client.logout()

    assert "ほかの職員が書いた決定の案を" in told["ward"]
    assert "ほかの職員が書いた決定の案を" not in told["policy"]
    assert "シナリオの年度を振り返る" in told["policy"]
    assert "シナリオの年度を振り返る" not in told["ward"]


def test_a_voice_follows_its_scenario_to_the_answer_and_the_decision(client):
    scenario = asked(compared())
    submission = SubmissionFactory(process=scenario.process, call=scenario.call)
    opinion = OpinionFactory(submission=submission, state=OpinionState.SHOWN)
    drafts = [HeardDraft("夜も使いたい。", HeardAnswer.TAKEN, "九時まで開く。", [opinion])]
    officer = ward_officer(scenario.area)
    deciding.set_heard(scenario=scenario, drafts=drafts, reason="", actor=officer, now=NOW)
    decided(scenario)

    page = said(client.get(submission.get_absolute_url()))

    for words in (f"「{scenario.title}」への意見として受け付けました", "九時まで開く。", "「案1」に決まりました"):
        assert words in page


def test_home_says_where_residents_are_asked(client):
    scenario = compared(process=ProcessFactory(is_main=True))
    today = timezone.localdate()
    deciding.ask_residents(
        scenario=scenario,
        question="夜も開けますか。",
        opens_on=today,
        closes_on=today + timedelta(days=3),
        actor=ward_officer(scenario.area),
        now=timezone.now(),
    )

    assert "夜も開けますか。" in said(client.get("/"))
