"""How staff decide what everybody may read, in numbers that agree with the decisions one by one."""

from datetime import UTC, date, datetime, timedelta

import pytest

from jukugi.apps.opinion_map.models import StatementReview
from jukugi.apps.opinion_map.tests.factories import StatementFactory
from jukugi.apps.opinions.enums import AppealState, HidingRule, OpinionState
from jukugi.apps.opinions.models import Appeal, OpinionReview
from jukugi.apps.opinions.tests.factories import OpinionFactory
from jukugi.kit.moderation import Appeals, Decisions, median_wait, moderated, summaries

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 10, 3, tzinfo=UTC)


def decided(days: int, rule: HidingRule | None = None, **fields):
    """An opinion that came so many days before it was decided on."""
    opinion = OpinionFactory(submission__received_at=NOON - timedelta(days=days), **fields)
    state = OpinionState.HIDDEN if rule else OpinionState.SHOWN
    words = {"rule": rule or "", "reason": "決まりに合わない" if rule else ""}
    OpinionReview.objects.create(opinion=opinion, state=state, actor_key="k", decided_at=NOON, **words)
    return opinion


def of_opinions():
    return next(one for one in summaries() if one.name == "opinions")


def text_of(response) -> str:
    return response.content.decode().replace("<wbr>", "")


def test_decisions_are_counted_by_rule_and_month_with_their_median():
    for days in (1, 2, 9):
        decided(days)
    decided(4, HidingRule.PERSONAL)

    found = of_opinions()

    assert (found.shown, found.hidden) == (3, 1)
    assert {rule: count for rule, _words, count in found.by_rule if count} == {HidingRule.PERSONAL: 1}
    month = found.months[0]
    assert (month.first, month.count, month.hidden, month.median_days) == (date(2026, 11, 1), 4, 1, 2)


def test_a_process_that_is_not_public_is_counted_nowhere():
    decided(1, submission__process__is_draft=True)

    assert (of_opinions().shown, of_opinions().months) == (0, [])


def test_few_appeals_are_left_out_and_five_are_told(client):
    def appeal(state: AppealState) -> None:
        answered = {} if state == AppealState.WAITING else {"answer": "答え", "decided_by": "k", "decided_at": NOON}
        opinion = decided(1, HidingRule.OFFENSIVE, state=OpinionState.HIDDEN)
        Appeal.objects.create(opinion=opinion, text="なぜ", sent_at=NOON, state=state, **answered)

    for state in (AppealState.WAITING, AppealState.UPHELD, AppealState.DISMISSED, AppealState.DISMISSED):
        appeal(state)
    few = text_of(client.get("/moderation/"))
    appeal(AppealState.DISMISSED)

    enough = text_of(client.get("/moderation/"))

    assert "異議は5件より少ないので" in few
    assert "異議は5件。認めて公開したもの1件、認めなかったもの3件、答えを待っているもの1件。" in enough


def test_statements_of_the_map_are_there_and_the_table_says_the_same(client):
    statement = StatementFactory(created_at=NOON - timedelta(days=3))
    StatementReview.objects.create(statement=statement, state="shown", actor_key="k", decided_at=NOON)

    table = b"".join(client.get("/data/moderation_months.csv?plain=1").streaming_content).decode()

    assert table.splitlines() == ["what,month,decisions,hidden,median_days", "statements,2026-11-01,1,0,3"]


def test_as_many_queries_as_there_are_kinds_and_appeals_and_waves(django_assert_num_queries):
    for days in range(3):
        decided(days)

    with django_assert_num_queries(len(moderated.names()) + 2):
        summaries()


@pytest.mark.parametrize(
    ("waits", "median"), [([], 0), ([3], 3), ([1, 9], 1), ([1, 2, 9], 2), ([0, 0, 5, 5], 0), ([-1], 0)]
)
def test_half_of_the_decisions_were_made_by_the_median(waits, median):
    first = date(2026, 11, 1)
    found = [Decisions(first, first + timedelta(days=days), False, "", 1) for days in waits]

    assert median_wait(found) == median


def test_no_appeals_are_no_small_number():
    assert [Appeals(waiting=count).is_shown for count in (0, 1, 4, 5)] == [True, False, False, True]
