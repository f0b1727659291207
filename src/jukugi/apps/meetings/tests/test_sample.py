from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from jukugi.apps.meetings.enums import BodyState, RegistrationState
from jukugi.apps.meetings.models import Body, BodyEvent, FollowUp, Meeting, Minutes, Note, Recommendation, Registration
from jukugi.apps.meetings.queries.bodies import body_page
from jukugi.apps.opinions.models import Opinion
from jukugi.kit.pages.places import samples

pytestmark = pytest.mark.django_db

WANTED = ("areas", "accounts", "organizations", "processes", "issues", "meetings")


def load(now: datetime) -> None:
    """The sample of this room, and of those it stands on."""
    for name, loads in samples.items():
        if name in WANTED:
            loads(now)


@pytest.fixture
def city():
    load(timezone.now())


def test_loaded_twice_nothing_is_doubled(city):
    before = [model.objects.count() for model in (Body, BodyEvent, FollowUp, Meeting, Note, Registration, Minutes)]

    load(timezone.now() + timedelta(days=3))

    after = [model.objects.count() for model in (Body, BodyEvent, FollowUp, Meeting, Note, Registration, Minutes)]
    assert before == after
    assert before[0] == 5


def test_what_is_told_of_real_bodies_has_its_source_and_what_was_made_up_says_so(city):
    for body in Body.objects.all():
        assert ("見本" in body.name) == body.is_sample
        assert bool(body.source) != body.is_sample
    real = {"body__is_sample": False}
    assert [event for event in BodyEvent.objects.filter(**real) if not event.source] == []
    assert [each for each in Recommendation.objects.filter(**real) if not each.source] == []
    assert [step for step in FollowUp.objects.filter(recommendation__body__is_sample=False) if not step.source] == []
    assert [m.title for m in Meeting.objects.all() if not (m.is_sample and m.title.startswith("見本"))] == []
    assert [m.title for m in Meeting.objects.filter(body__is_sample=False)] == []


def test_the_ward_assemblies_are_one_story_on_one_page(city):
    body = Body.objects.get(name="区民会議")

    page = body_page(body, day=timezone.localdate())

    kinds = [step.title for step in page.steps]
    assert body.state == BodyState.ENDED
    assert (
        kinds.index("休みに入りました")
        < kinds.index("終わりました")
        < kinds.index("「地域デザイン会議」に引き継がれました")
    )
    assert kinds[-1] == "提言1のその後：行った"
    assert [successor.name for successor in page.successors] == ["地域デザイン会議"]
    assert all(step.sources for step in page.steps)


def test_what_a_paused_body_recommended_is_still_followed_up(city):
    body = Body.objects.get(name="見本 くらしの会議")
    paused = body.events.get(kind="paused")

    later = FollowUp.objects.filter(recommendation__body=body, on__gt=paused.on)

    assert body.state == BodyState.PAUSED
    assert sorted(step.kind for step in later) == ["done", "not_taken_up"]


def test_notes_of_the_sample_are_voices_or_wait_and_nobody_sits_twice(city):
    assert Opinion.objects.filter(note__isnull=False).count() == 25
    assert Note.objects.unsent().count() == 10
    for meeting in Meeting.objects.filter(capacity__isnull=False):
        assert meeting.registrations.filter(state=RegistrationState.SEATED).count() <= meeting.capacity


@pytest.mark.parametrize("moment", [datetime(2026, 12, 31, 16, tzinfo=UTC), datetime(2028, 2, 29, 3, tzinfo=UTC)])
def test_on_any_day_the_sample_loads_and_what_was_lies_in_the_past(moment):
    load(moment)

    assert Meeting.objects.past(moment).count() == 4
    assert Note.objects.filter(received_at__gt=moment).count() == 0
    assert [m.pk for m in Minutes.objects.filter(published_at__gt=moment)] == []


def test_without_a_process_no_meeting_is_loaded_and_the_bodies_are(db):
    sentence = dict(samples.items())["meetings"](timezone.now())

    assert sentence == "会議：会議体5、会議0"
