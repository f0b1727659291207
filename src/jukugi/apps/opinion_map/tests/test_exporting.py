import csv
import io
from datetime import timedelta

import pytest

from jukugi.apps.accounts.tests.factories import ParticipantFactory
from jukugi.apps.opinion_map import actions
from jukugi.apps.opinion_map.actions import export_rows, exported_sums, import_polis
from jukugi.apps.opinion_map.enums import Choice, StatementState
from jukugi.apps.opinion_map.errors import NoReasonForRows
from jukugi.apps.opinion_map.models import CurrentVote, Topic, Vote
from jukugi.apps.opinion_map.tests.factories import StatementFactory, open_topic
from jukugi.apps.opinion_map.tests.test_importing import FILES
from jukugi.apps.processes.tests.factories import DURING
from jukugi.kit.audit.models import AuditEntry

pytestmark = pytest.mark.django_db

LATER = DURING + timedelta(days=1)


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode())))


@pytest.fixture
def topic():
    """Eight people answer two statements, three a third one; a fourth is hidden."""
    topic = open_topic()
    whole, other, few = StatementFactory.create_batch(3, topic=topic)
    StatementFactory.create(topic=topic, state=StatementState.HIDDEN)
    people = ParticipantFactory.create_batch(8)
    for number, person in enumerate(people):
        choice = Choice.AGREE if number < 5 else Choice.DISAGREE
        for statement in (whole, other, few)[: 3 if number < 3 else 2]:
            actions.cast_vote(statement=statement, voter=person, choice=choice, now=DURING)
    actions.refresh_map(topic=topic, now=DURING)
    return Topic.objects.select_related("live_map").get(pk=topic.pk)


def test_sums_name_nobody_and_leave_out_small_and_hidden_ones(topic):
    files = exported_sums(topic, topic.live_map)

    comments = rows_of(files["comments.csv"])
    assert set(files) == {"summary.csv", "comments.csv"}
    assert [(row["agrees"], row["disagrees"]) for row in comments] == [("5", "3"), ("5", "3"), ("", "")]
    assert {row["author-id"] for row in comments} == {"0"}
    assert AuditEntry.objects.filter(action="opinion_map.rows_exported").count() == 0


def test_rows_are_given_only_with_a_reason_that_is_kept(topic):
    with pytest.raises(NoReasonForRows):
        export_rows(topic=topic, live_map=topic.live_map, reason=" 　\n", now=DURING)

    export_rows(topic=topic, live_map=topic.live_map, reason="大学との共同研究", now=DURING)

    entry = AuditEntry.objects.get(action="opinion_map.rows_exported")
    assert entry.details == {"reason": "大学との共同研究"}


def test_rows_taken_in_again_are_the_same_conversation(topic):
    files = export_rows(topic=topic, live_map=topic.live_map, reason="引っ越し", now=DURING)

    copy, is_new = import_polis(files=files, attribution="", now=LATER)

    assert is_new
    assert answers(copy) == answers(topic)
    assert Vote.objects.filter(statement__topic=copy).count() == Vote.objects.filter(statement__topic=topic).count()
    assert [s.state for s in copy.statements.order_by("number")] == [
        s.state for s in topic.statements.order_by("number")
    ]


def answers(topic):
    """How often each statement was answered in each way: numbers of people differ from export to export."""
    found = CurrentVote.objects.filter(statement__topic=topic)
    return sorted(found.values_list("statement__number", "choice"))


def test_the_table_of_participants_says_the_same_as_the_log(topic):
    files = export_rows(topic=topic, live_map=topic.live_map, reason="研究", now=DURING)

    table, votes = rows_of(files["participants-votes.csv"]), rows_of(files["votes.csv"])
    assert sum(int(row["n-votes"]) for row in table) == len(votes)
    for vote in votes:
        row = next(row for row in table if row["participant"] == vote["voter-id"])
        assert row[vote["comment-id"]] == vote["vote"]


def test_votes_with_the_sign_of_the_interface_are_turned_round():
    straight, _ = import_polis(files=FILES, attribution="", now=LATER)
    turned, is_new = import_polis(files=FILES, attribution="", now=LATER, has_api_sign=True)

    assert is_new
    counts = [
        CurrentVote.objects.filter(statement__topic=t, choice=c).count() for t in (straight, turned) for c in (1, -1)
    ]
    assert counts[:2] == counts[:1:-1]
    assert counts[0] != counts[1]
