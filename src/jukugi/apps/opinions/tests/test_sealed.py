"""What of the room is sealed, and that words agree with their seal."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.opinions import actions
from jukugi.apps.opinions.enums import HidingRule, OpinionState
from jukugi.apps.opinions.models import IssueLink, Opinion, OpinionReview, Submission
from jukugi.apps.opinions.sealed import opinion_words
from jukugi.apps.opinions.tests.factories import IssueLinkFactory, OpinionFactory
from jukugi.apps.processes.tests.factories import DURING
from jukugi.kit.audit.sealing import seal_all, verify_all
from jukugi.kit.audit.streams import Contradictions, checks

pytestmark = pytest.mark.django_db


def broken_streams() -> list[str]:
    return [verdict.stream for verdict in verify_all() if not verdict.is_whole]


def test_words_as_they_came_contradict_nothing():
    OpinionFactory.create_batch(2)

    assert opinion_words() == Contradictions(0, "")
    assert checks["opinion_words"].find is opinion_words


def test_changed_words_contradict_their_seal():
    first, second, _third = OpinionFactory.create_batch(3)

    Opinion.objects.filter(pk__in=[first.pk, second.pk]).update(text="別の言葉")

    assert opinion_words() == Contradictions(2, f"意見{first.pk}")


def test_changed_words_with_a_new_digest_break_the_sealed_log():
    opinion = OpinionFactory()
    seal_all(now=DURING)
    forged = Opinion.of(opinion.submission, "別の言葉")

    Opinion.objects.update(text=forged.text, text_key=forged.text_key, text_digest=forged.text_digest)

    assert opinion_words() == Contradictions(0, "")
    assert broken_streams() == ["opinions"]


def test_words_that_were_erased_with_their_key_contradict_nothing():
    OpinionFactory()
    seal_all(now=DURING)

    Opinion.objects.update(text="", text_key="")

    assert opinion_words() == Contradictions(0, "")
    assert broken_streams() == []


@pytest.mark.parametrize("number", [1, 12])
def test_the_check_asks_the_database_once(number):
    OpinionFactory.create_batch(number)

    with CaptureQueriesContext(connection) as asked:
        opinion_words()

    assert len(asked) == 1


def test_decisions_keep_the_seal_and_are_sealed_themselves():
    link, officer = IssueLinkFactory(), RoleFactory().user
    seal_all(now=DURING)
    actions.review_opinion(
        opinion=link.opinion,
        state=OpinionState.HIDDEN,
        rule=HidingRule.PERSONAL,
        reason="番号がありました。",
        actor=officer,
        now=DURING,
    )
    actions.end_link(link=link, reason="取り違えました。", actor=officer, now=DURING)
    seal_all(now=DURING)
    assert broken_streams() == []

    OpinionReview.objects.update(reason="別の理由")
    IssueLink.objects.update(reason="別の理由")
    Submission.objects.update(channel="card")

    assert sorted(broken_streams()) == ["issue_links", "opinion_reviews", "submissions"]
