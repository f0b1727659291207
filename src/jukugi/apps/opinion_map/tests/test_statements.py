from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import ParticipantFactory, RoleFactory, UserFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.opinion_map import actions
from jukugi.apps.opinion_map.actions.statements import WAITING_AT_MOST, WAITING_IN_TOPIC_AT_MOST
from jukugi.apps.opinion_map.enums import StatementOrigin, StatementState
from jukugi.apps.opinion_map.errors import (
    ReasonMissing,
    StatementEmpty,
    StatementExists,
    StatementRepeated,
    StatementTooLong,
    StatementUnchanged,
    StatementWaiting,
    TooManyWaiting,
    TopicClosed,
    TopicFull,
    TopicNeedsStatements,
    TopicNeedsTitle,
)
from jukugi.apps.opinion_map.models import Statement, Topic
from jukugi.apps.opinion_map.tests.factories import StatementFactory, TopicFactory, open_topic
from jukugi.apps.processes.errors import PhaseNotOpen, ProcessFinished
from jukugi.apps.processes.models import Process
from jukugi.apps.processes.tests.factories import CLOSES, DURING, ProcessFactory
from jukugi.kit.audit.models import AuditEntry
from jukugi.kit.errors import NotAllowed, words_for
from jukugi.kit.receipts import read_number

pytestmark = pytest.mark.django_db


def propose(topic: Topic, text: str, **fields) -> Statement:
    author = fields.pop("author", None) or ParticipantFactory()
    return actions.propose_statement(topic=topic, text=text, author=author, now=fields.pop("now", DURING))


def test_a_proposed_statement_waits_with_its_words_untouched_and_a_valid_receipt():
    topic, author = open_topic(), ParticipantFactory()

    statement = propose(topic, "  夜も<b>開けて</b>ほしい。 ", author=author)

    statement.refresh_from_db()
    assert statement.text == "夜も<b>開けて</b>ほしい。"
    assert statement.state == StatementState.WAITING
    assert statement.origin == StatementOrigin.PARTICIPANT
    assert statement.author == author
    assert read_number(statement.receipt) == statement.receipt
    entry = AuditEntry.objects.get(action="opinion_map.statement_proposed")
    assert (entry.actor_key, entry.subject_key, entry.details) == (author.actor_key, str(statement.pk), {})


@pytest.mark.parametrize(
    ("text", "error"), [("", StatementEmpty), (" 　\n", StatementEmpty), ("長" * 141, StatementTooLong)]
)
def test_words_that_are_missing_or_too_many_are_refused(text, error):
    topic = open_topic()

    with pytest.raises(error):
        propose(topic, text)

    assert list(topic.statements.all()) == []


def test_a_statement_of_exactly_the_limit_is_taken():
    assert len(propose(open_topic(), "長" * 140).text) == 140


@pytest.mark.parametrize("same", ["公園で話したい。", "公園で話したい", "公園で 話したい。", "　公園で話したい．"])
def test_the_same_words_are_not_taken_twice(same):
    topic = open_topic()
    first = StatementFactory(topic=topic, text="公園で話したい。")

    with pytest.raises(StatementExists) as refusal:
        propose(topic, same)

    assert refusal.value.statement_pk == first.pk


@pytest.mark.parametrize(
    "text",
    ["\u200b", "\u202e\u2066\u2069", "\u200d\u200d", "\ufeff\u00ad", "\x00\x07", "\u3164\u2800", "\ufe0f", "。、！"],
    ids=ascii,
)
def test_words_that_nobody_can_see_are_no_words(text):
    topic = open_topic()

    with pytest.raises(StatementEmpty):
        propose(topic, text)

    assert list(topic.statements.all()) == []


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("公園\u200bで\u202e話したい\x00。", "公園で話したい。"),
        ("一行目\n二行目\t三列目\x1f四", "一行目 二行目 三列目 四"),
        ("👨\u200d👩\u200d👧で、葛\U000e0100飾へ☎\ufe0f", "👨\u200d👩\u200d👧で、葛\U000e0100飾へ☎\ufe0f"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👍", "👍"),
        ("5", "5"),
    ],
    ids=ascii,
)
def test_what_cannot_be_seen_is_taken_out_and_what_joins_or_chooses_a_form_stays(typed, kept):
    assert propose(open_topic(), typed).text == kept


@pytest.mark.parametrize(
    "same", ["公園\u200bで話したい。", "公園\u200dで話したい。", "公\U000e0100園で話したい。"], ids=ascii
)
def test_the_same_words_with_something_invisible_in_them_are_not_taken_twice(same):
    topic = open_topic()
    StatementFactory(topic=topic, text="公園で話したい。")

    with pytest.raises(StatementExists):
        propose(topic, same)


def test_the_same_words_that_wait_are_told_to_be_waiting():
    topic = open_topic()
    propose(topic, "公園で話したい。")

    with pytest.raises(StatementWaiting) as refusal:
        propose(topic, "公園で話したい")

    words = words_for(refusal.value)
    assert "職員がいま確かめています" in words.what
    assert "その意見文に賛成" not in str(words)


def test_a_topic_has_a_limited_number_of_statements_of_participants_waiting():
    topic, other = open_topic(), open_topic()
    StatementFactory.create_batch(
        WAITING_IN_TOPIC_AT_MOST, topic=topic, origin=StatementOrigin.PARTICIPANT, state=StatementState.WAITING
    )

    with pytest.raises(TopicFull) as refusal:
        propose(topic, "もう一つの考えがよい。")

    assert "300件" in words_for(refusal.value).what
    assert propose(other, "もう一つの考えがよい。").state == StatementState.WAITING
    topic.statements.filter(number=topic.statements.first().number).update(state=StatementState.HIDDEN)
    assert propose(topic, "もう一つの考えがよい。").state == StatementState.WAITING


def test_a_topic_closed_after_it_was_loaded_takes_no_statement():
    topic = open_topic()
    actions.close_topic(topic=Topic.objects.get(pk=topic.pk), actor=RoleFactory().user, now=DURING)

    with pytest.raises(TopicClosed):
        propose(topic, "公園で話したい。")


def test_words_that_were_hidden_may_be_proposed_again():
    topic = open_topic()
    StatementFactory(topic=topic, text="公園で話したい。", state=StatementState.HIDDEN)

    assert propose(topic, "公園で話したい。").state == StatementState.WAITING


def test_one_participant_has_a_limited_number_of_statements_waiting():
    topic, author = open_topic(), ParticipantFactory()
    for number in range(WAITING_AT_MOST):
        propose(topic, f"{number}番目の考えがよい。", author=author)

    with pytest.raises(TooManyWaiting):
        propose(topic, "もう一つの考えがよい。", author=author)

    assert propose(topic, "別の人の考えがよい。").state == StatementState.WAITING


def test_proposing_outside_its_phase_or_on_a_closed_topic_is_refused():
    with pytest.raises(PhaseNotOpen):
        propose(open_topic(), "公園で話したい。", now=CLOSES)
    with pytest.raises(TopicClosed):
        propose(open_topic(closed_at=DURING), "公園で話したい。")


def test_a_review_shows_a_statement_and_stays_on_record():
    statement = StatementFactory(state=StatementState.WAITING)
    officer = RoleFactory().user

    review = actions.review_statement(
        statement=statement, state=StatementState.SHOWN, reason="", actor=officer, now=DURING
    )

    statement.refresh_from_db()
    assert statement.state == StatementState.SHOWN
    assert (review.actor_key, review.decided_at) == (officer.actor_key, DURING)
    assert AuditEntry.objects.get().details == {"state": "shown"}


def test_hiding_needs_a_reason_and_nothing_happens_without():
    statement = StatementFactory()

    with pytest.raises(ReasonMissing):
        actions.review_statement(
            statement=statement, state=StatementState.HIDDEN, reason="  ", actor=RoleFactory().user, now=DURING
        )

    statement.refresh_from_db()
    assert statement.state == StatementState.SHOWN
    assert list(statement.reviews.all()) == []


def test_hiding_keeps_the_words_and_the_earlier_reviews():
    statement = StatementFactory(state=StatementState.WAITING, text="名前の出た意見文")
    officer = RoleFactory().user
    for state, reason in [(StatementState.SHOWN, ""), (StatementState.HIDDEN, "個人の名前がありました。")]:
        actions.review_statement(statement=statement, state=state, reason=reason, actor=officer, now=DURING)

    statement.refresh_from_db()
    assert statement.text == "名前の出た意見文"
    assert [(r.state, r.reason) for r in statement.reviews.all()] == [
        ("shown", ""),
        ("hidden", "個人の名前がありました。"),
    ]


def test_a_review_that_changes_nothing_is_refused():
    statement = StatementFactory()

    with pytest.raises(StatementUnchanged):
        actions.review_statement(
            statement=statement, state=StatementState.SHOWN, reason="", actor=RoleFactory().user, now=DURING
        )


def test_only_those_who_run_a_topic_may_review_add_and_close():
    ward, other = WardFactory(), WardFactory()
    topic = open_topic(area=ward)
    statement = StatementFactory(topic=topic, state=StatementState.WAITING)
    refused = [
        UserFactory(),
        RoleFactory(kind=RoleKind.OPERATOR).user,
        RoleFactory(kind=RoleKind.WARD_OFFICER, area=other).user,
        RoleFactory(user=UserFactory(is_active=False)).user,
    ]

    for user in refused:
        with pytest.raises(NotAllowed):
            actions.review_statement(statement=statement, state=StatementState.SHOWN, reason="", actor=user, now=DURING)
        with pytest.raises(NotAllowed):
            actions.add_statements(topic=topic, texts=["足したい。"], actor=user, now=DURING)
        with pytest.raises(NotAllowed):
            actions.close_topic(topic=topic, actor=user, now=DURING)

    own = RoleFactory(kind=RoleKind.WARD_OFFICER, area=ward).user
    actions.review_statement(statement=statement, state=StatementState.SHOWN, reason="", actor=own, now=DURING)
    assert [entry.actor_key for entry in AuditEntry.objects.all()] == [own.actor_key]


def test_a_ward_officer_does_not_run_topics_of_the_whole_city():
    officer = RoleFactory(kind=RoleKind.WARD_OFFICER, area=WardFactory()).user

    with pytest.raises(NotAllowed):
        actions.close_topic(topic=TopicFactory(area=None), actor=officer, now=DURING)


def test_statements_are_added_all_or_none():
    topic, officer = open_topic(), RoleFactory().user

    with pytest.raises(StatementTooLong):
        actions.add_statements(topic=topic, texts=["短い文がよい。", "長" * 141], actor=officer, now=DURING)

    assert list(topic.statements.all()) == []


def test_a_process_that_is_over_takes_no_topic_and_no_statements():
    topic, officer = open_topic(), RoleFactory().user
    Process.objects.update(is_finished=True, is_main=False)
    over = Process.objects.get(pk=topic.process_id)
    words = {"title": "新しい問い", "description": "", "texts": [f"{number}つ目がよい。" for number in range(5)]}

    with pytest.raises(ProcessFinished):
        actions.open_topic(process=over, issue=None, area=None, **words, actor=officer, now=DURING)
    with pytest.raises(ProcessFinished):
        actions.add_statements(topic=topic, texts=["一つ目がよい。"], actor=officer, now=DURING)

    assert (Topic.objects.count(), topic.statements.count()) == (1, 0)


def test_statements_are_numbered_on_after_those_that_stand_there():
    topic, officer = open_topic(), RoleFactory().user
    StatementFactory(topic=topic, number=7)

    added = actions.add_statements(topic=topic, texts=["一つ目がよい。", "二つ目がよい。"], actor=officer, now=DURING)

    assert [(s.number, s.text) for s in topic.statements.all()][1:] == [(8, "一つ目がよい。"), (9, "二つ目がよい。")]
    assert list(AuditEntry.objects.values_list("subject_key", flat=True)) == [str(s.pk) for s in added]


@pytest.mark.parametrize(
    ("texts", "error"),
    [
        (["同じ文がよい。", "同じ文がよい"], StatementRepeated),
        (["いまある文がよい。"], StatementExists),
        (["待っている文がよい。"], StatementWaiting),
    ],
)
def test_a_list_with_words_that_are_there_is_not_taken(texts, error):
    topic, officer = open_topic(), RoleFactory().user
    StatementFactory(topic=topic, number=1, text="いまある文がよい。")
    StatementFactory(topic=topic, number=2, text="待っている文がよい。", state=StatementState.WAITING)

    with pytest.raises(error):
        actions.add_statements(topic=topic, texts=["新しい文がよい。", *texts], actor=officer, now=DURING)

    assert topic.statements.count() == 2


def test_many_lines_read_what_stands_there_once():
    topic, officer = open_topic(), RoleFactory().user
    StatementFactory.create_batch(30, topic=topic)

    asked = []
    for start in (0, 100):
        with CaptureQueriesContext(connection) as queries:
            texts = [f"{number}番目がよい。" for number in range(start, start + 20)]
            actions.add_statements(topic=topic, texts=texts, actor=officer, now=DURING)
        asked.append(len([q for q in queries if "audit_auditentry" not in q["sql"]]))

    assert asked[0] == asked[1] <= 8


def test_a_topic_opens_with_its_statements_in_order():
    process, officer = ProcessFactory(), RoleFactory().user
    texts = [f"{number}番目がよい。" for number in range(1, 6)]

    topic = actions.open_topic(
        process=process,
        issue=None,
        area=None,
        title=" 新しい問い ",
        description="",
        texts=texts,
        actor=officer,
        now=DURING,
    )

    assert topic.title == "新しい問い"
    assert [(s.number, s.text, s.state) for s in topic.statements.all()] == [
        (number, text, "shown") for number, text in enumerate(texts, start=1)
    ]


@pytest.mark.parametrize(("title", "count", "error"), [("", 5, TopicNeedsTitle), ("問い", 4, TopicNeedsStatements)])
def test_a_topic_without_title_or_with_few_statements_is_not_opened(title, count, error):
    with pytest.raises(error):
        actions.open_topic(
            process=ProcessFactory(), issue=None, area=None, title=title, description="",
            texts=[f"{n}番目がよい。" for n in range(count)], actor=RoleFactory().user, now=DURING,
        )  # fmt: skip

    assert Topic.objects.count() == 0


def test_a_topic_is_closed_once():
    topic, officer = open_topic(), RoleFactory().user
    actions.close_topic(topic=topic, actor=officer, now=DURING)

    with pytest.raises(TopicClosed):
        actions.close_topic(topic=topic, actor=officer, now=CLOSES)

    topic.refresh_from_db()
    assert topic.closed_at == DURING


@pytest.mark.django_db(transaction=True)
def test_proposals_at_the_same_moment_get_numbers_of_their_own():
    topic = open_topic()
    authors = ParticipantFactory.create_batch(6)

    def write(number: int) -> int:
        try:
            return propose(topic, f"同時の{number}番目がよい。", author=authors[number]).number
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as hands:
        numbers = list(hands.map(write, range(6)))

    assert sorted(numbers) == [1, 2, 3, 4, 5, 6]
