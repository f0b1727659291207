"""What everybody reads of scenarios, and how the reader's own weights are counted."""

import csv
import io
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.opinions.enums import OpinionState
from jukugi.apps.opinions.tests.factories import OpinionFactory, SubmissionFactory
from jukugi.apps.processes.tests.factories import ProcessFactory
from jukugi.apps.support.actions import deciding, planning
from jukugi.apps.support.actions.deciding import HeardDraft
from jukugi.apps.support.enums import HeardAnswer, ScenarioKind
from jukugi.apps.support.models import YardstickCriterion
from jukugi.apps.support.queries import weighing
from jukugi.apps.support.queries.weighing_words import criterion_words, percent_words, tenths
from jukugi.apps.support.tests.scenario_factories import (
    NOW,
    asked,
    begun,
    compared,
    decided,
    proposed,
    ward_officer,
)

pytestmark = pytest.mark.django_db


def said(answer) -> str:
    """A page without the breaks between phrases."""
    return answer.content.decode().replace("<wbr>", "")


def test_a_scenario_that_is_not_public_is_nowhere(client):
    scenario = begun(title="まだ見せない計画")

    pages = [scenario.get_absolute_url() + rest for rest in ("", "compare/", "changes/")]

    assert [client.get(page).status_code for page in pages] == [404, 404, 404]
    assert "まだ見せない計画" not in said(client.get("/support/scenarios/"))


def test_a_scenario_tells_its_plan_its_ways_and_who_would_do_it(client):
    scenario = compared()

    page = said(client.get(scenario.get_absolute_url()))

    for words in ("駅前の拠点を育てる", "毎日開く。", "案1", "案2", "3,000,000円", "1.5人分", "2.80", "1.80"):
        assert words in page


def test_the_city_weights_stand_first_and_readers_move_them(client):
    scenario = compared(points=((4, 1), (1, 3)))
    near, lasting = YardstickCriterion.objects.all()
    url = f"{scenario.get_absolute_url()}compare/"

    assert "いまの重みでは、「案1」が一位です（4点のうち2.80点）。" in said(client.get(url))
    moved = said(client.get(url, {f"w{near.pk}": 1, f"w{lasting.pk}": 9}))

    assert "いまの重みでは、「案2」が一位です（4点のうち2.80点）。" in moved
    assert "（4点のうち2.80点）" in said(client.get(url))  # nothing of it was kept


def test_the_page_says_at_which_weight_the_order_changes(client):
    scenario = compared(points=((4, 1), (1, 3)))

    page = said(client.get(f"{scenario.get_absolute_url()}compare/"))

    # 4n + (1 − n) = n + 3(1 − n) at n = 2/5; with 2 for the other that is a weight of 4/3.
    assert "いまは全体の60%です。" in page
    assert "全体の40%（重みでは約1.3）より小さくすると、「案2」が「案1」を上回ります。一位が入れ替わります。" in page


@pytest.mark.parametrize("typed", ["11", "-1", "x", "0", "１", "3.5"])
def test_weights_that_cannot_be_taken_are_said_and_the_citys_are_used(client, typed):
    scenario = compared()
    near, lasting = YardstickCriterion.objects.all()

    asked_for = {f"w{near.pk}": typed, f"w{lasting.pk}": "0" if typed == "0" else "2"}
    page = said(client.get(f"{scenario.get_absolute_url()}compare/", asked_for))

    assert "書かれた重みは使えません" in page
    assert "（4点のうち2.80点）" in page


def test_a_scenario_without_scores_says_that_it_cannot_be_compared_yet(client):
    scenario = begun()
    planning.publish_scenario(scenario=scenario, actor=ward_officer(scenario.area), now=NOW)

    assert "まだ、比べられません" in said(client.get(f"{scenario.get_absolute_url()}compare/"))


def test_alternatives_that_stand_level_both_lead(client):
    scenario = compared(points=((3, 1), (3, 1)))

    page = said(client.get(f"{scenario.get_absolute_url()}compare/"))

    assert "「案1」と「案2」が同じ点（2.20点）で並んで一位です。" in page
    assert "この重みだけをどう変えても、順番は入れ替わりません。" in page


def test_the_share_of_weightings_is_near_the_true_one_and_tells_its_error():
    table = weighing.score_table(compared(points=((4, 1), (1, 3))))

    first, second = weighing.leads_of_all(table)

    assert first.low <= 0.6 <= first.high  # the first leads where the weight of nearness is above 2/5
    assert second.low <= 0.4 <= second.high
    assert first.high - first.low < 0.03


def test_weights_just_beyond_a_turn_change_the_order_as_the_page_says():
    table = weighing.score_table(compared(points=((4, 0), (1, 2), (2, 2))))
    weights = (3, 2)

    for one in weighing.sensitivities(table, weights):
        at = table.criteria.index(one.criterion)
        for turn in one.turns:
            share = turn.share + Fraction(1 if turn.is_up else -1, 1_000)
            moved = [share if n == at else (1 - share) for n in range(2)]
            sums = {row.alternative.pk: row.total for row in weighing.weighed(table, moved)}
            assert sums[turn.winner.pk] > sums[turn.loser.pk]
            assert criterion_words(one)[0].startswith("いまは全体の")


@given(st.fractions(0, 50))
def test_figures_are_rounded_half_up(value):
    assert Fraction(tenths(value)) * 10 == (value * 10 + Fraction(1, 2)).__floor__()


def test_figures_are_told_without_a_place_that_is_none():
    assert [percent_words(Fraction(n, 3)) for n in (1, 2, 3)] == ["33.3%", "66.7%", "100%"]


def test_voices_are_counted_by_channel_and_only_public_ones_are_read(client):
    scenario = asked(compared())
    submission = SubmissionFactory(process=scenario.process, call=scenario.call)
    shown = OpinionFactory(submission=submission, state=OpinionState.SHOWN, text="夜も開けてほしい。")
    card = SubmissionFactory(process=scenario.process, call=scenario.call, channel="card")
    hidden = OpinionFactory(submission=card, state=OpinionState.HIDDEN, text="だれかの悪口。")
    drafts = [HeardDraft("夜の時間について。", HeardAnswer.TAKEN, "九時まで開く。", [shown, hidden])]
    deciding.set_heard(scenario=scenario, drafts=drafts, reason="", actor=ward_officer(scenario.area), now=NOW)

    page = said(client.get(scenario.get_absolute_url()))

    assert "2通、2件の声が届きました。そのうち公開中は1件です。" in page
    assert "夜も開けてほしい。" in page
    assert "だれかの悪口。" not in page
    assert page.count(f'href="{submission.get_absolute_url()}"') == 2  # once as a voice, once behind the answer
    assert card.get_absolute_url() not in page
    assert scenario.call.get_absolute_url() in page


def test_a_decision_is_public_with_its_reasons_once_a_second_person_decided(client):
    scenario = compared()
    proposed(scenario, reason="まだ決まっていない理由")
    assert "まだ決まっていない理由" not in said(client.get(scenario.get_absolute_url()))

    other = compared()
    decided(other)
    page = said(client.get(other.get_absolute_url()))

    for words in ("「案1」を選びました", "近さを重く見た。", "夜も開く。", "費用のため、一つにする。"):
        assert words in page


def test_changes_since_publication_stand_with_their_reason(client):
    scenario = compared()
    planning.write_plan(
        scenario=scenario,
        title=scenario.title,
        aim="だれでも、夜も立ち寄れる。",
        reason="声を受けて",
        actor=ward_officer(scenario.area),
        now=NOW,
    )

    page = said(client.get(f"{scenario.get_absolute_url()}changes/"))

    assert "声を受けて" in page
    assert "<ins" in page


def test_the_wards_are_told_side_by_side_and_as_a_table(client):
    process = ProcessFactory(is_main=True)
    first, second, bare = (WardFactory(name=name, lane_order=at) for at, name in enumerate(("一区", "二区", "三区")))
    decided(compared(first, process=process))
    compared(second, process=process)

    page = said(client.get("/support/scenarios/"))
    rows = list(csv.DictReader(io.StringIO(client.get("/support/scenarios/wards.csv").content.decode("utf-8-sig"))))

    assert "三区" in page
    assert "計画はまだない" in page
    assert [(row["区"], row["様子"], row["お金の上限（円）"], row["選択肢"]) for row in rows] == [
        ("一区", "決定", "3000000", "案1"),
        ("二区", "検討中", "3000000", "案1、案2"),
        (bare.name, "まだない", "", ""),
    ]


@pytest.mark.parametrize("address", ["?kind=governance", "?kind=nothing", "?year=99999999999999999999", "?year=2030"])
def test_odd_addresses_of_the_comparison_are_answered(client, address):
    assert client.get(f"/support/scenarios/{address}").status_code == 200


def test_the_yardstick_is_read_with_its_words(client):
    compared()

    page = said(client.get(f"/support/scenarios/yardstick/{ScenarioKind.INTERMEDIARY}/"))

    assert "まったくない" in page
    assert "市の重みは3（重みの合計は5）" in page
