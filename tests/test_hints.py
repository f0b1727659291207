"""Hints for やさしい日本語 below the fields in which staff write for the public: they show, and nothing is done."""

import pytest

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import BEFORE, RoleFactory
from jukugi.apps.grouping.models import OpinionGroup
from jukugi.apps.issues.models import IssueEdge
from jukugi.apps.issues.tests.factories import IssueFactory
from jukugi.apps.opinion_map.models import MapEdition, Topic
from jukugi.apps.opinion_map.tests.factories import TopicFactory
from jukugi.apps.opinions.enums import OpinionState
from jukugi.apps.opinions.models import OpinionReview
from jukugi.apps.opinions.tests.factories import OpinionFactory

pytestmark = pytest.mark.django_db
WORDS = "制度を周知します。"
HINT = "「知らせる」と書けませんか。"


@pytest.fixture
def officer(client):
    client.force_login(RoleFactory(kind=RoleKind.POLICY_OFFICER).user)
    return client


def asked(client, address, field, **more):
    """The page that comes back when hints are asked for a field, without breaks."""
    response = client.post(address, {field: WORDS, "ease": field, **more})
    assert response.status_code == 200
    return response.content.decode().replace("<wbr>", "")


@pytest.mark.parametrize(
    ("page", "field"), [("", "description"), ("direction/", "text"), ("direction/", "reason"), ("status/", "reason")]
)
def test_words_on_an_issue(officer, page, field):
    issue = IssueFactory(description="前の説明", direction="前の方向")

    shown = asked(officer, f"/desk/issues/{issue.pk}/{page}", field, seen="0")

    assert (HINT in shown, WORDS in shown, "まだ送られていません" in shown) == (True, True, False)
    issue.refresh_from_db()
    assert (issue.description, issue.direction) == ("前の説明", "前の方向")


def test_the_reason_of_an_edge(officer):
    issue = IssueFactory()

    page = asked(officer, f"/desk/issues/{issue.pk}/connect/", "reason")

    assert (HINT in page, "まだ送られていません" in page) == (True, False)
    assert not IssueEdge.objects.exists()


@pytest.mark.parametrize("field", ["hiding_reason", "reason"])
def test_reasons_about_a_voice_that_waits(officer, field):
    opinion = OpinionFactory()

    page = asked(officer, f"/desk/opinions/{opinion.pk}/review/", field, rule="abuse")

    assert (HINT in page, "まだ送られていません" in page) == (True, False)
    assert not OpinionReview.objects.exists()


def test_why_a_voice_is_not_taken_up(officer):
    opinion = OpinionFactory(state=OpinionState.SHOWN)

    page = asked(officer, f"/desk/opinions/{opinion.pk}/link/", "end_reason")

    assert HINT in page
    assert not opinion.issue_links.exists()


def test_the_name_of_a_group(officer):
    issue = IssueFactory(process__is_main=True)
    group = OpinionGroup.objects.create(process=issue.process, issue=issue, number=1, made_at=BEFORE)

    page = asked(officer, f"/desk/groups/{group.pk}/name/", "label")

    assert HINT in page
    group.refresh_from_db()
    assert group.label == ""


def test_what_a_topic_is_about(officer):
    page = asked(officer, "/desk/topics/new/", "description")

    assert (HINT in page, "まだ送られていません" in page) == (True, False)
    assert not Topic.objects.exists()


def test_what_stands_on_an_edition(officer):
    topic = TopicFactory()

    page = asked(officer, f"/desk/topics/{topic.pk}/editions/", "note")

    assert HINT in page
    assert not MapEdition.objects.exists()


def test_whoever_may_not_write_there_gets_no_page(client):
    client.force_login(RoleFactory(kind=RoleKind.OPERATOR).user)
    issue = IssueFactory(process__is_main=True)
    group = OpinionGroup.objects.create(process=issue.process, issue=issue, number=1, made_at=BEFORE)

    for address in (f"/desk/issues/{issue.pk}/", f"/desk/groups/{group.pk}/name/"):
        assert client.post(address, {"description": WORDS, "label": WORDS, "ease": "label"}).status_code == 403
