"""A vision with voices to write it from, and people who answer its sentences."""

from collections.abc import Sequence
from datetime import timedelta

from jukugi.apps.accounts.models import User
from jukugi.apps.accounts.tests.factories import ParticipantFactory, RoleFactory
from jukugi.apps.drafts import actions
from jukugi.apps.drafts.enums import DocumentKind
from jukugi.apps.drafts.models import Clause, Edition, SentenceVote
from jukugi.apps.drafts.tests.factories import add, begun
from jukugi.apps.meetings.tests.factories import MeetingFactory, NoteFactory, TableFactory
from jukugi.apps.opinion_map.actions import cast_vote, publish_edition
from jukugi.apps.opinion_map.enums import VOTING, Choice
from jukugi.apps.opinion_map.models import MapEdition, Topic
from jukugi.apps.opinions.enums import OpinionState
from jukugi.apps.opinions.tests.factories import OpinionFactory, SubmissionFactory
from jukugi.apps.processes.tests.factories import DURING, OpeningFactory, PhaseFactory

SENTENCES = tuple(f"だれでも歩いて行ける所に、立ち寄れる場{n}がある。" for n in range(1, 8))


def begun_vision(officer: User | None = None, **fields) -> Edition:
    return begun(officer, kind=DocumentKind.VISION, **fields)


def vision_of(count: int, officer: User) -> tuple[Edition, list[Clause]]:
    """A vision with so many sentences."""
    edition = begun_vision(officer)
    return edition, [add(edition, officer, text) for text in SENTENCES[:count]]


def public_note(
    edition: Edition, text: str = "雨の日に赤ちゃんと行ける所がない", *, meeting=None, state=OpinionState.SHOWN
):
    """A note of a meeting that became a voice."""
    process = edition.document.process
    table = TableFactory(meeting=meeting or MeetingFactory(process=process))
    opinion = OpinionFactory(submission=SubmissionFactory(process=process), text=text, state=state)
    return NoteFactory(table=table, text=text, opinion=opinion)


def open_vote(edition: Edition, clauses: Sequence[Clause], officer: User, **fields) -> Topic:
    """Put sentences to the vote, in a phase that is open."""
    told = {"title": "このビジョンでよいか", "description": "見本です。", "actor": officer, "now": DURING} | fields
    topic = actions.open_vote(edition=edition, clauses=clauses, **told).topic
    OpeningFactory(phase=PhaseFactory(process=topic.process), kind=VOTING)
    return topic


def answer(topic: Topic, *, agree: int, disagree: int = 0) -> None:
    """So many people answer every sentence."""
    for number in range(agree + disagree):
        voter = ParticipantFactory()
        for statement in topic.statements.all():
            choice = Choice.AGREE if number < agree else Choice.DISAGREE
            cast_vote(statement=statement, voter=voter, choice=choice, now=DURING + timedelta(minutes=1))


def publish_map(topic: Topic, officer: User | None = None, *, minutes: int = 2) -> MapEdition:
    return publish_edition(
        topic=topic, title="", note="", actor=officer or RoleFactory().user, now=DURING + timedelta(minutes=minutes)
    )


def vote_of(clause: Clause) -> SentenceVote:
    return SentenceVote.objects.get(clause=clause)
