"""Answers on paper: printed in turning order, read by two people, counted once."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from jukugi.apps.accounts.enums import Channel, RoleKind
from jukugi.apps.accounts.models import Participant
from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.opinion_map import actions, errors
from jukugi.apps.opinion_map.actions.paper import printed_order
from jukugi.apps.opinion_map.enums import SHEET_RECEIPT, Choice, StatementState
from jukugi.apps.opinion_map.models import CurrentVote, SheetEntry, Statement, Vote, VoteSheet
from jukugi.apps.opinion_map.policies import STATEMENTS_ON_SHEET
from jukugi.apps.opinion_map.sealed import current_votes
from jukugi.apps.opinion_map.tests.factories import StatementFactory, TopicFactory, open_topic
from jukugi.apps.processes.errors import PhaseNotOpen, ProcessFinished
from jukugi.apps.processes.tests.factories import CLOSES, DURING, OPENS
from jukugi.kit import receipts
from jukugi.kit.errors import NotAllowed

pytestmark = pytest.mark.django_db


def officer():
    return RoleFactory().user


def printed(count=1, statements=3, **fields) -> list[VoteSheet]:
    topic = open_topic(**fields)
    StatementFactory.create_batch(statements, topic=topic)
    return actions.print_sheets(topic=topic, count=count, place="会場", actor=officer(), now=DURING)


def all_agree(sheet: VoteSheet) -> dict[int, Choice]:
    return dict.fromkeys(sheet.statements, Choice.AGREE)


def read(sheet, answers, reader, *, now=DURING):
    return actions.enter_sheet(sheet=sheet, answers=answers, actor=reader, now=now)


def settle(sheet, answers, reader, *, now=DURING):
    return actions.settle_sheet(sheet=sheet, answers=answers, actor=reader, now=now)


def differing() -> tuple[VoteSheet, list]:
    """A sheet of three statements that two people read differently in its first answer."""
    sheet = printed()[0]
    readers = [officer(), officer()]
    read(sheet, all_agree(sheet), readers[0])
    read(sheet, {**all_agree(sheet), sheet.statements[0]: Choice.DISAGREE}, readers[1])
    return sheet, readers


@given(length=st.integers(1, 90))
def test_in_as_many_sheets_as_statements_each_stands_first_and_last_once(length):
    keys = list(range(length))

    orders = [printed_order(keys, number) for number in range(length)]

    assert Counter(order[0] for order in orders) == dict.fromkeys(keys, 1)
    assert Counter(order[-1] for order in orders) == dict.fromkeys(keys, 1)
    per_statement = min(length, STATEMENTS_ON_SHEET)
    assert Counter(key for order in orders for key in order) == dict.fromkeys(keys, per_statement)
    assert all(len(set(order)) == len(order) == per_statement for order in orders)


def test_sheets_get_numbers_of_their_own_and_orders_that_go_on_in_the_next_batch():
    first = printed(count=2, statements=5)
    topic = first[0].topic

    more = actions.print_sheets(topic=topic, count=3, place=" 多摩区役所 ", actor=officer(), now=DURING)

    assert {receipts.kind_of(sheet.receipt) for sheet in [*first, *more]} == {SHEET_RECEIPT}
    assert len({sheet.statements[0] for sheet in [*first, *more]}) == 5
    assert more[0].place == "多摩区役所"


def test_statements_that_wait_or_are_hidden_are_not_printed():
    topic = open_topic()
    shown = StatementFactory(topic=topic)
    StatementFactory(topic=topic, state=StatementState.WAITING)
    StatementFactory(topic=topic, state=StatementState.HIDDEN)

    sheets = actions.print_sheets(topic=topic, count=1, place="", actor=officer(), now=DURING)

    assert sheets[0].statements == [shown.pk]


@pytest.mark.parametrize("count", [0, -1, 201])
def test_sheets_are_printed_from_one_to_two_hundred_at_a_time(count):
    topic = open_topic()
    StatementFactory(topic=topic)

    with pytest.raises(errors.TooManySheets):
        actions.print_sheets(topic=topic, count=count, place="", actor=officer(), now=DURING)


def test_nothing_is_printed_for_a_topic_without_statements_closed_or_finished():
    bare, closed, finished = open_topic(), open_topic(closed_at=DURING), TopicFactory(process__is_finished=True)

    for topic, error in [
        (bare, errors.NoStatementsToPrint),
        (closed, errors.TopicClosed),
        (finished, ProcessFinished),
    ]:
        with pytest.raises(error):
            actions.print_sheets(topic=topic, count=1, place="", actor=officer(), now=DURING)
    assert not VoteSheet.objects.exists()


def test_sheets_can_be_printed_before_answers_are_taken():
    topic = open_topic()
    StatementFactory(topic=topic)

    sheets = actions.print_sheets(topic=topic, count=2, place="", actor=officer(), now=OPENS - timedelta(days=3))

    assert len(sheets) == 2


@pytest.mark.parametrize("kind", [RoleKind.OPERATOR, RoleKind.WARD_OFFICER])
def test_who_does_not_run_the_topic_neither_prints_nor_reads(kind):
    sheet = printed()[0]
    area = WardFactory() if kind == RoleKind.WARD_OFFICER else None
    stranger = RoleFactory(kind=kind, area=area).user

    with pytest.raises(NotAllowed):
        actions.print_sheets(topic=sheet.topic, count=1, place="", actor=stranger, now=DURING)
    with pytest.raises(NotAllowed):
        read(sheet, all_agree(sheet), stranger)
    with pytest.raises(NotAllowed):
        settle(sheet, all_agree(sheet), stranger)
    assert not SheetEntry.objects.exists()


def test_two_equal_readings_are_counted_once_as_one_person_in_printed_order():
    sheet = printed(count=2, statements=4)[1]
    answers = dict(zip(sheet.statements, [Choice.AGREE, Choice.DISAGREE, Choice.PASS], strict=False))

    read(sheet, answers, officer())
    assert not Vote.objects.exists()
    read(sheet, answers, officer(), now=DURING + timedelta(hours=1))

    sheet.refresh_from_db()
    votes = Vote.objects.order_by("pk")
    assert list(votes.values_list("statement", "choice")) == [(key, int(choice)) for key, choice in answers.items()]
    assert {(vote.participant_id, vote.channel) for vote in votes} == {(sheet.participant_id, Channel.CARD)}
    assert sheet.counted_at == DURING + timedelta(hours=1)
    assert CurrentVote.objects.count() == 3
    assert current_votes().count == 0


def test_the_same_person_twice_is_no_second_reading():
    sheet, reader = printed()[0], officer()
    first = read(sheet, all_agree(sheet), reader)

    again = read(sheet, all_agree(sheet), reader)
    with pytest.raises(errors.SheetReadBySame):
        read(sheet, {}, reader)

    assert again == first
    assert sheet.entries.count() == 1
    assert not Vote.objects.exists()


def test_a_policy_officer_alone_reads_again_after_a_day_and_a_ward_officer_does_not():
    ward = WardFactory()
    sheet, other = printed(count=2, area=ward)
    policy, local = officer(), RoleFactory(kind=RoleKind.WARD_OFFICER, area=ward).user
    read(sheet, all_agree(sheet), policy)
    read(other, all_agree(other), local)
    almost, rested = DURING + timedelta(hours=23), DURING + timedelta(hours=24)

    read(sheet, all_agree(sheet), policy, now=almost)
    assert not Vote.objects.exists()
    read(sheet, all_agree(sheet), policy, now=rested)
    with pytest.raises(errors.SheetReadBySame):
        read(other, {}, local, now=rested)

    assert Vote.objects.count() == 3
    assert sheet.entries.count() == 2


def test_a_reading_sent_again_after_the_count_changes_nothing():
    sheet, readers = printed()[0], [officer(), officer()]
    for reader in readers:
        read(sheet, all_agree(sheet), reader)

    for reader in readers:
        read(sheet, all_agree(sheet), reader)
    with pytest.raises(errors.SheetAlreadyCounted):
        read(sheet, {}, readers[0])
    with pytest.raises(errors.SheetAlreadyCounted):
        read(sheet, all_agree(sheet), officer())

    assert (sheet.entries.count(), Vote.objects.count(), Participant.objects.count()) == (2, 3, 1)


def test_different_readings_count_nothing_until_a_further_one_agrees():
    sheet, readers = differing()
    assert not Vote.objects.exists()
    with pytest.raises(errors.SheetDiffers):
        read(sheet, all_agree(sheet), officer())

    settle(sheet, all_agree(sheet), readers[1])
    settle(sheet, all_agree(sheet), readers[1])

    assert set(Vote.objects.values_list("choice", flat=True)) == {Choice.AGREE}
    assert (sheet.entries.count(), Vote.objects.count()) == (3, 3)
    with pytest.raises(errors.SheetAlreadyCounted):
        settle(sheet, {}, readers[0])


def test_each_answer_may_be_settled_for_another_reader():
    sheet = printed()[0]
    first, second, third = sheet.statements
    one, other = officer(), officer()
    read(sheet, {first: Choice.AGREE, second: Choice.AGREE}, one)
    read(sheet, {first: Choice.DISAGREE, third: Choice.PASS}, other)

    settle(sheet, {first: Choice.AGREE, third: Choice.PASS}, one)

    assert dict(CurrentVote.objects.values_list("statement", "choice")) == {first: Choice.AGREE, third: Choice.PASS}


def test_an_answer_nobody_read_is_taken_from_a_new_reader_alone_and_waits_for_one_who_agrees():
    sheet, readers = differing()
    new = {**all_agree(sheet), sheet.statements[0]: Choice.PASS}

    with pytest.raises(errors.ReadingMatchesNone):
        settle(sheet, new, readers[0])
    settle(sheet, new, officer())
    assert not Vote.objects.exists()
    settle(sheet, new, readers[0])

    assert CurrentVote.objects.get(statement=sheet.statements[0]).choice == Choice.PASS
    assert sheet.entries.count() == 4


def test_nothing_is_settled_where_nothing_differs():
    sheet = printed()[0]
    read(sheet, all_agree(sheet), officer())

    with pytest.raises(errors.SheetDoesNotDiffer):
        settle(sheet, all_agree(sheet), officer())


def test_an_answer_to_a_statement_of_another_sheet_is_refused():
    sheet, other = printed()[0], StatementFactory()

    with pytest.raises(errors.StatementNotOnSheet):
        read(sheet, {**all_agree(sheet), other.pk: Choice.AGREE}, officer())
    assert not SheetEntry.objects.exists()


def test_the_first_reading_falls_in_the_phase_and_the_second_may_follow_it():
    early, late = printed(count=2)
    read(early, all_agree(early), officer(), now=CLOSES - timedelta(minutes=1))

    with pytest.raises(PhaseNotOpen):
        read(late, all_agree(late), officer(), now=CLOSES)
    read(early, all_agree(early), officer(), now=CLOSES + timedelta(days=2))

    assert Vote.objects.count() == 3


def test_an_answer_to_a_statement_hidden_meanwhile_is_kept_and_not_counted():
    sheet = printed()[0]
    read(sheet, all_agree(sheet), officer())
    Statement.objects.filter(pk=sheet.statements[1]).update(state=StatementState.HIDDEN)

    read(sheet, all_agree(sheet), officer())

    counted = list(Vote.objects.order_by("pk").values_list("statement", flat=True))
    assert counted == [sheet.statements[0], sheet.statements[2]]
    assert len(sheet.entries.last().answers) == 3


def test_a_sheet_left_blank_counts_as_nobody():
    sheet = printed()[0]

    read(sheet, {}, officer())
    read(sheet, {}, officer())

    sheet.refresh_from_db()
    assert (sheet.counted_at, sheet.participant, Participant.objects.count()) == (DURING, None, 0)


@pytest.mark.django_db(transaction=True)
def test_many_readers_at_once_make_one_count():
    sheet = printed()[0]
    readers = [officer() for _ in range(6)]

    def one(reader):
        try:
            read(sheet, all_agree(sheet), reader)
        except errors.SheetAlreadyCounted:
            return "late"
        finally:
            connection.close()
        return "taken"

    with ThreadPoolExecutor(6) as hands:
        done = Counter(hands.map(one, readers))

    assert done == {"taken": 2, "late": 4}
    assert (sheet.entries.count(), Vote.objects.count(), Participant.objects.count()) == (2, 3, 1)
