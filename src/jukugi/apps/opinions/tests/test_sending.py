from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.accounts.models import Participant
from jukugi.apps.accounts.tests.factories import ParticipantFactory, UserFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.issues.tests.factories import IssueFactory
from jukugi.apps.opinions import actions, policies
from jukugi.apps.opinions.enums import RECEIPT_KIND, AgeBand, OpinionState
from jukugi.apps.opinions.errors import IssueOfAnotherProcess, OpinionEmpty, TooManyWaiting
from jukugi.apps.opinions.models import Opinion, Submission
from jukugi.apps.opinions.sealed import opinion_words
from jukugi.apps.opinions.tests.factories import OpinionFactory, SubmissionFactory, hearing_process
from jukugi.apps.processes.errors import PhaseNotOpen
from jukugi.apps.processes.tests.factories import CLOSES, DURING, OPENS, ProcessFactory
from jukugi.kit import receipts
from jukugi.kit.audit.models import AuditEntry
from jukugi.kit.errors import NotAllowed
from jukugi.kit.receipts.models import Receipt

pytestmark = pytest.mark.django_db


def send(process, author, **changes) -> Submission:
    wish = {"text": "坂が急です。", "ward": None, "age_band": "", "about": None, "form_key": "k" * 22, "now": DURING}
    return actions.send_opinion(process=process, author=author, **{**wish, **changes})


def test_an_opinion_is_kept_as_written_and_waits_to_be_read():
    process, author, ward = hearing_process(), ParticipantFactory(), WardFactory()
    issue = IssueFactory(process=process)

    sent = send(process, author, text=" 坂が急です。\r\n ", ward=ward, age_band=AgeBand.FROM_70, about=issue)

    kept = Submission.objects.get()
    assert kept == sent
    assert (kept.process, kept.author, kept.ward, kept.age_band, kept.about) == (process, author, ward, "70", issue)
    assert (kept.channel, kept.received_at, kept.entered_at, kept.entered_by) == (Channel.WEB, DURING, DURING, "")
    assert receipts.kind_of(kept.receipt) == RECEIPT_KIND
    opinion = kept.opinions.get()
    assert (opinion.text, opinion.state, opinion.position) == ("坂が急です。", OpinionState.WAITING, 1)
    assert opinion_words().count == 0


def test_the_record_of_what_came_in_tells_the_channel_and_no_words():
    send(hearing_process(), ParticipantFactory(), text="秘密の言葉")

    event = AuditEntry.objects.get(action="opinions.received")
    assert event.details == {"channel": "web"}


def test_the_same_words_twice_from_one_page_are_one_opinion_with_one_receipt():
    process, author = hearing_process(), ParticipantFactory()

    first = send(process, author)
    second = send(process, author, text="坂が急です。\r\n", now=DURING + timedelta(seconds=3))

    assert first == second
    assert (Submission.objects.count(), Opinion.objects.count(), Receipt.objects.count()) == (1, 1, 1)


@pytest.mark.parametrize("change", [{"text": "坂が急で困ります。"}, {"form_key": "j" * 22}])
def test_other_words_or_another_page_are_another_opinion(change):
    process, author = hearing_process(), ParticipantFactory()

    first, second = send(process, author), send(process, author, **change)

    assert first.receipt != second.receipt
    assert Opinion.objects.count() == 2


def test_the_same_words_of_two_people_are_two_opinions():
    process = hearing_process()

    send(process, ParticipantFactory())
    send(process, ParticipantFactory())

    assert Opinion.objects.count() == 2


@pytest.mark.parametrize("moment", [OPENS - timedelta(microseconds=1), CLOSES])
def test_outside_its_phase_nothing_is_taken(moment):
    with pytest.raises(PhaseNotOpen):
        send(hearing_process(), ParticipantFactory(), now=moment)

    assert (Submission.objects.count(), Receipt.objects.count()) == (0, 0)


def test_the_first_and_the_last_moment_of_the_phase_are_in_time():
    process, author = hearing_process(), ParticipantFactory()

    send(process, author, now=OPENS)
    send(process, author, text="間に合った", now=CLOSES - timedelta(microseconds=1))

    assert Opinion.objects.count() == 2


def test_what_was_taken_in_time_is_not_refused_when_it_comes_again_too_late():
    process, author = hearing_process(), ParticipantFactory()
    first = send(process, author, now=CLOSES - timedelta(seconds=1))

    again = send(process, author, now=CLOSES + timedelta(seconds=1))

    assert again == first


def test_a_process_that_hears_nothing_takes_nothing():
    with pytest.raises(PhaseNotOpen):
        send(ProcessFactory(), ParticipantFactory())


def test_an_issue_of_another_process_is_refused():
    with pytest.raises(IssueOfAnotherProcess):
        send(hearing_process(), ParticipantFactory(), about=IssueFactory())

    assert (Submission.objects.count(), Receipt.objects.count()) == (0, 0)


def test_words_that_are_none_leave_nothing_behind():
    with pytest.raises(OpinionEmpty):
        send(hearing_process(), ParticipantFactory(), text=" \u3000")

    assert (Submission.objects.count(), Receipt.objects.count()) == (0, 0)


def test_who_has_too_many_waiting_is_asked_to_wait_until_they_are_read():
    process, author = hearing_process(), ParticipantFactory()
    for _ in range(policies.WAITING_AT_MOST):
        OpinionFactory(submission=SubmissionFactory(process=process, author=author))

    with pytest.raises(TooManyWaiting):
        send(process, author)
    Opinion.objects.filter(pk=Opinion.objects.first().pk).update(state=OpinionState.HIDDEN)
    sent = send(process, author)

    assert sent.opinions.count() == 1


def test_the_words_of_others_that_wait_do_not_count():
    process = hearing_process()
    OpinionFactory.create_batch(policies.WAITING_AT_MOST, submission__process=process)

    assert send(process, ParticipantFactory()).opinions.count() == 1


def test_an_opinion_takes_as_many_queries_among_many_as_alone():
    process, author = hearing_process(), ParticipantFactory()

    def statements(text: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            send(process, author, text=text)
        return len([query for query in asked if "SAVEPOINT" not in query["sql"]])

    alone = statements("一つ目")
    OpinionFactory.create_batch(5, submission__process=process)

    assert statements("二つ目") == alone


def test_a_participant_may_not_type_in_paper():
    process = hearing_process()

    with pytest.raises(NotAllowed):
        actions.enter_paper(
            process=process, channel=Channel.CARD, text="紙の声", place="", ward=None, age_band="", about=None,
            received_at=DURING, card_number="", form_key="k" * 22, actor=UserFactory(), now=DURING,
        )  # fmt: skip

    assert (Submission.objects.count(), Participant.objects.count()) == (0, 0)


@pytest.mark.django_db(transaction=True)
def test_the_same_words_from_eight_hands_at_once_are_one_opinion():
    process, author = hearing_process(), ParticipantFactory()

    def press(_: int) -> str:
        try:
            return send(process, author).receipt
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as hands:
        numbers = list(hands.map(press, range(8)))

    assert len(set(numbers)) == 1
    assert (Submission.objects.count(), Opinion.objects.count()) == (1, 1)
