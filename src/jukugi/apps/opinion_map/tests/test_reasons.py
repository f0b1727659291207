"""Reasons: given, read, weighed, answered, made a statement."""

from datetime import timedelta

import pytest

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.models import Participant
from jukugi.apps.accounts.tests.factories import ParticipantFactory, RoleFactory, UserFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.opinion_map import actions, errors
from jukugi.apps.opinion_map.actions.mapping import is_due
from jukugi.apps.opinion_map.actions.reasons import WAITING_AT_MOST
from jukugi.apps.opinion_map.enums import Choice, ReasonSide, StatementOrigin, StatementState
from jukugi.apps.opinion_map.models import HelpfulMark, LiveMap, Reason, ReasonReply, ReasonReview, Statement, Vote
from jukugi.apps.opinion_map.queries.reasons import in_order, reasons_page
from jukugi.apps.opinion_map.tests.factories import ReasonFactory, StatementFactory, cast_at_once, open_topic
from jukugi.apps.processes.errors import PhaseNotOpen
from jukugi.apps.processes.tests.factories import CLOSES, DURING
from jukugi.kit.audit.models import AuditEntry
from jukugi.kit.errors import NotAllowed

pytestmark = pytest.mark.django_db


@pytest.fixture
def statement() -> Statement:
    return StatementFactory(topic=open_topic())


def officer():
    return RoleFactory(kind=RoleKind.POLICY_OFFICER).user


def give(
    statement, text="坂の上まで歩けない人がいるからです。", *, side=ReasonSide.FOR, author=None, now=DURING
) -> Reason:
    return actions.give_reason(
        statement=statement, side=side, text=text, author=author or ParticipantFactory(), now=now
    )


def mark(reason, participant=None, *, is_on=True, now=DURING):
    who = participant or ParticipantFactory()
    actions.mark_helpful(reason=reason, participant=who, is_on=is_on, now=now)
    return who


def vote(statement, voter, choice, **fields):
    return actions.cast_vote(statement=statement, voter=voter, choice=choice, now=DURING, **fields)


def groups_of_two(statement: Statement, *, size: int = 20) -> tuple[list[Participant], list[Participant]]:
    """Two groups that answer ten statements the opposite way, and disagree about this one."""
    others = StatementFactory.create_batch(10, topic=statement.topic)
    camps = (ParticipantFactory.create_batch(size), ParticipantFactory.create_batch(size))
    cast_at_once(
        (one, person, choice)
        for camp, choice in zip(camps, (Choice.AGREE, Choice.DISAGREE), strict=True)
        for person in camp
        for one in (statement, *others)
    )
    return camps


def test_a_reason_waits_for_staff_with_a_number_of_its_own(statement):
    reason = give(statement, " 坂の上まで\n歩けない人がいる。 ")

    assert (reason.state, reason.text) == (StatementState.WAITING, "坂の上まで 歩けない人がいる。")
    assert len(reason.receipt) == 9
    assert AuditEntry.objects.get(action="opinion_map.reason_given").subject_key == str(reason.pk)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", errors.ReasonEmpty),
        (" 　\n", errors.ReasonEmpty),
        ("😀👍", errors.ReasonEmpty),
        ("\x00\u200b", errors.ReasonEmpty),
        ("字" * 201, errors.ReasonTooLong),
        ("字" * 1_700_000, errors.ReasonTooLong),
    ],
)
def test_what_is_no_reason_is_refused(statement, text, error):
    with pytest.raises(error):
        give(statement, text)

    assert not Reason.objects.exists()


def test_the_same_reason_twice_is_one_on_either_side_of_width_and_case(statement):
    give(statement, "ＮＰＯが助けてくれたから。")

    with pytest.raises(errors.ReasonExists):
        give(statement, "NPOが助けてくれたから。")

    give(statement, "NPOが助けてくれたから。", side=ReasonSide.CONDITION)
    assert Reason.objects.count() == 2


def test_one_person_cannot_bury_the_staff(statement):
    author = ParticipantFactory()
    for number in range(WAITING_AT_MOST):
        give(statement, f"理由{number}です。", author=author)

    with pytest.raises(errors.TooManyReasonsWaiting):
        give(statement, "もう一つの理由です。", author=author)

    give(statement, "ほかの人の理由です。")


def test_reasons_are_given_while_answers_are_taken_and_under_public_statements(statement):
    with pytest.raises(PhaseNotOpen):
        give(statement, now=CLOSES + timedelta(days=1))
    with pytest.raises(errors.StatementNotOpen):
        give(StatementFactory(topic=statement.topic, state=StatementState.HIDDEN))


def test_a_mark_is_one_however_often_it_is_made_and_can_be_taken_back(statement):
    reason = ReasonFactory(statement=statement)
    who = mark(reason)

    mark(reason, who)
    assert HelpfulMark.objects.get().is_on is True
    mark(reason, who, is_on=False, now=DURING + timedelta(hours=1))

    kept = HelpfulMark.objects.get()
    assert (kept.is_on, kept.changed_at) == (False, DURING + timedelta(hours=1))


def test_nobody_marks_their_own_reason_nor_one_that_is_not_public(statement):
    own = ReasonFactory(statement=statement, author=ParticipantFactory())
    hidden = ReasonFactory(statement=statement, state=StatementState.HIDDEN)

    with pytest.raises(errors.OwnReason):
        mark(own, own.author)
    for reason in (hidden, ReasonFactory(statement=StatementFactory(topic=statement.topic, state="waiting"))):
        with pytest.raises(errors.ReasonNotShown):
            mark(reason)

    assert not HelpfulMark.objects.exists()


def test_a_review_needs_a_note_to_hide_and_changes_something(statement):
    reason, staff = give(statement), officer()
    review = {"reason": reason, "actor": staff, "now": DURING}

    with pytest.raises(errors.ReasonMissing):
        actions.review_reason(state=StatementState.HIDDEN, note=" ", **review)
    actions.review_reason(state=StatementState.SHOWN, note="", **review)
    with pytest.raises(errors.ReasonUnchanged):
        actions.review_reason(state=StatementState.SHOWN, note="", **review)
    with pytest.raises(errors.ReasonUnchanged):
        actions.review_reason(state=StatementState.WAITING, note="", **review)

    assert Reason.objects.get().state == StatementState.SHOWN
    assert ReasonReview.objects.count() == 1


def test_a_reply_is_the_citys_to_a_public_reason_and_can_be_taken_back(statement):
    reason, staff = ReasonFactory(statement=statement), officer()
    reply = actions.reply_to_reason(reason=reason, text="  秋に手引きを出します。\n", actor=staff, now=DURING)

    for words, error in ((" ", errors.ReplyEmpty), ("字" * 601, errors.ReplyTooLong)):
        with pytest.raises(error):
            actions.reply_to_reason(reason=reason, text=words, actor=staff, now=DURING)
    with pytest.raises(errors.ReasonNotShown):
        actions.reply_to_reason(reason=give(statement), text="返事", actor=staff, now=DURING)
    actions.withdraw_reply(reply=reply, actor=staff, now=DURING)
    actions.withdraw_reply(reply=reply, actor=staff, now=DURING + timedelta(days=1))

    kept = ReasonReply.objects.get()
    assert (kept.text, kept.withdrawn_at) == ("秋に手引きを出します。", DURING)


def test_only_those_who_run_the_topic_moderate_and_answer(statement):
    reason = ReasonFactory(statement=statement, side=ReasonSide.CONDITION)
    reply = ReasonReply.objects.create(reason=reason, text="返事", actor_key="x", replied_at=DURING)
    another_ward = RoleFactory(kind=RoleKind.WARD_OFFICER, area=WardFactory()).user

    for person in (UserFactory(), RoleFactory(kind=RoleKind.OPERATOR).user, another_ward):
        who = {"actor": person, "now": DURING}
        with pytest.raises(NotAllowed):
            actions.review_reason(reason=reason, state=StatementState.HIDDEN, note="理由", **who)
        with pytest.raises(NotAllowed):
            actions.reply_to_reason(reason=reason, text="返事", **who)
        with pytest.raises(NotAllowed):
            actions.withdraw_reply(reply=reply, **who)
        with pytest.raises(NotAllowed):
            actions.statement_of_condition(condition=reason, text="鍵を三人で預かるのがよい。", **who)

    assert Reason.objects.get().state == StatementState.SHOWN
    assert Statement.objects.count() == 1


def test_a_condition_that_both_groups_share_is_offered_and_becomes_a_statement(statement):
    left, right = groups_of_two(statement)
    shared = ReasonFactory(statement=statement, side=ReasonSide.CONDITION)
    one_sided = ReasonFactory(statement=statement, side=ReasonSide.CONDITION)
    reason = ReasonFactory(statement=statement, side=ReasonSide.FOR)
    for person in (*left[:4], *right[:4]):
        mark(shared, person)
        mark(reason, person)
    for person in left[:12]:
        mark(one_sided, person)

    actions.refresh_map(topic=statement.topic, now=DURING)

    found = {r.pk: r for r in Reason.objects.all()}
    assert LiveMap.objects.get().document["groups"]
    assert [found[r.pk].is_shared for r in (shared, one_sided, reason)] == [True, False, False]
    assert (found[shared.pk].helped, found[one_sided.pk].helped) == (8, 12)
    assert found[shared.pk].standing > found[one_sided.pk].standing
    made = actions.statement_of_condition(
        condition=shared, text="鍵を三人で預かるのがよい。", actor=officer(), now=DURING
    )
    assert (made.origin, made.condition, made.state) == (StatementOrigin.CONDITION, shared, StatementState.SHOWN)
    with pytest.raises(errors.NotACondition):
        actions.statement_of_condition(condition=reason, text="別の文がよい。", actor=officer(), now=DURING)


def test_marks_alone_make_a_map_due(statement):
    groups_of_two(statement, size=6)
    actions.refresh_map(topic=statement.topic, now=DURING)
    reason = ReasonFactory(statement=statement)
    topic = type(statement.topic).objects.with_figures().get()
    later = DURING + timedelta(hours=1)

    for _ in range(4):
        mark(reason, now=later)
    assert not is_due(topic)
    mark(reason, now=later)
    assert is_due(topic)


def test_who_has_answered_reads_the_other_side_first(statement):
    helped = {"helped": 9, "standing": 0.4}
    agree, against = (
        ReasonFactory(statement=statement, **helped),
        ReasonFactory(statement=statement, side=ReasonSide.AGAINST, **helped),
    )
    better = ReasonFactory(statement=statement, side=ReasonSide.AGAINST, helped=9, standing=0.6)
    reader = ParticipantFactory()

    def first():
        return [row.reason for row in reasons_page(statement, reader, now=DURING).first]

    assert first() == [agree, better]
    vote(statement, reader, Choice.AGREE)
    assert first() == [better]
    vote(statement, reader, Choice.DISAGREE)
    assert first() == [agree]
    shown = reasons_page(statement, reader, now=DURING)
    assert [row.reason for side in shown.sides for row in side.rows] == [better, against]
    assert [side.total for side in shown.sides] == [1, 2, 0]


def test_every_third_place_is_for_a_reason_that_nobody_has_weighed(statement):
    weighed = [ReasonFactory(statement=statement, helped=9, standing=0.1 * n) for n in range(6)]
    fresh = ReasonFactory.create_batch(3, statement=statement)

    ordered = in_order([*fresh, *weighed], who="a")

    assert [r.helped == 0 for r in ordered] == [False, False, True] * 3
    assert [r for r in ordered if r.helped] == weighed[::-1]
    assert ordered == in_order([*weighed, *fresh], who="a")


def test_fewer_than_five_are_told_of_nowhere(statement):
    reason = ReasonFactory(statement=statement, helped=4, standing=0.2)
    for _ in range(4):
        voter = ParticipantFactory()
        vote(statement, voter, Choice.AGREE)
        vote(statement, voter, Choice.DISAGREE, after_reasons=True)
    vote(statement, ParticipantFactory(), Choice.AGREE, after_reasons=True)

    page = reasons_page(statement, None, now=DURING)

    assert [row.helped for row in page.first if row.reason == reason] == [None]
    assert page.changed is None
    voter = ParticipantFactory()
    vote(statement, voter, Choice.AGREE)
    vote(statement, voter, Choice.PASS, after_reasons=True)
    assert reasons_page(statement, None, now=DURING).changed == 5
    assert Vote.objects.filter(after_reasons=True).count() == 6
