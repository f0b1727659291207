"""What the room tells of voices: the story of a proposed statement, and where an opinion's issue is voted on."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from jukugi.apps.accounts.tests.factories import BEFORE, ParticipantFactory, RoleFactory
from jukugi.apps.opinion_map.actions import review_statement
from jukugi.apps.opinion_map.enums import RECEIPT_KIND, VOTING, StatementState
from jukugi.apps.opinion_map.models import Statement
from jukugi.apps.opinion_map.tests.factories import StatementFactory, TopicFactory
from jukugi.apps.opinions.tests.factories import IssueLinkFactory
from jukugi.apps.processes.tests.factories import OpeningFactory, PhaseFactory
from jukugi.kit import receipts

pytestmark = pytest.mark.django_db

WORDS = "見本太郎さんの会館を開けてほしい。"
CAME = ("声", "意見文が届きました")
READ = ("確認", "職員が読み、公開しました")
NOT_PUBLIC = ("確認", "公開しないことにしました")


def proposed() -> Statement:
    number = receipts.issue(RECEIPT_KIND, now=BEFORE)
    return StatementFactory(
        receipt=number, text=WORDS, state=StatementState.WAITING, author=ParticipantFactory(), origin="participant"
    )


def decide(statement: Statement, *states: StatementState) -> None:
    actor = RoleFactory().user
    for day, state in enumerate(states, start=1):
        review_statement(
            statement=statement, state=state, reason="お名前があるため", actor=actor, now=BEFORE + timedelta(days=day)
        )


def read(client, number: str):
    """(label, title) of the steps, the first sentence, and the words of the page."""
    response = client.get(reverse("receipt", args=[number]))
    story = response.context["story"]
    steps = [(step.label, step.title) for step in story.steps]
    return steps, story.standing, response.content.decode().replace("<wbr>", "")


@pytest.mark.parametrize(
    ("states", "steps", "standing", "is_read"),
    [
        ([], [("いま", "職員が確かめています")], "意見文を受け付けました。職員が読むのを待っています", False),
        (["shown"], [READ, ("いま", "ほかの人が答えられます")], "意見文を公開しています", True),
        (["hidden"], [NOT_PUBLIC], "この意見文は公開していません", False),
        (
            ["hidden", "shown"],
            [NOT_PUBLIC, READ, ("いま", "ほかの人が答えられます")],
            "意見文を公開しています",
            True,
        ),
        (["shown", "hidden"], [READ, NOT_PUBLIC], "この意見文は公開していません", False),
    ],
)
def test_a_statement_tells_every_decision_and_its_words_to_strangers_only_while_public(
    client, states, steps, standing, is_read
):
    statement = proposed()
    decide(statement, *map(StatementState, states))

    told, said, page = read(client, statement.receipt)

    assert (told, said) == ([CAME, *steps], standing)
    assert ("見本太郎" in page) is is_read


@pytest.mark.parametrize("is_closed", [False, True])
def test_an_opinion_tells_the_open_topics_of_its_issue_and_no_others(client, is_closed):
    link, now = IssueLinkFactory(), timezone.now()
    process = link.issue.process
    phase = PhaseFactory(process=process, opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=1))
    OpeningFactory(phase=phase, kind=VOTING)
    closed_at = now - timedelta(hours=1) if is_closed else None
    topic = TopicFactory(process=process, issue=link.issue, title="会館の使い方", closed_at=closed_at)
    StatementFactory(topic=topic)
    TopicFactory(process=process, title="別の論点の問い")

    told, _said, _page = read(client, link.opinion.submission.receipt)

    now_steps = [title for label, title in told if label == "いま"]
    assert now_steps == (["論点について、検討が続いています"] if is_closed else ["「会館の使い方」で話し合っています"])
