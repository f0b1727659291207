from datetime import UTC, datetime, timedelta

import pytest

from jukugi.apps.accounts.models import Participant
from jukugi.apps.opinion_map import actions
from jukugi.apps.opinion_map.enums import Choice
from jukugi.apps.opinion_map.models import CurrentVote, LiveMap, Statement, Topic, Vote
from jukugi.apps.processes.errors import PhaseNotOpen
from jukugi.apps.processes.models import Phase, Process
from jukugi.core.opinion_map import PolisExportError
from jukugi.kit.audit.models import AuditEntry

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 1, tzinfo=UTC)
COMMENTS = b"""timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body
1500000000000,x,0,7,2,1,1,"First, with a comma"
1500000000001,x,1,7,0,0,-1,Moderated out
1500000000002,x,5,8,0,0,0,"Two
lines"
"""
VOTES = b"""timestamp,datetime,comment-id,voter-id,vote
1500000003000,x,0,7,1
1500000001000,x,0,7,-1
1500000002000,x,0,8,1
1500000002500,x,1,8,0
1500000002600,x,5,9,-1
"""
SUMMARY = b"topic,A question\nurl,https://example.org/abc\nconversation-description,Why we ask\n"
FILES = {"comments.csv": COMMENTS, "votes.csv": VOTES, "summary.csv": SUMMARY}


def load(**changes):
    return actions.import_polis(files={**FILES, **changes}, attribution="CC BY 4.0, Somebody", now=NOW)


def test_a_conversation_comes_in_whole_with_its_log_in_order_of_time():
    topic, is_new = load()

    assert is_new is True
    assert [(s.number, s.text, s.state) for s in topic.statements.all()] == [
        (1, "First, with a comma", "shown"),
        (2, "Moderated out", "hidden"),
        (6, "Two\nlines", "shown"),
    ]
    people = list(Participant.objects.order_by("pk"))
    by_number = {s.number: s for s in topic.statements.all()}
    assert list(Vote.objects.order_by("pk").values_list("participant", "statement__number", "choice")) == [
        (people[0].pk, 1, -1),
        (people[1].pk, 1, 1),
        (people[1].pk, 2, 0),
        (people[2].pk, 6, -1),
        (people[0].pk, 1, 1),
    ]
    assert set(CurrentVote.objects.values_list("participant", "statement", "choice")) == {
        (people[0].pk, by_number[1].pk, 1),
        (people[1].pk, by_number[1].pk, 1),
        (people[1].pk, by_number[2].pk, 0),
        (people[2].pk, by_number[6].pk, -1),
    }
    assert Vote.objects.order_by("pk").first().cast_at == datetime.fromtimestamp(1500000001, tz=UTC)
    assert by_number[2].reviews.get().reason == "取り込み元で公開されていません。"


def test_its_process_is_over_and_names_its_source(client):
    topic, _ = load()

    assert (topic.process.title, topic.description) == ("A question", "Why we ask")
    page = client.get(f"/topics/{topic.pk}/map/").content.decode()
    assert "CC BY 4.0, Somebody" in page
    assert "https://example.org/abc" in page
    with pytest.raises(PhaseNotOpen):
        actions.cast_vote(
            statement=topic.statements.first(), voter=Participant.objects.first(), choice=Choice.PASS, now=NOW
        )


def test_it_has_its_map_at_once():
    topic, _ = load()

    live_map = LiveMap.objects.get()
    assert (live_map.topic, live_map.participants, live_map.statements, live_map.votes) == (topic, 3, 3, 4)
    assert AuditEntry.objects.get().action == "opinion_map.polis_imported"


def test_the_same_files_are_imported_once():
    first, _ = load()
    again, is_new = load()

    assert (again, is_new) == (first, False)
    assert (Topic.objects.count(), Vote.objects.count()) == (1, 5)


def test_other_files_are_another_conversation():
    load()
    _, is_new = load(**{"summary.csv": b"topic,Another question\n"})

    assert is_new is True
    assert Topic.objects.count() == 2


MATRIX = b"participant,group-id,n-comments,n-votes,n-agree,n-disagree,0,1,5\n7,0,0,2,1,0,1,,0\n9,,0,1,0,1,,,-1\n"
AHEAD = int((NOW + timedelta(hours=20)).timestamp() * 1000)


@pytest.mark.parametrize(
    "files",
    [
        FILES,
        {"comments.csv": COMMENTS, "participants-votes.csv": MATRIX},
        FILES | {"votes.csv": b"timestamp,comment-id,voter-id,vote\n"},
        FILES | {"votes.csv": b"timestamp,comment-id,voter-id,vote\n%d,0,7,1\n" % AHEAD},
        FILES | {"votes.csv": VOTES + b"%d,x,0,7,1\n" % AHEAD},
    ],
    ids=["a log", "a matrix", "no votes", "one vote of a clock ahead", "the last vote of a clock ahead"],
)
def test_its_phase_is_over_at_the_moment_of_the_import(files):
    actions.import_polis(files=files, attribution="", now=NOW)

    phase = Phase.objects.get()
    assert phase.opens_at < phase.closes_at <= NOW
    assert list(Phase.objects.running(NOW)) == []


def test_a_vote_dated_later_than_tomorrow_is_a_fault():
    later = int((NOW + timedelta(days=1, seconds=1)).timestamp() * 1000)

    with pytest.raises(PolisExportError) as refusal:
        load(**{"votes.csv": VOTES + b"%d,x,0,7,1\n" % later})

    assert [(f.row, f.column, f.code) for f in refusal.value.faults] == [(7, "timestamp", "in_the_future")]


def test_without_a_log_the_matrix_of_current_votes_will_do():
    actions.import_polis(files={"comments.csv": COMMENTS, "participants-votes.csv": MATRIX}, attribution="", now=NOW)

    assert sorted(CurrentVote.objects.values_list("statement__number", "choice")) == [(1, 1), (6, -1), (6, 0)]


@pytest.mark.parametrize(
    "changes",
    [
        {"votes.csv": VOTES + b"1500000002600,x,5,9,2\n"},
        {"votes.csv": VOTES + b"1500000002600,x,99,9,1\n"},
        {"votes.csv": b""},
        {"comments.csv": b"\xff\xfe\x00"},
        {"comments.csv": b"a,b\n1,2\n"},
        {"comments.csv": COMMENTS.replace(b"First", b"Fi\0rst")},
        {"summary.csv": b"topic,A que\0stion\n"},
        {"votes.csv": VOTES.replace(b",8,1", b",99999999999,1")},
    ],
)
def test_of_a_broken_folder_nothing_is_taken(changes):
    with pytest.raises(PolisExportError):
        load(**changes)

    for model in (Topic, Process, Statement, Participant, Vote, CurrentVote):
        assert model.objects.count() == 0
