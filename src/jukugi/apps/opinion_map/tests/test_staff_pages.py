"""The staff's page of a topic: what cannot be taken comes back with what was typed."""

import pytest
from django.urls import reverse

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.opinion_map.enums import StatementState
from jukugi.apps.opinion_map.models import Statement
from jukugi.apps.opinion_map.tests.factories import StatementFactory, open_topic

pytestmark = pytest.mark.django_db

REASON_MISSING = "非公開にする理由が書かれていません。"


@pytest.fixture
def statement(client) -> Statement:
    """A statement that waits; an officer is signed in."""
    client.force_login(RoleFactory().user)
    return StatementFactory(topic=open_topic(), state=StatementState.WAITING)


def decide(client, statement: Statement, **fields):
    return client.post(reverse("opinion_map:review", args=[statement.pk]), fields)


def text_of(response) -> str:
    return response.content.decode().replace("<wbr>", "")


def add(client, statement: Statement, texts: str):
    return client.post(reverse("opinion_map:add-statements", args=[statement.topic_id]), {"texts": texts})


def test_a_decision_is_taken_and_leads_back_to_its_statement(client, statement):
    response = decide(client, statement, state="hidden", reason="個人の名前がありました。")

    statement.refresh_from_db()
    assert (response.status_code, response.url) == (302, f"/desk/topics/{statement.topic_id}/#statement-{statement.pk}")
    assert statement.state == StatementState.HIDDEN


def test_a_reason_that_is_too_long_comes_back_whole_with_its_length(client, statement):
    reason = "長" * 401

    response = decide(client, statement, state="hidden", reason=reason)

    page = text_of(response)
    statement.refresh_from_db()
    assert (response.status_code, statement.state) == (400, StatementState.WAITING)
    assert "理由が401字あります。400字までに縮めてください。" in page
    assert reason in page
    assert REASON_MISSING not in page


@pytest.mark.parametrize("state", ["waiting", "gone", ""])
def test_a_forged_decision_is_told_and_keeps_the_reason(client, statement, state):
    response = decide(client, statement, state=state, reason="考えた理由")

    page = text_of(response)
    assert response.status_code == 400
    assert "「公開する」か「非公開にする」を押してください" in page
    assert 'value="考えた理由"' in page
    assert REASON_MISSING not in page


def test_hiding_without_a_reason_is_told_beside_the_field(client, statement):
    response = decide(client, statement, state="hidden", reason=" ")

    assert response.status_code == 400
    assert REASON_MISSING in text_of(response)
    assert 'href="#id_reason"' in text_of(response)


def test_who_may_not_decide_reads_nothing_of_the_topic(client, statement):
    client.force_login(RoleFactory(kind=RoleKind.OPERATOR).user)

    response = decide(client, statement, state="hidden", reason="長" * 401)

    assert response.status_code == 403
    assert statement.text not in text_of(response)


def test_two_hundred_lines_are_taken_and_one_more_is_not(client, statement):
    lines = [f"{number}番目の意見文がよい。" for number in range(201)]

    refused = add(client, statement, "\n".join(lines))
    taken = add(client, statement, "\n".join(lines[:200]))

    assert refused.status_code == 400
    assert "意見文が201行あります。一度に加えられるのは200行までです。" in text_of(refused)
    assert lines[200] in text_of(refused)
    assert taken.status_code == 302
    assert statement.topic.statements.count() == 201
