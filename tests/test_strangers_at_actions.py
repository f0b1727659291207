"""Actions that no form of the permission matrix reaches on its way: they refuse before they look at anything else."""

from datetime import date

import pytest
from django.utils import timezone

from jukugi.apps.accounts.enums import Channel, RoleKind
from jukugi.apps.accounts.tests.factories import ParticipantFactory, RoleFactory, UserFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.circles import actions as circles
from jukugi.apps.circles.enums import CircleStep
from jukugi.apps.circles.errors import NotInCircle
from jukugi.apps.circles.models import WardFund
from jukugi.apps.circles.tests.factories import NOW, begun, starter_of
from jukugi.apps.drafts import actions as drafts
from jukugi.apps.drafts.models import Document
from jukugi.apps.grouping import actions as grouping
from jukugi.apps.issues import actions as issues
from jukugi.apps.processes.tests.factories import ProcessFactory
from jukugi.apps.reach import actions as reach
from jukugi.apps.reach.tests.factories import draft
from jukugi.kit.errors import NotAllowed

pytestmark = pytest.mark.django_db
DAY = date(2026, 4, 1)


def test_a_circle_is_written_about_by_those_in_it_alone():
    circle, stranger = begun(), ParticipantFactory()

    with pytest.raises(NotInCircle):
        circles.tell_story(circle=circle, text="見本", happened_on=DAY, author=stranger, now=NOW)
    with pytest.raises(NotInCircle):
        circles.ask_place(circle=circle, place=None, text="見本", author=stranger, now=NOW)
    with pytest.raises(NotInCircle):
        circles.propose_to_issue(circle=circle, issue=None, text="見本", author=stranger, now=NOW)

    assert circle.stories.count() == 0


@pytest.mark.parametrize("kind", [RoleKind.WARD_OFFICER, RoleKind.OPERATOR])
def test_a_circle_is_looked_after_by_its_own_ward_alone(kind):
    circle = begun()
    other = RoleFactory(kind=kind, area=WardFactory()).user
    story = circles.tell_story(circle=circle, text="見本", happened_on=DAY, author=starter_of(circle), now=NOW)
    paper = {"actor": other, "now": NOW}

    with pytest.raises(NotAllowed):
        circles.write_step_for(circle=circle, step=CircleStep.FIRST_TRY, text="見本", said_on=DAY, **paper)
    with pytest.raises(NotAllowed):
        circles.tell_story_for(circle=circle, text="見本", happened_on=DAY, **paper)
    with pytest.raises(NotAllowed):
        circles.review_story(story=story, hides=True, reason="見本", **paper)
    with pytest.raises(NotAllowed):
        circles.enter_fund_request(
            fund=WardFund(ward=circle.ward), circle=circle, draft=None, channel=Channel.CARD, received_at=NOW, **paper
        )

    assert circle.stories.count() == 1


def test_what_was_tried_is_not_corrected_into_another_ward():
    own, other = WardFactory(), WardFactory()
    officer = RoleFactory(kind=RoleKind.WARD_OFFICER, area=own).user
    now = timezone.now()
    row = reach.record_outreach(process=ProcessFactory(), draft=draft(ward=own), actor=officer, now=now)

    for ward in (other, None):
        with pytest.raises(NotAllowed):
            reach.correct_outreach(outreach=row, draft=draft(ward=ward), reason="見本", actor=officer, now=now)


@pytest.mark.parametrize("kind", [None, RoleKind.WARD_OFFICER, RoleKind.OPERATOR])
def test_what_belongs_to_the_whole_city_is_done_by_its_policy_officers_alone(kind):
    who = UserFactory() if kind is None else RoleFactory(kind=kind, area=WardFactory()).user
    said = {"actor": who, "now": timezone.now()}

    with pytest.raises(NotAllowed):
        reach.want_count(process=ProcessFactory(), **said)
    with pytest.raises(NotAllowed):
        drafts.begin_edition(document=Document(area=None), plan=None, **said)
    with pytest.raises(NotAllowed):
        grouping.merge_groups(group=None, into=None, **said)
    with pytest.raises(NotAllowed):
        grouping.link_suggested(process=None, issue=None, opinions=[], **said)
    with pytest.raises(NotAllowed):
        issues.import_policies(content=b"", takes_good=False, **said)
    with pytest.raises(NotAllowed):
        issues.split_issue(issue=None, parts=[], divided={}, heir=0, reason="見本", **said)
